import HDL
import Testing

/// Encodings: what the Verilog calls the cases, how wide they are, and that cases stay told apart.
struct EnumerationTests {
    /// The examples of `HardwareEnumeration`.
    enum Phase: HardwareEnumeration { case idle, run, drain }

    enum Opcode: Int, HardwareEnumeration { case add = 1, load = 4, halt = 7 }

    enum Grant: HardwareEnumeration {
        case none, left, right
        static var encoding: EnumerationEncoding { .oneHot }
    }

    enum Ring: HardwareEnumeration {
        case north, east, south, west, up
        static var encoding: EnumerationEncoding { .gray }
    }

    enum Renumbered: Int, HardwareEnumeration {
        case first = 9, second = 3
        static var encoding: EnumerationEncoding { .sequential }
    }

    enum Only: HardwareEnumeration { case one }

    private final class Codes<Enumeration: HardwareEnumeration>: Module {
        let outputs: [Signal]
        override var moduleName: String { "codes" }
        override init() { outputs = Enumeration.allCases.map { _ in Output(Enumeration.shape) } }
        func describe() {
            for (output, value) in zip(outputs, Enumeration.allCases) { output <- value }
        }
    }

    private func parameters<Enumeration: HardwareEnumeration>(of type: Enumeration.Type) throws -> [String] {
        let design = try Design { Codes<Enumeration>() }
        try lint(design)
        return design.topText().split(separator: "\n").filter { $0.contains("localparam") }.map {
            String($0.dropFirst("    localparam ".count).dropLast())
        }
    }

    @Test func everyEncoding() throws {
        #expect(
            try parameters(of: Phase.self) == [
                "[1:0] PhaseIdle = 2'd0", "[1:0] PhaseRun = 2'd1", "[1:0] PhaseDrain = 2'd2",
            ])
        #expect(
            try parameters(of: Opcode.self) == [
                "[2:0] OpcodeAdd = 3'd1", "[2:0] OpcodeLoad = 3'd4", "[2:0] OpcodeHalt = 3'd7",
            ])
        #expect(
            try parameters(of: Grant.self) == [
                "[2:0] GrantNone = 3'd1", "[2:0] GrantLeft = 3'd2", "[2:0] GrantRight = 3'd4",
            ])
        #expect(
            try parameters(of: Ring.self).sorted() == [
                "[2:0] RingEast = 3'd1", "[2:0] RingNorth = 3'd0", "[2:0] RingSouth = 3'd3",
                "[2:0] RingUp = 3'd6", "[2:0] RingWest = 3'd2",
            ])
        #expect(
            try parameters(of: Renumbered.self) == ["RenumberedFirst = 1'b0", "RenumberedSecond = 1'b1"])
        #expect(try parameters(of: Only.self) == ["OnlyOne = 1'b0"])
    }

    private final class Chooser: Module {
        let grant = Input(Grant.shape)
        let out = Output(2)
        func describe() {
            Switch(grant) {
                Case(Grant.left) { out <- 1 }
                Case(Grant.right) { out <- 2 }
                Case(Grant.none) { out <- 0 }
            }
        }
    }

    @Test func switchesOverOneHotCasesAreExhaustive() throws {
        let design = try Design { Chooser() }
        try lint(design)
        #expect(try Simulation.run(design, rows: [[1], [2], [4]]) == [["00"], ["01"], ["10"]])
    }
}
