/// Families of field-programmable gate arrays that designs can be measured on.
public enum FieldProgrammableFamily: String, Codable, Sendable, CaseIterable {
    /// Lattice ECP5, 45k, speed grade 6, placed and routed by nextpnr out of context.
    case ecp5
    /// Lattice iCE40 HX8K, placed and routed by nextpnr between registers at three pins.
    case ice40
    /// Xilinx 7 series: synthesised only, so without a clock.
    case xilinx7

    /// What is measured on, in reports.
    public var title: String {
        switch self {
        case .ecp5: "ECP5-45k, speed 6"
        case .ice40: "iCE40 HX8K"
        case .xilinx7: "Xilinx 7, synthesis only"
        }
    }

    /// Yosys's command, with the file for nextpnr.
    func synthesis(top: String, output: String) -> String {
        switch self {
        // Wide multiplexers took an element 1.4 times as many look-up tables for 4 % more clock, and a column lost clock.
        case .ecp5: "synth_ecp5 -abc9 -nowidelut -top \(top) -json \(output)"
        case .ice40: "synth_ice40 -top \(top) -json \(output)"
        case .xilinx7: "synth_xilinx -family xc7 -flatten -top \(top)"
        }
    }

    /// What a cell of the synthesised netlist takes.
    func resources(of cell: String) -> FieldProgrammableResources {
        var resources = FieldProgrammableResources()
        switch (self, cell) {
        case (.ecp5, "LUT4"), (.ice40, "SB_LUT4"): resources.lookUpTables = 1
        // A carry cell is two look-up tables with carry chain; distributed memory takes four and two to write.
        case (.ecp5, "CCU2C"): resources.lookUpTables = 2
        case (.ecp5, "TRELLIS_DPR16X4"): resources.lookUpTables = 6
        case (.ecp5, "TRELLIS_FF"): resources.flipFlops = 1
        case (.ecp5, "DP16KD"), (.ecp5, "PDPW16KD"): resources.blockMemories = 1
        case (.ecp5, "MULT18X18D"), (.ecp5, "ALU54B"): resources.multipliers = cell == "MULT18X18D" ? 1 : 0
        case (.ice40, "SB_RAM40_4K"): resources.blockMemories = 1
        case (.ice40, "SB_MAC16"): resources.multipliers = 1
        case (.xilinx7, "DSP48E1"): resources.multipliers = 1
        case (.xilinx7, "RAMB36E1"), (.xilinx7, "RAMB18E1"): resources.blockMemories = 1
        case (.xilinx7, "RAM32M"), (.xilinx7, "RAM64M"): resources.lookUpTables = 4
        case (.xilinx7, "RAM32X1D"), (.xilinx7, "RAM64X1D"): resources.lookUpTables = 2
        case (.xilinx7, "SRL16E"), (.xilinx7, "SRLC32E"): resources.lookUpTables = 1
        case (.ice40, _) where cell.hasPrefix("SB_DFF"): resources.flipFlops = 1
        case (.xilinx7, _) where ["FDRE", "FDSE", "FDCE", "FDPE"].contains(cell.prefix(4)):
            resources.flipFlops = 1
        case (.xilinx7, _) where cell.hasPrefix("LUT"): resources.lookUpTables = 1
        default: break
        }
        return resources
    }
}

/// How many of each kind of resource a design takes.
public struct FieldProgrammableResources: Codable, Hashable, Sendable {
    /// Of four inputs on ECP5 and iCE40, of up to six on Xilinx 7.
    public var lookUpTables = 0
    public var flipFlops = 0
    public var blockMemories = 0
    public var multipliers = 0

    mutating func add(_ other: FieldProgrammableResources, times count: Int) {
        lookUpTables += count * other.lookUpTables
        flipFlops += count * other.flipFlops
        blockMemories += count * other.blockMemories
        multipliers += count * other.multipliers
    }
}

/// What a design takes on a family, and how fast it is there.
public struct FieldProgrammableCost: Codable, Hashable, Sendable {
    public let design: String
    public let family: FieldProgrammableFamily
    public let resources: FieldProgrammableResources
    /// Megahertz after place and route, one a seed from 1 upwards; empty for a family that is only synthesised or a
    /// design without a clock.
    public let clocks: [Double]

    /// Megahertz in the middle of the seeds.
    public var medianClock: Double? { clocks.isEmpty ? nil : clocks.sorted()[clocks.count / 2] }
    public var slowestClock: Double? { clocks.min() }
    public var fastestClock: Double? { clocks.max() }
}
