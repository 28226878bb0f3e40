import Configuration
import HDL

/// Bit-serial dequantisation (BitMoD section IV-B, Fig. 5): group sum times unsigned 8-bit scale, one scale bit a cycle,
/// least significant first, exact. It serves several elements of a column, one after the other, beside the next group's dot
/// product.
final class BitSerialDequantizer: Module {
    let capture = Input(1, "take the group sums")
    let accumulator: [Signal]
    /// Exponent-matched: the group sums' exponents.
    let exponent: [Signal]
    let turn: Signal
    let proceed = Input(1, "the bit isn't the first of its row")
    let scaleBit = Input(1, "least significant first, from the cycle after capture on")

    let product: Signal
    /// Exponent-matched: the exponent of the product.
    let productExponent: Signal?

    private let held: [Signal]
    private let heldExponent: [Signal]
    private let upper: Signal
    private let lower = Register(ArrayConfiguration.scaleBits)
    private let configuration: ArrayConfiguration
    private let addsLate: Bool

    override var structuralParameters: AnyHashable? { [AnyHashable(configuration), AnyHashable(addsLate)] }

    override var moduleName: String { addsLate ? "late_bit_serial_dequantizer" : "bit_serial_dequantizer" }

    override var documentation: String {
        "Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact.\n"
            + "It serves \(accumulator.count) rows in turn"
            + (addsLate ? " and adds a cycle after it has read a sum." : ".")
    }

    /// - Parameter addsLate: a register stands between what is read and what is added, so that products are complete a cycle
    ///   later than those of another dequantiser with the same turns.
    init(_ configuration: ArrayConfiguration, addsLate: Bool = false) {
        self.configuration = configuration
        self.addsLate = addsLate
        let rows = configuration.rowsPerDequantizer
        let exponents = configuration.processingElement == .exponentMatched ? rows : 0
        accumulator = (0..<rows).map { _ in Input(.signed(configuration.accumulatorWidth)) }
        exponent = (0..<exponents).map { _ in Input(configuration.sumExponentWidth) }
        turn = Input(rows, "one-hot: whose bit it is")
        product = Output(
            .signed(configuration.dequantizedWidth),
            "complete \(addsLate ? "two cycles" : "in the cycle") after a row's last bit")
        productExponent = exponents > 0 ? Output(configuration.sumExponentWidth, "in the same cycle") : nil
        held = (0..<rows).map { _ in Register(.signed(configuration.accumulatorWidth)) }
        heldExponent = (0..<exponents).map { _ in Register(configuration.sumExponentWidth) }
        upper = Register(.signed(configuration.accumulatorWidth))
    }

    func describe() {
        When(capture) {
            for (register, sum) in zip(held, accumulator) { register <- sum }
            for (register, sum) in zip(heldExponent, exponent) { register <- sum }
        }

        Comment("The sum in turn, times a scale bit, is added to what is done; the lowest bit is final.")
        let width = upper.width
        let cycles = addsLate ? 1 : 0
        let selected = wire("selected", oneHot(held.enumerated().map { (turn[$0] & scaleBit, $1) }))
        let addend = delayed("selected_after", selected, cycles: cycles)
        let proceeds = delayed("proceed_after", proceed, cycles: cycles)
        let base = wire("base", select(proceeds, upper, constant(0, upper.shape)).extended(to: width + 1))
        let sum = wire("sum", base &+ addend.extended(to: width + 1))
        upper <- sum[width, 1].asSigned
        lower <- cat(sum[0], lower[ArrayConfiguration.scaleBits - 1, 1])
        product <- cat(upper, lower).asSigned
        if let productExponent {
            let inTurn = oneHot(heldExponent.enumerated().map { (turn[$0], $1) })
            productExponent <- delayed("exponent_after", inTurn, cycles: 1 + cycles)
        }
    }
}
