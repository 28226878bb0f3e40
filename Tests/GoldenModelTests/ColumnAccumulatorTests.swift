import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

@Suite("Column accumulator")
struct ColumnAccumulatorTests {
    private static let one = Float(1).bitPattern

    private func accumulator(_ groups: [(product: Int, exponent: Int)]) -> GoldenColumnAccumulator {
        var accumulator = GoldenColumnAccumulator()
        for group in groups {
            accumulator.add(groupProduct: Int128(group.product), lastPlace: group.exponent - 28)
        }
        return accumulator
    }

    @Test("Groups are rounded one by one and in order")
    func order() {
        // 2^24 and 1 and 1: from the left both ones are ties that go to the even 2^24.
        let big = (product: 1 << 24, exponent: 28)
        let unit = (product: 1, exponent: 28)
        #expect(Float(bitPattern: accumulator([big, unit, unit]).partialSum) == 0x1p24)
        #expect(Float(bitPattern: accumulator([unit, unit, big]).partialSum) == 0x1p24 + 2)
        // A group is rounded before it is added: 2^25 + 3 isn't a binary32 number, and 2^25 + 4 is.
        let odd = (product: 1 << 25 | 3, exponent: 28)
        #expect(Float(bitPattern: accumulator([odd, (product: -(1 << 25), exponent: 28)]).partialSum) == 4)
    }

    @Test("An exact zero sum is +0, and its product's sign is that of the channel scale")
    func zeros() {
        let cancelled = accumulator([(5, 20), (-5, 20)])
        let empty = accumulator([(0, 0)])
        for zero in [cancelled, empty, accumulator([(0, 0), (0, 30)])] {
            #expect(zero.partialSum == 0)
            #expect(zero.result(channelScale: Self.one, format: .binary16).bits == 0)
            #expect(zero.result(channelScale: 0x8000_0000, format: .binary16).bits == 0x8000)
            #expect(zero.result(channelScale: Float(-3).bitPattern, format: .binary32).bits == 0x8000_0000)
        }
        let negative = accumulator([(-1, 28)])
        #expect(negative.result(channelScale: 0, format: .binary16).bits == 0x8000)
        #expect(negative.result(channelScale: 0x8000_0000, format: .binary32).bits == 0)
    }

    @Test("A subnormal channel scale counts exactly")
    func subnormalScale() {
        let value = accumulator([(1 << 20, 28 + 8)])
        #expect(
            value.result(channelScale: 3, format: .binary32).bits
                == (Float(bitPattern: 3) * 0x1p28).bitPattern)
        #expect(value.result(channelScale: 1, format: .binary16).bits == 0)
    }

    @Test("An infinite or NaN channel scale gives the canonical NaN and the invalid bit, zero sums included")
    func specialScale() {
        let scales: [UInt32] = [0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0xFFFF_FFFF, 0x7F80_0001]
        for scale in scales {
            for sum in [accumulator([(0, 0)]), accumulator([(-7, 30)])] {
                #expect(
                    sum.result(channelScale: scale, format: .binary16)
                        == GoldenResult(bits: 0x7E00, invalid: true, overflow: false))
                #expect(
                    sum.result(channelScale: scale, format: .binary32)
                        == GoldenResult(bits: 0x7FC0_0000, invalid: true, overflow: false))
            }
        }
    }

    @Test("A special activation in any group makes the result NaN, whatever the sum")
    func specialActivation() {
        var sum = accumulator([(0, 0), (1, 28)])
        sum.markSpecial()
        sum.add(groupProduct: -3, lastPlace: 0)
        for scale in [Self.one, 0, 0x8000_0000, 0x7F7F_FFFF] {
            #expect(
                sum.result(channelScale: scale, format: .binary16)
                    == GoldenResult(bits: 0x7E00, invalid: true, overflow: false))
        }
    }

    @Test("A finite result beyond the format is an infinity of its sign and sets overflow")
    func overflow() {
        let sum = accumulator([(65520, 28)])
        #expect(
            sum.result(channelScale: Self.one, format: .binary16)
                == GoldenResult(bits: 0x7C00, invalid: false, overflow: true))
        #expect(
            sum.result(channelScale: Float(-1).bitPattern, format: .binary16)
                == GoldenResult(bits: 0xFC00, invalid: false, overflow: true))
        #expect(
            sum.result(channelScale: Self.one, format: .binary32)
                == GoldenResult(bits: Float(65520).bitPattern, invalid: false, overflow: false))
        #expect(
            sum.result(channelScale: 0x7F7F_FFFF, format: .binary32)
                == GoldenResult(bits: 0x7F80_0000, invalid: false, overflow: true))
        let below = accumulator([(65519, 28)])
        #expect(
            below.result(channelScale: Self.one, format: .binary16)
                == GoldenResult(bits: 0x7BFF, invalid: false, overflow: false))
    }

    @Test("Random sums equal the hardware's binary32, in one rounding at the end")
    func randomSums() {
        var random = SeededGenerator(seed: 301)
        var mismatches = Mismatches()
        for _ in 0..<repetitions(debug: 10_000, release: 300_000) {
            var expected = Float(0)
            var sum = GoldenColumnAccumulator()
            for group in 0..<random.nextInteger(in: 1...12) {
                let product = random.nextInteger(in: -(1 << 33)...1 << 33) >> random.nextInteger(in: 0...33)
                let exponent = random.nextInteger(in: 1...38)
                sum.add(groupProduct: Int128(product), lastPlace: exponent - 28)
                let value = Float(product) * Float(sign: .plus, exponent: exponent - 28, significand: 1)
                expected = group == 0 ? value : expected + value
            }
            let scale = Float(random.nextGaussian() * 0x1p-20)
            let result = sum.result(channelScale: scale.bitPattern, format: .binary16)
            let half = Float16(Double(expected) * Double(scale))
            mismatches.check(
                sum.partialSum == expected.bitPattern && result.bits == UInt32(half.bitPattern)
                    && result.overflow == half.isInfinite && !result.invalid,
                "\(expected) * \(scale) gave \(result)")
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }
}
