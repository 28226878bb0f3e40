import Arithmetic
import HDL
import Testing

@testable import Hardware

/// The half-precision element, bit for bit, against binary16 arithmetic.
@Suite struct HalfPrecisionTests {
    /// Kinds of operands: the second of a pair may look at the accumulator that it meets.
    private enum Kind: Int, CaseIterable {
        case anyBits, anyFinite, moderate, subnormalTimesLarge, cancelling, largest, aroundOverflow, ties,
            aroundSubnormal, zeros
    }

    private static func operands(
        _ kind: Kind, accumulator: UInt16, _ generator: inout SeededGenerator
    ) -> (activation: UInt16, weight: UInt16) {
        let bits = generator.next()
        let first = UInt16(truncatingIfNeeded: bits)
        let second = UInt16(truncatingIfNeeded: bits >> 16)
        func number(_ field: UInt64, _ rest: UInt16) -> UInt16 { rest & 0x83FF | UInt16(field) << 10 }
        switch kind {
        case .anyBits: return (first, second)
        case .anyFinite: return (number((bits >> 32) % 31, first), number((bits >> 40) % 31, second))
        case .moderate:
            return (number(12 + (bits >> 32) % 6, first), number(12 + (bits >> 40) % 6, second))
        case .subnormalTimesLarge:
            let pair = (first & 0x83FF, number(10 + (bits >> 40) % 21, second))
            return bits >> 63 == 0 ? pair : (pair.1, pair.0)
        case .cancelling:
            // Minus the accumulator, give or take some units in the last place or a power of two.
            let near = (accumulator ^ 0x8000) &+ UInt16(bits >> 32 & 3) &- 1
            return (near, bits >> 60 == 0 ? 0x4000 : bits >> 60 == 1 ? 0x3800 : 0x3C00)
        case .largest: return (first & 0x8000 | 0x7BFF, number(15 - (bits >> 33) % 13, second))
        case .aroundOverflow:
            // Products and sums about 65504, 65520 and 65536.
            let fine = bits >> 32 & 1 == 0
            return (
                first & 0x8000 | (fine ? 0x4C00 - UInt16(bits >> 34 & 1) : 0x7BFF - UInt16(bits >> 34 & 3)),
                second & 0x8000 | 0x3C00
            )
        case .ties:
            // Significands of few ones: halves of a unit in the last place come often.
            let one = number(8 + (bits >> 32) % 15, first & 0x8000 | 1 << UInt16(bits >> 40 & 7))
            return (one, number(8 + (bits >> 36) % 15, second & 0x8000 | 1 << UInt16(bits >> 44 & 7)))
        case .aroundSubnormal:
            let exponent = 1 + (bits >> 32) % 24
            let other = max(1, 16 - min(15, exponent) + (bits >> 40) % 6) - 1
            // Fractions of few ones half the time: ties, and sums of a half and one more bit.
            let mask: UInt16 = bits >> 63 == 0 ? 0x8300 : 0xFFFF
            return (number(exponent, first & mask), number(min(30, other), second & mask))
        case .zeros: return (first & 0x8000, bits >> 62 == 0 ? second & 0x8000 : second)
        }
    }

    /// Ends that a run must have reached to count.
    private struct Coverage {
        var negativeZero = 0, positiveZero = 0, subnormal = 0, infinite = 0, notANumber = 0, idle = 0

        mutating func note(_ value: UInt16) {
            switch Binary16(bitPattern: value).classification {
            case .zero: if value == 0 { positiveZero += 1 } else { negativeZero += 1 }
            case .subnormal: subnormal += 1
            case .infinity: infinite += 1
            case .notANumber: notANumber += 1
            case .normal: break
            }
        }

