import Foundation

/// Shows that the benches notice faults: each of many mutants of a module must make its bench fail.
///
/// All mutants of a target sit in one Verilog design, so that one build serves them all. A mutant that every run
/// survives is proven equivalent to the original, or listed with a reason, or else fails the campaign.
public struct MutationCampaign: Sendable {
    private let models: VerificationModels
    private let waivers: MutationWaivers

    /// - Throws: `CosimulationError` when Verilator is missing or too old.
    public init(waivers: MutationWaivers = MutationWaivers()) throws {
        models = try VerificationModels()
        self.waivers = waivers
    }

    /// Makes, runs and judges the mutants; the same arguments and tools give the same report, times excepted.
    ///
    /// - Parameters:
    ///   - targets: what to mutate.
    ///   - datapaths: in which to mutate it.
    ///   - mutantsPerTarget: mutants of each, shared among its data paths: at least 1 for each and at most as many as
    ///     Yosys finds.
    ///   - seed: of the choice of mutants and of all stimuli.
    ///   - progress: told what is done, from one thread.
    /// - Throws: ``MutationError`` when Yosys is missing or fails, or when a bench fails on the original;
    ///   `CosimulationError` when a model can't be built.
    public func run(
        targets: [MutationTarget] = MutationTarget.allCases,
        datapaths: [MutationDatapath] = MutationDatapath.standard, mutantsPerTarget: Int = 250,
        seed: UInt64 = 1,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> MutationReport {
        let yosys = try YosysToolchain.locate()
        var results: [MutationReport.TargetResult] = []
        for target in targets {
            let present = datapaths.filter(target.exists)
            for (index, datapath) in present.enumerated() {
                // The first ones take what doesn't divide.
                let count = (mutantsPerTarget + present.count - 1 - index) / present.count
                let result = try run(target, datapath, count, seed, yosys, progress)
                progress(result.summary)
                results.append(result)
            }
        }
        let used = Set(
            results.flatMap { result in
                result.survivors.map { [result.target.rawValue, $0.mutant.description] }
            })
        let unused = waivers.waivers.filter {
            targets.contains($0.target) && !used.contains([$0.target.rawValue, $0.mutant])
        }
        return MutationReport(
            seed: seed, tool: yosys.identity, targets: results,
            unusedWaivers: unused.map { "\($0.target.rawValue): \($0.mutant)" })
    }

    private func run(
        _ target: MutationTarget, _ datapath: MutationDatapath, _ count: Int, _ seed: UInt64,
        _ yosys: YosysToolchain,
        _ progress: @escaping @Sendable (String) -> Void
    ) throws -> MutationReport.TargetResult {
        let start = Date()
        let name = "\(target.rawValue) (\(datapath.title))"
        progress("\(name): making and building \(count) mutants")
        let set = try MutantSet(target, datapath, count: count, seed: seed, yosys)
        let benches = try MutantBenches(set, models)
        let built = Date()

        progress("\(name): running the bench on each")
        let original = try benches.run(mutation: 0, seed: seed)
        if original.isKilled {
            throw MutationError(
                "the bench of the \(name) fails on the original design"
                    + (original.firstMismatch.map { " (\($0))" } ?? ""),
                remedy: "correct design or bench before mutating")
        }
        let outcomes = try concurrently(count) { try benches.run(mutation: $0 + 1, seed: seed) }
        let ran = Date()

        let survivors = zip(set.mutants, outcomes).filter { !$0.1.isKilled }.map(\.0)
        if !survivors.isEmpty {
            progress("\(name): \(survivors.count) survivors to prove equivalent")
        }
        let proof = EquivalenceProof(set, yosys)
        let verdicts = try concurrently(survivors.count) { try proof.verdict(survivors[$0]) }
        let judged = zip(survivors, verdicts).map { judge($0, $1, target) }
        return MutationReport.TargetResult(
            target: target, datapath: datapath, mutants: count, killed: count - survivors.count,
            survivors: judged,
            benchRuns: outcomes.reduce(original.runs) { $0 + $1.runs },
            cycles: outcomes.reduce(original.cycles) { $0 + $1.cycles },
            buildSeconds: built.timeIntervalSince(start), benchSeconds: ran.timeIntervalSince(built),
            proofSeconds: Date().timeIntervalSince(ran))
    }

    private func judge(
        _ mutant: Mutant, _ verdict: EquivalenceProof.Verdict, _ target: MutationTarget
    ) -> MutationReport.Survivor {
        if verdict.isProven {
            return .init(mutant: mutant, resolution: .equivalent, reason: verdict.explanation)
        }
        if let reason = waivers.reason(target, mutant) {
            return .init(mutant: mutant, resolution: .waived, reason: reason)
        }
        return .init(mutant: mutant, resolution: .unexplained, reason: verdict.explanation)
    }
}
