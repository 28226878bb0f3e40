import Configuration
import Cosimulation
import GoldenModel

/// The three stages of the exponent-matched element: exponents of a step first, significands and signs a cycle later,
/// accumulation another cycle later.
struct ExponentMatchedDriver: ElementDriver {
    let cyclesToAccumulator = 2
    private let model: VerilatedModel
    private let lanes: Int
    private let altersGolden: Bool
    private var golden: GoldenExponentMatchedElement
    private let widths: (exponent: Int, multiple: Int)
    private let exponents, nonzero, weightExponents, weightMultiples: Port
    private let significands, signs, weightSigns, productMultiples, bitSignificance: Port
    /// The odd multiples of the significands, in radix 8.
    private let oddMultiples: [(factor: UInt64, width: Int, port: Port)]
    private let accumulate, first, accumulator, exponent: Port
    private var activations: [GoldenActivation] = []
    /// What stages 2 and 3 get in the next cycle.
    private var second = StepOperands()
    private var third = StepOperands()

    /// One step on its way through the stages.
    private struct StepOperands {
        var significands = [UInt64](repeating: 0, count: 16)
        var signs: UInt64 = 0
        var weightSigns: UInt64 = 0
        var multiples: UInt64 = 0
        var bitSignificance: UInt64 = 0
        var isStep = false
        var isFirst = false
    }

    init(_ model: VerilatedModel, _ configuration: ArrayConfiguration, _ options: BenchOptions) throws {
        self.model = model
        lanes = configuration.lanes
        altersGolden = options.altersGolden
        golden = GoldenExponentMatchedElement(configuration: configuration)
        widths = (configuration.termExponentWidth, configuration.radix.multiples.count)
        exponents = try model.port(named: "activation_exponents")
        nonzero = try model.port(named: "activation_nonzero")
        weightExponents = try model.port(named: "weight_exponents")
        weightMultiples = try model.port(named: "weight_multiples")
        significands = try model.port(named: "activation_significands")
        signs = try model.port(named: "activation_signs")
        weightSigns = try model.port(named: "weight_signs")
        productMultiples = try model.port(named: "product_multiples")
        bitSignificance = try model.port(named: "bit_significance")
        accumulate = try model.port(named: "accumulate")
        first = try model.port(named: "first")
        accumulator = try model.port(named: "accumulator")
        exponent = try model.port(named: "exponent")
        let odd =
            configuration.radix == .four
            ? [] : [("activation_tripled", 3, 13), ("activation_quintupled", 5, 14)]
        oddMultiples = try odd.map { name, factor, width in
            (UInt64(factor), width, try model.port(named: name))
        }
    }

    mutating func startGroup(_ activations: [GoldenActivation]) { self.activations = activations }

    mutating func step(beat: Int, _ terms: UnsafePointer<GoldenTerm>, isFirst: Bool) -> ElementState {
        let significance = terms[0].bitSignificance
        activations.withUnsafeBufferPointer {
            golden.step(
                activations: $0.baseAddress! + beat * lanes, terms: terms,
                bitSignificance: altersGolden ? significance + 1 : significance, isFirst: isFirst)
        }
        var operands = StepOperands()
        var isNonzero: UInt64 = 0
        var weightExponent: UInt64 = 0
        for lane in 0..<lanes {
            let activation = activations[beat * lanes + lane]
            let term = terms[lane]
            exponents.setLane(lane, width: 5, UInt64(activation.exponent))
            isNonzero |= (activation.significand == 0 ? 0 : 1) << UInt64(lane)
            weightExponent |= UInt64(term.exponent) << UInt64(widths.exponent * lane)
            operands.multiples |= term.multipleBits << UInt64(widths.multiple * lane)
            operands.signs |= (activation.isNegative ? 1 : 0) << UInt64(lane)
            operands.weightSigns |= (term.isNegative ? 1 : 0) << UInt64(lane)
            operands.significands[lane] = UInt64(activation.significand)
        }
        operands.bitSignificance = UInt64(significance)
        operands.isStep = true
        operands.isFirst = isFirst
        nonzero.set(isNonzero)
        weightExponents.set(weightExponent)
        weightMultiples.set(operands.multiples)
        cycle(operands)
        return ElementState(accumulator: golden.accumulator, exponent: golden.exponent)
    }

    mutating func idle(_ noise: UInt64) {
        exponents.setNoise(noise)
        nonzero.set(noise)
        weightExponents.set(noise >> 8)
        weightMultiples.set(noise >> 16)
        var operands = StepOperands()
        for lane in 0..<lanes { operands.significands[lane] = noise >> UInt64(lane) & 2047 }
        operands.signs = noise >> 7
        operands.multiples = noise >> 11
        operands.isFirst = noise & 1 == 1
        cycle(operands)
    }

    func state() -> ElementState {
        ElementState(accumulator: Int(accumulator.getSigned()), exponent: Int(exponent.get()))
    }

    private mutating func cycle(_ operands: StepOperands) {
        for lane in 0..<lanes {
            let significand = second.significands[lane]
            significands.setLane(lane, width: 11, significand)
            for (factor, width, port) in oddMultiples {
                port.setLane(lane, width: width, factor * significand)
            }
        }
        signs.set(second.signs)
        weightSigns.set(second.weightSigns)
        productMultiples.set(second.multiples)
        bitSignificance.set(second.bitSignificance)
        accumulate.set(third.isStep ? 1 : 0)
        first.set(third.isFirst ? 1 : 0)
        model.cycle()
        third = second
        second = operands
    }
}
