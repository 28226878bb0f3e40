import Foundation
import HDL
import Testing

/// Values and resets that enter a clock domain, in text and in simulation with unrelated clocks.
struct SynchronizerTests {
    private static let pixel = ClockDomain("pixel")

    private final class Requests: Module {
        let toggle = Input()
        let request = Output()
        let seen = Output()
        let level = Output(3)
        private let sent = Register(reset: 0)
        private let count = Register(3, reset: 0, "a Gray code")
        func describe() {
            When(toggle) { sent <- ~sent }
            let next = register("position", .unsigned(3), reset: 0)
            When(toggle) { next <- next &+ 1 }
            count <- next ^ cat(low, next[2, 1])
            request <- sent
            seen <- synchronized(sent, into: pixel, reset: 0)
            level <- synchronized(count, into: pixel, stages: 3, .grayCoded, named: "level_synchronizer")
        }
    }

    @Test func wrappersCarryTheAttribute() throws {
        let design = try Design { Requests() }
        #expect(design.moduleNames == ["synchronizer_2_reset_0", "synchronizer_3x3", "requests"])
        expectText(
            design.verilog()[1].text,
            """
            // Carries 3 bits of another clock domain into this one; its registers must neither be copied,
            // moved nor retimed, and stand side by side.
            `default_nettype none

            module synchronizer_3x3 (
                input  wire       clock,
                input  wire [2:0] data,
                output wire [2:0] synchronized
            );
                (* async_reg = "true" *) reg [2:0] stage_0;
                (* async_reg = "true" *) reg [2:0] stage_1;
                (* async_reg = "true" *) reg [2:0] stage_2;

                always @(posedge clock) begin
                    stage_0 <= data;
                    stage_1 <= stage_0;
                    stage_2 <= stage_1;
                end

                assign synchronized = stage_2;
            endmodule

            `default_nettype wire
            """)
        let top = design.topText()
        #expect(top.contains("synchronizer_2_reset_0 sent_in_pixel ("))
        #expect(top.contains("synchronizer_3x3 level_synchronizer ("))
        try lint(design)
    }

    /// Two clocks whose periods have no common multiple nearby, and a reference of the wanted behaviour beside.
    @Test(arguments: ClockEdge.allCases) func unrelatedClocks(edge: ClockEdge) throws {
        let design = try Design { Requests() }
        var options = VerilogOptions()
        options.domains[Self.pixel] = ClockConfiguration(edge: edge, resetKind: .asynchronous)
        try design.check(options)
        let active = edge == .rising ? "posedge" : "negedge"
        let bench = """
            `timescale 1ns/1ps
            module testbench;
            reg clock = 0, pixel_clock = 0, reset = 1, toggle = 0;
            integer seed = 11, errors = 0, changes = 0, samples = 0;
            wire request, seen;
            wire [2:0] level;
            requests dut (.clock(clock), .reset(reset), .pixel_clock(pixel_clock), .pixel_reset(reset),
                .toggle(toggle), .request(request), .seen(seen), .level(level));
            always #5.003 clock = ~clock;
            always #3.701 pixel_clock = ~pixel_clock;
            always @(negedge clock) toggle = $random(seed);
            reg first, second, old, known = 0;
            reg [2:0] previous;
            function integer ones(input [2:0] value);
                ones = value[0] + value[1] + value[2];
            endfunction
            // Before the edge each side holds what the last one left.
            always @(\(active) pixel_clock or posedge reset)
                if (reset) begin first <= 0; second <= 0; old <= 0; end
                else begin
                    if (seen !== second) errors = errors + 1;
                    if (known && ones(level ^ previous) > 1) errors = errors + 1;
                    if (seen !== old) changes = changes + 1;
                    samples = samples + 1;
                    if (samples > 4) known = 1;
                    previous = level;
                    old <= seen;
                    first <= request;
                    second <= first;
                end
            initial begin
                #60.1 reset = 0;
                #40000 $display("%0d %0d %0d", errors, changes > 500, samples > 5000);
                $finish;
            end
            endmodule
            """
        #expect(try run(design, options, bench) == "0 1 1")
        try lint(design, options)
    }

