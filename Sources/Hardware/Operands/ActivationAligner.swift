import Configuration
import HDL

/// The edge of one row of shared-exponent elements: holds a beat of binary16 activations, aligns each to the largest exponent
/// of its group, rounded to nearest even, and forms the odd multiples that radix 8 needs.
///
/// Three register stages: held with most of its distance, rounded, multiplied.
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
        values = Input(
            configuration.lanes * AlignableActivation.width, "lane 0 low: \(AlignableActivation.layout)")
        activation = ActivationOperands(.source, configuration)
    }

    func describe() {
        let activations = AlignableActivation.beat(values, lanes: configuration.lanes)
        let rounded = activations.enumerated().map { lane, value in align(value, lane) }
        let heldSigns = register("held_signs", Shape.unsigned(configuration.lanes))
        When(load) {
            heldSigns <- cat(activations.reversed().map(\.sign))
            heldSpecial <- any(of: activations.map { $0.exponent.allBits })
            exponent <- sharedExponent
        }
        let roundedSigns = register("rounded_signs", next: heldSigns)

        drive(activation.aligned, register("aligned", next: cat(rounded.reversed())))
        driveOddMultiples(of: rounded, activation)
        activation.signs <- register("signs", next: roundedSigns)
        isSpecial <- heldSpecial

        When(issue & finish) { finishedExponent <- exponent }
        When(capture) { heldExponent <- finishedExponent }
        capturedExponent <- heldExponent
    }

    /// A lane's magnitude in two stages: shifted by up to three places when it is taken in, then by multiples of four
    /// and rounded.
    private func align(_ value: AlignableActivation, _ lane: Int) -> Signal {
        let width = configuration.alignedWidth
        // Below the significand: the aligned bits, a guard bit and one below it, and whatever three places shift out.
        let below = max(3, width - ArrayConfiguration.significandWidth + 2)
        let distance = wire("distance_\(lane)", sharedExponent &- value.exponent)
        let shifted = cat(value.significand, constant(0, width: 3)).shiftedRight(by: distance[1, 0])
        let held = register("held_\(lane)", Shape.unsigned(ArrayConfiguration.significandWidth + 3))
        let frame = ArrayConfiguration.significandWidth + below
        let fours = min(8, (frame + 3) / 4)
        // Beyond the frame nothing is left that could round up.
        let still = register(
            "fours_\(lane)", Shape.unsigned(fours), "one-hot: places still to shift, by four")
        When(load) {
            held <- shifted
            still <- cat((0..<fours).reversed().map { distance[4, 2] .== $0 })
        }
        let placed = below == 3 ? held : wire("placed_\(lane)", cat(held, constant(0, width: below - 3)))
        return register("rounded_\(lane)", next: round(placed, by: still, lane))
    }

    /// The upper bits after a shift by multiples of four, to nearest even; no carry leaves the top, since only shifted
    /// numbers are rounded.
    private func round(_ value: Signal, by fours: Signal, _ lane: Int) -> Signal {
        let frame = value.width
        let width = configuration.alignedWidth
        let shifts = (0..<fours.width).map {
            (fours[$0], $0 == 0 ? value : value[frame - 1, 4 * $0].extended(to: frame))
        }
        let shifted = wire("shifted_\(lane)", oneHot(shifts))
        let losses = (1..<fours.width).map { fours[$0] & value[4 * $0 - 1, 0].anyBit }
        let lowest = frame - width
        let sticky = wire("sticky_\(lane)", any(of: losses + [shifted[lowest - 2, 0].anyBit]))
        let roundUp = wire("round_up_\(lane)", shifted[lowest - 1] & (sticky | shifted[lowest]))
        return shifted[frame - 1, lowest] &+ roundUp.extended(to: width)
    }
}
