import HDL
import Testing

/// Handshakes: what passes is what was sent, in order, and nothing else.
struct StreamTests {
    /// The example of `Stream`.
    private final class Doubler: Module {
        let input = Stream(8, .sink)
        let output = Stream(9, .source)
        func describe() { connect(input.map { $0 + $0 }, output) }
    }

    @Test func mappedStreamsShareTheHandshake() throws {
        let design = try Design { Doubler() }
        try lint(design)
        expectText(
            design.topText(),
            """
            `default_nettype none

            module doubler (
                input  wire       input_valid,
                output wire       input_ready,
                input  wire [7:0] input_payload,
                output wire       output_valid,
                input  wire       output_ready,
                output wire [8:0] output_payload
            );
                assign output_valid = input_valid;
                assign input_ready = output_ready;
                assign output_payload = {1'b0, input_payload} + {1'b0, input_payload};
            endmodule

            `default_nettype wire
            """)
    }

    private struct Sample: Interface {
        let value: Signal
        let isLast: Signal
        init(_ side: Side, width: Int) {
            value = side.output(width)
            isLast = side.output()
        }
    }

    private final class Sieve: Module {
        let input = Stream({ Sample($0, width: 6) }, .sink)
        let output = Stream({ Sample($0, width: 6) }, .source)
        let count = Output(4, "values that passed on")
        private let passed = Register(4, reset: 0)

        func describe() {
            let kept = input.filter("odd") { $0.value[0] | $0.isLast }
            connect(kept, output)
            When(kept.transfer) { passed <- passed &+ 1 }
            count <- passed
        }
    }

    @Test func filteredStreamsDropWhatTheyDontKeep() throws {
        let design = try Design { Sieve() }
        try lint(design)
        let seed: UInt64 = 11
        var generator = SeededGenerator(seed: seed)
        var source = (0..<12).map { _ in UInt64.random(in: 0..<64, using: &generator) }
        let wanted = source.filter { $0 & 1 == 1 }
        // The source holds its value until it is taken, so each row depends on the answer to the one before.
        let readies = (0..<60).map { _ in UInt64.random(in: 0...1, using: &generator) }
        var rows: [[UInt64]] = []
        var expected: [UInt64] = []
        for ready in readies {
            let value = source.first
            rows.append([value == nil ? 0 : 1, value ?? 0, 0, ready])
            guard let value else { continue }
            if value & 1 == 1 && ready == 1 { expected.append(value) }
            if value & 1 == 0 || ready == 1 { source.removeFirst() }
        }
        #expect(expected == wanted, "the model, seed \(seed)")
        let names = design.ports().filter { $0.direction == .output }.map(\.name)
        #expect(
            names == [
                "input_ready", "output_valid", "output_payload_value", "output_payload_is_last", "count",
            ])
        let reset = [true] + Array(repeating: false, count: rows.count)
        let outputs = try Simulation.run(design, rows: [[0, 0, 0, 0]] + rows, reset: reset).dropFirst()
        var passed: [UInt64] = []
        for (row, output) in zip(rows, outputs) {
            if output[1] == "1" && row[3] == 1 { passed.append(UInt64(output[2], radix: 2) ?? 99) }
            let isDropped = row[1] & 1 == 0
            if row[0] == 1 { #expect(output[0] == (isDropped || row[3] == 1 ? "1" : "0"), "seed \(seed)") }
        }
        #expect(passed == wanted, "seed \(seed)")
        #expect(outputs.last?[4] == Simulation.binary(UInt64(wanted.count), width: 4), "seed \(seed)")
    }
}
