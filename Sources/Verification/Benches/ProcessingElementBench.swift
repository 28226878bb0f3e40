import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// One processing element in step with the golden one: accumulator and exponent compared in every cycle, over groups of
/// every data type and activation pattern, with idle cycles between steps.
public struct ProcessingElementBench: Sendable {
    private let model: BuiltModel
    private let configuration: ArrayConfiguration
    /// Activation patterns to draw from.
    public var patterns = ActivationPattern.allCases
    /// Data types to draw from.
    public var dataTypes = WeightDataType.allCases

    public init(model: BuiltModel, configuration: ArrayConfiguration) {
        self.model = model
        self.configuration = configuration
    }

    /// Runs at least `steps` steps, whole groups.
    public func run(steps: Int, _ options: BenchOptions) throws -> BenchReport {
        let instance = try options.start(model)
        var runner = try ElementRunner(instance, configuration, options)
        var generator = SeededGenerator(seed: options.seed)
        var tables: [GoldenTermTable] = []
        for dataType in dataTypes {
            let values =
                dataType.isFloatingPoint
                ? SpecialValues.expressibleMagnitudes.flatMap { [$0, -$0] } : [0]
            tables += values.map { GoldenTermTable(dataType: dataType, specialValue: $0) }
        }
        while runner.report.elementSteps < steps {
            let dataType = dataTypes.randomElement(using: &generator) ?? .fp4
            let candidates = tables.filter { $0.dataType == dataType }
            guard let table = candidates.randomElement(using: &generator),
                let pattern = patterns.randomElement(using: &generator)
            else { break }
            runner.runGroup(table, pattern, &generator)
            if options.stopsAtMismatch && runner.report.mismatches > 0 { break }
        }
        runner.drain()
        instance.closeTrace()
        runner.report.cycles = Int(instance.cycleCount)
        return runner.report
    }
}

/// Drives the three stages of the element: exponents of a step first, significands and signs a cycle later,
/// accumulation another cycle later.
private struct ElementRunner {
    var report: BenchReport
    private let model: VerilatedModel
    private let lanes: Int
    private let beats: Int
    private let altersGolden: Bool
    private var golden: GoldenProcessingElement
    private let exponents, nonzero, weightExponents, weightMantissas: Port
    private let significands, signs, weightSigns, productMantissas, bitSignificance: Port
    private let accumulate, first, accumulator, exponent: Port
    /// What stage 2 and 3 get in the next cycle.
    private var second = StepOperands()
    private var third = StepOperands()
    /// Golden accumulator after the step in stage 2 or 3.
    private var place = (group: 0, step: 0, pattern: ActivationPattern.gaussian, dataType: WeightDataType.fp4)

    /// One step on its way through the stages.
    private struct StepOperands {
        var significands: (UInt64, UInt64, UInt64) = (0, 0, 0)
        var signs: UInt64 = 0
        var weightSigns: UInt64 = 0
        var mantissas: UInt64 = 0
        var bitSignificance: UInt64 = 0
        var isStep = false
        var isFirst = false
        var accumulator = 0
        var exponent = 0
    }

    init(_ model: VerilatedModel, _ configuration: ArrayConfiguration, _ options: BenchOptions) throws {
        self.model = model
        report = BenchReport(seed: options.seed)
        lanes = configuration.lanes
        beats = configuration.beatsPerGroup
        altersGolden = options.altersGolden
        golden = GoldenProcessingElement(configuration: configuration)
        exponents = try model.port(named: "activation_exponents")
        nonzero = try model.port(named: "activation_nonzero")
        weightExponents = try model.port(named: "weight_exponents")
        weightMantissas = try model.port(named: "weight_mantissas")
        significands = try model.port(named: "activation_significands")
        signs = try model.port(named: "activation_signs")
        weightSigns = try model.port(named: "weight_signs")
        productMantissas = try model.port(named: "product_mantissas")
        bitSignificance = try model.port(named: "bit_significance")
        accumulate = try model.port(named: "accumulate")
        first = try model.port(named: "first")
        accumulator = try model.port(named: "accumulator")
        exponent = try model.port(named: "exponent")
    }

    mutating func runGroup(
        _ table: GoldenTermTable, _ pattern: ActivationPattern, _ generator: inout SeededGenerator
    ) {
        place = (place.group + 1, 0, pattern, table.dataType)
        // Idle cycles in one group of four, one cycle of four; one group of four has a single code throughout, so that
        // products pile up on one bit.
        let pauses = generator.next() & 3 == 0
        let sole = generator.next()
        let soleCodes: UInt64? = sole & 3 == 0 ? (sole >> 8 & 255) * 0x0101_0101_0101_0101 : nil
        withUnsafeTemporaryAllocation(of: GoldenActivation.self, capacity: 16) { activations in
            withUnsafeTemporaryAllocation(of: GoldenTerm.self, capacity: 16) { terms in
                for beat in 0..<beats {
                    let codes = (soleCodes ?? generator.next(), soleCodes ?? generator.next())
                    for lane in 0..<lanes {
                        let bits = pattern.value(at: beat * lanes + lane, &generator)
                        activations.initializeElement(at: lane, to: GoldenActivation(bits: bits))
                    }
                    for term in 0..<table.termCount {
                        var remaining = codes
                        for lane in 0..<lanes {
                            terms.initializeElement(
                                at: lane, to: table[UInt8(truncatingIfNeeded: remaining.0), term])
                            remaining = (remaining.0 >> 8 | remaining.1 << 56, remaining.1 >> 8)
                        }
                        while pauses && generator.next() & 3 == 0 { idle(generator.next()) }
                        step(activations.baseAddress!, terms.baseAddress!, isFirst: beat == 0 && term == 0)
                    }
                }
            }
        }
        report.groups += 1
    }

