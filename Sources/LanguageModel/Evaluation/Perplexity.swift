import Dispatch
import Foundation

/// How well a model predicts text.
public struct Perplexity: Sendable {
    /// Mean negative log likelihood of the predicted tokens, in nats a token.
    public let loss: Double
    /// Tokens that were predicted.
    public let predictions: Int
    /// e to the loss.
    public var perplexity: Double { exp(loss) }

    /// Predicts every token of each window but the first from those before it.
    ///
    /// Windows are independent and computed on all processors; their losses are added in order, so the result doesn't
    /// depend on how many there are.
    /// - Parameter progress: called after each window with the number finished, from any thread.
    /// - Throws: ``LanguageModelError`` when a window is shorter than two tokens, too long, or has unknown tokens.
    public static func measure(
        _ model: LlamaModel, windows: [[Int]], progress: @Sendable (Int) -> Void = { _ in }
    ) throws -> Perplexity {
        guard !windows.isEmpty else {
            throw LanguageModelError(
                .invalidTokens, problem: "there are no windows of tokens", remedy: "Give at least one")
        }
        for (index, window) in windows.enumerated() where window.count < 2 {
            throw LanguageModelError(
                .invalidTokens, problem: "window \(index) has \(window.count) tokens",
                remedy: "A window needs two at least, to predict the second from the first")
        }
        let results = WindowResults(count: windows.count)
        DispatchQueue.concurrentPerform(iterations: windows.count) { index in
            results.set(index, Result { try loss(of: windows[index], model) })
            progress(results.finished)
        }
        let losses = try results.all.map { try $0.get() }
        let predictions = windows.reduce(0) { $0 + $1.count - 1 }
        return Perplexity(loss: losses.reduce(0, +) / Double(predictions), predictions: predictions)
    }

    /// The summed loss of one window.
    private static func loss(of window: [Int], _ model: LlamaModel) throws -> Double {
        var session = InferenceSession(model, capacity: window.count - 1)
        let vocabulary = model.architecture.vocabulary
        let logits = try session.logits(after: Array(window.dropLast()))
        if let bad = window.last, !(0..<vocabulary).contains(bad) {
            throw LanguageModelError(
                .invalidTokens, problem: "the token \(bad) isn't in the vocabulary",
                remedy: "Use tokens 0 to \(vocabulary - 1), of this model's tokenizer")
        }
        return logits.withUnsafeBufferPointer { logits in
            window.dropFirst().enumerated().reduce(0) { sum, next in
                sum
                    + negativeLogLikelihood(
                        logits.baseAddress! + next.offset * vocabulary, count: vocabulary,
                        target: next.element)
            }
        }
    }
}

/// Results that several threads write, each its own.
private final class WindowResults: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [Result<Double, any Error>?]
    private var count = 0

    init(count: Int) { results = Array(repeating: nil, count: count) }

    func set(_ index: Int, _ result: Result<Double, any Error>) {
        lock.withLock {
            results[index] = result
            count += 1
        }
    }

    var finished: Int { lock.withLock { count } }
    var all: [Result<Double, any Error>] { lock.withLock { results.compactMap { $0 } } }
}
