import Configuration
import Cosimulation
import GoldenModel

/// The stages of the shared-exponent element: aligned activations with the selection of their multiples first, significance
/// after the carry-save tree and accumulation a cycle after that.
struct SharedExponentDriver: ElementDriver {
    private let model: VerilatedModel
    private let lanes, width: Int
    private let radix: DigitRadix
    private let altersGolden: Bool
    private let aligner: GoldenActivationAligner
    private var golden: GoldenSharedExponentElement
    private let alignedPort, signs, selects, shifts, weightSigns: Port
    /// The odd multiples of the activations, in radix 8.
    private let oddMultiples: [(factor: UInt64, width: Int, port: Port)]
    private let significances, first, accumulator: Port
    /// The aligned activations of the group.
    private var aligned: [Int] = []
    let cyclesToAccumulator: Int
    /// Controls of steps on their way through the stages.
    private var significancesAfter: CycleDelay<UInt64>
    private var firstAfter: CycleDelay<UInt64>

    init(_ model: VerilatedModel, _ configuration: ArrayConfiguration, _ options: BenchOptions) throws {
        self.model = model
        lanes = configuration.lanes
        cyclesToAccumulator = configuration.treeStages + 1
        significancesAfter = CycleDelay(cycles: configuration.treeStages, initial: 1)
        firstAfter = CycleDelay(cycles: configuration.treeStages + 1, initial: 0)
        width = configuration.alignedWidth
        radix = configuration.radix
        altersGolden = options.altersGolden
        aligner = GoldenActivationAligner(width: width)
        golden = GoldenSharedExponentElement(configuration: configuration)
        alignedPort = try model.port(named: "activation_aligned")
        signs = try model.port(named: "activation_signs")
        selects = try model.port(named: "weight_selects")
        shifts = try model.port(named: "weight_shifts")
        weightSigns = try model.port(named: "weight_signs")
        significances = try model.port(named: "significances")
        first = try model.port(named: "first")
        accumulator = try model.port(named: "accumulator")
        let odd = radix == .four ? [] : [("activation_tripled", 3, 2), ("activation_quintupled", 5, 3)]
        let alignedWidth = width
        oddMultiples = try odd.map { name, factor, more in
            (UInt64(factor), alignedWidth + more, try model.port(named: name))
        }
    }

    mutating func startGroup(_ activations: [GoldenActivation]) {
        let exponent = GoldenActivationAligner.sharedExponent(of: activations)
        aligned = activations.map { aligner.aligned($0, sharedExponent: exponent) }
    }

    mutating func step(beat: Int, _ terms: UnsafePointer<GoldenTerm>, isFirst: Bool) -> ElementState {
        goldenStep(beat, terms, isFirst)
        var signBits: UInt64 = 0
        var weightSignBits: UInt64 = 0
        for lane in 0..<lanes {
            let value = aligned[beat * lanes + lane]
            setActivation(lane, UInt64(value.magnitude))
            signBits |= (value < 0 ? 1 : 0) << UInt64(lane)
            weightSignBits |= (terms[lane].isNegative ? 1 : 0) << UInt64(lane)
            setTerm(lane, terms[lane])
        }
        signs.set(signBits)
        weightSigns.set(weightSignBits)
        cycle(significances: 1 << UInt64(significanceIndex(terms[0].bitSignificance)), first: isFirst ? 1 : 0)
        return ElementState(accumulator: golden.accumulator)
    }

    mutating func idle(_ noise: UInt64) {
        for lane in 0..<lanes {
            setActivation(lane, noise >> UInt64(lane) & ((1 << UInt64(width)) - 1))
            selects.setLane(lane, width: selectWidth, 0)
            shifts.setLane(lane, width: shiftWidth, 1 << (noise >> UInt64(32 + lane) & 1))
        }
        signs.set(noise >> 7)
        weightSigns.set(noise >> 9)
        cycle(significances: 1 << (noise >> 40 & 1), first: 0)
    }

    func state() -> ElementState { ElementState(accumulator: Int(accumulator.getSigned())) }

    // MARK: Operands

    private mutating func goldenStep(_ beat: Int, _ terms: UnsafePointer<GoldenTerm>, _ isFirst: Bool) {
        aligned.withUnsafeBufferPointer { aligned in
            let activations = aligned.baseAddress! + beat * lanes
            guard altersGolden else {
                return golden.step(activations: activations, terms: terms, isFirst: isFirst)
            }
            let altered = (0..<lanes).map { lane in
                GoldenTerm(
                    isNegative: terms[lane].isNegative, exponent: terms[lane].exponent,
                    multiple: terms[lane].multiple, bitSignificance: terms[lane].bitSignificance + 1)
            }
            golden.step(activations: activations, terms: altered, isFirst: isFirst)
        }
    }

    private func setActivation(_ lane: Int, _ magnitude: UInt64) {
        alignedPort.setLane(lane, width: width, magnitude)
        for (factor, width, port) in oddMultiples { port.setLane(lane, width: width, factor * magnitude) }
    }

    private var selectWidth: Int { radix == .four ? 2 : 4 }
    private var shiftWidth: Int { radix == .four ? 2 : 3 }

    /// One of a, 3a, 5a and 4a (radix 4: a and 4a), shifted by up to two places (radix 4: one).
    private func setTerm(_ lane: Int, _ term: GoldenTerm) {
        let isFourfold = term.multiple == 1 && term.exponent >= shiftWidth
        let select: UInt64 = isFourfold ? (radix == .four ? 2 : 8) : term.multipleBits
        selects.setLane(lane, width: selectWidth, select)
        shifts.setLane(lane, width: shiftWidth, 1 << UInt64(isFourfold ? term.exponent - 2 : term.exponent))
    }

    private func significanceIndex(_ significance: Int) -> Int {
        radix == .eight ? significance / 3 : [0: 0, 1: 1, 2: 2, 4: 3, 6: 4][significance] ?? 0
    }

    private mutating func cycle(significances: UInt64, first: UInt64) {
        self.significances.set(significancesAfter.next(significances))
        self.first.set(firstAfter.next(first))
        model.cycle()
    }
}
