import Arithmetic
import Configuration
import HDL
import Testing

@testable import Hardware

/// A dual element with the operand registers of its row and column.
private final class DualIntegerPath: Module {
    let load = Input()
    let isByte = Input()
    let low: Signal
    let high: Signal
    let value = Input(8)
    let first = Input(1, "with the operands")
    let accumulator: Signal
    private let row: IntegerActivationOperand
    private let column = IntegerWeightOperand(isDual: true)
    private let element: DualIntegerWeightProcessingElement

    init(_ configuration: ArrayConfiguration, mantissaWidth: Int) {
        low = Input(.signed(mantissaWidth + 1))
        high = Input(.signed(mantissaWidth + 1))
        row = IntegerActivationOperand(mantissaWidth: mantissaWidth)
        element = DualIntegerWeightProcessingElement(configuration, mantissaWidth: mantissaWidth)
        accumulator = Output(element.accumulator.shape)
    }

    func describe() {
        row.low <- low
        row.high <- high
        row.isByte <- isByte
        column.load <- load
        column.value <- value
        if let input = column.isByte { input <- isByte }
        element.lowMantissa <- row.lowMantissa
        element.highMantissa <- row.highMantissa
        if let output = column.lowWeight { element.lowWeight <- output }
        if let output = column.highWeight { element.highWeight <- output }
        element.isByte <- delayed("is_byte", isByte, cycles: 1)
        element.first <- delayed("first", first, cycles: 2)
        accumulator <- element.accumulator
    }
}

/// An element for INT8 weights with the operand register of its column.
private final class IntegerPath: Module {
    let load = Input()
    let mantissa: Signal
    let value = Input(8)
    let first = Input(1, "with the operands")
    let accumulator: Signal
    private let column = IntegerWeightOperand(isDual: false)
    private let element: IntegerWeightProcessingElement

    init(_ configuration: ArrayConfiguration, mantissaWidth: Int) {
        mantissa = Input(.signed(mantissaWidth + 1))
        element = IntegerWeightProcessingElement(configuration, mantissaWidth: mantissaWidth)
        accumulator = Output(element.accumulator.shape)
    }

    func describe() {
        column.load <- load
        column.value <- value
        element.mantissa <- delayed("mantissa", mantissa, cycles: 1)
        if let output = column.weight { element.weight <- output }
        element.first <- delayed("first", first, cycles: 2)
        accumulator <- element.accumulator
    }
}

/// Sums of whole groups, bit for bit against Swift's integers.
@Suite struct IntegerWeightTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let groupSize: Int
        let mantissaWidth: Int
        var testDescription: String { "groups of \(groupSize), W = \(mantissaWidth)" }

        static let all = [
            Case(groupSize: 128, mantissaWidth: 14), Case(groupSize: 16, mantissaWidth: 11),
            Case(groupSize: 1024, mantissaWidth: 18), Case(groupSize: 18, mantissaWidth: 40),
        ]

        func configuration() throws -> ArrayConfiguration {
            try ArrayConfiguration(lanes: 2, groupSize: groupSize)
        }

        var largest: Int { 1 << mantissaWidth - 1 }

        /// A mantissa and a weight; every fourth group has the largest magnitudes only, which is what headroom is for.
        func operands(
            group: Int, bits: Int, _ generator: inout SeededGenerator
        ) -> (mantissa: Int, weight: Int) {
            let least = -(1 << (bits - 1))
            switch group % 8 {
            case 0: return (-largest, least)
            case 1: return (largest, least)
            case 2: return (Bool.random(using: &generator) ? largest : -largest, least)
            case 3: return (generator.next() & 1 == 0 ? 1 : -1, Int.random(in: -1...1, using: &generator))
            default:
                return (
                    Int.random(in: -largest...largest, using: &generator),
                    Int.random(in: least...(-least - 1), using: &generator)
                )
            }
        }
    }

    /// Checks every partial sum and notes the largest, so that a test can see that the headroom was needed.
    private struct Comparison {
        var expected: [Int?] = [nil, nil]
        var sum = 0
        var mismatches: [String] = []
        var checked = 0
        var largestMagnitude = 0

        mutating func compare(_ seen: Int, _ place: @autoclosure () -> String) {
            expected.append(sum)
            largestMagnitude = max(largestMagnitude, abs(sum))
            guard let value = expected.removeFirst() else { return }
            checked += 1
            if value != seen && mismatches.count < 10 {
                mismatches.append("\(place()): \(value), seen \(seen)")
            }
        }
    }

    @Test(arguments: Case.all) func oneWeightACycle(_ design: Case) throws {
        let path = IntegerPath(try design.configuration(), mantissaWidth: design.mantissaWidth)
        let simulation = try Simulator(path)
        var generator = SeededGenerator(seed: 5)
        var comparison = Comparison()
        for group in 0..<max(24, 16_000 / design.groupSize) {
            var index = 0
            while index < design.groupSize {
                let isIdle = index > 0 && generator.next() & 15 == 0
                let (mantissa, weight) = design.operands(group: group, bits: 8, &generator)
                simulation[path.load] = isIdle ? 0 : 1
                simulation[path.mantissa] = mantissa
                simulation[path.value] = weight & 255
                simulation[path.first] = index == 0 ? 1 : 0
                if !isIdle {
                    comparison.sum = (index == 0 ? 0 : comparison.sum) + mantissa * weight
                    index += 1
                }
                try simulation.step()
                comparison.compare(simulation[path.accumulator], "group \(group), weight \(index)")
            }
        }
        #expect(comparison.mismatches == [])
        #expect(comparison.checked > 350)
        #expect(comparison.largestMagnitude == design.groupSize * design.largest * 128)
    }

    @Test(arguments: Case.all) func oneByteOrTwoNibblesACycle(_ design: Case) throws {
        let path = DualIntegerPath(try design.configuration(), mantissaWidth: design.mantissaWidth)
        let simulation = try Simulator(path)
        var generator = SeededGenerator(seed: 6)
        var comparison = Comparison()
        for group in 0..<max(48, 16_000 / design.groupSize) {
            let isByte = group / 8 % 2 == 0
            var index = 0
            while index < design.groupSize {
                let isIdle = index > 0 && generator.next() & 15 == 0
                let low = design.operands(group: group, bits: isByte ? 8 : 4, &generator)
                let high = design.operands(group: group, bits: 4, &generator)
                simulation[path.load] = isIdle ? 0 : 1
                simulation[path.isByte] = isByte ? 1 : 0
                simulation[path.low] = low.mantissa
                simulation[path.high] = high.mantissa
                simulation[path.value] = isByte ? low.weight & 255 : (high.weight & 15) << 4 | low.weight & 15
                simulation[path.first] = index == 0 ? 1 : 0
                if !isIdle {
                    let products =
                        low.mantissa * low.weight + (isByte ? 0 : high.mantissa * high.weight)
                    comparison.sum = (index == 0 ? 0 : comparison.sum) + products
                    index += isByte ? 1 : 2
                }
                try simulation.step()
                comparison.compare(
                    simulation[path.accumulator],
                    "group \(group), weight \(index), \(isByte ? "INT8" : "INT4")")
            }
        }
        #expect(comparison.mismatches == [])
        #expect(comparison.checked > 350)
        #expect(comparison.largestMagnitude == design.groupSize * design.largest * 128)
    }
}
