import Configuration
import HDL

/// The operand registers of one row: holds a beat of binary16 activations, splits it into fields, and notes infinities
/// and NaNs of the dot product.
final class ActivationRow: Module {
    let load = Input(1, "take a beat of activations")
    let values: Signal
    let issue = Input(1, "a step is issued")
    let startsOutput = Input(1, "that step is the first of a dot product")
    let finish = Input(1, "that step is the last of its group")
    let capture = Input(1, "the dequantisers take the group sums")

    let matchExponents: Signal
    let matchNonzero: Signal
    let productSignificands: Signal
    let productSigns: Signal
    let capturedSpecial = Output(1, "an infinity or NaN came in since the dot product started")

    private let lanes: Int
    private let held: Signal
    private let special = Register()
    private let finishedSpecial = Register()
    private let heldSpecial = Register()

    override var documentation: String {
        "Operand registers of one row: binary16 fields, exponents a cycle ahead of significands."
    }

    init(_ configuration: ArrayConfiguration) {
        lanes = configuration.lanes
        values = Input(lanes * 16, "lane 0 in the low half-word")
        held = Register(lanes * 16)
        matchExponents = Output(lanes * 5, "one cycle after the step is issued")
        matchNonzero = Output(lanes)
        productSignificands = Output(lanes * 11, "a cycle later")
        productSigns = Output(lanes)
    }

    func describe() {
        When(load) { held <- values }
        let activations = (0..<lanes).map { held[16 * $0 + 15, 16 * $0] }
        let exponentFields = activations.map { $0[14, 10] }

        Comment("A subnormal has exponent 1 and no hidden bit.")
        let exponents = exponentFields.enumerated().map { lane, field in
            wire("exponent_\(lane)", cat(field[4, 1], field[0] | ~field.anyBit))
        }
        let significands = zip(activations, exponentFields).enumerated().map { lane, fields in
            wire("significand_\(lane)", cat(fields.1.anyBit, fields.0[9, 0]))
        }
        let isNonzero = activations.map { $0[14, 0].anyBit }
        matchExponents <- register("exponents", next: cat(exponents.reversed()))
        matchNonzero <- register("nonzero", next: cat(isNonzero.reversed()))

        let stagedSignificands = register("staged_significands", next: cat(significands.reversed()))
        let stagedSigns = register("staged_signs", next: cat(activations.reversed().map { $0[15] }))
        productSignificands <- register("significands", next: stagedSignificands)
        productSigns <- register("signs", next: stagedSigns)

        Comment("Sticky over a dot product: exponent field 31 is an infinity or NaN.")
        let isSpecial = any(of: exponentFields.map(\.allBits))
        let nextSpecial = wire("next_special", isSpecial | (special & ~startsOutput))
        When(issue) { special <- nextSpecial }
        When(issue & finish) { finishedSpecial <- nextSpecial }
        When(capture) { heldSpecial <- finishedSpecial }
        capturedSpecial <- heldSpecial
    }
}
