/// Why a cost couldn't be measured: what is wrong and where, and what would be right.
public struct CostError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong, for callers that treat some kinds apart.
    public enum Kind: String, Sendable {
        /// A Liberty file can't be read or understood, or lacks a cell that is needed.
        case library
        /// The design can't be synthesised as it is.
        case design
        /// A tool failed.
        case tool
        /// No recipe reached the period asked for.
        case period
        /// A workload doesn't fit the module.
        case workload
    }

    public let kind: Kind
    /// What is wrong and where, as a clause.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String
    /// The last lines that the failing tool wrote, empty when no tool was run.
    public let toolOutput: String

    public init(_ kind: Kind, _ problem: String, remedy: String, toolOutput: String = "") {
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
        self.toolOutput = toolOutput
    }

    public var description: String {
        "\(problem): \(remedy)." + (toolOutput.isEmpty ? "" : "\n" + toolOutput)
    }
}
