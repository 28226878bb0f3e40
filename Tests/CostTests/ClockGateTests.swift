import Foundation
import Testing

@testable import Cost

/// Registers with an enable behind gates of a library that has them.
@Suite(.enabled(if: Fixture.hasTools && Fixture.hasLibrary)) struct ClockGateTests {
    /// Forty bits with an enable, forty-one with one that is active when low, three with another, and a sum of all.
    private static let enables = """
        module enables (
            input wire clock, input wire first, input wire second, input wire third, input wire [39:0] data,
            output reg [40:0] sum
        );
            reg [39:0] left;
            reg [40:0] right;
            reg [2:0] few;
            always @(posedge clock) begin
                if (first) left <= data;
                if (!second) right <= {data, first};
                if (third) few <= data[2:0];
                sum <= left + right + few;
            end
        endmodule

        """

    /// A gate for the cells of the default library, whose files have none.
    private static let gate: String = {
        func table(_ name: String, _ value: Double) -> String {
            "\(name) (scalar) { values (\"\(value)\"); }"
        }
        func check(_ kind: String) -> String {
            "timing () { related_pin : \"CK\"; timing_type : \(kind)_rising; "
                + "\(table("rise_constraint", 0.05)) \(table("fall_constraint", 0.05)) }"
        }
        return """
              cell (GATE) {
                area : 40; clock_gating_integrated_cell : "latch_posedge_precontrol";
                statetable ("CK EN TE", "Q") { table : "L L L : - : L, L L H : - : H, L H L : - : H, \\
                  L H H : - : H, H - - : - : N"; }
                pin (Q) { direction : internal; internal_node : "Q"; }
                pin (CK) { direction : input; clock : true; clock_gate_clock_pin : true; capacitance : 0.01; }
                pin (EN) {
                  direction : input; clock_gate_enable_pin : true; capacitance : 0.01; \(check("setup")) \(check("hold"))
                }
                pin (TE) { direction : input; clock_gate_test_pin : true; capacitance : 0.01; }
                pin (GCK) {
                  direction : output; clock_gate_out_pin : true; state_function : "CK & Q"; max_capacitance : 1;
                  timing () {
                    related_pin : "CK"; timing_sense : positive_unate;
                    \(table("cell_rise", 0.1)) \(table("cell_fall", 0.1))
                    \(table("rise_transition", 0.1)) \(table("fall_transition", 0.1))
                  }
                }
              }
            }

            """
    }()

    private func withGates<Result>(_ body: (CostEvaluator) throws -> Result) throws -> Result {
        try Workspace.with { folder in
            // Units and templates are those of the default library.
            let library = try String(contentsOfFile: CellLibrary.defaultPath, encoding: .utf8)
            let header = try #require(library.range(of: "\ncell (")).lowerBound
            try folder.write(library[..<header] + "\n" + Self.gate, to: "gate.lib")
            return try Fixture.withCache { cache in
                let library = try CellLibrary(
                    paths: [CellLibrary.defaultPath, folder.path("gate.lib")], cache: cache)
                return try body(try CostEvaluator(library: library, cache: cache))
            }
        }
    }

    @Test func enablesBecomeGates() throws {
        let module = Fixture.module("enables", Self.enables)
        let recipes = [Recipe(.minimumArea, .ripple)]
        let without = try Fixture.withEvaluator { try $0.points([(module, recipes)])[0][0] }
        try withGates { evaluator in
            #expect(evaluator.library.index.clockGate?.cell == "GATE")
            let point = try evaluator.points([(module, recipes)])[0][0]
            #expect(without.clockGates == 0 && point.clockGates == 4)
            #expect(point.flipFlops == without.flipFlops)
            // Eighty-one multiplexers are gone, four gates of 40 came.
            #expect(point.area < without.area - 81 * 40 + 4 * 40)
            #expect(try evaluator.power(of: point, module).total > 0)
            try expectSameBehaviour(point, module, evaluator)
        }
    }

    /// What gates the clock is named in a path that ends there.
    @Test func pathsEndAtGates() throws {
        let verilog = """
            module late (input wire clock, input wire [31:0] first, input wire [7:0] data, output reg [7:0] held);
                reg [31:0] left;
                wire is_above = left > first;
                always @(posedge clock) begin
                    left <= first;
                    if (is_above) held <= data;
                end
            endmodule

            """
        try withGates { evaluator in
            let module = Fixture.module("late", verilog)
            let point = try evaluator.points([(module, [Recipe(.minimumArea, .ripple)])])[0][0]
            #expect(point.clockGates == 1)
            #expect(point.criticalPath?.end == "clock gate of held[0]")
        }
    }

    /// The netlist beside the Verilog in Icarus Verilog, on random inputs.
    private func expectSameBehaviour(_ point: CostPoint, _ module: CostModule, _ evaluator: CostEvaluator)
        throws
    {
        let netlist = try MappedNetlist(
            module, point.recipe, evaluator.library, evaluator.tools, evaluator.cache)
        try Workspace.with { folder in
            let measurement = ActivityMeasurement(
                netlist: netlist, module: module, ports: [], library: evaluator.library,
                tools: evaluator.tools)
            try measurement.writeModels(to: folder)
            let mapped = try String(contentsOfFile: netlist.folder + "/netlist.v", encoding: .utf8)
            try folder.write(
                mapped.replacingOccurrences(of: "module enables(", with: "module mapped("), to: "netlist.v")
            try folder.write(Self.enables, to: "design.v")
            try folder.write(Self.bench, to: "bench.v")
            let files = ["bench.v", "design.v", "netlist.v", "cells.v"]
            let compiled = try evaluator.tools.compiler.run(
                ["-g2005-sv", "-s", "bench", "-o", "bench.vvp"] + files, in: folder.url)
            try #require(compiled.status == 0, "\(compiled.text)")
            let run = try evaluator.tools.simulator.run(["-n", "bench.vvp"], in: folder.url)
            #expect(run.text.contains("compared 500, changed"), "\(run.text)")
            #expect(!run.text.contains("differs"), "\(run.text)")
        }
    }

    /// All registers are loaded before the first comparison; after that enables are random.
    private static let bench = """
        module bench;
            reg clock = 0, first = 1, second = 0, third = 1;
            reg [39:0] data = 1;
            wire [40:0] expected, seen;
            integer cycle = 0, compared = 0;
            reg changed = 0;
            enables original (.clock(clock), .first(first), .second(second), .third(third), .data(data), .sum(expected));
            mapped gated (.clock(clock), .first(first), .second(second), .third(third), .data(data), .sum(seen));
            always #1 clock = !clock;
            always @(posedge clock) begin
                cycle <= cycle + 1;
                if (cycle > 4) begin
                    {first, second, third} <= $random;
                    data <= {$random, $random};
                    compared = compared + 1;
                    if (seen !== expected) $display("%0d differs: %h, not %h", cycle, seen, expected);
                    if (seen !== 41'd4) changed = 1;
                end
                if (compared == 500) begin
                    if (changed) $display("compared %0d, changed", compared);
                    $finish;
                end
            end
        endmodule
        """
}
