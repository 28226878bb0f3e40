import HDL
import Testing

/// What the Verilog of modules with memories, instances and long expressions looks like, in full.
struct HierarchySnapshotTests {
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
        expectText(
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
        expectText(
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

    struct Flow: SignalBundle {
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
        expectText(
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
        let first = Input(
            12, String(repeating: "a comment that is long enough to need lines of its own ", count: 3))
        let second = Input(12)
        let line = Output(12)
        let choice = Output(12)

        func describe() {
            line <- select(code, from: [first, second, first ^ second])
            let third = (first & second.shiftedLeft(by: code)) | (second & first.shiftedRight(by: code))
            choice
                <- select(
                    enable & (code .== 1), first &+ second,
                    select(code .== 2, third, select(code .== 3, ~first, select(enable, second &- first, 0))))
        }
    }

    @Test func decoder() throws {
        let design = try Design { Decoder() }
        try lint(design)
        expectText(
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