    private func run(_ design: Design, _ options: VerilogOptions, _ bench: String) throws -> String {
        try withTemporaryFolder { folder in
            let files = try design.write(to: folder, options)
            try bench.write(
                to: folder.appendingPathComponent("testbench.v"), atomically: true, encoding: .utf8)
            let build = try Tool.iverilog.run(
                ["-g2005", "-o", "out.vvp", "-s", "testbench"] + files + ["testbench.v"], in: folder)
            #expect(build.status == 0, "\(build.output)")
            let output = try Tool.vvp.run(["-n", "out.vvp"], in: folder).output
            return output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    // MARK: Resets

    private final class Ticker: Module {
        let count = Output(4)
        let pixels = Output(4)
        private let value = Register(4, reset: 9)
        private let ticks = Ticks().clocked(by: pixel)
        func describe() {
            value <- value &+ 1
            count <- value
            pixels <- ticks.count
        }
    }

    private final class Ticks: Module {
        let count = Output(4)
        private let value = Register(4, reset: 5)
        func describe() {
            value <- value &+ 1
            count <- value
        }
    }

    @Test func resetsAreSynchronisedAtTheTop() throws {
        let design = try Design { Ticker() }
        var options = VerilogOptions()
        options.modulePrefix = "t_"
        options.domains[.main] = ClockConfiguration(resetSynchronizerStages: 2)
        options.domains[Self.pixel] = ClockConfiguration(
            edge: .falling, resetKind: .asynchronous, resetIsActiveLow: true, resetSynchronizerStages: 3)
        try design.check(options)
        let files = design.verilog(options)
        #expect(
            files.map(\.moduleName) == [
                "t_reset_synchronizer_2", "t_reset_synchronizer_3_falling_active_low",
                "t_ticks_falling_asynchronous_active_low", "t_ticker",
            ])
        expectText(
            files[1].text,
            """
            // Asserts its output with the reset and releases it 3 edges of the clock later.
            `default_nettype none

            module t_reset_synchronizer_3_falling_active_low (
                input  wire clock,
                input  wire reset,
                output wire synchronized_reset
            );
                (* async_reg = "true" *) reg [2:0] stages;

                always @(negedge clock or negedge reset) begin
                    if (~reset) begin
                        stages <= 3'd0;
                    end else begin
                        stages <= {stages[1:0], 1'b1};
                    end
                end

                assign synchronized_reset = stages[2];
            endmodule

            `default_nettype wire
            """)
        expectText(
            files[3].text,
            """
            `default_nettype none

            module t_ticker (
                input  wire       clock,
                input  wire       reset,
                input  wire       pixel_clock,
                input  wire       pixel_reset,
                output wire [3:0] count,
                output wire [3:0] pixels
            );
                reg [3:0] value;
                wire reset_synchronized;
                wire pixel_reset_synchronized;

                t_reset_synchronizer_2 reset_synchronizer (
                    .clock(clock),
                    .reset(reset),
                    .synchronized_reset(reset_synchronized)
                );

                t_reset_synchronizer_3_falling_active_low pixel_reset_synchronizer (
                    .clock(pixel_clock),
                    .reset(pixel_reset),
                    .synchronized_reset(pixel_reset_synchronized)
                );

                always @(posedge clock) begin
                    if (reset_synchronized) begin
                        value <= 4'd9;
                    end else begin
                        value <= value + 4'd1;
                    end
                end

                assign count = value;

                t_ticks_falling_asynchronous_active_low ticks (
                    .clock(pixel_clock),
                    .reset(pixel_reset_synchronized),
                    .count(pixels)
                );
            endmodule

            `default_nettype wire
            """)
        try lint(design, options)
        let bench = """
            `timescale 1ns/1ps
            module testbench;
            reg clock = 0, pixel_clock = 0, reset = 0, pixel_reset = 1;
            wire [3:0] count, pixels;
            t_ticker dut (.clock(clock), .reset(reset), .pixel_clock(pixel_clock), .pixel_reset(pixel_reset),
                .count(count), .pixels(pixels));
            always #5 clock = ~clock;
            always #7 pixel_clock = ~pixel_clock;
            initial begin
                // Edges of the main clock rise at 5, 15, ...; those of the other fall at 14, 28, 42, ...
                #1 reset = 1; pixel_reset = 0;
                #1 $write("%0d ", pixels);
                #18 reset = 0; pixel_reset = 1;
                #1 $write("%0d %0d ", count, pixels);
                #15 $write("%0d ", count);
                #10 $write("%0d ", count);
                #12 $write("%0d ", pixels);
                #14 $display("%0d", pixels);
                $finish;
            end
            endmodule
            """
        // Released at 20: main by the edge at 35 and counts at 45; pixel by 56 and counts at 70.
        #expect(try run(design, options, bench) == "5 9 5 9 10 5 6")
    }
}
