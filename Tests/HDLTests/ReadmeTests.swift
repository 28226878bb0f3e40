import ArticleChecking
import HDL
import Testing

/// Counts ticks and says when it has seen as many as wanted.
private final class TickCounter: Module {
    let tick = Input()
    let limit = Input(8, "ticks to wait for")
    let reached = Output()
    private let count = Register(8, reset: 0)

    func describe() {
        let isLast = wire("is_last", count .== limit)
        When(tick & ~isLast) { count <- count &+ 1 }
        reached <- isLast
    }
}

@Suite struct ReadmeTests {
    @Test func theReadmeShowsWhatItsExampleEmits() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let blocks = try Article("README.md").blocks.filter { ["swift", "verilog"].contains($0.language) }
        #expect(blocks.count == 2)
        let design = try Design { TickCounter() }
        for file in design.verilog() { print(file.text) }
        let emitted = design.verilog().map(\.text)
        let mistakes = Article.mistakes(in: blocks, of: "README.md", sources: [source], verilog: emitted)
        #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n"))")
    }
}
