import Foundation
import HDL
import HDLTesting
import Testing

/// The example of the article on properties, word for word.
final class Ticker: Module {
    let enable = Input()
    let count = Output(4)
    private let value = Register(4, reset: 0)

    func describe() {
        When(enable) { value <- select(value .== 9, 0, value &+ 1) }
        count <- value

        Assert(value .<= 9, "The count stays below ten")
        When(changed(value)) { Assert(past(enable), "The count moves only when it is told to") }
        Cover(fell(value[3]), "The count starts again")
    }
}

struct FormalArticleTests {
    @Test func theExampleOfTheArticleIsProven() throws {
        let result = try prove(.induction(depth: 2)) { Ticker() }
        #expect(result.isProven, "\(result)")
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let start = try #require(source.range(of: "final class Ticker"))
        let end = try #require(source.range(of: "\n}\n", range: start.lowerBound..<source.endIndex))
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent()
        }
        let article = root.appendingPathComponent("Sources/HDL/HDL.docc/Formal.md")
        let text = try String(contentsOf: article, encoding: .utf8)
        #expect(text.contains(source[start.lowerBound..<end.upperBound]))
    }
}
