import Arithmetic
import Testing

@Suite struct ExactDyadicTests {
    /// A product of two binary32 numbers is exact in binary64, so Swift's conversion rounds it once.
    @Test func productsRoundToBinary32AndBinary16AsSwiftDoes() {
        var generator = SeededGenerator(seed: 2)
        var wrong: [(Float, Float)] = []
        for _ in 0..<40_000 {
            // Exponents chosen so that products reach into the subnormals and beyond the largest number.
            let a = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            let b = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            guard let x = ExactDyadic(exactly: a), let y = ExactDyadic(exactly: b) else { continue }
            let product = Double(a) * Double(b)
            let agrees =
                (product == 0 || (x * y).float.bitPattern == Float(product).bitPattern)
                && (x * y).double == product
                && (product == 0 || (x * y).binary16.bitPattern == Float16(product).bitPattern)
            if !agrees { wrong.append((a, b)) }
        }
        #expect(wrong.isEmpty, "seed 2, first of \(wrong.count): \(wrong.prefix(2))")
    }

    @Test func sumsAndOrderAgreeWithBinary64() {
        var generator = SeededGenerator(seed: 3)
        var wrong: [(Double, Double)] = []
        for _ in 0..<40_000 {
            let a = Double(bitPattern: generator.next())
            var b = Double(bitPattern: generator.next())
            if Bool.random(using: &generator), a.isFinite {
                // Near each other, so that the sum cancels and ties arise.
                b = -a * Double(generator.nextInteger(in: 1...9)) / 4
            }
            guard let x = ExactDyadic(exactly: a), let y = ExactDyadic(exactly: b) else { continue }
            let agrees =
                (x + y).double == a + b && (x - y).double == a - b && x.double == a
                && (x < y) == (a < b) && (x == y) == (a == b)
            if !agrees { wrong.append((a, b)) }
        }
        #expect(wrong.isEmpty, "seed 3, first of \(wrong.count): \(wrong.prefix(2))")
    }

    /// Every binary16 number, the midpoint to its upper neighbour, and a little to either side of the
    /// midpoint.
    @Test func everyBinary16MidpointRoundsToEven() {
        var wrong: [UInt16] = []
        let little = ExactDyadic(significand: 1, exponent: -200)
        for bits in UInt16(0)..<0x7C00 {
            let lower = Binary16(bitPattern: bits).exactValue!
            let place = max(Int(bits >> 10), 1) - 25
            let midpoint = lower + ExactDyadic(significand: 1, exponent: place - 1)
            let even = bits & 1 == 0 ? bits : bits + 1
            let rounded = midpoint.rounded(to: .binary16)
            let agrees =
                rounded.bitPattern == UInt64(even) && !rounded.isExact
                && rounded.overflows == (even == 0x7C00)
                && (midpoint - little).binary16.bitPattern == bits
                && (midpoint + little).binary16.bitPattern == bits + 1
                && (-midpoint).binary16.bitPattern == even | 0x8000
            if !agrees { wrong.append(bits) }
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.prefix(4))")
    }

    @Test func extremesOverflowAndUnderflow() {
        let huge = ExactDyadic(significand: -1, exponent: 100_000)
        let tiny = ExactDyadic(significand: -1, exponent: -100_000)
        for format in BinaryFormat.allCases {
            #expect(huge.rounded(to: format).overflows)
            #expect(huge.rounded(to: format).bitPattern == format.infinityPattern | format.signMask)
            #expect(tiny.rounded(to: format).bitPattern == format.signMask)
            #expect(!tiny.rounded(to: format).isExact)
            #expect(ExactDyadic.zero.rounded(to: format).bitPattern == 0)
        }
        #expect(ExactDyadic(exactly: Float.nan) == nil)
        #expect(ExactDyadic(exactly: -Float.infinity) == nil)
        #expect(ExactDyadic(significand: 12, exponent: 0) == ExactDyadic(significand: 3, exponent: 2))
    }
}