        var least: Int { [negativeZero, positiveZero, subnormal, infinite, notANumber, idle].min() ?? 0 }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4]) func accumulatesAsTheStandardSays(_ seed: UInt64) throws {
        let path = HalfPrecisionPath()
        let simulation = try Simulator(path)
        var generator = SeededGenerator(seed: seed)
        var oracle = HalfPrecisionOracle()
        var expected: [UInt16?] = [nil, nil]
        var coverage = Coverage()
        var mismatches: [String] = []
        var checked = 0
        var disagreements = 0
        var groupKind: Kind?
        for step in 0..<60_000 {
            let bits = generator.next()
            let isIdle = step > 0 && bits & 15 == 0
            let isFirst = !isIdle && (step == 0 || bits >> 4 & 15 == 0)
            if isFirst {
                groupKind = bits >> 8 & 1 == 0 ? Kind.allCases.randomElement(using: &generator) : nil
            }
            let kind =
                bits >> 9 & 3 == 0
                ? .cancelling : groupKind ?? Kind.allCases[Int(bits >> 16 & 0xFFFF) % Kind.allCases.count]
            let (activation, weight) = Self.operands(
                kind, accumulator: oracle.accumulator, &generator)
            simulation[path.load] = isIdle ? 0 : 1
            simulation[path.activation] = Int(activation)
            simulation[path.weight] = Int(weight)
            simulation[path.first] = isFirst ? 1 : 0
            if isIdle {
                coverage.idle += 1
            } else {
                if step % 4 == 0,
                    let exact = HalfPrecisionOracle.exactStep(
                        oracle.accumulator, activation, weight, isFirst: isFirst)
                {
                    oracle.step(activation, weight, isFirst: isFirst)
                    if exact != oracle.accumulator { disagreements += 1 }
                } else {
                    oracle.step(activation, weight, isFirst: isFirst)
                }
                coverage.note(oracle.accumulator)
            }
            expected.append(oracle.accumulator)
            try simulation.step()
            guard let value = expected.removeFirst() else { continue }
            checked += 1
            let seen = simulation[path.accumulator]
            if seen != Int(value) && mismatches.count < 10 {
                mismatches.append(
                    "step \(step), near \(kind): \(String(value, radix: 16)), seen \(String(seen, radix: 16))"
                )
            }
        }
        #expect(mismatches == [], "seed \(seed)")
        #expect(disagreements == 0, "Swift's operations and exact integers, seed \(seed)")
        #expect(checked > 59_000)
        #expect(coverage.least > 100, "\(coverage)")
    }

    /// Each case: accumulator, activation, weight, result.
    @Test func directedCases() throws {
        let cases: [(UInt16, UInt16, UInt16, UInt16)] = [
            (0x0000, 0x3C00, 0x3C00, 0x3C00),  // 0 + 1 · 1
            (0x8000, 0x0000, 0x8000, 0x8000),  // −0 + −0
            (0x8000, 0x0000, 0x0000, 0x0000),  // −0 + 0
            (0x3C00, 0xBC00, 0x3C00, 0x0000),  // 1 − 1 is +0
            (0x0000, 0x0001, 0x3800, 0x0000),  // half the least subnormal ties to even
            (0x0000, 0x0003, 0x3800, 0x0002),  // one and a half of it as well
            (0x0000, 0x0001, 0x3801, 0x0001),  // a little more than half
            (0x0000, 0x0A00, 0x0C00, 0x0001),  // three quarters of the least subnormal
            (0x0000, 0x0800, 0x0C00, 0x0000),  // a half of it
            (0x0000, 0x0001, 0x7800, 0x1800),  // 2^-24 · 2^15
            (0x8000, 0x03FF, 0x83FF, 0x8000),  // two subnormals vanish into −0
            (0x0000, 0x03FF, 0x83FF, 0x0000),
            (0x0400, 0x8001, 0x3C00, 0x03FF),  // the least normal less a subnormal
            (0x03FF, 0x0001, 0x3C00, 0x0400),  // and back
            (0x7BFF, 0x4B80, 0x3C00, 0x7BFF),  // 65504 + 15
            (0x7BFF, 0x4C00, 0x3C00, 0x7C00),  // 65504 + 16 ties to infinity
            (0xFBFF, 0x4C00, 0xBC00, 0xFC00),
            (0x0000, 0x5C00, 0x5BFF, 0x7BFF),  // 256 · 255.875
            (0x0000, 0x5C00, 0x5C00, 0x7C00),  // 256 · 256
            (0x7C00, 0xFBFF, 0x7BFF, 0x7E00),  // infinity and a product that overflows to the other
            (0x7C00, 0x3C00, 0xBC00, 0x7C00),
            (0xFC00, 0x7C00, 0xBC00, 0xFC00),
            (0x7C00, 0x7C00, 0xBC00, 0x7E00),
            (0x3C00, 0x7C00, 0x0000, 0x7E00),  // infinity times zero
            (0x3C00, 0x8000, 0xFC00, 0x7E00),
            (0x3C00, 0x7C01, 0x3C00, 0x7E00),
            (0x3C00, 0x3C00, 0xFFFF, 0x7E00),
            (0x7E00, 0x3C00, 0x3C00, 0x7E00),
            (0x4000, 0xBBFF, 0x3C00, 0x3C00),  // 2 − (1 − 2^-11) ties to even
            (0x6400, 0x3800, 0x3C00, 0x6400),  // 1024 + 0.5
            (0x6401, 0x3800, 0x3C00, 0x6402),  // 1025 + 0.5
        ]
        let path = HalfPrecisionPath()
        let simulation = try Simulator(path)
        var wrong: [String] = []
        for (held, activation, weight, expected) in cases {
            // The first product of a group brings the accumulator to its value: 1 times it.
            for (isFirst, a, w) in [(1, held, 0x3C00), (0, activation, Int(weight))] {
                simulation[path.load] = 1
                simulation[path.first] = isFirst
                simulation[path.activation] = Int(a)
                simulation[path.weight] = w
                try simulation.step()
            }
            simulation[path.load] = 0
            simulation[path.first] = 0
            try simulation.step(cycles: 2)
            var oracle = HalfPrecisionOracle()
            oracle.step(held, 0x3C00, isFirst: true)
            oracle.step(activation, weight, isFirst: false)
            let seen = simulation[path.accumulator]
            if seen != Int(expected) || oracle.accumulator != expected {
                wrong.append(
                    [held, activation, weight, expected, oracle.accumulator, UInt16(seen)]
                        .map { String($0, radix: 16) }.joined(separator: " "))
            }
        }
        #expect(wrong == [])
    }
}
