import HDL
import Testing

/// One module in both dialects, comments included.
struct DialectTests {
    private final class Channel: Module {
        let start = Input(1, "begins a transfer")
        let data = Input(4)
        let busy = Output()
        let command = Output(2, "what the far side does")
        let result = Output(4)
        private let phase = Register(reset: Phase.idle, "where the transfer is")
        private let last = Register(4, "the last word")
        private let half = Wire(4, "half of the data")
        private let store = Memory(depth: 4, width: 4)

        override var documentation: String { "One channel.\n\nTakes a word at a time." }

        func describe() {
            half <- cat(constant(0, width: 1), data[3, 1])
            Comment("The walk through the phases.")
            When(start) { phase <- Phase.load }
            last <- half
            busy <- phase .!= Phase.idle
            Switch(phase) {
                Case(Phase.load) { command <- 1 }
                Default { command <- data[1, 0] }
            }
            store.writeEnable <- start
            store.writeAddress <- data[1, 0]
            store.writeData <- last
            store.readAddress <- data[3, 2]
            result <- store.readData
        }
    }

    private static let systemVerilog = """
        // One channel.
        //
        // Takes a word at a time.
        `default_nettype none

        module channel (
            input  wire logic       clock,
            input  wire logic       reset_n,
            input  wire logic       start,  // begins a transfer
            input  wire logic [3:0] data,
            output      logic       busy,
            output      logic [1:0] command,  // what the far side does
            output      logic [3:0] result
        );
            localparam logic [2:0] PhaseIdle = 3'd0;
            localparam logic [2:0] PhaseLoad = 3'd1;

            logic [2:0] phase;  // where the transfer is
            logic [3:0] last;  // the last word

            // half of the data
            wire [3:0] half = {1'b0, data[3:1]};

            // The walk through the phases.
            always_ff @(posedge clock or negedge reset_n) begin
                if (~reset_n) begin
                    phase <= PhaseIdle;
                end else if (start) begin
                    phase <= PhaseLoad;
                end
            end

            always_ff @(posedge clock) begin
                last <= half;
            end

            assign busy = phase != PhaseIdle;

            always_comb begin
                case (phase)
                    PhaseLoad: command = 2'd1;
                    default: command = data[1:0];
                endcase
            end

            memory_4x4 store (
                .clock(clock),
                .write_enable(start),
                .write_address(data[1:0]),
                .write_data(last),
                .read_address(data[3:2]),
                .read_data(result)
            );
        endmodule

        `default_nettype wire
        """

    private static let memory = """
        // 4 words of 4 bits; one write port, one read port that answers in the same cycle.
        `default_nettype none

        module memory_4x4 (
            input  wire logic       clock,
            input  wire logic       write_enable,
            input  wire logic [1:0] write_address,
            input  wire logic [3:0] write_data,
            input  wire logic [1:0] read_address,
            output      logic [3:0] read_data
        );
            logic [3:0] memory_words[4];

            assign read_data = memory_words[read_address];

            always_ff @(posedge clock) begin
                if (write_enable) begin
                    memory_words[write_address] <= write_data;
                end
            end
        endmodule

        `default_nettype wire
        """

    /// The same text in the words of Verilog-2005.
    private static func verilog2005(_ text: String) -> String {
        let words = [
            ("input  wire logic", "input  wire"),
            ("output      logic [1:0] command", "output reg  [1:0] command"),
            ("output      logic", "output wire"), ("localparam logic", "localparam"),
            ("always_ff", "always"), ("always_comb", "always @(*)"),
            ("memory_words[4]", "memory_words [0:3]"), ("    logic", "    reg"),
        ]
        var text = text
        for (word, old) in words {
            var result = ""
            var rest = text[...]
            while let range = rest.firstRange(of: word) {
                result += rest[..<range.lowerBound] + old
                rest = rest[range.upperBound...]
            }
            text = result + rest
        }
        return text
    }

    @Test func bothDialects() throws {
        let design = try Design { Channel() }
        var options = VerilogOptions()
        options.resetName = "reset_n"
        options.resetKind = .asynchronous
        options.resetIsActiveLow = true
        options.dialect = .systemVerilog
        let files = design.verilog(options)
        #expect(files.map(\.fileName) == ["memory_4x4.sv", "channel.sv"])
        expectText(files[0].text, Self.memory)
        expectText(files[1].text, Self.systemVerilog)
        options.dialect = .verilog2005
        let old = design.verilog(options)
        #expect(old.map(\.fileName) == ["memory_4x4.v", "channel.v"])
        expectText(old[0].text, Self.verilog2005(Self.memory))
        expectText(old[1].text, Self.verilog2005(Self.systemVerilog))
        try lint(design, options)
    }
}
