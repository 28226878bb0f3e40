import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

@Suite("binary32 in integers")
struct Binary32Tests {
    private static let notable: [UInt32] = [
        0, 1, 2, 0x007F_FFFF, 0x0080_0000, 0x0080_0001, 0x00FF_FFFF, 0x3F7F_FFFF, 0x3F80_0000, 0x3F80_0001,
        0x4B7F_FFFF, 0x4B80_0000, 0x7F00_0000, 0x7F7F_FFFE, 0x7F7F_FFFF, 0x3380_0000, 0x3300_0000,
        0x3F00_0000,
    ].flatMap { [$0, $0 | 0x8000_0000] }

    @Test("Conversion of dequantised group sums equals the hardware's, ties included")
    func conversion() {
        var random = SeededGenerator(seed: 101)
        var mismatches = Mismatches()
        for index in 0..<repetitions(debug: 200_000, release: 5_000_000) {
            var product = Int(random.next() >> UInt64(random.nextInteger(in: 22...62)))
            if index.isMultiple(of: 3) {
                // A tie, or one beside it: 25 bits above a shift.
                let shift = random.nextInteger(in: 0...16)
                product = (product % (1 << 25) | 1) << shift + random.nextInteger(in: -1...1)
            }
            if random.nextInteger(in: 0...1) == 1 { product = -product }
            let exponent = random.nextInteger(in: 0...38)
            // Int to Float rounds once to nearest even; the power of two is exact.
            let expected = Float(product) * Float(sign: .plus, exponent: exponent - 28, significand: 1)
            mismatches.check(
                GoldenBinary32.convert(product: Int128(product), lastPlace: exponent - 28)
                    == expected.bitPattern,
                "\(product) * 2^(\(exponent) - 28)")
        }
        for product in [0, 1, -1, Int.max, Int.min] {
            let expected = Float(product) * 0x1p-28
            mismatches.check(
                GoldenBinary32.convert(product: Int128(product), lastPlace: -28) == expected.bitPattern,
                "\(product)")
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }

    @Test("Addition equals the hardware's on random pairs, near ties and cancellations")
    func addition() {
        var random = SeededGenerator(seed: 102)
        var mismatches = Mismatches()
        func check(_ left: UInt32, _ right: UInt32) {
            let sum = Float(bitPattern: left) + Float(bitPattern: right)
            let result = GoldenBinary32.add(left, right)
            mismatches.check(result == sum.bitPattern, "\(left) + \(right) gave \(result)")
        }
        for left in Self.notable { for right in Self.notable { check(left, right) } }
        for index in 0..<repetitions(debug: 250_000, release: 6_000_000) {
            let word = random.next()
            let left = UInt32(truncatingIfNeeded: word)
            var right = UInt32(truncatingIfNeeded: word >> 32)
            switch index % 4 {
            case 0: break
            case 1:
                // Exponents at most 27 apart.
                let field = Int(left >> 23 & 0xFF) + random.nextInteger(in: -27...27)
                right = right & 0x807F_FFFF | UInt32(min(max(field, 0), 254)) << 23
            case 2:
                // Half a unit of the larger one's last place, or a bit beside it.
                let field = min(max(Int(left >> 23 & 0xFF) - 24, 0), 254)
                right = right & 0x8000_0000 | UInt32(field) << 23 | (right & 0x3) &* 0x20_0000
            default:
                right = (left ^ 0x8000_0000) &+ UInt32(random.nextInteger(in: 0...2))
            }
            guard !GoldenBinary32.isSpecial(left), !GoldenBinary32.isSpecial(right) else { continue }
            check(left, right)
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }

    @Test("Infinities and NaNs follow the standard, with the canonical NaN")
    func special() {
        let values: [Float] = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude]
        for left in values {
            for right in values {
                let sum = left + right
                let added = GoldenBinary32.add(left.bitPattern, right.bitPattern)
                #expect(added == (sum.isNaN ? 0x7FC0_0000 : sum.bitPattern), "\(left) + \(right)")
                let product = left * right
                let wide = GoldenBinary32.multiply(left.bitPattern, right.bitPattern, format: .binary32)
                #expect(wide.bits == (product.isNaN ? 0x7FC0_0000 : product.bitPattern), "\(left) * \(right)")
                let half = Float16(product)
                let narrow = GoldenBinary32.multiply(left.bitPattern, right.bitPattern, format: .binary16)
                #expect(narrow.bits == (half.isNaN ? 0x7E00 : UInt32(half.bitPattern)), "\(left) * \(right)")
                #expect(!wide.overflow && !narrow.overflow)
            }
        }
    }

    @Test("Multiplication rounds the exact product once, to both formats")
    func multiplication() {
        var random = SeededGenerator(seed: 103)
        var mismatches = Mismatches()
        func check(_ left: UInt32, _ right: UInt32) {
            let first = Float(bitPattern: left)
            let second = Float(bitPattern: right)
            let wide = GoldenBinary32.multiply(left, right, format: .binary32)
            let product = first * second
            mismatches.check(
                wide.bits == product.bitPattern && wide.overflow == product.isInfinite,
                "\(left) * \(right) to binary32 gave \(wide)")
            // The product of two binary32 numbers is exact in binary64.
            let half = Float16(Double(first) * Double(second))
            let narrow = GoldenBinary32.multiply(left, right, format: .binary16)
            mismatches.check(
                narrow.bits == UInt32(half.bitPattern) && narrow.overflow == half.isInfinite,
                "\(left) * \(right) to binary16 gave \(narrow)")
        }
        for left in Self.notable { for right in Self.notable { check(left, right) } }
        for index in 0..<repetitions(debug: 200_000, release: 5_000_000) {
            let word = random.next()
            let left = UInt32(truncatingIfNeeded: word)
            var right = UInt32(truncatingIfNeeded: word >> 32)
            if !index.isMultiple(of: 4) {
                // A product within binary16's range or just beyond it at either end.
                let field = 254 - Int(left >> 23 & 0xFF) + random.nextInteger(in: -28...18)
                right = right & 0x807F_FFFF | UInt32(min(max(field, 0), 254)) << 23
            }
            guard !GoldenBinary32.isSpecial(left), !GoldenBinary32.isSpecial(right) else { continue }
            check(left, right)
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }

    @Test("Products on and beside ties of either format agree with GMP")
    func multiplicationTies() {
        var random = SeededGenerator(seed: 104)
        var mismatches = Mismatches()
        for _ in 0..<repetitions(debug: 10_000, release: 200_000) {
            for format in [ResultFormat.binary16, .binary32] {
                // Odd significand of one bit more than the format has, a product of a short and a long factor.
                let bits = format == .binary16 ? 12 : 25
                let short = random.nextInteger(in: 1...15) | 1
                let long = random.nextInteger(in: 1 << (bits - 5)...1 << (bits - 1)) | 1
                let nudge = random.nextInteger(in: -1...1)
                let left =
                    Float(short)
                    * Float(sign: .plus, exponent: random.nextInteger(in: -20...3), significand: 1)
                let right =
                    Float(long * (bits == 12 ? 2048 : 1) + nudge)
                    * Float(sign: .minus, exponent: random.nextInteger(in: -20...(-5)), significand: 1)
                let exact =
                    exactValue(binary32: left.bitPattern) * exactValue(binary32: right.bitPattern)
                let expected = exact.rounded(to: format == .binary16 ? .binary16 : .binary32)
                let result = GoldenBinary32.multiply(left.bitPattern, right.bitPattern, format: format)
                mismatches.check(
                    UInt64(result.bits) == expected.bitPattern && result.overflow == expected.overflows,
                    "\(left) * \(right) to \(format) gave \(result)")
            }
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }

    @Test(
        "Rounding boundaries of binary16: last finite, first subnormal, their ties",
        arguments: [
            (65504.0, 0x7BFF, false), (65519.99609375, 0x7BFF, false), (65520.0, 0x7C00, true),
            (-65520.0, 0xFC00, true), (0x1p-24, 0x0001, false), (0x1p-25, 0x0000, false),
            (-0x1p-25, 0x8000, false), (0x1.000002p-25, 0x0001, false), (0x1.8p-24, 0x0002, false),
            (0x1.ffep-15, 0x0400, false), (0x1.ffcp-15, 0x0400, false), (0x1.ffap-15, 0x03FF, false),
            (2049.0, 0x6800, false), (2051.0, 0x6802, false), (-0.0, 0x8000, false), (0.0, 0, false),
        ] as [(Float, UInt32, Bool)])
    func binary16Boundaries(value: Float, bits: UInt32, overflow: Bool) {
        let result = GoldenBinary32.multiply(value.bitPattern, Float(1).bitPattern, format: .binary16)
        #expect(result == GoldenRounded(bits: bits, overflow: overflow))
    }
}
