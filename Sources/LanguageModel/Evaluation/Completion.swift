/// Text that a model goes on with, the likeliest token each time.
public struct Completion: Sendable {
    /// All tokens, those of the prompt and the beginning included.
    public let tokens: [Int]
    public let text: String

    /// Goes on with a prompt until `count` tokens are there or a text ends.
    /// - Parameters:
    ///   - prompt: may be empty where the model has a beginning token.
    ///   - count: tokens in all, at most the model's sequence length.
    ///   - report: called with the bytes of each token as it comes, those of the prompt included.
    /// - Throws: ``LanguageModelError`` when there is nothing to begin with or the prompt is too long.
    public init(
        _ model: LlamaModel, tokenizer: any Tokenizer, prompt: String, count: Int,
        report: ([UInt8]) -> Void = { _ in }
    ) throws {
        let limit = model.architecture.sequenceLength
        guard (1...limit).contains(count) else {
            throw LanguageModelError(
                .invalidParameter, problem: "\(count) tokens are asked for",
                remedy: "The model can take 1 to \(limit)")
        }
        let beginning = tokenizer.beginning.map { [$0] } ?? []
        var tokens = beginning + tokenizer.tokens(of: prompt)
        guard !tokens.isEmpty, tokens.count <= count else {
            throw LanguageModelError(
                .invalidTokens, problem: "the prompt has \(tokens.count) tokens of \(count)",
                remedy: tokens.isEmpty
                    ? "This model needs a prompt to begin with" : "Shorten it or ask for more tokens")
        }
        var session = InferenceSession(model, capacity: count)
        var written = beginning.count
        func write() {
            while written < tokens.count {
                report(tokenizer.bytes(of: tokens[written], isFirst: written == beginning.count))
                written += 1
            }
        }
        write()
        var next = tokens
        while tokens.count < count {
            let logits = try session.logits(after: next, onlyLast: true)
            var best = 0
            for (token, logit) in logits.enumerated() where logit > logits[best] { best = token }
            if tokenizer.endings.contains(best) { break }
            tokens.append(best)
            next = [best]
            write()
        }
        self.tokens = tokens
        text = tokenizer.text(of: Array(tokens.dropFirst(beginning.count)))
    }
}
