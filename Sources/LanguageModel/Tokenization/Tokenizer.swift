/// Turns text into token ids and back.
public protocol Tokenizer: Sendable {
    /// The token that begins every sequence; nil when the model has none.
    var beginning: Int? { get }
    /// Tokens after which a text is complete.
    var endings: Set<Int> { get }
    /// The tokens of a text, without ``beginning``.
    func tokens(of text: String) -> [Int]
    /// The bytes that a token stands for.
    /// - Parameter isFirst: whether it follows ``beginning``, where some tokenizers leave out a space.
    func bytes(of token: Int, isFirst: Bool) -> [UInt8]
}

extension Tokenizer {
    /// The text that tokens stand for, ill-formed UTF-8 repaired.
    public func text(of tokens: [Int]) -> String {
        var bytes: [UInt8] = []
        for (index, token) in tokens.enumerated() { bytes += self.bytes(of: token, isFirst: index == 0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
