import HDL

/// What came of a proof.
public enum ProofResult: Sendable, CustomStringConvertible {
    /// Every assertion holds, in all cycles or, where the method is bounded, in the first ones.
    case proven(method: ProofMethod, properties: [DesignProperty])
    /// An assertion doesn't hold, starting from the reset.
    case failed(Counterexample)
    /// Nothing fails, but these assertions were never looked at, or these cover statements never reached, in the first
    /// `depth` cycles: the claim says nothing.
    case unreached([DesignProperty], depth: Int)
    /// Neither proven nor failed.
    case unknown(ProofGap)

    public var isProven: Bool { if case .proven = self { true } else { false } }

    /// Nil unless the proof failed.
    public var counterexample: Counterexample? { if case .failed(let found) = self { found } else { nil } }

    public var description: String {
        switch self {
        case .proven(.induction(let depth), let properties):
            "\(properties.count) properties proven by induction over \(depth) cycles"
        case .proven(.bounded(let depth), let properties):
            "\(properties.count) properties hold in the first \(depth) cycles after the reset"
        case .failed(let counterexample): counterexample.description
        case .unreached(let properties, let depth):
            "Not reached in \(depth) cycles after the reset, so nothing is said of them:\n"
                + properties.map { "  \($0.summary)" }.joined(separator: "\n")
        case .unknown(let gap): gap.description
        }
    }
}

/// Cycles from the reset to an assertion that doesn't hold.
public struct Counterexample: Sendable, CustomStringConvertible {
    /// The assertions that fail in the last cycle.
    public let properties: [DesignProperty]
    /// The cycle in which they fail; the reset is active in cycle 0.
    public let cycle: Int
    /// Inputs, outputs and registers in every cycle up to that.
    public let trace: FormalTrace

    public var description: String {
        "Fails in cycle \(cycle):\n" + properties.map { "  \($0.summary)\n" }.joined() + trace.description
    }
}

/// Why a proof has no result.
public enum ProofGap: Sendable, CustomStringConvertible {
    /// The induction step fails: `depth` cycles in which every assertion holds are followed by one in which these don't.
    /// Whether the first state of the trace can be reached isn't known.
    case induction([DesignProperty], trace: FormalTrace, depth: Int)
    /// The tools took longer than allowed.
    case timeLimit(seconds: Double)
    /// The solver gave up; its last lines.
    case solver(String)

    public var description: String {
        switch self {
        case .induction(let properties, let trace, let depth):
            "No failure was found, but induction over \(depth) cycles doesn't prove:\n"
                + properties.map { "  \($0.summary)\n" }.joined()
                + "If the first state below can't occur, assert what excludes it; else allow more cycles.\n"
                + trace.description
        case .timeLimit(let seconds):
            "No result in \(seconds) seconds; allow more, or make the design or the depth smaller"
        case .solver(let output): "The solver has no result: \(output)"
        }
    }
}

/// Whether a cover statement can be reached, and how.
public struct CoverResult: Sendable {
    public let property: DesignProperty
    /// The first cycle in which it is reached, the reset being active in cycle 0; nil when it isn't.
    public let cycle: Int?
    /// The way there; nil when it isn't reached.
    public let trace: FormalTrace?
}

extension DesignProperty {
    /// One line: what, where in the design, where in the source.
    var summary: String {
        "\(kind.rawValue) \"\(message)\" at \(location)"
            + (instancePath.isEmpty ? "" : " [in \(instancePath)]")
    }
}
