import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

@Suite("Exponent-matched element")
struct ExponentMatchedElementTests {
    private static let laneCounts = ArrayConfiguration.laneCounts

    private static func configuration(
        lanes: Int, groupSize: Int, radix: DigitRadix
    ) throws -> ArrayConfiguration {
        try ArrayConfiguration(
            lanes: lanes, groupSize: groupSize, processingElement: .exponentMatched, radix: radix)
    }

    @Test("Rounding to odd errs by less than one, keeps sign symmetry, oddness and magnitude")
    func roundToOddProperties() {
        var mismatches = Mismatches()
        for value in -4200...4200 {
            for distance in 0...14 {
                let rounded = roundToOdd(value, by: distance)
                let scaled = rounded << distance
                mismatches.check(
                    abs(scaled - value) < 1 << distance && abs(rounded) <= abs(value)
                        && (scaled == value || rounded & 1 == 1)
                        && roundToOdd(-value, by: distance) == -rounded
                        && (value == 0 || rounded != 0),
                    "\(value) by \(distance) gave \(rounded)")
            }
        }
        for (value, distance, expected) in [
            (16376, 33, 1), (-16376, 33, -1), (1, 62, 1), (-1, 62, -1), (0, 62, 0), (12, 2, 3), (13, 2, 3),
            (16, 2, 4),
            (17, 2, 5), (-17, 2, -5),
        ] {
            mismatches.check(roundToOdd(value, by: distance) == expected, "\(value) by \(distance)")
        }
        #expect(mismatches.count == 0, "\(mismatches)")
    }

    @Test("Every step equals the contract on exact rationals", arguments: laneCounts, DigitRadix.allCases)
    func stepsAgainstOracle(lanes: Int, radix: DigitRadix) throws {
        for dataType in WeightDataType.allCases {
            try stepsAgainstOracle(dataType, Self.configuration(lanes: lanes, groupSize: 32, radix: radix))
        }
    }

    private func stepsAgainstOracle(_ dataType: WeightDataType, _ configuration: ArrayConfiguration) throws {
        let radix = configuration.radix
        var random = SeededGenerator(seed: 201).stream(configuration.lanes * 8 + dataType.encoding)
        var mismatches = Mismatches()
        for kind in ActivationKind.allCases {
            for codeKind in CodeKind.allCases {
                for _ in 0..<repetitions(debug: 1, release: 30) {
                    let specialValue = expressibleValues(radix).sorted().randomElement(using: &random)!
                    let table = GoldenTermTable(
                        dataType: dataType, specialValue: specialValue, radix: radix)
                    let activations = kind.activations(count: 32, random: &random)
                    let codes = codeKind.codes(count: 32, dataType: dataType, random: &random)
                    var oracle = StepOracle()
                    var isFirst = true
                    var element = GoldenExponentMatchedElement(configuration: configuration)
                    element.runGroup(activations: activations, codes: codes, table: table) {
                        oracle.step(activations: Array($1), terms: $2, isFirst: isFirst)
                        isFirst = false
                        mismatches.check(
                            oracle.agrees(with: $0),
                            "\(kind), \(codeKind), special value \(specialValue): \($0)")
                    }
                }
            }
        }
        #expect(mismatches.count == 0, "seed 201: \(mismatches)")
    }

    @Test(
        "Group sums are within the derived bound of the exact sum", arguments: laneCounts,
        DigitRadix.allCases)
    func groupsWithinBound(lanes: Int, radix: DigitRadix) throws {
        for dataType in WeightDataType.allCases {
            try groupsWithinBound(lanes: lanes, dataType: dataType, radix: radix)
        }
    }

    private func groupsWithinBound(lanes: Int, dataType: WeightDataType, radix: DigitRadix) throws {
        var random = SeededGenerator(seed: 202).stream(lanes * 8 + dataType.encoding)
        var mismatches = Mismatches()
        for groupSize in [16, 48, 128, 1024] {
            let configuration = try Self.configuration(lanes: lanes, groupSize: groupSize, radix: radix)
            for kind in ActivationKind.allCases {
                for _ in 0..<repetitions(debug: groupSize < 200 ? 2 : 1, release: 20) {
                    let codeKind = CodeKind.allCases.randomElement(using: &random)!
                    let specialValue = expressibleValues(radix).sorted().randomElement(using: &random)!
                    let table = GoldenTermTable(
                        dataType: dataType, specialValue: specialValue, radix: radix)
                    let activations = kind.activations(count: groupSize, random: &random)
                    let codes = codeKind.codes(count: groupSize, dataType: dataType, random: &random)
                    var element = GoldenExponentMatchedElement(configuration: configuration)
                    element.runGroup(activations: activations, codes: codes, table: table) { element, _, _ in
                        mismatches.check(
                            signedFits(element.accumulator, bits: configuration.accumulatorWidth)
                                && signedFits(element.productSum, bits: configuration.productSumWidth),
                            "width of \(element)")
                    }
                    let exact = exactDotProduct(
                        activations: activations,
                        weights: codes.map {
                            weightValue(
                                code: $0, dataType: dataType, specialValue: specialValue, radix: radix)
                        })
                    let extent = try GoldenGroupExtent(
                        activations: activations, codes: codes, table: table, configuration: configuration)
                    let largest = GoldenGroupExtent.largest(
                        configuration: configuration, dataType: dataType, specialValue: specialValue)
                    let error = (element.groupSum - exact).magnitude
                    mismatches.check(
                        error <= extent.alignmentBound.exact
                            && element.groupSum.magnitude <= extent.magnitudeBound.exact
                            && extent.exponent == element.exponent && extent.exponent <= largest.exponent
                            && extent.alignmentBound <= largest.alignmentBound
                            && extent.magnitudeBound <= largest.magnitudeBound,
                        "\(kind), \(codeKind), group \(groupSize): \(element) is \(error) from \(exact)")
                }
            }
        }
        #expect(mismatches.count == 0, "seed 202: \(mismatches)")
    }

