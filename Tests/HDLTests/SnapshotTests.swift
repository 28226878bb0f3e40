import HDL
import Testing

/// What the Verilog of small modules looks like, in full.
struct SnapshotTests {
    /// Compares line by line, so that a failure names the first line that differs.
    private func expect(
        _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = (expected + "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let first = zip(lines, wanted).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
            lines == wanted, "line \(first.map { $0.offset + 1 } ?? min(lines.count, wanted.count)) of:\n\(text)",
            sourceLocation: sourceLocation)
    }

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
        expect(
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
                "    input  wire       rst_n,", "    always @(posedge clock or negedge rst_n) begin", "        if (~rst_n) begin",
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
        expect(
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
                localparam [2:0] PHASE_IDLE = 3'd0;
                localparam [2:0] PHASE_LOAD = 3'd1;
                localparam [2:0] PHASE_RUN = 3'd2;
                localparam [2:0] PHASE_DRAIN = 3'd4;

                reg [2:0] state;

                // A run is loaded, run and drained; done moves it on.
                always @(posedge clock) begin
                    if (reset) begin
                        state <= PHASE_IDLE;
                    end else begin
                        case (state)
                            PHASE_IDLE: begin
                                if (start) begin
                                    state <= PHASE_LOAD;
                                end
                            end
                            PHASE_LOAD: state <= PHASE_RUN;
                            PHASE_RUN: begin
                                if (done) begin
                                    state <= PHASE_DRAIN;
                                end
                            end
                            PHASE_DRAIN: state <= PHASE_IDLE;
                            default: ;
                        endcase
                    end
                end

                assign busy = state != PHASE_IDLE;

                always @(*) begin
                    case (state)
                        PHASE_IDLE: command = 2'd0;
                        PHASE_LOAD, PHASE_DRAIN: command = {start, done};
                        default: command = 2'd3;  // PHASE_RUN
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
        expect(
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

    private final class Bank: Module {
        let write = Input()
        let address = Input(3)
        let data = Input(8)
        let result = Output(8)
        private let store = Memory(depth: 8, width: 8)

        func describe() {
            store.writeEnable <- write
            store.writeAddress <- address
            store.writeData <- data
            store.readAddress <- address &+ 1
            result <- ~store.readData
        }
    }

    @Test func memory() throws {
        let design = try Design { Bank() }
        try lint(design)
        expect(
            design.verilog()[0].text,
            """
            // 8 words of 8 bits; one write port, one read port that answers in the same cycle.
            `default_nettype none

            module memory_8x8 (
                input  wire       clock,
                input  wire       write_enable,
                input  wire [2:0] write_address,
                input  wire [7:0] write_data,
                input  wire [2:0] read_address,
                output wire [7:0] read_data
            );
                reg [7:0] memory_words [0:7];

                assign read_data = memory_words[read_address];

                always @(posedge clock) begin
                    if (write_enable) begin
                        memory_words[write_address] <= write_data;
                    end
                end
            endmodule

            `default_nettype wire
            """)
        expect(
            design.topText(),
            """
            `default_nettype none

            module bank (
                input  wire       clock,
                input  wire       write,
                input  wire [2:0] address,
                input  wire [7:0] data,
                output wire [7:0] result
            );
                wire [7:0] store_read_data;

                wire [2:0] store_read_address = address + 3'd1;

                memory_8x8 store (
                    .clock(clock),
                    .write_enable(write),
                    .write_address(address),
                    .write_data(data),
                    .read_address(store_read_address),
                    .read_data(store_read_data)
                );

                assign result = ~store_read_data;
            endmodule

            `default_nettype wire
            """)
    }

    private final class Stage: Module {
        let input: Flow
        let output: Flow
        init(_ width: Int) {
            input = Flow(Input(), Input(width))
            output = Flow(Output(), Output(width))
        }
        override var moduleName: String { "stage_\(input.data.width)" }
        private let held = Register()
        func describe() {
            held <- input.valid
            output.valid <- held
            output.data <- register("data", next: input.data, enable: input.valid)
        }
    }

    struct Flow: HDL.Bundle {
        let valid: Signal
        let data: Signal
        init(_ valid: Signal, _ data: Signal) {
            self.valid = valid
            self.data = data
        }
    }

    private final class Pipeline: Module {
        let from = Flow(Input(), Input(4))
        let to = Flow(Output(), Output(4))
        private let stages = [Stage(4), Stage(4)]
        func describe() {
            var flow = from
            for stage in stages {
                stage.input.valid <- flow.valid
                stage.input.data <- flow.data
                flow = stage.output
            }
            to.valid <- flow.valid
            to.data <- flow.data
        }
    }

    @Test func pipeline() throws {
        let design = try Design { Pipeline() }
        try lint(design)
        expect(
            design.topText(),
            """
            `default_nettype none

            module pipeline (
                input  wire       clock,
                input  wire       from_valid,
                input  wire [3:0] from_data,
                output wire       to_valid,
                output wire [3:0] to_data
            );
                wire stages_0_output_valid;
                wire [3:0] stages_0_output_data;

                stage_4 stages_0 (
                    .clock(clock),
                    .input_valid(from_valid),
                    .input_data(from_data),
                    .output_valid(stages_0_output_valid),
                    .output_data(stages_0_output_data)
                );

                stage_4 stages_1 (
                    .clock(clock),
                    .input_valid(stages_0_output_valid),
                    .input_data(stages_0_output_data),
                    .output_valid(to_valid),
                    .output_data(to_data)
                );
            endmodule

            `default_nettype wire
            """)
    }

    private final class Decoder: Module {
        let code = Input(3)
        let enable = Input()
        let first = Input(12, String(repeating: "a comment that is long enough to need lines of its own ", count: 3))
        let second = Input(12)
        let line = Output(12)
        let choice = Output(12)

        func describe() {
            line <- select(code, from: [first, second, first ^ second])
            let third = (first & second.shiftedLeft(by: code)) | (second & first.shiftedRight(by: code))
            choice <- select(
                enable & (code .== 1), first &+ second,
                select(code .== 2, third, select(code .== 3, ~first, select(enable, second &- first, 0))))
        }
    }

    @Test func decoder() throws {
        let design = try Design { Decoder() }
        try lint(design)
        expect(
            design.topText(),
            """
            `default_nettype none

            module decoder (
                input  wire  [2:0] code,
                input  wire        enable,
                // a comment that is long enough to need lines of its own a comment that is long enough to need
                // lines of its own a comment that is long enough to need lines of its own
                input  wire [11:0] first,
                input  wire [11:0] second,
                output reg  [11:0] line,
                output wire [11:0] choice
            );
                always @(*) begin
                    case (code)
                        3'd0: line = first;
                        3'd1: line = second;
                        default: line = first ^ second;
                    endcase
                end

                assign choice =
                    (enable & (code == 3'd1)) ? (first + second) :
                    (code == 3'd2) ? ((first & (second << code)) | (second & (first >> code))) :
                    (code == 3'd3) ? ~first :
                    enable ? (second - first) :
                    12'd0;
            endmodule

            `default_nettype wire
            """)
    }
}
