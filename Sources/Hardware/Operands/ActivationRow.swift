import Configuration
import HDL

/// The operand registers of one row of exponent-matched elements: holds a beat of binary16 activations, splits it into
/// fields, and forms the odd multiples that radix 8 needs.
final class ActivationRow: Module {
    let load = Input(1, "take a beat of activations")
    let values: Signal
    let activation: ActivationOperands
    let isSpecial = Output(1, "the beat that is held has an infinity or NaN")

    private let configuration: ArrayConfiguration
    private let held: Signal

    override var documentation: String {
        "Operand registers of one row: binary16 fields, exponents a cycle ahead of significands."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        values = Input(configuration.lanes * 16, "lane 0 in the low half-word")
        held = Register(configuration.lanes * 16)
        activation = ActivationOperands(.source, configuration)
    }

    func describe() {
        When(load) { held <- values }
        let activations = (0..<configuration.lanes).map { held[16 * $0 + 15, 16 * $0] }
        let exponentFields = activations.map { $0[14, 10] }

        Comment("A subnormal has exponent 1 and no hidden bit.")
        let exponents = exponentFields.enumerated().map { lane, field in
            wire("exponent_\(lane)", cat(field[4, 1], field[0] | ~field.anyBit))
        }
        let significands = zip(activations, exponentFields).enumerated().map { lane, fields in
            wire("significand_\(lane)", cat(fields.1.anyBit, fields.0[9, 0]))
        }
        let isNonzero = activations.map { $0[14, 0].anyBit }
        drive(activation.exponents, register("exponents", next: cat(exponents.reversed())))
        drive(activation.nonzero, register("nonzero", next: cat(isNonzero.reversed())))

        let staged = significands.enumerated().map { lane, significand in
            register("staged_significand_\(lane)", next: significand)
        }
        let stagedSigns = register("staged_signs", next: cat(activations.reversed().map { $0[15] }))
        drive(activation.significands, register("significands", next: cat(staged.reversed())))
        driveOddMultiples(of: staged, activation)
        activation.signs <- register("signs", next: stagedSigns)

        isSpecial <- any(of: exponentFields.map(\.allBits))
    }
}

/// Drives an output that this configuration may not have.
func drive(_ output: Signal?, _ value: @autoclosure () -> Signal) {
    guard let output else { return }
    output <- value()
}

/// Registers three and five times each of `values`, one value a lane, where the operands carry them.
func driveOddMultiples(of values: [Signal], _ activation: ActivationOperands) {
    guard let tripled = activation.tripled, let quintupled = activation.quintupled else { return }
    Comment("Odd multiples for the digits of radix 8, formed once for the row.")
    let width = values[0].width
    let triples = values.map { $0.extended(to: width + 2) &+ cat(low, $0, low) }
    let quintuples = values.map { $0.extended(to: width + 3) &+ cat(low, $0, low, low) }
    tripled <- register("tripled", next: cat(triples.reversed()))
    quintupled <- register("quintupled", next: cat(quintuples.reversed()))
}
