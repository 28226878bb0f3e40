/// Whether a model still runs, and if not, what ended it.
public enum SimulationState: Sendable, Equatable, CustomStringConvertible {
    /// Nothing has ended the simulation.
    case running
    /// The design executed `$finish`, in the file and line given.
    case finished(file: String, line: Int)
    /// The design executed `$stop` or `$fatal`, or an assertion failed. What it displayed is in
    /// ``VerilatedModel/displayedText``.
    case stopped(file: String, line: Int)
    /// The simulator gave up: a loop doesn't settle, or its runtime met something that it can't do.
    case failed(reason: String)

    public var description: String {
        switch self {
        case .running: "running"
        case .finished(let file, let line): "finished by $finish at \(file):\(line)"
        case .stopped(let file, let line): "stopped by $stop, $fatal or an assertion at \(file):\(line)"
        case .failed(let reason): "given up by the simulator: \(reason)"
        }
    }
}

/// Values of registers before reset.
public enum InitialValues: Sendable, Hashable {
    /// All bits 0.
    case zeros
    /// All bits 1.
    case ones
    /// Drawn from a seed. A design that behaves differently for different seeds lacks a reset.
    case random(seed: UInt64)

    /// The simulator's number of the choice.
    var code: Int32 {
        switch self {
        case .zeros: 0
        case .ones: 1
        case .random: 2
        }
    }

    /// The simulator's seed: positive, since it takes 0 for a seed from the system. Bits of the user's seed
    /// are mixed by the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    var generatorSeed: Int32 {
        guard case .random(let seed) = self else { return 1 }
        var mixed = seed &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        return Int32(truncatingIfNeeded: mixed % 0x7fff_fffe) + 1
    }
}
