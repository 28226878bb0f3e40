import Testing

@testable import Configuration

@Suite struct NearestNameTests {
    private let names = ["bitmod4", "bitmod3", "int4", "int4-asym", "fp4"]

    @Test func nearNamesComeNearestFirst() {
        #expect(NearestName.suggestions(for: "bitmd4", among: names) == ["bitmod4", "bitmod3"])
        #expect(NearestName.suggestions(for: "INT-4", among: names) == ["int4"])
        #expect(NearestName.suggestions(for: "bitmod5", among: names) == ["bitmod4", "bitmod3"])
        #expect(NearestName.suggestions(for: "bitmod5", among: names, atMost: 1) == ["bitmod4"])
        #expect(NearestName.suggestions(for: "gguf", among: names).isEmpty)
        #expect(NearestName.suggestions(for: "", among: []).isEmpty)
        #expect(NearestName.suggestion(for: "int4asym", among: names) == "int4-asym")
        #expect(NearestName.suggestion(for: "quantise", among: names) == nil)
    }
}