    private mutating func step(
        _ activations: UnsafePointer<GoldenActivation>, _ terms: UnsafePointer<GoldenTerm>, isFirst: Bool
    ) {
        let significance = terms[0].bitSignificance
        golden.step(
            activations: activations, terms: terms,
            bitSignificance: altersGolden ? significance + 1 : significance, isFirst: isFirst)
        var operands = StepOperands()
        var fields: (UInt64, UInt64) = (0, 0)
        var isNonzero: UInt64 = 0
        var weightExponent: UInt64 = 0
        for lane in 0..<lanes {
            let activation = activations[lane]
            let term = terms[lane]
            place(UInt64(activation.exponent), at: 5 * lane, in: &fields)
            isNonzero |= (activation.significand == 0 ? 0 : 1) << UInt64(lane)
            weightExponent |= UInt64(term.exponent) << UInt64(2 * lane)
            operands.mantissas |= UInt64(term.mantissa) << UInt64(lane)
            operands.signs |= (activation.isNegative ? 1 : 0) << UInt64(lane)
            operands.weightSigns |= (term.isNegative ? 1 : 0) << UInt64(lane)
            place(UInt64(activation.significand), at: 11 * lane, in: &operands.significands)
        }
        operands.bitSignificance = UInt64(significance)
        operands.isStep = true
        operands.isFirst = isFirst
        operands.accumulator = golden.accumulator
        operands.exponent = golden.exponent
        set(exponents, fields.0, fields.1, 0)
        nonzero.set(isNonzero)
        weightExponents.set(weightExponent)
        weightMantissas.set(operands.mantissas)
        place.step += 1
        report.elementSteps += 1
        cycle(operands)
    }

    /// A cycle without a step: the operands are noise and must not matter.
    private mutating func idle(_ noise: UInt64) {
        set(exponents, noise, noise, 0)
        nonzero.set(noise)
        weightExponents.set(noise >> 8)
        weightMantissas.set(noise >> 16)
        var operands = StepOperands()
        operands.significands = (noise, noise >> 3, noise >> 5)
        operands.signs = noise >> 7
        operands.mantissas = noise >> 11
        operands.isFirst = noise & 1 == 1
        cycle(operands)
    }

    /// Lets the steps in flight come out.
    mutating func drain() { for _ in 0..<3 { idle(0) } }

    private mutating func cycle(_ operands: StepOperands) {
        set(significands, second.significands.0, second.significands.1, second.significands.2)
        signs.set(second.signs)
        weightSigns.set(second.weightSigns)
        productMantissas.set(second.mantissas)
        bitSignificance.set(second.bitSignificance)
        accumulate.set(third.isStep ? 1 : 0)
        first.set(third.isFirst ? 1 : 0)
        model.cycle()
        if third.isStep { compare(third) }
        third = second
        second = operands
    }

    private mutating func compare(_ expected: StepOperands) {
        let seen = (accumulator: Int(accumulator.getSigned()), exponent: Int(exponent.get()))
        let matches = seen.accumulator == expected.accumulator && seen.exponent == expected.exponent
        let place = place
        report.check(
            matches,
            Mismatch(
                place: "group \(place.group), near step \(place.step), \(place.dataType), \(place.pattern)",
                expected: "\(expected.accumulator) * 2^(\(expected.exponent) - 28)",
                seen: "\(seen.accumulator) * 2^(\(seen.exponent) - 28)"))
    }

    private func set(_ port: Port, _ first: UInt64, _ second: UInt64, _ third: UInt64) {
        if port.width <= 64 { return port.set(first) }
        port.setBits(offset: 0, width: 64, value: first)
        port.setBits(offset: 64, width: 64, value: second)
        if port.width > 128 { port.setBits(offset: 128, width: 64, value: third) }
    }

    private func place(_ value: UInt64, at offset: Int, in words: inout (UInt64, UInt64)) {
        if offset < 64 {
            words.0 |= value << UInt64(offset)
            if offset > 48 { words.1 |= value >> UInt64(64 - offset) }
        } else {
            words.1 |= value << UInt64(offset - 64)
        }
    }

    private func place(_ value: UInt64, at offset: Int, in words: inout (UInt64, UInt64, UInt64)) {
        switch offset / 64 {
        case 0:
            words.0 |= value << UInt64(offset)
            if offset > 48 { words.1 |= value >> UInt64(64 - offset) }
        case 1:
            words.1 |= value << UInt64(offset - 64)
            if offset > 112 { words.2 |= value >> UInt64(128 - offset) }
        default:
            words.2 |= value << UInt64(offset - 128)
        }
    }
}
