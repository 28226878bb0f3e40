import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

@Suite("Error bound")
struct ErrorBoundTests {
    @Test("Dyadic operations are exact in 64 bits and otherwise round upward by less than one part in 2^63")
    func dyadicOperations() {
        var random = SeededGenerator(seed: 501)
        var mismatches = Mismatches()
        func dyadic() -> GoldenDyadic {
            let significand = random.next() >> UInt64(random.nextInteger(in: 0...63))
            return GoldenDyadic(significand, exponent: random.nextInteger(in: -90...90))
        }
        let largest = GoldenDyadic(.max, exponent: 0)
        var pairs = (0..<repetitions(debug: 5_000, release: 100_000)).map { _ in (dyadic(), dyadic()) }
        pairs += [
            (largest, largest), (largest, GoldenDyadic(1, exponent: -200)),
            (largest, GoldenDyadic(1, exponent: -1)),
            (.zero, largest), (largest, .zero), (.zero, .zero), (GoldenDyadic(1, exponent: -500), largest),
            (largest, GoldenDyadic(1, exponent: 64)), (GoldenDyadic(1, exponent: 64), largest),
        ]
        for (left, right) in pairs {
            for (result, exact) in [
                (left + right, left.exact + right.exact), (left * right, left.exact * right.exact),
            ] {
                let excess = result.exact - exact
                mismatches.check(
                    excess.sign >= 0 && excess <= exact * ExactDyadic(significand: 1, exponent: -63),
                    "\(left), \(right) gave \(result)")
                let magnitude = exact.significand.magnitude
                let width = exact.isZero ? 0 : magnitude.bitLength - magnitude.lowestOneBit!
                mismatches.check(width > 64 || excess.isZero, "\(left), \(right) isn't exact: \(result)")
            }
            mismatches.check((left < right) == (left.exact < right.exact), "\(left) < \(right)")
            mismatches.check((left == right) == (left.exact == right.exact), "\(left) == \(right)")
        }
        #expect(mismatches.count == 0, "seed \(random.seed): \(mismatches)")
    }

