import Cosimulation

/// How a bench runs, common to all.
public struct BenchOptions: Sendable {
    /// Everything random follows from it.
    public var seed: UInt64
    /// Stop at the first mismatch.
    public var stopsAtMismatch = false
    /// Alters one constant of the golden side, to show that the bench would notice.
    public var altersGolden = false
    /// Value of the model's `mutation` input, where it has one.
    public var mutation: UInt64?
    /// A VCD file to write; the model must have been built for tracing.
    public var trace: String?

    public init(seed: UInt64) { self.seed = seed }

    /// An instance of `model` ready to run: registers at seeded values, so that a missing reset shows, the mutation
    /// chosen, the trace open, and reset held for a cycle where there is one.
    func start(_ model: BuiltModel) throws -> VerilatedModel {
        let instance = try VerilatedModel(model, initialValues: .random(seed: seed))
        if let mutation, let port = try? instance.port(named: "mutation") { port.set(mutation) }
        if let trace { try instance.openTrace(trace) }
        instance.reset()
        return instance
    }
}
