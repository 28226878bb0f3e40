import HDL

/// A module that runs a design as lines on its standard input say.
///
/// A line has the domains whose clocks have edges and those whose resets are active, as numbers whose bits are the
/// domains, the number of edges, and all inputs' bits. The answer is a line of all outputs' bits. In a line, inputs change
/// first, one unit later the clocks rise, one later they fall, and outputs are shown last.
struct IcarusHarness {
    static let moduleName = "bench_harness"

    let text: String

    init(_ design: Design, _ options: VerilogOptions, _ clocking: Clocking, _ ports: [Signal]) {
        let inputs = ports.filter { $0.isInputPort }
        let outputs = ports.filter { !$0.isInputPort }
        let inputWidth = max(1, inputs.reduce(0) { $0 + $1.width })
        var connections: [String] = []
        var resets: [String] = []
        for (index, domain) in clocking.domains.enumerated() {
            connections.append(".\(domain.clock)(clocks[\(index)])")
            guard let reset = domain.reset else { continue }
            connections.append(".\(reset)(\(domain.resetIsActiveLow ? "~" : "")resets[\(index)])")
            resets.append(reset)
        }
        var low = inputs.reduce(0) { $0 + $1.width }
        for port in inputs {
            low -= port.width
            connections.append(".\(port.declaredName)(inputs[\(low + port.width - 1):\(low)])")
        }
        connections += outputs.map { ".\($0.declaredName)(out_\($0.declaredName))" }
        let wires = outputs.map { "    wire [\($0.width - 1):0] out_\($0.declaredName);\n" }.joined()
        let shown =
            outputs.isEmpty ? "1'b0" : outputs.map { "out_\($0.declaredName)" }.joined(separator: ", ")
        text = """
            module \(Self.moduleName);
                reg [63:0] edges;
                reg [63:0] nextResets;
                reg [63:0] clocks;
                reg [63:0] resets;
                reg [\(inputWidth - 1):0] inputs;
                integer count;
                integer fields;
            \(wires)    \(options.modulePrefix + design.topName) dut (
                    \(connections.joined(separator: ",\n        "))
                );
                initial begin
                    clocks = 64'd0;
                    resets = 64'd0;
                    inputs = \(inputWidth)'d0;
                    fields = 4;
                    while (fields == 4) begin
                        fields = $fscanf(32'h8000_0000, " %d %d %d %b", edges, nextResets, count, inputs);
                        if (fields == 4) begin
                            resets = nextResets;
                            #1;
                            repeat (count) begin
                                clocks = edges;
                                #1 clocks = 64'd0;
                                #1;
                            end
                            resets = 64'd0;
                            #1 $display("%b", {\(shown)});
                            $fflush;
                        end
                    end
                    $finish;
                end
            endmodule

            """
    }
}
