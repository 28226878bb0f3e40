import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

/// One test for each way in which this hardware is known to have been got wrong, on operands worked by hand.
/// (An idle cycle after a weight, an undefined shift and a latch are mistakes that only hardware can have; of
/// these, the count of steps and all shift distances are tested.)
@Suite("Known mistakes")
struct KnownMistakeTests {
    /// binary16 encodings of 1, 1/1024 (2^−10) and 1024.
    private static let one: UInt16 = 0x3C00
    private static let small: UInt16 = 0x1400
    private static let large: UInt16 = 0x6400

    private static func term(
        _ exponent: Int, negative: Bool = false, multiple: Int = 1, significance: Int = 0
    ) -> GoldenTerm {
        GoldenTerm(
            isNegative: negative, exponent: exponent, multiple: multiple, bitSignificance: significance)
    }

    /// Group sum of two-lane steps.
    private static func run(_ steps: [([UInt16], [GoldenTerm])]) throws -> GoldenExponentMatchedElement {
        var element = GoldenExponentMatchedElement(
            configuration: try ArrayConfiguration(lanes: 2, processingElement: .exponentMatched))
        for (index, step) in steps.enumerated() {
            element.step(
                activations: step.0, terms: step.1, bitSignificance: step.1[0].bitSignificance,
                isFirst: index == 0)
        }
        return element
    }

    @Test("The incoming sum is shifted when the accumulator's exponent is the larger")
    func smallerSumIsShifted() throws {
        let terms = [Self.term(0), Self.term(0)]
        let element = try Self.run([([Self.large, 0], terms), ([Self.one, 0], terms)])
        #expect(element.exponent == 25)
        #expect(element.accumulator == 8192 + 8)
        #expect(element.groupSum == ExactDyadic(1025))
    }

    @Test("The accumulator is shifted when the incoming sum's exponent is the larger")
    func smallerAccumulatorIsShifted() throws {
        let terms = [Self.term(0), Self.term(0)]
        let element = try Self.run([([Self.one, 0], terms), ([Self.large, 0], terms)])
        #expect(element.exponent == 25)
        #expect(element.accumulator == 8192 + 8)
    }

    @Test("The second group starts from nothing, in the element and across the dequantiser")
    func secondGroupIsCleared() throws {
        let terms = [Self.term(0), Self.term(0)]
        var element = try Self.run([([Self.large, Self.large], terms)])
        element.step(activations: [Self.one, 0], terms: terms, bitSignificance: 0, isFirst: true)
        #expect(element.accumulator == 8192 && element.exponent == 15)

        var accumulator = GoldenColumnAccumulator()
        for _ in 0..<2 {
            let product = GoldenDequantizer.product(accumulator: element.accumulator, scale: 200)
            accumulator.add(groupProduct: product, lastPlace: element.exponent - 28)
        }
        #expect(Float(bitPattern: accumulator.partialSum) == 400)
    }

    @Test("The dequantised sum needs all of its width", arguments: [16, 128, 1024], DigitRadix.allCases)
    func dequantizedWidth(groupSize: Int, radix: DigitRadix) throws {
        let configuration = try ArrayConfiguration(
            groupSize: groupSize, processingElement: .exponentMatched, radix: radix)
        // INT8 −86 is −1 −1 −1 −2 in base 4 from the top, the densest in terms of one sign. In base 8 −1 −3 2.
        let table = GoldenTermTable(dataType: .int8, specialValue: 0, radix: radix)
        var element = GoldenExponentMatchedElement(configuration: configuration)
        let code = UInt8(bitPattern: -86)
        element.runGroup(
            activations: [UInt16](repeating: 0x7BFF, count: groupSize),
            codes: [UInt8](repeating: code, count: groupSize), table: table)
        let product = GoldenDequantizer.product(accumulator: element.accumulator, scale: 255)
        // The multiple 3 isn't the largest, and its digit stands three places below the first.
        #expect(product.magnitude > 1 << (configuration.dequantizedWidth - (radix == .four ? 4 : 7)))
        #expect(product < 0 && product >= -(1 << (configuration.dequantizedWidth - 1)))
        let exact = ExactDyadic(-86 * 65504 * groupSize * 255)
        let value = ExactDyadic(significand: ExactInteger(product), exponent: element.exponent - 28)
        let extent = GoldenGroupExtent(
            exponentMatched: element.exponent, products: groupSize * table.termCount, radix: radix)
        #expect((value - exact).magnitude <= extent.alignmentBound.exact * ExactDyadic(255))
    }

