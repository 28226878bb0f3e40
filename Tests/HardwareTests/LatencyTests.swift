import Configuration
import Foundation
import Hardware
import Testing

@Suite struct LatencyTests {
    /// A bench for another simulator that offers operands in every cycle, weights once a group of activations is in, and
    /// reports in which cycles things happen.
    private static let bench = """
        module bench;
            reg clock = 0;
            reg reset = 1;
            reg weights_valid = 0;
            integer cycle = 0;
            integer accepted = -1, issued = -1, accumulated = -1, finished = -1, finished_again = -1;
            integer header = -1, started = -1;
            integer multiplied = -1, written = -1, first_result = -1, last_result = -1;
            always #5 clock = ~clock;
            wire group_ready, weights_ready, activations_ready, results_valid, results_last;
            wire [15:0] results_values;
            wire invalid, overflow, special_value_error;
            bitmod_tile tile (
                .clock(clock), .reset(reset), .group_valid(!reset), .group_ready(group_ready),
                .group_data_type(3'd0), .group_last(1'b1), .group_selectors(2'd0), .group_scales(8'hff),
                .group_channel_scales(32'h3f800000), .weights_valid(weights_valid), .weights_ready(weights_ready),
                .weights_codes({2{8'h05}}), .activations_valid(!reset), .activations_ready(activations_ready),
                .activations_values({ROWS * 2{16'h3c00}}), .results_valid(results_valid), .results_ready(1'b1),
                .results_last(results_last), .results_values(results_values), .special_value_write(1'b0),
                .special_value_address(3'd0), .special_value_data(6'd0), .status_clear(1'b0),
                .status_invalid(invalid), .status_overflow(overflow),
                .status_special_value_error(special_value_error));
            always @(posedge clock) weights_valid <= cycle > 20;
            always @(negedge clock) begin
                if (cycle == RESET - 1) reset = 0;
                if (accepted < 0 && weights_valid && weights_ready === 1) accepted = cycle;
                if (header < 0 && !reset && group_ready === 1) header = cycle;
                if (started < 0 && tile.sequencer.group_held === 1) started = cycle;
                if (issued < 0 && tile.sequencer.issue === 1) issued = cycle;
                if (accumulated < 0 && ^tile.column_0.element_0.accumulator !== 1'bx) accumulated = cycle;
                if (finished >= 0 && finished_again < 0 && tile.sequencer.finish === 1) finished_again = cycle;
                if (finished < 0 && tile.sequencer.finish === 1) finished = cycle;
                if (multiplied < 0 && tile.drain.reading === 1) multiplied = cycle;
                if (written < 0 && tile.drain.write === 1) written = cycle + 1;
                if (first_result < 0 && results_valid === 1) first_result = cycle;
                if (last_result < 0 && results_valid === 1 && results_last) begin
                    last_result = cycle;
                    $display("%0d %0d %0d %0d %0d %0d %0d %0d %h", started - header, issued - accepted, accumulated - issued,
                        multiplied - finished, written - finished, first_result - finished,
                        last_result - finished, finished_again - finished, results_values);
                    $finish;
                end
                cycle = cycle + 1;
            end
        endmodule
        """

    /// Icarus measures what the manifest states.
    @Test(arguments: [1, 2, 9, 16], ProcessingElementKind.allCases)
    func simulationShowsTheStatedLatencies(_ rows: Int, _ kind: ProcessingElementKind) throws {
        try check(
            ArrayConfiguration(rows: rows, columns: 1, lanes: 2, groupSize: 16, processingElement: kind))
    }

    @Test func aSecondTreeStageTakesOneCycleMore() throws {
        let one = try ArrayConfiguration(rows: 3, columns: 1, lanes: 2, groupSize: 16)
        let two = try ArrayConfiguration(rows: 3, columns: 1, lanes: 2, groupSize: 16, treeStages: 2)
        #expect(two.stepToAccumulator == one.stepToAccumulator + 1)
        try check(two)
    }

    private func check(_ configuration: ArrayConfiguration) throws {
        let stated = ArrayLatencies(configuration)
        let design = try GeneratedDesign(configuration)
        let folder = try GeneratedFolder(design)
        let bench = Self.bench.replacingOccurrences(of: "ROWS", with: "\(configuration.rows)")
            .replacingOccurrences(of: "RESET", with: "\(stated.reset)")
        try folder.write(bench, "bench.v")
        let files = design.moduleFiles.map(\.name)
        let compilation = try folder.run(
            "iverilog", ["-g2005", "-s", "bench", "-o", "bench.vvp", "bench.v"] + files)
        try #require(compilation.status == 0, "\(compilation.text)")
        let run = try folder.run("vvp", ["-n", "bench.vvp"])
        let fields = run.text.split(whereSeparator: \.isWhitespace).map(String.init)
        let expected = [
            stated.headerToStep, stated.operandToStep, stated.stepToAccumulator, stated.groupEndToProduct,
            stated.groupEndToPartialSum,
            stated.outputEndToFirstResult, stated.outputEndToLastResult, stated.drainInterval,
        ]
        // FP4 code 5 is 6 on the doubled grid: 16 times 1.0 times 6 times 255 is 24480 in binary16.
        let measured = Array(fields.prefix(9))
        let wanted: [String] = expected.map { String($0) } + ["75fa"]
        #expect(measured == wanted, "\(run.text)")
    }
}
