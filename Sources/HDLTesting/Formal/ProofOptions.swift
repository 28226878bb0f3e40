import Foundation

/// How much of a design's behaviour a proof looks at.
public enum ProofMethod: Sendable, Hashable {
    /// The first `depth` cycles after the reset: finds bugs, proves nothing of later cycles.
    case bounded(depth: Int)
    /// All cycles: those of `bounded`, and that `depth` cycles in which every assertion holds, from any state, are
    /// followed by another (k-induction).
    case induction(depth: Int)

    /// Cycles.
    public var depth: Int {
        switch self {
        case .bounded(let depth), .induction(let depth): max(1, depth)
        }
    }
}

/// When a proof takes the reset to be active; always in the first cycle, since registers start with any value.
public enum ResetAssumption: Sendable, Hashable {
    /// In the first cycle only.
    case once
    /// In the first cycle, and in any other.
    case anyTime
}

/// What a proof takes for granted and how long it may take.
public struct ProofOptions: Sendable, Hashable {
    public var reset = ResetAssumption.once
    /// Seconds for the whole proof; beyond, the result is unknown.
    public var timeLimit = 120.0
    /// Whether to find out which assertions are never looked at since their conditions are never met, and which cover
    /// statements aren't reached.
    public var checksReachability = true
    /// Cycles after the reset in which assertions have to be looked at and cover statements reached.
    public var reachabilityDepth = 30
    /// Where to write the counterexample as a wave file, if there is one.
    public var traceFile: URL?

    public init() {}
}

/// Why a proof couldn't be tried.
public enum ProofError: Error, Equatable, CustomStringConvertible {
    /// Neither the given path nor PATH has the program.
    case toolMissing(String)
    /// The design has no property of the kind that was asked for.
    case noProperties(design: String)
    /// The program ended with an error; its last lines.
    case toolFailed(String, output: String)
    /// The design has registers, memories or properties in several clock domains, whose names are given.
    case severalDomains(design: String, [String])

    public var description: String {
        switch self {
        case .toolMissing(let tool):
            "'\(tool)' isn't installed: a proof needs yosys, yosys-smtbmc and z3 along PATH"
        case .noProperties(let design):
            "'\(design)' has nothing to prove: no Assert, or no Cover where reachability is asked for"
        case .toolFailed(let tool, let output):
            "\(tool) failed: \(output)"
        case .severalDomains(let design, let domains):
            "'\(design)' runs at several clocks (\(domains.joined(separator: ", "))), and a proof counts cycles of one: "
                + "prove the module of each domain by itself, with Assume for what the others promise"
        }
    }
}