    @Test("With shared exponents 66 bits hold the largest dequantised sum, and 65 don't")
    func sharedDequantizedWidth() throws {
        let configuration = try ArrayConfiguration(groupSize: 1024, alignedWidth: 40)
        #expect(configuration.dequantizedWidth == 66)
        let aligner = GoldenActivationAligner(width: 40)
        let largest = aligner.aligned(GoldenActivation(bits: 0x7BFF), sharedExponent: 30)
        var element = GoldenSharedExponentElement(configuration: configuration)
        element.runGroup(
            aligned: [Int](repeating: largest, count: 1024), codes: [UInt8](repeating: 0x80, count: 1024),
            table: GoldenTermTable(dataType: .int8, specialValue: 0, radix: .eight))
        let product = GoldenDequantizer.product(accumulator: element.accumulator, scale: 255)
        #expect(product < -(1 << 64) && product >= -(1 << 65))
        let value = ExactDyadic(significand: ExactInteger(product), exponent: 30 - 54)
        #expect(value == ExactDyadic(-128 * 65504 * 1024 * 255))
        let rounded = GoldenBinary32.convert(product: product, lastPlace: 30 - 54)
        #expect(Float(bitPattern: rounded) == value.float)
    }

    @Test(
        "A negative group sum keeps one sign through dequantisation",
        arguments: [0, 1, 2, 127, 128, 255] as [UInt8])
    func negativeSums(scale: UInt8) throws {
        let negative = Self.term(1, negative: true)
        let element = try Self.run([([Self.one, Self.one], [negative, negative])])
        #expect(element.accumulator == -16384 && element.exponent == 16)
        let product = GoldenDequantizer.product(accumulator: element.accumulator, scale: scale)
        let value = GoldenBinary32.convert(product: product, lastPlace: element.exponent - 28)
        #expect(value == (scale == 0 ? 0 : (-4 * Float(scale)).bitPattern))
        // Two negatives are positive, on either side.
        let positive = try Self.run([([0xBC00, 0xBC00], [negative, negative])])
        #expect(positive.accumulator == 16384)
    }

    @Test("The leading-one detector reports the highest bit and not whether any is set")
    func leadingOne() {
        // FP4 magnitudes 1, 2, 3, 4, 6, 8, 12 and their two terms.
        let expected = [[0, 0], [0, 1], [2, 0], [2, 1], [4, 0], [4, 2], [8, 0], [8, 4]]
        for code in UInt8(0)...7 {
            let terms = GoldenTermDecoder.terms(code: code, dataType: .fp4, specialValue: 10, radix: .four)
            #expect(terms.map(\.value) == expected[Int(code)])
        }
    }