    @Test(
        "Nothing overflows at the extremes, special activations included", arguments: laneCounts,
        DigitRadix.allCases)
    func extremes(lanes: Int, radix: DigitRadix) throws {
        for dataType in WeightDataType.allCases {
            try extremes(lanes: lanes, dataType: dataType, radix: radix)
        }
    }

    private func extremes(lanes: Int, dataType: WeightDataType, radix: DigitRadix) throws {
        var mismatches = Mismatches()
        var largestAccumulator = 0
        let groupSize = 1024
        let configuration = try Self.configuration(lanes: lanes, groupSize: groupSize, radix: radix)
        for (even, odd) in [
            (0x7BFF, 0x7BFF), (0xFBFF, 0xFBFF), (0x7FFF, 0x7FFF), (0xFFFF, 0xFFFF), (0x7BFF, 0xFBFF),
        ] as [(UInt16, UInt16)] {
            let activations = (0..<groupSize).map { $0.isMultiple(of: 2) ? even : odd }
            let extremes = radix == .four ? [24, -24, 15, 18] : [20, -20, 10, 16]
            for specialValue in dataType.isFloatingPoint ? extremes : [0] {
                let table = GoldenTermTable(
                    dataType: dataType, specialValue: specialValue, radix: radix)
                for code in [
                    UInt8(1 << (dataType.codeBits - 1)), UInt8(1 << (dataType.codeBits - 1)) - 1, 0x55, 0xAA,
                ] {
                    let codes = [UInt8](repeating: code, count: groupSize)
                    var element = GoldenExponentMatchedElement(configuration: configuration)
                    element.runGroup(activations: activations, codes: codes, table: table) { element, _, _ in
                        mismatches.check(
                            signedFits(element.accumulator, bits: configuration.accumulatorWidth)
                                && signedFits(element.productSum, bits: configuration.productSumWidth)
                                && element.productSumExponent < 1 << configuration.sumExponentWidth,
                            "\(even) \(odd) \(code): \(element)")
                    }
                    largestAccumulator = max(largestAccumulator, abs(element.accumulator))
                    for scale in [UInt8(255), 1, 0] {
                        let product = GoldenDequantizer.product(
                            accumulator: element.accumulator, scale: scale)
                        let exact = ExactInteger(element.accumulator) * ExactInteger(Int(scale))
                        mismatches.check(
                            signedFits(product, bits: configuration.dequantizedWidth)
                                && exact == ExactInteger(product),
                            "\(element.accumulator) times \(scale)")
                    }
                }
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
        // The test reaches the width that one term a weight needs, so it isn't vacuous.
        #expect(largestAccumulator >= groupSize * 16376)
    }

    @Test("All lanes equal and of the largest significand fill the product sum", arguments: laneCounts)
    func fullProductSum(lanes: Int) throws {
        for (multiple, exponent, significance, expected) in [(1, 3, 1, 16376), (5, 2, 0, 81880)] {
            let radix = multiple == 1 ? DigitRadix.four : .eight
            let configuration = try Self.configuration(lanes: lanes, groupSize: 128, radix: radix)
            var element = GoldenExponentMatchedElement(configuration: configuration)
            let term = GoldenTerm(
                isNegative: true, exponent: exponent, multiple: multiple, bitSignificance: significance)
            element.step(
                activations: [UInt16](repeating: 0x7BFF, count: lanes),
                terms: Array(repeating: term, count: lanes), bitSignificance: significance, isFirst: true)
            #expect(element.productSum == -lanes * expected)
            #expect(element.productSum.magnitude >= 1 << (configuration.productSumWidth - 2))
            #expect(element.productSumExponent == 30 + exponent + significance)
        }
    }

    @Test("A group by run() equals single steps on encodings", arguments: laneCounts, DigitRadix.allCases)
    func runEqualsSteps(lanes: Int, radix: DigitRadix) throws {
        let configuration = try Self.configuration(lanes: lanes, groupSize: 64, radix: radix)
        var random = SeededGenerator(seed: 203)
        for dataType in WeightDataType.allCases {
            let table = GoldenTermTable(dataType: dataType, specialValue: -5, radix: radix)
            let activations = ActivationKind.anyFinite.activations(count: 64, random: &random)
            let codes = CodeKind.any.codes(count: 64, dataType: dataType, random: &random)
            var single = GoldenExponentMatchedElement(configuration: configuration)
            single.runGroup(activations: activations, codes: codes, table: table)
            let terms = [GoldenTerm](unsafeUninitializedCapacity: 64 * table.termCount) { buffer, count in
                table.expand(codes: codes, count: 64, lanes: lanes, into: buffer.baseAddress!)
                count = 64 * table.termCount
            }
            var whole = GoldenExponentMatchedElement(configuration: configuration)
            whole.run(
                activations: activations.map(GoldenActivation.init(bits:)), terms: terms, beats: 64 / lanes,
                termCount: table.termCount)
            #expect(whole.accumulator == single.accumulator && whole.exponent == single.exponent)
        }
    }
}
