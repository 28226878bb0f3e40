import Foundation
import HDL

/// Simulates a design with Icarus: one row of input bits a cycle in, one row of output bits a cycle out.
///
/// In every cycle the inputs change first, then the outputs are looked at, then the clock rises.
enum Simulation {
    /// - Parameters:
    ///   - rows: the value of each input, in the order of the ports; bits above an input's width are ignored.
    ///   - reset: for each row whether the reset is active; default never.
    /// - Returns: for each row the value of each output, in the order of the ports, as bits from the highest.
    static func run(
        _ design: Design, _ options: VerilogOptions = VerilogOptions(), rows: [[UInt64]], reset: [Bool] = []
    ) throws -> [[String]] {
        let ports = design.ports()
        let inputs = ports.filter { $0.direction == .input }
        let outputs = ports.filter { $0.direction == .output }
        return try withTemporaryFolder { folder in
            let files = try design.write(to: folder, options)
            let bench = testbench(design, options, inputs, outputs, count: rows.count)
            try bench.write(
                to: folder.appendingPathComponent("testbench.v"), atomically: true, encoding: .utf8)
            let stimulus = rows.enumerated().map { index, row in
                let isReset = (index < reset.count && reset[index]) != options.resetIsActiveLow
                let bits = zip(inputs, row).map { binary($1, width: $0.shape.width) }.joined()
                return (isReset ? "1" : "0") + bits
            }
            try stimulus.joined(separator: "\n").write(
                to: folder.appendingPathComponent("stimulus.txt"), atomically: true, encoding: .utf8)
            let build = try Tool.iverilog.run(
                ["-g2005", "-o", "out.vvp", "-s", "testbench"] + files + ["testbench.v"], in: folder)
            guard build.status == 0 else {
                throw Failure(description: build.output + design.topText(options))
            }
            let output = try Tool.vvp.run(["-n", "out.vvp"], in: folder).output
            let lines = output.split(separator: "\n")
            guard lines.count == rows.count else { throw Failure(description: output) }
            return lines.map { slice(String($0), outputs) }
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static func slice(_ line: String, _ outputs: [Design.Port]) -> [String] {
        let bits = Array(line.utf8)
        var start = 0
        return outputs.map { port in
            defer { start += port.shape.width }
            return String(decoding: bits[start..<start + port.shape.width], as: UTF8.self)
        }
    }

    private static func testbench(
        _ design: Design, _ options: VerilogOptions, _ inputs: [Design.Port], _ outputs: [Design.Port],
        count: Int
    ) -> String {
        let width = inputs.reduce(1) { $0 + $1.shape.width }
        var connections: [String] = []
        let clocking = design.clocking()
        if !clocking.isEmpty { connections.append(".\(options.clockName)(clock)") }
        if clocking.contains(where: \.hasReset) {
            connections.append(".\(options.resetName)(row[\(width - 1)])")
        }
        var low = width - 1
        for port in inputs {
            low -= port.shape.width
            connections.append(".\(port.name)(row[\(low + port.shape.width - 1):\(low)])")
        }
        connections += outputs.map { ".\($0.name)(out_\($0.name))" }
        let wires = outputs.map { "wire [\($0.shape.width - 1):0] out_\($0.name);" }.joined(separator: "\n")
        return """
            module testbench;
            reg clock = 1'b0;
            reg [\(width - 1):0] rows [0:\(max(count - 1, 0))];
            reg [\(width - 1):0] row;
            integer index;
            \(wires)
            \(options.modulePrefix + design.topName) dut (\(connections.joined(separator: ",\n")));
            initial begin
            $readmemb("stimulus.txt", rows);
            for (index = 0; index < \(count); index = index + 1) begin
            row = rows[index];
            #1 $display("%b", {\(outputs.map { "out_\($0.name)" }.joined(separator: ",\n"))});
            clock = 1'b1;
            #1 clock = 1'b0;
            end
            end
            endmodule
            """
    }

    static func binary(_ value: UInt64, width: Int) -> String {
        String((0..<width).reversed().map { $0 < 64 && value >> UInt64($0) & 1 == 1 ? "1" : "0" })
    }
}

/// The same numbers on every run and machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