    @Test("Magnitudes 2, 4 and 8, which both windows see, come from the first alone")
    func noBitTwice() {
        for (code, value) in [(2, 2), (4, 4), (6, 8)] as [(UInt8, Int)] {
            let terms = GoldenTermDecoder.terms(code: code, dataType: .fp4, specialValue: 10, radix: .four)
            #expect(terms.map(\.value) == [value, 0])
        }
        #expect(
            GoldenTermDecoder.terms(code: 3, dataType: .fp3, specialValue: 3, radix: .four).map(\.value) == [
                4, 0,
            ])
    }

    @Test("Minus zero is compared on the code's own bits, whatever stands above", arguments: UInt8(0)...15)
    func minusZeroBits(above: UInt8) {
        let fp4 = GoldenTermDecoder.terms(
            code: above << 4 | 0b1000, dataType: .fp4, specialValue: -10, radix: .four)
        #expect(fp4.reduce(0) { $0 + $1.value } == -10)
        let fp3 = GoldenTermDecoder.terms(
            code: above << 3 | 0b100, dataType: .fp3, specialValue: 6, radix: .four)
        #expect(fp3.reduce(0) { $0 + $1.value } == 6)
        let zero = GoldenTermDecoder.terms(code: above << 3, dataType: .fp3, specialValue: 6, radix: .four)
        #expect(zero.reduce(0) { $0 + $1.value } == 0)
    }

    @Test("FP3 has a mode of its own: its codes mean other values than FP4's")
    func fp3Mode() {
        let fp3 = (UInt8(0)...7).map {
            GoldenTermDecoder.terms(code: $0, dataType: .fp3, specialValue: 6, radix: .four).reduce(0) {
                $0 + $1.value
            }
        }
        let fp4 = (UInt8(0)...7).map {
            GoldenTermDecoder.terms(code: $0, dataType: .fp4, specialValue: 10, radix: .four).reduce(0) {
                $0 + $1.value
            }
        }
        #expect(fp3 == [0, 1, 2, 4, 6, -1, -2, -4])
        #expect(fp4 == [0, 1, 2, 3, 4, 6, 8, 12])
    }

    @Test("INT6 takes three steps of radix 4 and its byte is extended from bit 5")
    func int6() throws {
        for (code, value) in [(0x20, -32), (0x3F, -1), (0x1F, 31), (0xDF, 31), (0xE0, -32)] as [(UInt8, Int)]
        {
            let terms = GoldenTermDecoder.terms(code: code, dataType: .int6, specialValue: 0, radix: .four)
            #expect(terms.count == 3)
            #expect(terms.reduce(0) { $0 + $1.value } == value)
        }
        #expect(try ArrayConfiguration(radix: .four).stepsPerGroup(.int6) == 128 / 4 * 3)
        #expect(try ArrayConfiguration(radix: .eight).stepsPerGroup(.int6) == 128 / 4 * 2)
    }

    @Test("INT5 and INT3 are extended to an even number of bits")
    func oddIntegers() {
        let int5 = GoldenTermDecoder.terms(code: 0x10, dataType: .int5, specialValue: 0, radix: .four)
        #expect(int5.map(\.value) == [-16, 0, 0])
        let int3 = GoldenTermDecoder.terms(code: 0x04, dataType: .int3, specialValue: 0, radix: .four)
        #expect(int3.map(\.value) == [-4, 0])
    }

    @Test("A zero term beside a large activation doesn't raise the exponent")
    func zeroTerm() throws {
        let element = try Self.run([([0x7BFF, Self.small], [Self.term(0, multiple: 0), Self.term(0)])])
        #expect(element.exponent == 5 && element.accumulator == 8192)
    }

    @Test(
        "A zero activation beside a large term doesn't raise the exponent",
        arguments: [0, 0x8000] as [UInt16])
    func zeroActivation(zero: UInt16) throws {
        // The zero's product would have exponent 4 and the smallest subnormal's has 1.
        let element = try Self.run([([zero, 1], [Self.term(3), Self.term(0)])])
        #expect(element.exponent == 1 && element.accumulator == 8)
        #expect(element.groupSum == ExactDyadic(significand: 1, exponent: -24))
    }

    @Test("A step without participants leaves the accumulator and its exponent alone")
    func emptyStep() throws {
        let terms = [Self.term(0), Self.term(0)]
        let zeros = [Self.term(0, multiple: 0, significance: 1), Self.term(0, multiple: 0, significance: 1)]
        let before = try Self.run([([Self.small, 0], terms)])
        let after = try Self.run([([Self.small, 0], terms), ([Self.large, Self.large], zeros)])
        #expect(after.accumulator == before.accumulator && after.exponent == before.exponent)
        #expect(after.productSum == 0 && after.productSumExponent == 0)
        let empty = try Self.run([([0, 0x8000], terms)])
        #expect(empty.accumulator == 0 && empty.exponent == 0)
    }

    @Test("A product sum that cancels keeps its exponent")
    func cancelledSum() throws {
        let pair = [Self.term(0), Self.term(0, negative: true)]
        let element = try Self.run([([Self.large, Self.large], pair)])
        #expect(element.accumulator == 0 && element.exponent == 25)
        // So the next sum is aligned to it.
        let next = try Self.run([([Self.large, Self.large], pair), ([Self.one, 0], pair)])
        #expect(next.accumulator == 8 && next.exponent == 25)
    }

    @Test("Subnormals aren't halved: they share the exponent of the smallest normal number")
    func subnormals() throws {
        let terms = [Self.term(0), Self.term(0)]
        let element = try Self.run([([0x03FF, 0x0400], terms)])
        #expect(element.exponent == 1 && element.accumulator == (1023 + 1024) * 8)
        #expect(element.groupSum == ExactDyadic(significand: 2047, exponent: -24))
    }

    @Test("Every alignment distance from 0 to 32 gives the shifted, sticky product")
    func everyDistance() throws {
        for distance in 0...32 {
            // Lane 0 has exponent e and lane 1 e − distance; terms take the distance that activations can't.
            let high = min(30, 1 + distance)
            let termExponent = distance - (high - 1)
            let element = try Self.run([
                ([UInt16(high) << 10, 0x07FF], [Self.term(termExponent), Self.term(0)])
            ])
            let shifted = (2047 * 8) >> distance
            let sticky = shifted << distance == 2047 * 8 ? shifted : shifted | 1
            #expect(element.accumulator == 8192 + sticky, "distance \(distance)")
            #expect(element.exponent == 1 + distance)
        }
    }

    @Test("Every distance between accumulator and sum, up to the largest, in both directions")
    func everyAccumulatorDistance() throws {
        for distance in 0...36 {
            let high = min(30, 1 + distance)
            let rest = distance - (high - 1)
            let significance = max(0, rest - 1)
            let big = (
                [UInt16(high) << 10, 0],
                [
                    Self.term(rest - significance, significance: significance),
                    Self.term(0, multiple: 0, significance: significance),
                ]
            )
            let little = ([0x87FF as UInt16, 0], [Self.term(0), Self.term(0, multiple: 0)])
            let shifted = -(2047 * 8) >> distance
            let sticky = shifted << distance == -(2047 * 8) ? shifted : shifted | 1
            for steps in [[big, little], [little, big]] {
                let element = try Self.run(steps)
                #expect(element.accumulator == 8192 + sticky, "distance \(distance)")
                #expect(element.exponent == 1 + distance)
            }
        }
    }
}
