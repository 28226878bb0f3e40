import HDL
import Testing

/// What the Verilog of small modules looks like, in full.
struct SnapshotTests {
    private final class Counter: Module {
        let enable = Input(1, "counts in cycles in which it is one")
        let clear = Input()
        let count = Output(8, "how often so far")
        let isLast = Output()
        private let value = Register(8, reset: 0)

        override var documentation: String { "Counts to 200 and starts again." }

        func describe() {
            When(clear) {
                value <- 0
            }.elseWhen(enable) {
                value <- select(isLast, 0, value &+ 1)
            }
            count <- value
            isLast <- value .== 200
        }
    }

    @Test func counter() throws {
        let design = try Design { Counter() }
        try lint(design)
        expectText(
            design.topText(),
            """
            // Counts to 200 and starts again.
            `default_nettype none

            module counter (
                input  wire       clock,
                input  wire       reset,
                input  wire       enable,  // counts in cycles in which it is one
                input  wire       clear,
                output wire [7:0] count,  // how often so far
                output wire       is_last
            );
                reg [7:0] value;

                always @(posedge clock) begin
                    if (reset) begin
                        value <= 8'd0;
                    end else if (clear) begin
                        value <= 8'd0;
                    end else if (enable) begin
                        value <= is_last ? 8'd0 : (value + 8'd1);
                    end
                end

                assign count = value;
                assign is_last = value == 8'd200;
            endmodule

            `default_nettype wire
            """)
        var options = VerilogOptions()
        options.resetKind = .asynchronous
        options.resetIsActiveLow = true
        options.resetName = "rst_n"
        let reset = design.topText(options).split(separator: "\n").filter { $0.contains("rst_n") }
        #expect(
            reset == [
                "    input  wire       rst_n,", "    always @(posedge clock or negedge rst_n) begin",
                "        if (~rst_n) begin",
            ])
    }

    private final class Controller: Module {
        let start = Input()
        let done = Input()
        let busy = Output()
        let command = Output(2)
        private let state = Register(reset: Phase.idle)

        func describe() {
            Comment("A run is loaded, run and drained; done moves it on.")
            Switch(state) {
                Case(Phase.idle) { When(start) { state <- Phase.load } }
                Case(Phase.load) { state <- Phase.run }
                Case(Phase.run) { When(done) { state <- Phase.drain } }
                Case(Phase.drain) { state <- Phase.idle }
            }
            busy <- state .!= Phase.idle
            Switch(state) {
                Case(Phase.idle) { command <- 0 }
                Case(Phase.load, Phase.drain) { command <- cat(start, done) }
                Case(Phase.run) { command <- 3 }
            }
        }
    }

    @Test func controller() throws {
        let design = try Design { Controller() }
        try lint(design)
        expectText(
            design.topText(),
            """
            `default_nettype none

            module controller (
                input  wire       clock,
                input  wire       reset,
                input  wire       start,
                input  wire       done,
                output wire       busy,
                output reg  [1:0] command
            );
                localparam [2:0] PhaseIdle = 3'd0;
                localparam [2:0] PhaseLoad = 3'd1;
                localparam [2:0] PhaseRun = 3'd2;
                localparam [2:0] PhaseDrain = 3'd4;

                reg [2:0] state;

                // A run is loaded, run and drained; done moves it on.
                always @(posedge clock) begin
                    if (reset) begin
                        state <= PhaseIdle;
                    end else begin
                        case (state)
                            PhaseIdle: begin
                                if (start) begin
                                    state <= PhaseLoad;
                                end
                            end
                            PhaseLoad: state <= PhaseRun;
                            PhaseRun: begin
                                if (done) begin
                                    state <= PhaseDrain;
                                end
                            end
                            PhaseDrain: state <= PhaseIdle;
                            default: ;
                        endcase
                    end
                end

                assign busy = state != PhaseIdle;

                always @(*) begin
                    case (state)
                        PhaseIdle: command = 2'd0;
                        PhaseLoad, PhaseDrain: command = {start, done};
                        default: command = 2'd3;  // PhaseRun
                    endcase
                end
            endmodule

            `default_nettype wire
            """)
    }

    private final class Arithmetic: Module {
        let a = Input(.signed(8))
        let b = Input(.signed(8))
        let shift = Input(3)
        let product = Output(.signed(20))
        let mean = Output(.signed(8))
        let rounded = Output(.signed(6))
        let isSmaller = Output()
        let flags = Output(3)

        func describe() {
            product <- (a * b).extended(to: 20)
            mean <- (a + b)[8, 1].asSigned
            let sum = a + b
            rounded <- (sum.shiftedRight(by: shift) + sum).truncated(to: 6)
            isSmaller <- a .< b
            flags <- cat(a.anyBit | b.allBits, a.parity, ~sum[8])
        }
    }

    @Test func arithmetic() throws {
        let design = try Design { Arithmetic() }
        try lint(design)
        expectText(
            design.topText(),
            """
            `default_nettype none

            module arithmetic (
                input  wire  [7:0] a,
                input  wire  [7:0] b,
                input  wire  [2:0] shift,
                output wire [19:0] product,
                output wire  [7:0] mean,
                output wire  [5:0] rounded,
                output wire        is_smaller,
                output wire  [2:0] flags
            );
                wire [15:0] a_times_b = $signed({{8{a[7]}}, a}) * $signed({{8{b[7]}}, b});
                assign product = {{4{a_times_b[15]}}, a_times_b};
                wire [8:0] a_plus_b = {a[7], a} + {b[7], b};
                assign mean = a_plus_b[8:1];
                wire [8:0] a_plus_b_2 = {a[7], a} + {b[7], b};
                wire [8:0] a_plus_b_2_shifted_right = $signed(a_plus_b_2) >>> shift;
                assign rounded = a_plus_b_2_shifted_right[5:0] + a_plus_b_2[5:0];
                assign is_smaller = $signed(a) < $signed(b);
                assign flags = {(|a) | (&b), ^a, ~a_plus_b_2[8]};
                wire unused = &{1'b0, a_plus_b[0], a_plus_b_2_shifted_right[8:6]};
            endmodule

            `default_nettype wire
            """)
    }
}
