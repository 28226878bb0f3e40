/// What kept a model from being loaded or run: kind, place, problem and remedy.
public struct LanguageModelError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// An architecture, size or format that can't be run.
        case unsupportedModel
        /// A tensor is missing or has another shape than the architecture says.
        case malformedModel
        /// Token ids or windows that the model can't take.
        case invalidTokens
        /// A tokenizer's file isn't well-formed or is missing.
        case malformedTokenizer
        /// A parameter out of range.
        case invalidParameter
        /// A file can't be read.
        case fileAccess
    }

    public let kind: Kind
    /// The file concerned, as the user named it.
    public var file: String?
    /// What is wrong, as a clause.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String

    public init(_ kind: Kind, file: String? = nil, problem: String, remedy: String) {
        self.kind = kind
        self.file = file
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String { "\(file.map { $0 + ": " } ?? "")\(problem). \(remedy)." }

    /// The same error with a file, where it has none yet.
    func located(file: String) -> LanguageModelError {
        var error = self
        error.file = error.file ?? file
        return error
    }
}
