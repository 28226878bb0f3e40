/// Why a model couldn't be built, loaded or driven: what is wrong, where, and what would be right.
public struct CosimulationError: Error, CustomStringConvertible, Equatable, Sendable {
    /// What kind of thing went wrong, for callers that treat some kinds apart.
    public enum Kind: Equatable, Sendable {
        /// Verilator or the C++ compiler isn't there.
        case toolMissing
        /// Verilator is older than ``VerilatorToolchain/minimumVersion``.
        case toolTooOld
        /// The model's source is contradictory before any tool has seen it.
        case invalidSource
        /// Verilator rejected the Verilog.
        case verilogRejected
        /// The port list isn't that of the Verilog's top module.
        case portMismatch
        /// The C++ compiler or linker failed.
        case compilationFailed
        /// The cache directory can't be used.
        case cacheUnusable
        /// A built model can't be loaded.
        case modelUnloadable
        /// No port has the name asked for.
        case unknownPort
        /// A value, offset or width doesn't fit the port, or the port can't be driven.
        case valueOutOfRange
        /// A trace can't be written.
        case traceUnavailable
    }

    /// What kind of thing went wrong.
    public let kind: Kind
    /// What is wrong and where.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String
    /// The first lines that the failing tool wrote, empty when no tool was run.
    public let toolOutput: String

    init(_ kind: Kind, _ problem: String, remedy: String, toolOutput: String = "") {
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
        self.toolOutput = toolOutput
    }

    /// Problem and remedy as one paragraph, then the tool's lines if there are any.
    public var description: String {
        "\(problem): \(remedy)." + (toolOutput.isEmpty ? "" : "\n" + toolOutput)
    }
}
