import Cosimulation
import Hardware

/// The bench of a target, on the model that holds its mutants.
struct MutantBenches: Sendable {
    private let target: MutationTarget
    private let runStage: @Sendable (_ amount: Int, _ options: BenchOptions) throws -> BenchReport

    /// Builds the models that the bench needs.
    init(_ mutants: MutantSet, _ models: VerificationModels) throws {
        target = mutants.target
        let configuration = mutants.configuration
        let model = try models.model(from: mutants.source)
        switch mutants.target {
        case .termDecoder:
            let registerFile = try models.model(of: .specialValueRegisterFile, configuration)
            let bench = TermDecoderBench(
                decoder: model, registerFile: registerFile, radix: configuration.radix)
            runStage = { _, options in try bench.run(options) }
        case .processingElement:
            let bench = ProcessingElementBench(model: model, configuration: configuration)
            runStage = { amount, options in try bench.run(steps: amount, options) }
        case .activationAligner:
            let bench = ActivationAlignerBench(model: model, configuration: configuration)
            runStage = { _, options in try bench.run(options) }
        case .dequantizer:
            let bench = DequantizerBench(model: model, configuration: configuration)
            runStage = { amount, options in try bench.run(randomSums: amount, options) }
        case .sequencer:
            let bench = TileBench(model: model, configuration: configuration)
            runStage = { amount, options in try bench.run(tiles: amount, options) }
        }
    }

    /// What the bench found on one mutant, or on the original.
    struct Outcome: Sendable {
        var isKilled = false
        var runs = 0
        var cycles = 0
        var firstMismatch: Mismatch?
    }

    /// Runs the stages until one finds a mismatch; each has its own seed.
    ///
    /// - Parameter mutation: 0 for the original.
    func run(mutation: Int, seed: UInt64) throws -> Outcome {
        var outcome = Outcome()
        for (stage, amount) in target.amounts.enumerated() {
            var options = BenchOptions(seed: seed &+ UInt64(stage))
            options.stopsAtMismatch = true
            options.mutation = UInt64(mutation)
            let report = try runStage(amount, options)
            outcome.runs += 1
            outcome.cycles += report.cycles
            guard report.passed else {
                outcome.isKilled = true
                outcome.firstMismatch = report.firstMismatch
                return outcome
            }
        }
        return outcome
    }
}
