/// A parameter that can't be built: which one, what is wrong with it and what would be right.
public struct ConfigurationError: Error, CustomStringConvertible, Equatable, Sendable {
    /// The parameter, by the name it has in a configuration file.
    public let parameter: String
    /// What is wrong, as the rest of a sentence that starts with the parameter.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String

    public init(parameter: String, problem: String, remedy: String) {
        self.parameter = parameter
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String { "\(parameter) \(problem): \(remedy)." }
}
