import Configuration
import HDL

/// The bit-serial term generator of one column (BitMoD section IV-C, Fig. 6): holds a beat of weight codes, decodes a
/// term a lane in every cycle and serialises the group's scale for the dequantisers of the column.
final class WeightColumn: Module {
    let loadGroup = Input(1, "take selector and scale")
    let selectorValue = Input(SpecialValues.selectorBits)
    let scaleValue = Input(ArrayConfiguration.scaleBits)
    let loadWeights = Input(1, "take a beat of codes")
    let codes: Signal
    let dataType = Input(WeightDataType.encodingBits)
    let bitSignificance = Input(3)
    let specialTerms = (0..<8).map { _ in Input(2 * Term.width) }
    let finish = Input(1, "the last step of the group is issued")
    let capture = Input(1, "the dequantisers take the group sums")

    let matchExponents: Signal
    let matchMantissas: Signal
    let productSigns: Signal
    let productMantissas: Signal
    let scaleBit = Output(1, "of the scale, most significant first, from the cycle after capture")

    private let lanes: Int
    private let heldCodes: Signal
    private let selector = Register(SpecialValues.selectorBits)
    private let scale = Register(ArrayConfiguration.scaleBits)
    private let finishedScale = Register(ArrayConfiguration.scaleBits)
    private let serialScale = Register(ArrayConfiguration.scaleBits)
    private let decoders: [TermDecoder]

    override var documentation: String {
        "Bit-serial term generator of one column: decodes one term a lane a cycle, serialises the scale."
    }

    init(_ configuration: ArrayConfiguration) {
        lanes = configuration.lanes
        codes = Input(lanes * ArrayConfiguration.weightPortBits, "lane 0 in the low byte")
        heldCodes = Register(lanes * ArrayConfiguration.weightPortBits)
        matchExponents = Output(lanes * 2, "one cycle after the step is issued")
        matchMantissas = Output(lanes)
        productSigns = Output(lanes, "a cycle later")
        productMantissas = Output(lanes)
        decoders = (0..<lanes).map { _ in TermDecoder() }
    }

    func describe() {
        When(loadWeights) { heldCodes <- codes }
        When(loadGroup) {
            selector <- selectorValue
            scale <- scaleValue
        }

        let isFP3 = dataType .== WeightDataType.fp3.encoding
        let special = wire("special", select(cat(isFP3, selector), from: specialTerms))
        for (lane, decoder) in decoders.enumerated() {
            decoder.code <- heldCodes[8 * lane + 7, 8 * lane]
            decoder.dataType <- dataType
            decoder.bitSignificance <- bitSignificance
            decoder.specialFirst <- special[7, 4]
            decoder.specialSecond <- special[3, 0]
        }
        let terms = decoders.map { Term(packed: $0.term) }

        Comment("Exponents go a cycle ahead of signs: the array matches exponents before it multiplies.")
        let exponents = register("exponents", next: cat(terms.reversed().map(\.exponent)))
        let mantissas = register("mantissas", next: cat(terms.reversed().map(\.mantissa)))
        let signs = register("signs", next: cat(terms.reversed().map(\.sign)))
        let delayedSigns = register("delayed_signs", next: signs)
        let delayedMantissas = register("delayed_mantissas", next: mantissas)
        matchExponents <- exponents
        matchMantissas <- mantissas
        productSigns <- delayedSigns
        productMantissas <- delayedMantissas

        When(finish) { finishedScale <- scale }
        When(capture) { serialScale <- finishedScale }
            .otherwise { serialScale <- cat(serialScale[6, 0], low) }
        scaleBit <- serialScale[7]
    }
}
