/// What one recipe makes of a module.
public struct CostPoint: Codable, Hashable, Sendable {
    public let recipe: Recipe
    /// Square micrometres of cells.
    public let area: Double
    /// ``area`` in areas of the library's smallest two-input NAND.
    public let nand2Equivalents: Double
    public let cells: Int
    public let flipFlops: Int
    /// Cells that stop the clock of registers with an enable.
    public let clockGates: Int
    /// Square micrometres of flip-flops, a part of ``area``.
    public let flipFlopArea: Double
    /// Nanoseconds of the smallest clock period: the worst path between registers, inputs and outputs, with setup. Zero
    /// for a module without a path.
    public let period: Double
    public let criticalPath: CriticalPath?
    /// Nanoseconds of the longest combinational path as abc estimates it, without flip-flops.
    public let logicDelay: Double
    /// Hash under which the netlist is kept.
    public let netlist: String
}

/// The path that sets the period.
public struct CriticalPath: Codable, Hashable, Sendable {
    /// A register's bit or an input, by its name in the design.
    public let start: String
    /// A register's bit or an output, by its name in the design.
    public let end: String
    /// Cells on the way, with the flip-flop that it starts at and without the one that it ends at.
    public let cells: Int
}

/// Power of a point at a clock and an activity, in watts.
public struct CostPower: Codable, Hashable, Sendable {
    /// Within cells, clock pins of flip-flops included.
    public let cells: Double
    /// Charging of nets and pins.
    public let switching: Double
    public let leakage: Double
    /// Nanoseconds of the clock's period.
    public let period: Double
    public let activity: Activity

    public var total: Double { cells + switching + leakage }
    /// Joules of a clock cycle.
    public var energyPerCycle: Double { total * period * 1e-9 }
}

/// How often nets change, and where that is known from.
public struct Activity: Codable, Hashable, Sendable {
    /// Mean number of changes of a net in a clock cycle, over all nets of the mapped netlist but clocks, without
    /// glitches.
    public let togglesPerCycle: Double
    /// Clock cycles that were simulated.
    public let cycles: Int
    /// Where the inputs came from.
    public let source: String
}
