import HDL

/// Carries a level into another clock domain: a register of the source domain, so that logic in front of it
/// can't glitch, and a synchroniser.
///
/// The output follows the input after one edge of the source and `stages` edges of the destination, give or
/// take one of those. A level that lasts for less than a period of the destination may be missed: for
/// pulses there is ``PulseSynchronizer``.
public final class BitSynchronizer: Module {
    /// One bit, of the domain `source`.
    public let level = Input(1, "a level of the source domain")
    /// One bit, of the domain `destination`.
    public let synchronizedLevel = Output(1, "the level in the destination domain")
    private let launched: Signal
    private let stages: Int
    private let reset: Int

    /// - Parameters:
    ///   - stages: registers in the destination, at least 2.
    ///   - reset: the level after reset, 0 or 1.
    public init(
        stages: Int = 2, reset: Int = 0, file: StaticString = #fileID, line: UInt = #line
    ) {
        self.stages = stages
        self.reset = reset
        launched = Register(reset: reset, in: .source, file: file, line: line)
    }

    override public var moduleName: String { "bit_synchronizer_\(stages)" + (reset == 0 ? "" : "_reset_1") }
    override public var documentation: String {
        "Carries a level from the source's domain into the destination's."
    }
    override public var structuralParameters: AnyHashable? { [stages, reset] }

    public func describe() {
        launched <- level
        synchronizedLevel <- synchronized(launched, into: .destination, stages: stages, reset: reset)
    }
}
