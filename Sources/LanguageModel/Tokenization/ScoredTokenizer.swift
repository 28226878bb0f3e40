import Foundation

/// SentencePiece's byte-pair encoding by score, as llama2.c stores it: neighbours merge as long as their union is a token,
/// the best score first.
public struct ScoredTokenizer: Tokenizer {
    private let pieces: [[UInt8]]
    private let scores: [Float]
    private let ids: [[UInt8]: Int]

    public let beginning: Int? = 1
    public let endings: Set<Int> = [1, 2]
    /// The first of 256 tokens that stand for one byte each.
    private static let firstByteToken = 3
    /// What a character becomes in a vocabulary too small for tokens of bytes.
    private static let unknownToken = 0
    private var hasByteTokens: Bool { pieces.count >= Self.firstByteToken + 256 }

    /// Tokens of the vocabulary.
    public var count: Int { pieces.count }

    /// Loads a llama2.c tokenizer: the longest token's length, then score, length and bytes of each token.
    /// - Parameter vocabulary: tokens of the model.
    /// - Throws: ``LanguageModelError`` of kind `fileAccess` or `malformedTokenizer`.
    public init(path: String, vocabulary: Int) throws {
        let data = try FileContents.read(
            path, limit: 1 << 27, remedy: "Give the tokenizer that belongs to the model")
        let bytes = [UInt8](data)
        var position = 4
        func malformed(_ problem: String) -> LanguageModelError {
            LanguageModelError(
                .malformedTokenizer, file: path, problem: problem,
                remedy: "Give the llama2.c tokenizer of this model, of \(vocabulary) tokens")
        }
        func word() throws -> UInt32 {
            guard position + 4 <= bytes.count else { throw malformed("it ends early") }
            defer { position += 4 }
            return (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
        }
        var pieces: [[UInt8]] = []
        var scores: [Float] = []
        for token in 0..<vocabulary {
            scores.append(Float(bitPattern: try word()))
            let length = Int(try word())
            guard length <= bytes.count - position else {
                throw malformed("token \(token) reaches beyond its end")
            }
            pieces.append(Array(bytes[position..<position + length]))
            position += length
        }
        guard position == bytes.count else {
            throw malformed("it has more than \(vocabulary) tokens")
        }
        self.init(pieces: pieces, scores: scores)
    }

    init(pieces: [[UInt8]], scores: [Float]) {
        self.pieces = pieces
        self.scores = scores
        ids = Dictionary(pieces.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func tokens(of text: String) -> [Int] {
        if text.isEmpty || pieces.isEmpty { return [] }
        // A text begins with a space of its own.
        var tokens: [Int] = []
        for character in (" " + text).unicodeScalars {
            let bytes = Array(String(character).utf8)
            if let known = ids[bytes] {
                tokens.append(known)
            } else {
                tokens += hasByteTokens ? bytes.map { Int($0) + Self.firstByteToken } : [Self.unknownToken]
            }
        }
        while let best = bestPair(tokens) {
            tokens[best.index] = best.token
            tokens.remove(at: best.index + 1)
        }
        return tokens
    }

    private func bestPair(_ tokens: [Int]) -> (index: Int, token: Int)? {
        var best: (index: Int, token: Int)?
        var bestScore = -Float.infinity
        for index in 0..<max(0, tokens.count - 1) {
            guard let token = ids[pieces[tokens[index]] + pieces[tokens[index + 1]]],
                scores[token] > bestScore
            else { continue }
            best = (index, token)
            bestScore = scores[token]
        }
        return best
    }

    public func bytes(of token: Int, isFirst: Bool) -> [UInt8] {
        guard pieces.indices.contains(token) else { return [] }
        if hasByteTokens, (Self.firstByteToken..<Self.firstByteToken + 256).contains(token) {
            return [UInt8(token - Self.firstByteToken)]
        }
        let piece = pieces[token]
        return isFirst && piece.first == UInt8(ascii: " ") ? Array(piece.dropFirst()) : piece
    }
}
