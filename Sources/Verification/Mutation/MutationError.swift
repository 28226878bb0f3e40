/// Why a mutation campaign can't be run: what is wrong, where, and what would be right.
public struct MutationError: Error, CustomStringConvertible, Equatable, Sendable {
    /// What is wrong and where.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String
    /// What the failing tool wrote last, empty when no tool was run.
    public let toolOutput: String

    init(_ problem: String, remedy: String, toolOutput: String = "") {
        self.problem = problem
        self.remedy = remedy
        self.toolOutput = toolOutput
    }

    public var description: String {
        "\(problem): \(remedy)." + (toolOutput.isEmpty ? "" : "\n" + toolOutput)
    }
}
