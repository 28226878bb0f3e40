import HDL

/// Carries pulses into another clock domain: one cycle at the output for each cycle in which the input is
/// one.
///
/// The source turns a pulse into a change of a level, which the destination samples and turns back. It
/// comes `stages` edges of the destination later, give or take one. Each level has to be seen: after a
/// pulse the next may come once more than a period of the destination has passed, otherwise two of them can
/// get lost. Where the source can't tell, send words of one bit through a ``HandshakeCrossing`` instead.
/// Both domains have to be reset together: the reset of one alone can look like a pulse.
public final class PulseSynchronizer: Module {
    /// One bit, of the domain `source`: one for a cycle.
    public let pulse = Input(1, "a pulse of the source domain")
    /// One bit, of the domain `destination`: one for a cycle.
    public let synchronizedPulse = Output(1, "the pulse in the destination domain")
    private let toggle = Register(reset: 0, in: .source, "changes with each pulse")
    private let seen = Register(reset: 0, in: .destination)
    private let stages: Int

    /// - Parameter stages: registers in the destination, at least 2.
    public init(stages: Int = 2) { self.stages = stages }

    override public var moduleName: String { "pulse_synchronizer_\(stages)" }
    override public var documentation: String {
        "Carries pulses from the source's domain into the destination's."
    }
    override public var structuralParameters: AnyHashable? { stages }

    public func describe() {
        When(pulse) { toggle <- ~toggle }
        let arrived = synchronized(toggle, into: .destination, stages: stages, reset: 0)
        seen <- arrived
        synchronizedPulse <- (arrived ^ seen)
    }
}
