import ArticleChecking
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
        let mistakes = try Article("Sources/HDL/HDL.docc/Formal.md").mistakes(sources: [source])
        #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n"))")
    }
}
