import Testing

@testable import HDL

/// Every operator in the in-process simulator: small shapes at every value against plain integers, wide ones against
/// constants.
struct SimulatorOperatorTests {
    final class Bench: Module {
        let a: [Signal]
        let b: [Signal]
        let result: [Signal]
        private let values: [Signal]

        init(_ shapes: [Shape], _ make: ([Signal], [Signal]) -> [Signal]) {
            a = shapes.map { Input($0) }
            b = shapes.map { Input($0) }
            values = make(a, b)
            result = values.map { Output($0.shape) }
        }

        func describe() {
            for (output, value) in zip(result, values) { output <- value }
            for input in a + b { Discard(input) }
        }
    }

    private struct Instance {
        let item: OperatorCase
        let left: Int
        let right: Int
    }

    private func instances(_ cases: [OperatorCase], _ shapes: [Shape]) -> [Instance] {
        cases.flatMap { item in
            shapes.indices.flatMap { left in
                shapes.indices.compactMap { right in
                    item.applies(shapes[left], shapes[right])
                        ? Instance(item: item, left: left, right: right) : nil
                }
            }
        }
    }

    private func check(_ cases: [OperatorCase], _ shapes: [Shape]) throws {
        let all = instances(cases, shapes)
        let bench = Bench(shapes) { a, b in all.map { $0.item.hardware(a[$0.left], b[$0.right]) } }
        let simulation = try Simulator(bench)
        var mismatches: [String] = []
        for stimulus in 0..<64 {
            let numbers = shapes.map { (Number(bits: stimulus & 7, $0), Number(bits: stimulus >> 3, $0)) }
            for (index, pair) in numbers.enumerated() {
                simulation[bench.a[index]] = pair.0.value
                simulation[bench.b[index]] = pair.1.value
            }
            for (instance, output) in zip(all, bench.result) {
                let (left, right) = (numbers[instance.left].0, numbers[instance.right].1)
                let expected = instance.item.reference(left, right).value
                if simulation[output] != expected && mismatches.count < 10 {
                    mismatches.append(
                        "\(instance.item.name) of \(left) and \(right): \(simulation[output]), not \(expected)"
                    )
                }
            }
        }
        try simulation.finish()
        #expect(mismatches.isEmpty, "\(mismatches.joined(separator: "\n"))")
    }

    private static let shapes = (1...3).flatMap { [Shape.unsigned($0), Shape.signed($0)] }
    private static let extremes: [Shape] = [.unsigned(1), .signed(1), .unsigned(3), .signed(3)]

    @Test func everyOperatorAtEverySmallShapeAndValue() throws { try check(OperatorCase.plain, Self.shapes) }

    @Test func everyOperatorInsideEveryOther() throws { try check(OperatorCase.nested, Self.extremes) }

    @Test func everyOperatorBesideEveryOther() throws { try check(OperatorCase.paired, Self.extremes) }

    /// Around the widths at which values take one word more, and far beyond.
    private static let wide: [Shape] = [1, 31, 33, 63, 64, 65, 127, 128, 129, 200].flatMap {
        [.unsigned($0), .signed($0)]
    }

    @Test func wideOperatorsAgreeWithConstants() throws {
        var generator = SeededGenerator(seed: 5)
        func pattern(_ shape: Shape) -> BitPattern {
            switch generator.next() % 5 {
            case 0: .zero(width: shape.width)
            case 1: .ones(width: shape.width)
            case 2: BitPattern(words: [generator.next() % 70], width: shape.width)
            default: BitPattern(words: (0..<4).map { _ in generator.next() }, width: shape.width)
            }
        }
        func value(_ pattern: BitPattern, _ shape: Shape) -> Signal {
            shape.isSigned ? constant(pattern).asSigned : constant(pattern)
        }
        let all = instances(OperatorCase.plain, Self.wide)
        let bench = Bench(Self.wide) { a, b in all.map { $0.item.hardware(a[$0.left], b[$0.right]) } }
        let simulation = try Simulator(bench)
        var mismatches: [String] = []
        for _ in 0..<30 {
            let left = Self.wide.map { pattern($0) }
            let right = Self.wide.map { pattern($0) }
            for index in Self.wide.indices {
                simulation.set(bench.a[index], left[index])
                simulation.set(bench.b[index], right[index])
            }
            for (instance, output) in zip(all, bench.result) {
                let (one, two) = (Self.wide[instance.left], Self.wide[instance.right])
                let expected = instance.item.hardware(
                    value(left[instance.left], one), value(right[instance.right], two))
                let found = simulation.value(of: output)
                if found != expected.constantValue && mismatches.count < 10 {
                    mismatches.append(
                        "\(instance.item.name) of \(left[instance.left].hexadecimal) (\(one)) and "
                            + "\(right[instance.right].hexadecimal) (\(two)): \(found.hexadecimal)")
                }
            }
        }
        try simulation.finish()
        #expect(mismatches.isEmpty, "\(mismatches.joined(separator: "\n"))")
    }

    @Test(arguments: (1...20).map { UInt64($0) })
    func randomExpressionsAgreeWithPlainIntegers(seed: UInt64) throws {
        let inputs = RandomExpressions.shapes.map { Input($0) }
        let expressions = RandomExpressions(inputs: inputs, count: 400, seed: seed)
        let bench = ExpressionBench(inputs: inputs, values: expressions.signals)
        let simulation = try Simulator(bench)
        var generator = SeededGenerator(seed: seed)
        var mismatches = 0
        for _ in 0..<40 {
            let numbers = inputs.map { Number(bits: Int(truncatingIfNeeded: generator.next()), $0.shape) }
            for (input, number) in zip(inputs, numbers) { simulation[input] = number.value }
            for (output, expected) in zip(bench.result, numbers + expressions.values(numbers))
            where simulation[output] != expected.value { mismatches += 1 }
        }
        try simulation.finish()
        #expect(mismatches == 0, "seed \(seed)")
    }

    private final class ExpressionBench: Module {
        let a: [Signal]
        let result: [Signal]
        private let values: [Signal]

        init(inputs: [Signal], values: [Signal]) {
            a = inputs
            self.values = values
            result = values.map { Output($0.shape) }
        }

        func describe() { for (output, value) in zip(result, values) { output <- value } }
    }
}
