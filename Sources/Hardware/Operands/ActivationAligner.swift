import Configuration
import HDL

/// The edge of one row of shared-exponent elements: holds a beat of binary16 activations, aligns each to the largest exponent
/// of its group, rounded to nearest even, and forms the odd multiples that radix 8 needs.
///
/// Three register stages: held with its distance, shifted, rounded with its multiples.
final class ActivationAligner: Module {
    let load = Input(1, "take a beat of activations")
    let values: Signal
    let sharedExponent = Input(5, "of the group of the beat: its largest exponent")
    let issue = Input(1, "a step is issued")
    let finish = Input(1, "that step is the last of its group")
    let capture = Input(1, "the row's state is handed over")
    let activation: ActivationOperands
    let isSpecial = Output(1, "the beat that is held has an infinity or NaN")
    let capturedExponent = Output(5, "of the group whose sums are captured")

    private let configuration: ArrayConfiguration
    private let exponent = Register(5)
    private let finishedExponent = Register(5)
    private let heldExponent = Register(5)
    private let heldSpecial = Register()

    override var documentation: String {
        "Edge of one row: aligns activations to their group's largest exponent in \(configuration.alignedWidth) bits,\n"
            + "to nearest even; an element's products need no exponents any more."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        values = Input(configuration.lanes * 16, "lane 0 in the low half-word")
        activation = ActivationOperands(.source, configuration)
    }

    func describe() {
        let activations = (0..<configuration.lanes).map { values[16 * $0 + 15, 16 * $0] }
        Comment("A subnormal has exponent 1 and no hidden bit.")
        let aligned = activations.enumerated().map { lane, value in align(value, lane) }
        let heldSigns = register("held_signs", Shape.unsigned(configuration.lanes))
        When(load) {
            heldSigns <- cat(activations.reversed().map { $0[15] })
            heldSpecial <- any(of: activations.map { $0[14, 10].allBits })
            exponent <- sharedExponent
        }
        let shiftedSigns = register("shifted_signs", next: heldSigns)

        let rounded = aligned.enumerated().map { lane, value in round(value, lane) }
        drive(activation.aligned, register("aligned", next: cat(rounded.reversed())))
        driveOddMultiples(of: rounded, activation)
        activation.signs <- register("signs", next: shiftedSigns)
        isSpecial <- heldSpecial

        When(issue & finish) { finishedExponent <- exponent }
        When(capture) { heldExponent <- finishedExponent }
        capturedExponent <- heldExponent
    }

    /// A lane's magnitude, shifted to the shared exponent, with a guard and a sticky bit below.
    private func align(_ value: Signal, _ lane: Int) -> Signal {
        let field = value[14, 10]
        let distance = register("distance_\(lane)", Shape.unsigned(5))
        let significand = register("significand_\(lane)", Shape.unsigned(ArrayConfiguration.significandWidth))
        When(load) {
            distance <- sharedExponent &- cat(field[4, 1], field[0] | ~field.anyBit)
            significand <- cat(field.anyBit, value[9, 0])
        }
        let below = configuration.alignedWidth - ArrayConfiguration.significandWidth + 2
        let placed = wire("placed_\(lane)", cat(significand, constant(0, width: below)))
        return register("shifted_\(lane)", next: roundToOdd("shift_\(lane)", placed, by: distance))
    }

    /// To nearest even; no carry leaves the top, since only shifted numbers are rounded.
    private func round(_ shifted: Signal, _ lane: Int) -> Signal {
        let width = configuration.alignedWidth
        let roundUp = wire("round_up_\(lane)", shifted[1] & (shifted[0] | shifted[2]))
        return wire("rounded_\(lane)", shifted[width + 1, 2] &+ roundUp.extended(to: width))
    }
}
