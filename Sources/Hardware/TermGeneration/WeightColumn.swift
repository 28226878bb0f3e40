import Configuration
import HDL

/// The bit-serial term generator of one column (BitMoD section IV-C, Fig. 6): holds a beat of weight codes, decodes a
/// term a lane in every cycle and serialises the group's scale for the dequantisers of the column.
final class WeightColumn: Module {
    let loadGroup = Input(1, "take a header's selector and scale")
    let startGroup = Input(1, "its special value is used from the next cycle on")
    let headerDataType = Input(WeightDataType.encodingBits)
    let takeScale = Input(1, "its scale is the next to be captured")
    let selectorValue = Input(SpecialValues.selectorBits)
    let scaleValue = Input(ArrayConfiguration.scaleBits)
    let loadWeights = Input(1, "take a beat of codes")
    let codes: Signal
    let dataType: Signal
    let bitSignificance = Input(3)
    /// Shared exponent: without it no multiple is selected.
    let selectTerms: Signal?
    let specialTerms: [Signal]
    let capture = Input(1, "the dequantisers take the group sums")

    let weight: WeightOperands
    /// Exponent-matched: `weight_multiples` a cycle later.
    let productMultiples: Signal?
    let scaleBits: Signal

    private let configuration: ArrayConfiguration
    private let heldCodes: Signal
    private let headerSelector = Register(SpecialValues.selectorBits)
    private let headerScale = Register(ArrayConfiguration.scaleBits)
    private let special: Signal
    private let scale = Register(ArrayConfiguration.scaleBits)
    private let serialScale = Register(ArrayConfiguration.scaleBits)
    private let decoders: [TermDecoder]

    override var documentation: String {
        "Bit-serial term generator of one column: decodes one term a lane a cycle, serialises the scale."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let lanes = configuration.lanes
        let radix = configuration.radix
        codes = Input(lanes * ArrayConfiguration.weightPortBits, "lane 0 in the low byte")
        dataType = Input(TermDecoder.typeSets(radix).count, TermDecoder.typeLayout(radix))
        specialTerms = (0..<8).map { _ in Input(SpecialValueRegisterFile.width(radix)) }
        heldCodes = Register(lanes * ArrayConfiguration.weightPortBits)
        special = Register(SpecialValueRegisterFile.width(radix))
        weight = WeightOperands(.source, configuration)
        let isMatched = configuration.processingElement == .exponentMatched
        productMultiples = isMatched ? Output(lanes * radix.multiples.count, "a cycle later") : nil
        selectTerms = isMatched ? nil : Input(1, "a step's terms were decoded in the cycle before")
        scaleBits = Output(
            configuration.dequantizersPerColumn,
            "one a dequantiser, least significant first; dequantiser 0 from the cycle after capture")
        decoders = (0..<lanes).map { _ in TermDecoder(radix) }
    }

    func describe() {
        When(loadWeights) { heldCodes <- codes }
        When(loadGroup) {
            headerSelector <- selectorValue
            headerScale <- scaleValue
        }
        let isFP3 = headerDataType .== WeightDataType.fp3.encoding
        let selected = wire("selected_terms", select(cat(isFP3, headerSelector), from: specialTerms))
        When(startGroup) { special <- selected }

        for (lane, decoder) in decoders.enumerated() {
            decoder.code <- heldCodes[8 * lane + 7, 8 * lane]
            decoder.dataType <- dataType
            decoder.bitSignificance <- bitSignificance
            decoder.specialTerms <- special
        }
        let terms = decoders.map { Term(packed: $0.term, configuration.radix) }
        switch configuration.processingElement {
        case .exponentMatched: stageForExponentMatch(terms)
        case .sharedExponent: stageForSelection(terms)
        }
        serializeScale()
    }

    private func stageForExponentMatch(_ terms: [Term]) {
        Comment("Exponents go a cycle ahead of signs: the array matches exponents before it multiplies.")
        let exponents = register("exponents", next: cat(terms.reversed().map(\.exponent)))
        let multiples = register("multiples", next: cat(terms.reversed().map(\.multiple)))
        let signs = register("signs", next: cat(terms.reversed().map(\.sign)))
        let delayedSigns = register("delayed_signs", next: signs)
        let delayedMultiples = register("delayed_multiples", next: multiples)
        if let output = weight.exponents { output <- exponents }
        if let output = weight.multiples { output <- multiples }
        if let output = productMultiples { output <- delayedMultiples }
        weight.signs <- delayedSigns
    }

    private func stageForSelection(_ terms: [Term]) {
        let radix = configuration.radix
        Comment("Terms are decoded in one cycle and turned into selections in the next.")
        let staged = terms.enumerated().map { lane, term in
            Term(packed: register("term_\(lane)", next: term.packed), radix)
        }
        let selections = staged.map { SelectedMultiple($0, radix) }
        let selected = cat(selections.reversed().map(\.select))
        let valid = (selectTerms ?? high).replicated(selected.width)
        let selects = register("selects", next: selected & valid)
        let shifts = register("shifts", next: cat(selections.reversed().map(\.shift)))
        let signs = register("signs", next: cat(staged.reversed().map(\.sign)))
        if let output = weight.selects { output <- selects }
        if let output = weight.shifts { output <- shifts }
        weight.signs <- signs
    }

    private func serializeScale() {
        Comment(
            "The scale goes round once for each row of a dequantiser; dequantisers start one after the other."
        )
        When(takeScale) { scale <- headerScale }
        When(capture) { serialScale <- scale }
            .otherwise { serialScale <- serialScale.rotatedRight(by: 1) }
        let count = configuration.dequantizersPerColumn
        var bits = (0..<count).map { serialScale[(8 - $0) % 8] }
        // The last bit of a scale may be used after the next scale was captured.
        if configuration.overlapsLastDequantizer {
            bits[count - 1] = register("last_bit", next: bits[count - 2])
        }
        scaleBits <- cat(bits.reversed())
    }
}
