import Foundation
import Testing

@testable import LanguageModel

struct TokenizerTests {
    /// Tokens 3 to 258 are bytes; then letters, then what is merged by score.
    private func tokenizer() -> ScoredTokenizer {
        let pieces =
            ["<unk>", "<s>", "</s>"] + (0..<256).map { "<0x\(String($0, radix: 16))>" }
            + [" ", "a", "b", "ab", " a", "aba", "bab"]
        let scores: [Float] = Array(repeating: 0, count: 259) + [0, 0, 0, -1, -2, -3, -0.5]
        return ScoredTokenizer(pieces: pieces.map { Array($0.utf8) }, scores: scores)
    }

    @Test func theBestScoreMergesFirst() {
        let tokenizer = tokenizer()
        // " abab": no single merge beats "ab" (-1); then "ab"+"ab" is no token, " a" is gone.
        #expect(tokenizer.tokens(of: "abab") == [259, 262, 262])
        #expect(tokenizer.tokens(of: "a") == [263])
        #expect(tokenizer.tokens(of: "") == [])
        // A letter that isn't a token becomes its bytes.
        #expect(tokenizer.tokens(of: "é") == [259, 3 + 0xc3, 3 + 0xa9])
    }

    /// Nothing that isn't in the vocabulary comes out of one too small for tokens of bytes.
    @Test func smallVocabulariesHaveNoBytes() {
        let pieces = ["<unk>", "<s>", "</s>", " ", "a", "\u{e9}"]
        let tokenizer = ScoredTokenizer(
            pieces: pieces.map { Array($0.utf8) }, scores: Array(repeating: 0, count: 6))
        #expect(tokenizer.tokens(of: "az\u{e9}") == [3, 4, 0, 5])
        #expect(tokenizer.text(of: [4, 5]) == "a\u{e9}")
        #expect(ScoredTokenizer(pieces: [], scores: []).tokens(of: "a") == [])
    }

    @Test func bytesComeBack() {
        let tokenizer = tokenizer()
        for text in ["abab", "a é b", "ab ab"] {
            #expect(tokenizer.text(of: tokenizer.tokens(of: text)) == text)
        }
    }

    @Test func wordsAreCutAsGPT2Does() {
        let plain = WordSplitter(splitsDigits: false)
        #expect(
            plain.words(of: "Hello, world! It's  2024\n\nnow ") == [
                "Hello", ",", " world", "!", " It", "'s", " ", " 2024", "\n", "\n", "now", " ",
            ])
        #expect(WordSplitter(splitsDigits: true).words(of: "a 12") == ["a", " ", "1", "2"])
        let text = " x\t\ty  z"
        #expect(plain.words(of: text).joined() == text)
    }
}
