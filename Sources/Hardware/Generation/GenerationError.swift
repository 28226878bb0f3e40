/// Why generated files couldn't be written: where, what is wrong and what would be right.
public struct GenerationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file or folder concerned.
    public let path: String
    /// What is wrong, as the rest of a sentence that starts with the path.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String

    public var description: String { "\(path) \(problem): \(remedy)." }
}
