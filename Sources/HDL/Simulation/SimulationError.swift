/// What a test bench did wrong, or what kept a simulator from running.
public struct SimulationError: Error, CustomStringConvertible, Equatable, Sendable {
    /// The rule; numbers continue those of ``DiagnosticCode``.
    public enum Code: String, Sendable, CaseIterable {
        /// A signal that isn't a port of the top module (or, in process, no signal of the design).
        case unknownSignal = "H080"
        /// A value put on what isn't an input.
        case notAnInput = "H081"
        /// A value that doesn't fit its port, or a number that doesn't fit an `Int`.
        case valueOutOfRange = "H082"
        /// A path, memory word or clock domain that the design doesn't have.
        case unknownName = "H083"
        /// A snapshot, trace or picture that doesn't belong here or can't be written.
        case unusableRecord = "H084"
        /// Another simulator that is missing, fails, or disagrees.
        case backEnd = "H085"
        /// A black box that is to run in process and has no simulation model.
        case missingModel = "H086"
    }

    public let code: Code
    /// What is wrong, with names, shapes and values.
    public let message: String
    /// What would be right, as an imperative; empty when the message says it.
    public let suggestion: String
    /// The line of the bench; unknown where only ``Simulation/step(_:cycles:)`` could tell.
    public let location: SourceLocation

    public init(
        _ code: Code, _ message: String, suggestion: String = "",
        at location: SourceLocation = SourceLocation(file: "", line: 0)
    ) {
        self.code = code
        self.message = message
        self.suggestion = suggestion
        self.location = location
    }

    public var description: String {
        let place = location.line == 0 ? "" : "\(location): "
        let remedy = suggestion.isEmpty ? "" : " \(suggestion)."
        return "\(place)error \(code.rawValue): \(message).\(remedy)"
    }

    public static func == (left: SimulationError, right: SimulationError) -> Bool {
        left.code == right.code && left.description == right.description
    }
}

/// An assertion that failed or an assumption that the bench broke.
public struct PropertyFailure: Error, CustomStringConvertible, Equatable, Sendable {
    /// Whose fault it is.
    public enum Kind: String, Sendable {
        /// The design's: an assertion doesn't hold.
        case assertion
        /// The bench's: it doesn't keep what the design assumes.
        case assumption
    }

    public let kind: Kind
    /// What the design says that holds.
    public let message: String
    /// Where the design says it, as `Module/File.swift:line`.
    public let location: String
    /// The instance, from the top; empty for the top itself.
    public let instancePath: String
    /// The cycle at whose end it doesn't hold, counted from 0 with those of the reset.
    public let cycle: Int

    public var description: String {
        let path = instancePath.isEmpty ? "" : " [in \(instancePath)]"
        let what = kind == .assertion ? "assertion failed" : "the bench breaks an assumption"
        return "\(location): \(what) in cycle \(cycle): \(message)\(path)"
    }
}

/// How often a cover point was reached.
public struct CoverCount: Equatable, Sendable, CustomStringConvertible {
    public let message: String
    /// As `Module/File.swift:line`.
    public let location: String
    /// The instance, from the top; empty for the top itself.
    public let instancePath: String
    /// Cycles in which it was reached.
    public let count: Int

    public var description: String {
        "\(location): \(message)\(instancePath.isEmpty ? "" : " [in \(instancePath)]"): \(count)"
    }
}

/// What registers and memories hold before anything was reset or written.
public enum InitialContents: Hashable, Sendable {
    case zeros
    case ones
    /// The same for the same seed.
    case random(seed: UInt64)
    /// The complement of what the seed gives.
    case complement(seed: UInt64)

    /// Calls `next` for words in a fixed order.
    func makeGenerator() -> () -> UInt64 {
        switch self {
        case .zeros: return { 0 }
        case .ones: return { .max }
        case .random(let seed): return Self.generator(seed, complement: 0)
        case .complement(let seed): return Self.generator(seed, complement: .max)
        }
    }

    /// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static func generator(_ seed: UInt64, complement: UInt64) -> () -> UInt64 {
        var state = seed
        return {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return (mixed ^ mixed >> 31) ^ complement
        }
    }
}
