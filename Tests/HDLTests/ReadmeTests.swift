import Foundation
import Testing

@testable import HDL

/// The example of the README, word for word.
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
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let emitted = try Design { TickCounter() }.verilog()[0].text
        #expect(readme.contains("```verilog\n\(emitted)```"))
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let start = try #require(source.range(of: "final class TickCounter"))
        let end = try #require(source.range(of: "\n}\n", range: start.lowerBound..<source.endIndex))
        #expect(readme.contains(source[start.lowerBound..<end.upperBound]))
    }
}
