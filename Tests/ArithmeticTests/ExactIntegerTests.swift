import Arithmetic
import Testing

@Suite struct ExactIntegerTests {
    /// Against Swift's own 128-bit integers, on operands of every size up to 62 bits.
    @Test func arithmeticAgreesWithFixedWidth() {
        var generator = SeededGenerator(seed: 1)
        var wrong: [(Int, Int)] = []
        for _ in 0..<20_000 {
            let a = Int(truncatingIfNeeded: generator.next()) >> generator.nextInteger(in: 2...63)
            let b = Int(truncatingIfNeeded: generator.next()) >> generator.nextInteger(in: 2...63)
            let x = ExactInteger(a)
            let y = ExactInteger(b)
            var product = x
            product.addProduct(x, y)
            let expected = Int128(a) + Int128(a) * Int128(b)
            let agrees =
                x + y == ExactInteger(a + b) && x - y == ExactInteger(a - b)
                && product.decimal == String(expected) && (x * y).decimal == String(Int128(a) * Int128(b))
                && (x < y) == (a < b) && (x == y) == (a == b) && x.sign == a.signum()
                && x.bitLength == Int.bitWidth - a.magnitude.leadingZeroBitCount
                && x.lowestOneBit == (a == 0 ? nil : a.trailingZeroBitCount)
                && (-x).int == -a && x.magnitude.int == abs(a) && (x >> 5).int == a >> 5
                && (0..<64).allSatisfy { x.bit($0) == (a >> $0 & 1 == 1) }
            if !agrees { wrong.append((a, b)) }
        }
        #expect(wrong.isEmpty, "seed 1, first of \(wrong.count): \(wrong.prefix(2))")
    }

    @Test func valuesDoNotShareChanges() {
        let one = ExactInteger(1)
        var sum = one
        sum.add(one)
        sum.add(sum)
        sum.shiftLeft(by: 100)
        #expect(one.decimal == "1")
        #expect(sum.hexadecimal == "4" + String(repeating: "0", count: 25))
        var square = ExactInteger(UInt64.max)
        square.multiply(by: square)
        square.addProduct(square, square)
        let maximum = ExactInteger(UInt64.max)
        let small = maximum * maximum
        #expect(square == small + small * small)
    }

    @Test func wordsAreLittleEndian() {
        #expect(ExactInteger(words: [0xFF, 1]).hexadecimal == "100000000000000ff")
        #expect(ExactInteger(words: [2], isNegative: true).int == -2)
        #expect(ExactInteger(words: []).isZero)
        #expect(ExactInteger(Int.min).int == Int.min)
        #expect((ExactInteger(Int.min) - 1).int == nil)
        #expect(ExactInteger(UInt64.max).int == nil)
        #expect(ExactInteger(UInt64.max).magnitudeWord == UInt64.max)
        #expect(ExactInteger(0).bitLength == 0)
    }
}
