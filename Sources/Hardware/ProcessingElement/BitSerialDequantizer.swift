import Configuration
import HDL

/// Bit-serial dequantisation (BitMoD section IV-B, Fig. 5): group sum times unsigned 8-bit scale, one scale bit a cycle,
/// least significant first, exact. It serves several elements of a column, one after the other, beside the next group's dot
/// product: captured sums move up in a row of registers until they are first.
final class BitSerialDequantizer: Module {
    let capture = Input(1, "take the group sums")
    let accumulator: [Signal]
    /// Exponent-matched: the group sums' exponents.
    let exponent: [Signal]
    let advance = Input()
    let proceed = Input(1, "the bit isn't the first of its row")
    let scaleBit = Input(1, "least significant first")

    let product: Signal
    /// Exponent-matched: the exponent of the product.
    let productExponent: Signal?

    private let held: [Signal]
    private let heldExponent: [Signal]
    private let upper: Signal
    private let lower = Register(ArrayConfiguration.scaleBits)
    private let configuration: ArrayConfiguration
    private let overlapsCapture: Bool

    override var structuralParameters: AnyHashable? {
        [AnyHashable(configuration), AnyHashable(overlapsCapture)]
    }

    override var moduleName: String {
        overlapsCapture ? "overlapping_bit_serial_dequantizer" : "bit_serial_dequantizer"
    }

    override var documentation: String {
        "Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact.\n"
            + "It serves \(accumulator.count) rows in turn"
            + (overlapsCapture ? ", the last one while the next sums are captured." : ".")
    }

    /// - Parameter overlapsCapture: the sum that is worked on stands in a register of its own, so that the next group's sums
    ///   may be captured a cycle before its last bit, instead of with it.
    init(_ configuration: ArrayConfiguration, overlapsCapture: Bool = false) {
        self.configuration = configuration
        self.overlapsCapture = overlapsCapture
        let rows = configuration.rowsPerDequantizer
        let exponents = configuration.processingElement == .exponentMatched ? rows : 0
        accumulator = (0..<rows).map { _ in Input(.signed(configuration.accumulatorWidth)) }
        exponent = (0..<exponents).map { _ in Input(configuration.sumExponentWidth) }
        product = Output(
            .signed(configuration.dequantizedWidth), "complete in the cycle after a row's last bit")
        productExponent = exponents > 0 ? Output(configuration.sumExponentWidth, "in the same cycle") : nil
        held = (0..<rows).map { _ in Register(.signed(configuration.accumulatorWidth)) }
        heldExponent = (0..<exponents).map { _ in Register(configuration.sumExponentWidth) }
        upper = Register(.signed(configuration.accumulatorWidth))
    }

    func describe() {
        Comment("Captured sums move up: with a row's last bit, the next one comes first.")
        moveUp(held, accumulator)
        if !exponent.isEmpty { moveUp(heldExponent, exponent) }
        if held.count == 1, !overlapsCapture { Discard(advance) }

        Comment("The first sum, times a scale bit, is added to what is done; the lowest bit is final.")
        let first = overlapsCapture ? register("first", next: held[0], enable: advance) : held[0]
        let width = upper.width
        let addend = wire("addend", first.asUnsigned & scaleBit.replicated(width)).asSigned
        let base = wire("base", select(proceed, upper, constant(0, upper.shape)).extended(to: width + 1))
        let sum = wire("sum", base &+ addend.extended(to: width + 1))
        upper <- sum[width, 1].asSigned
        lower <- cat(sum[0], lower[ArrayConfiguration.scaleBits - 1, 1])
        product <- cat(upper, lower).asSigned
        if let productExponent {
            let first =
                overlapsCapture
                ? register("first_exponent", next: heldExponent[0], enable: advance) : heldExponent[0]
            productExponent <- register("exponent_after", next: first)
        }
    }

    private func moveUp(_ held: [Signal], _ captured: [Signal]) {
        let captures = When(capture) {
            for (register, value) in zip(held, captured) { register <- value }
        }
        guard held.count > 1 else { return }
        captures.elseWhen(advance) {
            for (register, next) in zip(held, held.dropFirst()) { register <- next }
        }
    }
}
