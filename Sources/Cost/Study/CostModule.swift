/// A module whose cost is wanted: Verilog and what has to be known of it.
public struct CostModule: Codable, Hashable, Sendable {
    /// Name in reports.
    public let name: String
    /// Verilog of the module and of all that it instantiates.
    public let verilog: String
    /// The module's name in the Verilog.
    public let top: String
    /// Name of its clock input; a module without such a port is timed from inputs to outputs.
    public let clock: String
    /// Name of its reset input, if it has one, and whether it is active when low.
    public let reset: String?
    public let isResetActiveLow: Bool
    /// Whether instantiated modules are left out: their ports become ports of this one.
    public let isOwnLogicOnly: Bool
    /// What its inputs are in a run of real work; nil for seeded random inputs.
    public let workload: PortVectors?

    public init(
        name: String, verilog: String, top: String, clock: String = "clock", reset: String? = "reset",
        isResetActiveLow: Bool = false, isOwnLogicOnly: Bool = false, workload: PortVectors? = nil
    ) {
        self.name = name
        self.verilog = verilog
        self.top = top
        self.clock = clock
        self.reset = reset
        self.isResetActiveLow = isResetActiveLow
        self.isOwnLogicOnly = isOwnLogicOnly
        self.workload = workload
    }

    /// The same module with a workload.
    public func with(_ workload: PortVectors?) -> CostModule {
        CostModule(
            name: name, verilog: verilog, top: top, clock: clock, reset: reset,
            isResetActiveLow: isResetActiveLow, isOwnLogicOnly: isOwnLogicOnly, workload: workload)
    }
}
