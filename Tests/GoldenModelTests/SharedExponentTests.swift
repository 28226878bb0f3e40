import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

/// A group of activations aligned by the model.
struct AlignedGroup {
    let exponent: Int
    let aligned: [Int]
    private let width: Int

    init(_ activations: [UInt16], width: Int) {
        let decoded = activations.map(GoldenActivation.init(bits:))
        let exponent = GoldenActivationAligner.sharedExponent(of: decoded)
        let aligner = GoldenActivationAligner(width: width)
        self.exponent = exponent
        self.width = width
        aligned = decoded.map { aligner.aligned($0, sharedExponent: exponent) }
    }

    /// The value of a group sum.
    func value(_ accumulator: Int) -> ExactDyadic {
        ExactDyadic(significand: ExactInteger(accumulator), exponent: exponent - width - 14)
    }
}

@Suite("Activation aligner")
struct ActivationAlignerTests {
    private func aligned(_ bits: UInt16, _ exponent: Int, width: Int) -> Int {
        GoldenActivationAligner(width: width).aligned(GoldenActivation(bits: bits), sharedExponent: exponent)
    }

    @Test("Examples worked by hand: exact, a tie to even, either side of a tie, subnormal, special")
    func examples() {
        // 1.0 at its own exponent 15 fills the top of the width.
        #expect(aligned(0x3C00, 15, width: 11) == 1024)
        #expect(aligned(0xBC00, 15, width: 14) == -8192)
        #expect(aligned(0x3C00, 15, width: 40) == 1024 << 29)
        // 1025, 1026 and 1027 quarters: below a tie, a tie, above one; 1030 quarters is the tie that rounds up.
        #expect([0x3C01, 0x3C02, 0x3C03, 0x3C06].map { aligned($0, 17, width: 11) } == [256, 256, 257, 258])
        #expect(
            [0xBC01, 0xBC02, 0xBC03, 0xBC06].map { aligned($0, 17, width: 11) } == [-256, -256, -257, -258])
        // 2047 halves round up to 1024, one bit longer than the quotient.
        #expect(aligned(0x3FFF, 16, width: 11) == 1024)
        // Three more bits of width, three more places until something is lost.
        #expect(aligned(0x3C01, 18, width: 14) == 1025 && aligned(0x3C01, 19, width: 14) == 512)
        // The smallest subnormal has the exponent of the smallest normal number.
        #expect(aligned(0x0001, 1, width: 11) == 1 && aligned(0x0001, 2, width: 11) == 0)
        #expect(aligned(0x0003, 2, width: 11) == 2 && aligned(0x8001, 30, width: 40) == -1)
        // All is lost beyond the width, half a unit included; one and a half units aren't.
        #expect(aligned(0x0400, 12, width: 11) == 0 && aligned(0x0600, 12, width: 11) == 1)
        #expect(aligned(0x0400, 11, width: 11) == 1)
        // Infinity and NaN are numbers of exponent 31.
        #expect(aligned(0x7C00, 31, width: 11) == 1024 && aligned(0xFFFF, 31, width: 11) == -2047)
    }

    @Test("The shared exponent is the largest, zeros (1) and special activations (31) included")
    func sharedExponent() {
        func shared(_ bits: [UInt16]) -> Int {
            GoldenActivationAligner.sharedExponent(of: bits.map(GoldenActivation.init(bits:)))
        }
        #expect(shared([0, 0x8000]) == 1)
        #expect(shared([0x3C00, 0x0001, 0xC000]) == 16)
        #expect(shared([0x7BFF, 0xFC00]) == 31)
        #expect(shared([0x03FF, 0x0000]) == 1)
    }

    @Test(
        "All activations at all exponents are the nearest integer, ties to even",
        arguments: [11, 12, 14, 18, 40])
    func nearest(width: Int) {
        var mismatches = Mismatches()
        for bits in UInt16.min...UInt16.max {
            let activation = GoldenActivation(bits: bits)
            for exponent in activation.exponent...31 {
                let aligner = GoldenActivationAligner(width: width)
                let result = aligner.magnitude(activation, sharedExponent: exponent)
                // Twice the error in units of 2^-(E − e), so that all is an integer.
                let distance = exponent - activation.exponent
                let error = 2 * ((result << distance) - activation.significand << (width - 11))
                let limit = 1 << distance
                mismatches.check(
                    abs(error) < limit || (abs(error) == limit && result & 1 == 0),
                    "\(bits) at \(exponent) gave \(result)")
                mismatches.check(result < 1 << width, "\(bits) at \(exponent) gave \(result)")
                let isExact = aligner.lostBits(activation, sharedExponent: exponent) <= 0
                mismatches.check(!isExact || error == 0, "\(bits) at \(exponent) isn't exact")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
    }
}

@Suite("Shared-exponent element")
struct SharedExponentElementTests {
    @Test(
        "Steps over digits, sums of whole weights and exact arithmetic agree within the bound; W = 40 is exact",
        arguments: DigitRadix.allCases, [11, 14, 18, 40])
    func againstExact(radix: DigitRadix, width: Int) throws {
        var random = SeededGenerator(seed: 211).stream(width)
        var mismatches = Mismatches()
        for (lanes, groupSize) in [(2, 16), (4, 128), (8, 1024), (16, 48)] {
            let configuration = try ArrayConfiguration(
                lanes: lanes, groupSize: groupSize, radix: radix, alignedWidth: width)
            for dataType in WeightDataType.allCases {
                for kind in ActivationKind.allCases {
                    for _ in 0..<repetitions(debug: 1, release: 10) {
                        let specialValue = expressibleValues(radix).sorted().randomElement(using: &random)!
                        let table = GoldenTermTable(
                            dataType: dataType, specialValue: specialValue, radix: radix)
                        let activations = kind.activations(count: groupSize, random: &random)
                        let codes = CodeKind.allCases.randomElement(using: &random)!
                            .codes(count: groupSize, dataType: dataType, random: &random)
                        check(activations, codes, table, configuration, &mismatches, "\(kind)")
                    }
                }
            }
        }
        #expect(mismatches.count == 0, "seed 211: \(mismatches)")
    }

    private func check(
        _ activations: [UInt16], _ codes: [UInt8], _ table: GoldenTermTable,
        _ configuration: ArrayConfiguration, _ mismatches: inout Mismatches, _ place: String
    ) {
        let group = AlignedGroup(activations, width: configuration.alignedWidth)
        var element = GoldenSharedExponentElement(configuration: configuration)
        element.runGroup(aligned: group.aligned, codes: codes, table: table) {
            mismatches.check(
                signedFits($0.accumulator, bits: configuration.accumulatorWidth), "width of \($0)")
        }
        let weights = codes.map {
            weightValue(
                code: $0, dataType: table.dataType, specialValue: table.specialValue, radix: table.radix)
        }
        let whole = GoldenSharedExponentElement.sum(
            activations: group.aligned, weights: weights, count: weights.count)
        mismatches.check(whole == element.accumulator, "\(place), \(table.dataType): whole weights")
        let exact = exactDotProduct(activations: activations, weights: weights)
        let value = group.value(element.accumulator)
        let error = (value - exact).magnitude
        guard
            let extent = try? GoldenGroupExtent(
                activations: activations, codes: codes, table: table, configuration: configuration)
        else { return mismatches.check(false, "no extent") }
        let largest = GoldenGroupExtent.largest(
            configuration: configuration, dataType: table.dataType, specialValue: table.specialValue)
        mismatches.check(
            error <= extent.alignmentBound.exact && value.magnitude <= extent.magnitudeBound.exact
                && extent.exponent == group.exponent
                && extent.alignmentBound <= largest.alignmentBound
                && extent.magnitudeBound <= largest.magnitudeBound,
            "\(place), \(table.dataType): \(value) is \(error) from \(exact)")
        mismatches.check(
            configuration.alignedWidth < 40 || error.isZero,
            "\(place), \(table.dataType): W = 40 isn't exact")
    }

    @Test("A first step replaces what the last group left")
    func first() throws {
        var element = GoldenSharedExponentElement(configuration: try ArrayConfiguration(lanes: 2))
        let three = GoldenTerm(isNegative: false, exponent: 1, multiple: 3, bitSignificance: 3)
        let five = GoldenTerm(isNegative: true, exponent: 2, multiple: 5, bitSignificance: 3)
        element.step(activations: [1000, 1], terms: [three, five], isFirst: true)
        #expect(element.accumulator == 48 * 1000 - 160)
        element.step(activations: [-1, -1], terms: [three, five], isFirst: false)
        #expect(element.accumulator == 48 * 1000 - 160 - 48 + 160)
        element.step(activations: [0, 2], terms: [three, five], isFirst: true)
        #expect(element.accumulator == -320)
    }

    @Test("Nothing overflows at the extremes, special activations included", arguments: DigitRadix.allCases)
    func extremes(radix: DigitRadix) throws {
        var mismatches = Mismatches()
        for width in [11, 14, 40] {
            let configuration = try ArrayConfiguration(groupSize: 1024, radix: radix, alignedWidth: width)
            for dataType in WeightDataType.allCases {
                let table = GoldenTermTable(dataType: dataType, specialValue: 20, radix: radix)
                for pair in [(0x7FFF, 0x7FFF), (0xFFFF, 0xFFFF), (0x7BFF, 0xFBFF)] as [(UInt16, UInt16)] {
                    let activations = (0..<1024).map { $0.isMultiple(of: 2) ? pair.0 : pair.1 }
                    for kind in [CodeKind.mostNegative, .largest, .alternatingExtremes] {
                        var random = SeededGenerator(seed: 0)
                        let codes = kind.codes(count: 1024, dataType: dataType, random: &random)
                        let group = AlignedGroup(activations, width: width)
                        var element = GoldenSharedExponentElement(configuration: configuration)
                        element.runGroup(aligned: group.aligned, codes: codes, table: table) {
                            mismatches.check(
                                signedFits($0.accumulator, bits: configuration.accumulatorWidth),
                                "width of \($0)")
                        }
                        let product = GoldenDequantizer.product(
                            accumulator: element.accumulator, scale: 255)
                        mismatches.check(
                            ExactInteger(product) == ExactInteger(element.accumulator) * ExactInteger(255)
                                && signedFits(product, bits: configuration.dequantizedWidth),
                            "\(element.accumulator) times 255")
                    }
                }
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
    }

    @Test("Products of more than 64 bits are converted in one rounding")
    func wideConversion() {
        var random = SeededGenerator(seed: 212)
        var mismatches = Mismatches()
        for index in 0..<repetitions(debug: 20_000, release: 500_000) {
            var product = Int128(random.next()) << 2 | Int128(random.next() & 3)
            if index.isMultiple(of: 2) {
                // A tie of 24 bits, or one beside it.
                product = (Int128(random.next() >> 39) | 1) << 41 + Int128(random.nextInteger(in: -1...1))
            }
            if random.next() & 1 == 1 { product = -product }
            let lastPlace = random.nextInteger(in: -53...1)
            let exact = ExactDyadic(significand: ExactInteger(product), exponent: lastPlace)
            let result = GoldenBinary32.convert(product: product, lastPlace: lastPlace)
            mismatches.check(result == exact.float.bitPattern, "\(product) * 2^\(lastPlace)")
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }
}
