import Testing

@testable import HDL

/// Every operator at every small shape and value, against plain integers.
struct OperatorTests {
    private final class Bench: Module {
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

    private static let shapes = (1...3).flatMap { [Shape.unsigned($0), Shape.signed($0)] }

    /// Fewer, for what would otherwise be many.
    private static let extremes: [Shape] = [.unsigned(1), .signed(1), .unsigned(3), .signed(3)]

    private func check(_ cases: [OperatorCase], _ shapes: [Shape]) throws {
        let all = instances(cases, shapes)
        let design = try Design {
            Bench(shapes) { a, b in all.map { $0.item.hardware(a[$0.left], b[$0.right]) } }
        }
        let stimuli = (0..<64).map { (left: $0 & 7, right: $0 >> 3) }
        let rows = stimuli.map { pair in
            shapes.map { _ in UInt64(pair.left) } + shapes.map { _ in UInt64(pair.right) }
        }
        let outputs = try Simulation.run(design, rows: rows)
        var mismatches: [String] = []
        for (pair, row) in zip(stimuli, outputs) {
            for (instance, bits) in zip(all, row) {
                let left = Number(bits: pair.left, shapes[instance.left])
                let right = Number(bits: pair.right, shapes[instance.right])
                let expected = instance.item.reference(left, right)
                if expected.binary != bits && mismatches.count < 10 {
                    mismatches.append(
                        "\(instance.item.name) of \(left) and \(right): \(bits) instead of \(expected.binary)"
                    )
                }
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.joined(separator: "\n"))")
    }

    @Test func everyOperatorAtEverySmallShapeAndValue() throws { try check(OperatorCase.plain, Self.shapes) }

    @Test func everyDerivedOperatorAtEverySmallShapeAndValue() throws {
        try check(OperatorCase.derived, Self.shapes)
    }

    @Test func everyOperatorInsideEveryOther() throws { try check(OperatorCase.nested, Self.extremes) }

    @Test func everyOperatorBesideEveryOther() throws { try check(OperatorCase.paired, Self.extremes) }

    @Test func operatorsOnConstantsGiveTheSameConstants() throws {
        var mismatches: [String] = []
        let all = OperatorCase.plain + OperatorCase.derived + OperatorCase.nested + OperatorCase.paired
        let shapeList = Self.extremes + [.unsigned(2), .signed(2)]
        for instance in instances(all, shapeList) {
            let shapes = (shapeList[instance.left], shapeList[instance.right])
            for bits in 0..<(1 << (shapes.0.width + shapes.1.width)) {
                let left = Number(bits: bits & ((1 << shapes.0.width) - 1), shapes.0)
                let right = Number(bits: bits >> shapes.0.width, shapes.1)
                let result = instance.item.hardware(
                    constant(left.value, shapes.0), constant(right.value, shapes.1))
                let expected = instance.item.reference(left, right)
                if result.constantValue?.smallValue != expected.bits || result.shape != expected.shape {
                    mismatches.append("\(instance.item.name) of \(left) and \(right)")
                }
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.prefix(10).joined(separator: "\n"))")
    }

    @Test func countsAndRotationsAtEveryWidth() {
        var mismatches: [String] = []
        func check(_ name: String, _ signal: Signal, _ expected: Number, _ bits: Int) {
            if signal.constantValue?.smallValue != expected.bits || signal.shape != expected.shape {
                mismatches.append("\(name) of \(bits)")
            }
        }
        for width in 4...10 {
            for bits in 0..<(1 << width) {
                let number = Number(bits: bits, .unsigned(width))
                let signal = constant(bits, width: width)
                check("leading zeros in \(width)", signal.leadingZeroCount, number.leadingZeroCount, bits)
                check("trailing zeros in \(width)", signal.trailingZeroCount, number.trailingZeroCount, bits)
                check("one-hot decoded in \(width)", signal.oneHotDecoded, number.oneHotDecoded, bits)
                // An amount with more bits than the width needs comes round several times.
                let amount = bits & 63
                check(
                    "rotated by \(amount) in \(width)", signal.rotatedLeft(by: constant(amount, width: 6)),
                    number.rotatedLeft(by: amount), bits)
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.prefix(10).joined(separator: "\n"))")
        for position in 0..<130 {
            let one = constant(.mask(low: position, count: 1, width: 130))
            #expect(one.leadingZeroCount.constantValue?.smallValue == 129 - position)
            #expect(one.trailingZeroCount.constantValue?.smallValue == position)
        }
        #expect(constant(.zero(width: 130)).leadingZeroCount.constantValue?.smallValue == 130)
    }

    @Test func constantsFromDigits() {
        #expect(
            constant("0xdead_beef_0123_4567_89ab", width: 80).constantValue?.hexadecimal
                == "deadbeef0123456789ab")
        #expect(constant("0b1010_0001", width: 8).constantValue?.smallValue == 0xa1)
        // 10^30
        #expect(
            constant("1000000000000000000000000000000", width: 100).constantValue
                == BitPattern(words: [0x4674_edea_4000_0000, 0xc_9f2c_9cd0], width: 100))
        #expect(constant("0", width: 1).constantValue == .zero(width: 1))
        #expect(constant("0x0000_0001", width: 1).constantValue == .ones(width: 1))
    }

    @Test func wideConstantsCarryAcrossWords() {
        let ones = constant(BitPattern.ones(width: 130))
        let one = constant(1, width: 130)
        #expect((ones &+ one).constantValue == .zero(width: 130))
        #expect((one &- one &- one).constantValue == .ones(width: 130))
        #expect((ones + one).constantValue == BitPattern(words: [0, 0, 4], width: 131))
        #expect((ones * ones)[259, 130].constantValue == (ones &- one).constantValue)
        #expect((ones * ones)[129, 0].constantValue == one.constantValue)
        #expect(
            ones.shiftedRight(by: constant(100, width: 7)).constantValue
                == BitPattern(words: [1 << 30 - 1], width: 130))
        #expect((-ones).constantValue == BitPattern(words: [1, 0, 4], width: 131))
    }

    @Test func everyOperatorIsLintClean() throws {
        let shapes = [Shape.unsigned(3), .signed(3)]
        let all = instances(OperatorCase.plain + OperatorCase.derived, shapes + [.bit])
        try lint(
            try Design {
                Bench(shapes + [.bit]) { a, b in
                    all.map { $0.item.hardware(a[$0.left], b[$0.right]) } + a + b.map { ~$0 }
                }
            })
    }
}
