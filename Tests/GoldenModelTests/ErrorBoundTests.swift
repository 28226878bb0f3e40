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
            bound.add(extent: GoldenGroupExtent(exponent: 20, products: 1), scale: 1)
            power = power * factor
            let exact = power - ExactDyadic(1)
            #expect(bound.growth.exact >= exact)
            #expect(
                bound.growth.exact <= exact * (ExactDyadic(1) + ExactDyadic(significand: 1, exponent: -50)))
        }
        #expect(bound.groups == 100)
    }

    @Test(
        "The documented units of the alignment bound",
        arguments: [
            (16, [31, 31, 31, 31, 47, 47, 63]), (128, [255, 255, 255, 255, 383, 383, 511]),
            (1024, [2047, 2047, 2047, 2047, 3071, 3071, 4095]),
        ])
    func documentedTable(groupSize: Int, units: [Int]) throws {
        let configuration = try ArrayConfiguration(groupSize: groupSize)
        let dataTypes: [WeightDataType] = [.fp4, .fp3, .int4, .int3, .int6, .int5, .int8]
        for (dataType, units) in zip(dataTypes, units) {
            let extent = GoldenGroupExtent.largest(
                configuration: configuration, dataType: dataType, specialValue: 24)
            #expect(extent.alignmentBound == GoldenDyadic(UInt64(units), exponent: extent.exponent - 28))
        }
    }

    @Test("One product or none has no alignment error, and the model has none")
    func singleProduct() throws {
        var element = GoldenProcessingElement(configuration: try ArrayConfiguration(groupSize: 16))
        let table = GoldenTermTable(dataType: .int8, specialValue: 0)
        for bits in [0x7BFF, 1, 0x83FF, 0x8400] as [UInt16] {
            for (code, weight) in [(64, 64), (255, -1), (0, 0)] as [(UInt8, Int)] {
                let activations = [0, 0, 0, 0, 0, bits] + [UInt16](repeating: 0x8000, count: 10)
                let codes = [UInt8](repeating: code, count: 16)
                element.runGroup(activations: activations, codes: codes, table: table)
                let extent = try GoldenGroupExtent(activations: activations, codes: codes, table: table)
                #expect(extent.alignmentBound == .zero)
                #expect(element.groupSum == exactValue(binary16: bits) * ExactDyadic(weight))
            }
        }
    }

    @Test("The bound sees a model that is wrong by one bit of one activation in 16")
    func boundIsSharp() throws {
        // Equal exponents align exactly, so doubling one product of 32 breaks the bound of 31 units.
        let table = GoldenTermTable(dataType: .int4, specialValue: 0)
        let codes = [UInt8](repeating: 1, count: 16)
        let activations = [UInt16](repeating: 0x3C00, count: 16)
        var wrong = activations
        wrong[3] = 0x4000
        var element = GoldenProcessingElement(configuration: try ArrayConfiguration(groupSize: 16))
        element.runGroup(activations: wrong, codes: codes, table: table)
        let extent = try GoldenGroupExtent(activations: activations, codes: codes, table: table)
        #expect((element.groupSum - ExactDyadic(16)).magnitude > extent.alignmentBound.exact)
    }

    @Test("No bound for a result that is NaN by its scale; a refusal for lengths that differ")
    func undefinedBounds() throws {
        var bound = GoldenErrorBound()
        bound.add(extent: GoldenGroupExtent(exponent: 20, products: 9), scale: 3)
        for scale in [0x7F80_0000, 0xFFC0_0000] as [UInt32] {
            #expect(bound.resultBound(channelScale: scale, format: .binary16) == nil)
        }
        let zero = bound.resultBound(channelScale: 0, format: .binary16)
        #expect(zero == GoldenDyadic(1, exponent: -25))
        #expect(throws: GoldenInputError.self) {
            try GoldenGroupExtent(
                activations: [0, 0], codes: [0], table: GoldenTermTable(dataType: .int4, specialValue: 0))
        }
    }
}
