/// What became of the mutants of all targets.
public struct MutationReport: Codable, Sendable {
    /// What became of a mutant that no bench killed.
    public struct Survivor: Codable, Sendable {
        public enum Resolution: String, Codable, Sendable {
            /// Proven to behave like the original.
            case equivalent
            /// Listed with a reason.
            case waived
            case unexplained
        }

        public let mutant: Mutant
        public let resolution: Resolution
        /// What was proven, or why the mutant is waived, or what the proof attempt gave.
        public let reason: String
    }

    /// What became of the mutants of one target.
    public struct TargetResult: Codable, Sendable {
        public let target: MutationTarget
        /// The data path that the target is part of.
        public let datapath: MutationDatapath
        /// Mutants made.
        public let mutants: Int
        /// Mutants on which a bench found a mismatch.
        public let killed: Int
        public let survivors: [Survivor]
        /// Bench runs, those on the original included.
        public let benchRuns: Int
        /// Clock cycles, for the decoder evaluations, of all runs.
        public let cycles: Int
        /// Wall-clock time for making and building the mutants, for the bench runs, and for the proofs.
        public let buildSeconds, benchSeconds, proofSeconds: Double

        /// Survivors of a kind.
        public func count(_ resolution: Survivor.Resolution) -> Int {
            survivors.count { $0.resolution == resolution }
        }

        /// Killed mutants of those that aren't proven equivalent, 1 when there are none.
        public var score: Double {
            let distinguishable = mutants - count(.equivalent)
            return distinguishable == 0 ? 1 : Double(killed) / Double(distinguishable)
        }

        /// Whether enough are killed and every survivor is explained.
        public var passed: Bool {
            mutants > 0 && score >= MutationReport.requiredScore && count(.unexplained) == 0
        }

        /// One line for people.
        public var summary: String {
            let percent = (score * 1000).rounded(.down) / 10
            return
                "\(target.rawValue) (\(datapath.title)): \(mutants) mutants, \(killed) killed, \(count(.equivalent)) proven equivalent, "
                + "\(count(.waived)) waived, \(count(.unexplained)) unexplained, score \(percent) %"
        }

        enum CodingKeys: String, CodingKey {
            case target, datapath, mutants, killed, equivalent, waived, unexplained, score, passed, survivors,
                benchRuns, cycles
            case buildSeconds, benchSeconds, proofSeconds
        }
    }

    /// The least share of distinguishable mutants that the benches must kill.
    public static let requiredScore = 0.95

    /// The seed from which mutants and stimuli follow.
    public let seed: UInt64
    /// The mutating tool and its version.
    public let tool: String
    public let targets: [TargetResult]
    /// Waivers for targets of this run that no survivor needed: for other seeds, or to be deleted.
    public let unusedWaivers: [String]

    /// Whether every target passed, of which there must be one.
    public var passed: Bool { !targets.isEmpty && targets.allSatisfy(\.passed) }
}

extension MutationReport.TargetResult {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        target = try values.decode(MutationTarget.self, forKey: .target)
        datapath = try values.decode(MutationDatapath.self, forKey: .datapath)
        mutants = try values.decode(Int.self, forKey: .mutants)
        killed = try values.decode(Int.self, forKey: .killed)
        survivors = try values.decode([MutationReport.Survivor].self, forKey: .survivors)
        benchRuns = try values.decode(Int.self, forKey: .benchRuns)
        cycles = try values.decode(Int.self, forKey: .cycles)
        buildSeconds = try values.decode(Double.self, forKey: .buildSeconds)
        benchSeconds = try values.decode(Double.self, forKey: .benchSeconds)
        proofSeconds = try values.decode(Double.self, forKey: .proofSeconds)
    }

    /// Counts, score and verdict are written too, for readers that don't compute.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(target, forKey: .target)
        try values.encode(datapath, forKey: .datapath)
        try values.encode(mutants, forKey: .mutants)
        try values.encode(killed, forKey: .killed)
        try values.encode(count(.equivalent), forKey: .equivalent)
        try values.encode(count(.waived), forKey: .waived)
        try values.encode(count(.unexplained), forKey: .unexplained)
        try values.encode(score, forKey: .score)
        try values.encode(passed, forKey: .passed)
        try values.encode(survivors, forKey: .survivors)
        try values.encode(benchRuns, forKey: .benchRuns)
        try values.encode(cycles, forKey: .cycles)
        try values.encode(buildSeconds, forKey: .buildSeconds)
        try values.encode(benchSeconds, forKey: .benchSeconds)
        try values.encode(proofSeconds, forKey: .proofSeconds)
    }
}