    @Test("The growth of K roundings is (1 + 2^-24)^K − 1, never below")
    func growth() {
        var bound = GoldenErrorBound()
        var power = ExactDyadic(1)
        let factor = ExactDyadic(1) + ExactDyadic(significand: 1, exponent: -24)
        for _ in 1...100 {
            bound.add(
                extent: GoldenGroupExtent(exponentMatched: 20, products: 1, radix: .four), scale: 1)
            power = power * factor
            let exact = power - ExactDyadic(1)
            #expect(bound.growth.exact >= exact)
            #expect(
                bound.growth.exact <= exact * (ExactDyadic(1) + ExactDyadic(significand: 1, exponent: -50)))
        }
        #expect(bound.groups == 100)
    }

    private static let documentedTypes: [WeightDataType] = [.fp4, .fp3, .int4, .int3, .int6, .int5, .int8]

    @Test(
        "The documented units of the exponent-matched bound",
        arguments: [
            (16, [31, 31, 31, 31, 47, 47, 63], [15, 15, 31, 15, 31, 31, 47]),
            (128, [255, 255, 255, 255, 383, 383, 511], [127, 127, 255, 127, 255, 255, 383]),
            (1024, [2047, 2047, 2047, 2047, 3071, 3071, 4095], [1023, 1023, 2047, 1023, 2047, 2047, 3071]),
        ])
    func documentedTable(groupSize: Int, radixFour: [Int], radixEight: [Int]) throws {
        for (radix, units) in [(DigitRadix.four, radixFour), (.eight, radixEight)] {
            let configuration = try ArrayConfiguration(
                groupSize: groupSize, processingElement: .exponentMatched, radix: radix)
            for (dataType, units) in zip(Self.documentedTypes, units) {
                let extent = GoldenGroupExtent.largest(
                    configuration: configuration, dataType: dataType, specialValue: 20)
                #expect(extent.alignmentBound == GoldenDyadic(UInt64(units), exponent: extent.exponent - 28))
            }
        }
    }

    @Test(
        "The documented units of the shared-exponent bound", arguments: [11, 14, 39, 40])
    func documentedSharedTable(alignedWidth: Int) throws {
        let halves = [127 * 20, 127 * 6, 127 * 8, 127 * 4, 127 * 32, 127 * 16, 127 * 128]
        let configuration = try ArrayConfiguration(alignedWidth: alignedWidth)
        for (dataType, halves) in zip(Self.documentedTypes, halves) {
            let extent = GoldenGroupExtent.largest(
                configuration: configuration, dataType: dataType, specialValue: dataType == .fp4 ? 20 : 6)
            let expected = GoldenDyadic(UInt64(halves), exponent: 30 - alignedWidth - 15)
            #expect(extent.alignmentBound == (alignedWidth == 40 ? .zero : expected))
            #expect(extent.exponent == 30)
        }
    }

    @Test(
        "One product or none has no alignment error, and the models have none", arguments: DigitRadix.allCases
    )
    func singleProduct(radix: DigitRadix) throws {
        let table = GoldenTermTable(dataType: .int8, specialValue: 0, radix: radix)
        for configuration in try allConfigurations({
            try ArrayConfiguration(groupSize: 16, processingElement: $0, radix: $1, alignedWidth: $2)
        }) where configuration.radix == radix {
            for bits in [0x7BFF, 1, 0x83FF, 0x8400] as [UInt16] {
                for (code, weight) in [(64, 64), (255, -1), (0, 0)] as [(UInt8, Int)] {
                    let activations = [0, 0, 0, 0, 0, bits] + [UInt16](repeating: 0x8000, count: 10)
                    let codes = [UInt8](repeating: code, count: 16)
                    let extent = try GoldenGroupExtent(
                        activations: activations, codes: codes, table: table, configuration: configuration)
                    #expect(extent.alignmentBound == .zero)
                    let exact = exactValue(binary16: bits) * ExactDyadic(weight)
                    #expect(groupSum(activations, codes, table, configuration) == exact)
                }
            }
        }
    }

    private func groupSum(
        _ activations: [UInt16], _ codes: [UInt8], _ table: GoldenTermTable,
        _ configuration: ArrayConfiguration
    ) -> ExactDyadic {
        switch configuration.processingElement {
        case .exponentMatched:
            var element = GoldenExponentMatchedElement(configuration: configuration)
            element.runGroup(activations: activations, codes: codes, table: table)
            return element.groupSum
        case .sharedExponent:
            let group = AlignedGroup(activations, width: configuration.alignedWidth)
            var element = GoldenSharedExponentElement(configuration: configuration)
            element.runGroup(aligned: group.aligned, codes: codes, table: table)
            return group.value(element.accumulator)
        }
    }

    @Test("The bound sees a model that is wrong by one bit of one activation in 16")
    func boundIsSharp() throws {
        // Equal exponents align exactly, so doubling one product of 32 breaks the bound of 31 units.
        let codes = [UInt8](repeating: 1, count: 16)
        let activations = [UInt16](repeating: 0x3C00, count: 16)
        var wrong = activations
        wrong[3] = 0x4000
        for configuration in try allConfigurations({
            try ArrayConfiguration(groupSize: 16, processingElement: $0, radix: $1, alignedWidth: $2)
        }) {
            let table = GoldenTermTable(dataType: .int4, specialValue: 0, radix: configuration.radix)
            let extent = try GoldenGroupExtent(
                activations: activations, codes: codes, table: table, configuration: configuration)
            let error = (groupSum(wrong, codes, table, configuration) - ExactDyadic(16)).magnitude
            #expect(error > extent.alignmentBound.exact)
        }
    }

    @Test("No bound for a result that is NaN by its scale; a refusal for lengths that differ")
    func undefinedBounds() throws {
        var bound = GoldenErrorBound()
        bound.add(extent: GoldenGroupExtent(exponentMatched: 20, products: 9, radix: .four), scale: 3)
        for scale in [0x7F80_0000, 0xFFC0_0000] as [UInt32] {
            #expect(bound.resultBound(channelScale: scale, format: .binary16) == nil)
        }
        let zero = bound.resultBound(channelScale: 0, format: .binary16)
        #expect(zero == GoldenDyadic(1, exponent: -25))
        #expect(throws: GoldenInputError.self) {
            try GoldenGroupExtent(
                activations: [0, 0], codes: [0],
                table: GoldenTermTable(dataType: .int4, specialValue: 0, radix: .eight),
                configuration: .standard)
        }
    }
}
