import Quantization

/// Byte-level byte-pair encoding of the GPT-2 family, from the vocabulary of a GGUF file: words are cut, their bytes
/// written as printable characters, and neighbours merged in the order of the list of merges.
public struct BytePairTokenizer: Tokenizer {
    private let pieces: [String]
    private let ids: [String: Int]
    private let ranks: [Pair: Int]
    private let bytesOfCharacter: [Unicode.Scalar: UInt8]
    private let characterOfByte: [Unicode.Scalar]
    private let controls: Set<Int>
    private let splitsDigits: Bool

    public let beginning: Int?
    public let endings: Set<Int>

    private struct Pair: Hashable {
        let left: String
        let right: String
    }

    /// - Throws: ``LanguageModelError`` of kind `malformedTokenizer` when the file has no such vocabulary.
    public init(_ file: GGUFReader) throws {
        func malformed(_ problem: String) -> LanguageModelError {
            LanguageModelError(
                .malformedTokenizer, file: file.path, problem: problem,
                remedy: "Give a GGUF file with a byte-level (gpt2) tokenizer")
        }
        guard let model = file.value("tokenizer.ggml.model")?.text, model == "gpt2" else {
            throw malformed("its tokenizer is \(file.value("tokenizer.ggml.model")?.text ?? "missing")")
        }
        guard let tokens = file.value("tokenizer.ggml.tokens")?.list?.compactMap(\.text),
            let merges = file.value("tokenizer.ggml.merges")?.list?.compactMap(\.text)
        else { throw malformed("it has no lists of tokens and merges") }
        pieces = tokens
        ids = Dictionary(tokens.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var ranks: [Pair: Int] = [:]
        for (rank, merge) in merges.enumerated() {
            let parts = merge.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw malformed("merge \(rank) isn't two parts with a space between")
            }
            ranks[Pair(left: parts[0], right: parts[1])] = rank
        }
        self.ranks = ranks
        characterOfByte = Self.characters()
        bytesOfCharacter = Dictionary(
            uniqueKeysWithValues: characterOfByte.enumerated().map { ($1, UInt8($0)) })
        let kinds = file.value("tokenizer.ggml.token_type")?.list?.compactMap(\.integer) ?? []
        // Kind 3 is a control token.
        controls = Set(kinds.indices.filter { kinds[$0] == 3 })
        let addsBeginning: Bool
        if case .boolean(let adds)? = file.value("tokenizer.ggml.add_bos_token") {
            addsBeginning = adds
        } else {
            addsBeginning = false
        }
        beginning = addsBeginning ? file.value("tokenizer.ggml.bos_token_id")?.integer : nil
        endings = Set([file.value("tokenizer.ggml.eos_token_id")?.integer].compactMap { $0 })
        let splitters: Set<String> = ["smollm", "starcoder", "refact", "command-r"]
        splitsDigits = splitters.contains(file.value("tokenizer.ggml.pre")?.text ?? "")
    }

    /// Printable bytes stand for themselves, the others for characters from 256 on.
    private static func characters() -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var next: UInt32 = 256
        for byte in UInt32(0)...255 {
            if 33...126 ~= byte || 161...172 ~= byte || 174...255 ~= byte {
                result.append(Unicode.Scalar(byte)!)
            } else {
                result.append(Unicode.Scalar(next)!)
                next += 1
            }
        }
        return result
    }

    public func tokens(of text: String) -> [Int] {
        WordSplitter(splitsDigits: splitsDigits).words(of: text).flatMap(tokens(ofWord:))
    }

    private func tokens(ofWord word: String) -> [Int] {
        var parts = word.utf8.map { String(Character(characterOfByte[Int($0)])) }
        while parts.count > 1 {
            var best: (index: Int, rank: Int)?
            for index in 0..<parts.count - 1 {
                guard let rank = ranks[Pair(left: parts[index], right: parts[index + 1])] else { continue }
                if rank < best?.rank ?? .max { best = (index, rank) }
            }
            guard let best else { break }
            parts[best.index] += parts[best.index + 1]
            parts.remove(at: best.index + 1)
        }
        // Every single byte is a token of such a vocabulary.
        return parts.compactMap { ids[$0] }
    }

    public func bytes(of token: Int, isFirst: Bool) -> [UInt8] {
        guard pieces.indices.contains(token), !controls.contains(token) else { return [] }
        return pieces[token].unicodeScalars.compactMap { bytesOfCharacter[$0] }
    }
}

/// Cuts text into words as GPT-2 does: contractions, runs of letters, of digits and of other signs, each with the space
/// before it, and runs of white space.
struct WordSplitter {
    /// Whether each digit is a word.
    let splitsDigits: Bool

    private enum Kind { case letter, digit, space, other }

    func words(of text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var words: [String] = []
        var start = 0
        while start < scalars.count {
            let end = endOfWord(scalars, from: start)
            words.append(String(String.UnicodeScalarView(scalars[start..<end])))
            start = end
        }
        return words
    }

    private func endOfWord(_ text: [Unicode.Scalar], from start: Int) -> Int {
        for ending in ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"] {
            let scalars = Array(ending.unicodeScalars)
            if text[start...].starts(with: scalars) { return start + scalars.count }
        }
        let isSpace = kind(text[start]) == .space
        if isSpace {
            let end = run(text, from: start, of: .space)
            // A single space before a word belongs to the word; of more, the last one does.
            if end == text.count || text[end - 1] != " " {
                return end == text.count || end - start == 1 ? end : end - 1
            }
            if end - start > 1 { return end - 1 }
            if splitsDigits && kind(text[end]) == .digit { return end }
            return run(text, from: end, of: kind(text[end]))
        }
        return run(text, from: start, of: kind(text[start]))
    }

    private func run(_ text: [Unicode.Scalar], from start: Int, of wanted: Kind) -> Int {
        var end = start
        while end < text.count, kind(text[end]) == wanted {
            end += 1
            if wanted == .digit && splitsDigits { break }
        }
        return end
    }

    private func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: .letter
        case .decimalNumber, .letterNumber, .otherNumber: .digit
        default: scalar.properties.isWhitespace ? .space : .other
        }
    }
}
