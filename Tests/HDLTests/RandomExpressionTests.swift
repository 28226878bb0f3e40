import HDL
import Testing

/// Deep, shared random expressions, simulated and computed in plain Swift.
struct RandomExpressionTests {
    private final class Bench: Module {
        let a: [Signal]
        let result: [Signal]
        let expressions: RandomExpressions

        init(count: Int, seed: UInt64) {
            let inputs = RandomExpressions.shapes.map { Input($0) }
            a = inputs
            expressions = RandomExpressions(inputs: inputs, count: count, seed: seed)
            result = expressions.signals.map { Output($0.shape) }
        }

        func describe() {
            for (output, value) in zip(result, expressions.signals) { output <- value }
        }
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func simulationAgreesWithPlainIntegers(seed: UInt64) throws {
        var bench: Bench?
        let design = try Design { () -> Bench in
            let made = Bench(count: 400, seed: seed)
            bench = made
            return made
        }
        let expressions = try #require(bench).expressions
        var generator = SeededGenerator(seed: seed)
        var rows = (0..<40).map { _ in RandomExpressions.shapes.map { _ in generator.next() } }
        rows[0] = rows[0].map { _ in 0 }
        rows[1] = rows[1].map { _ in .max }
        let outputs = try Simulation.run(design, rows: rows)
        var mismatches: [String] = []
        for (row, output) in zip(rows, outputs) {
            let inputs = zip(row, RandomExpressions.shapes).map {
                Number(bits: Int(truncatingIfNeeded: $0), $1)
            }
            let expected = inputs + expressions.values(inputs)
            for (index, number) in expected.enumerated() where number.binary != output[index] {
                mismatches.append("result_\(index): \(output[index]) instead of \(number.binary)")
            }
        }
        #expect(mismatches.isEmpty, "seed \(seed): \(mismatches.prefix(5))")
        // Chance makes comparisons of what is constant.
        try lint(design, VerilogOptions(), .quick, allowing: ["UNSIGNED", "CMPCONST"])
    }
}
