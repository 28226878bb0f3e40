import Cosimulation

/// Designs that the tests build.
enum TestDesigns {
    /// Adds its step to a count every cycle; `increment` makes another design of the same module name.
    static func counter(increment: String = "step") -> ModelSource {
        ModelSource(
            top: "counter",
            files: [
                VerilogSource(
                    name: "counter.v",
                    text: """
                        module counter(input clock, input reset, input [31:0] step, output reg [31:0] count);
                          always @(posedge clock)
                            if (reset) count <= 0;
                            else count <= count + \(increment);
                        endmodule
                        """)
            ],
            ports: [
                ModelPort(name: "clock", direction: .input, width: 1),
                ModelPort(name: "reset", direction: .input, width: 1),
                ModelPort(name: "step", direction: .input, width: 32),
                ModelPort(name: "count", direction: .output, width: 32),
            ],
            clock: "clock")
    }

    static let adder = ModelSource(
        top: "adder",
        files: [
            VerilogSource(name: "sub/width.vh", text: "`define WIDTH 8\n"),
            VerilogSource(
                name: "adder.v",
                text: """
                    `include "sub/width.vh"
                    module adder(input [`WIDTH-1:0] a, input [`WIDTH-1:0] b, output [`WIDTH:0] sum);
                      assign sum = a + b;
                    endmodule
                    """),
        ],
        ports: [
            ModelPort(name: "sum", direction: .output, width: 9),
            ModelPort(name: "a", direction: .input, width: 8),
            ModelPort(name: "b", direction: .input, width: 8),
        ])

    /// Widths around every boundary of the simulator's storage.
    static let widths = [1, 7, 8, 9, 16, 17, 31, 32, 33, 63, 64, 65, 95, 96, 97, 200, 256]

    /// Inverts inputs of all `widths`.
    static let inverters = ModelSource(
        top: "inverters",
        files: [
            VerilogSource(
                name: "inverters.v",
                text: "module inverters("
                    + widths.map { "input [\($0 - 1):0] i\($0), output [\($0 - 1):0] o\($0)" }
                    .joined(separator: ",\n")
                    + ");\n" + widths.map { "assign o\($0) = ~i\($0);\n" }.joined() + "endmodule\n")
        ],
        ports: widths.flatMap {
            [
                ModelPort(name: "i\($0)", direction: .input, width: $0),
                ModelPort(name: "o\($0)", direction: .output, width: $0),
            ]
        })

    /// Ends in a way that `how` chooses, at the second rising edge after it is set.
    static let ender = ModelSource(
        top: "ender",
        files: [
            VerilogSource(
                name: "ender.sv",
                text: """
                    module ender(input clock, input [1:0] how, output reg [7:0] count);
                      initial count = 0;
                      always @(posedge clock) begin
                        count <= count + 1;
                        if (how == 1 && count == 3) $finish;
                        if (how == 2 && count == 3) begin $display("the count is %0d", count); $stop; end
                        if (how == 3 && count == 3) $fatal(1, "beyond %0d", count);
                      end
                    endmodule
                    """)
        ],
        ports: [
            ModelPort(name: "clock", direction: .input, width: 1),
            ModelPort(name: "how", direction: .input, width: 2),
            ModelPort(name: "count", direction: .output, width: 8),
        ],
        clock: "clock")

    /// A loop that never settles while `enable` is set.
    static let oscillator = ModelSource(
        top: "oscillator",
        files: [
            VerilogSource(
                name: "oscillator.v",
                text: """
                    module oscillator(input enable, input [7:0] a, output [7:0] b);
                      wire [7:0] x;
                      assign x = enable ? x + 8'd1 + a : a;
                      assign b = x;
                    endmodule
                    """)
        ],
        ports: [
            ModelPort(name: "enable", direction: .input, width: 1),
            ModelPort(name: "a", direction: .input, width: 8),
            ModelPort(name: "b", direction: .output, width: 8),
        ])

    /// A register without a reset, under port names that C++ or Verilator treat specially.
    static let oddNames = ModelSource(
        top: "odd__names",
        files: [
            VerilogSource(
                name: "odd-names.v",
                text: """
                    module odd__names(input delete, input load__value, input [39:0] template, input a___b, input c$d,
                                      output reg [39:0] value__, output both);
                      always @(posedge delete) if (load__value) value__ <= template;
                      assign both = a___b & c$d;
                    endmodule
                    """)
        ],
        ports: [
            ModelPort(name: "delete", direction: .input, width: 1),
            ModelPort(name: "load__value", direction: .input, width: 1),
            ModelPort(name: "template", direction: .input, width: 40),
            ModelPort(name: "a___b", direction: .input, width: 1),
            ModelPort(name: "c$d", direction: .input, width: 1),
            ModelPort(name: "value__", direction: .output, width: 40),
            ModelPort(name: "both", direction: .output, width: 1),
        ],
        clock: "delete")

    static let mixerCount = 96

    /// What the mixer of some index makes of a value.
    static func mixed(_ value: UInt32, _ index: Int) -> UInt32 {
        var mixed = value
        for round in 0..<16 {
            mixed = (mixed << 5 | mixed >> 27) ^ (mixed &* UInt32(2 * round + 3) &+ UInt32(index))
        }
        return mixed
    }

    /// A chain of registers with much logic between them.
    static let mixers: ModelSource = {
        let rounds = (0..<16).map {
            "assign m\($0 + 1) = {m\($0)[26:0], m\($0)[31:27]} ^ (m\($0) * 32'd\(2 * $0 + 3) + index);\n"
        }
        let wires = (0...16).map { "wire [31:0] m\($0);\n" }
        let mixer =
            "module mixer(input clock, input [31:0] in, input [31:0] index, output reg [31:0] out);\n"
            + wires.joined() + "assign m0 = in;\n" + rounds.joined()
            + "always @(posedge clock) out <= m16;\nendmodule\n"
        let chain = (0..<mixerCount).map {
            "mixer mixer\($0)(.clock(clock), .in(s\($0)), .index(32'd\($0)), .out(s\($0 + 1)));\n"
        }
        let top =
            "module mixers(input clock, input [31:0] in, output [31:0] out);\n"
            + (0...mixerCount).map { "wire [31:0] s\($0);\n" }.joined() + "assign s0 = in;\n"
            + chain.joined() + "assign out = s\(mixerCount);\nendmodule\n"
        return ModelSource(
            top: "mixers",
            files: [VerilogSource(name: "mixer.v", text: mixer), VerilogSource(name: "mixers.v", text: top)],
            ports: [
                ModelPort(name: "clock", direction: .input, width: 1),
                ModelPort(name: "in", direction: .input, width: 32),
                ModelPort(name: "out", direction: .output, width: 32),
            ],
            clock: "clock")
    }()
}
