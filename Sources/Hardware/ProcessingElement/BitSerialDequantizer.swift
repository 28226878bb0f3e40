import Configuration
import HDL

/// Bit-serial dequantisation (BitMoD section IV-B, Fig. 5): group sum times unsigned 8-bit scale, one scale bit a cycle,
/// most significant first, exact. It serves several elements of a column, one after the other, beside the next group's dot
/// product.
final class BitSerialDequantizer: Module {
    let capture = Input(1, "take the group sums")
    let accumulator: [Signal]
    /// Exponent-matched: the group sums' exponents.
    let exponent: [Signal]
    let dequantize = Input(1, "a scale bit is there, from the cycle after capture on")
    let firstBit = Input(1, "it is the first of a row")
    let lastBit = Input(1, "it is the last of a row")
    let scaleBit = Input()

    let product: Signal
    /// Exponent-matched: the exponent of the product.
    let productExponent: Signal?

    private let held: [Signal]
    private let heldExponent: [Signal]
    private let partialProduct: Signal
    private let configuration: ArrayConfiguration

    override var structuralParameters: AnyHashable? { configuration }

    override var documentation: String {
        "Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact.\n"
            + "It serves \(accumulator.count) rows in turn."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let rows = configuration.rowsPerDequantizer
        let exponents = configuration.processingElement == .exponentMatched ? rows : 0
        accumulator = (0..<rows).map { _ in Input(.signed(configuration.accumulatorWidth)) }
        exponent = (0..<exponents).map { _ in Input(configuration.sumExponentWidth) }
        product = Output(.signed(configuration.dequantizedWidth), "in the cycle after last_bit")
        productExponent = exponents > 0 ? Output(configuration.sumExponentWidth, "in the same cycle") : nil
        held = (0..<rows).map { _ in Register(.signed(configuration.accumulatorWidth)) }
        heldExponent = (0..<exponents).map { _ in Register(configuration.sumExponentWidth) }
        partialProduct = Register(.signed(configuration.dequantizedWidth))
    }

    func describe() {
        Comment("The sum in turn is the first; after its last bit the others move up.")
        When(capture) {
            for (register, sum) in zip(held, accumulator) { register <- sum }
            for (register, sum) in zip(heldExponent, exponent) { register <- sum }
        }
        .elseWhen(lastBit) {
            for (register, next) in zip(held, held.dropFirst()) { register <- next }
            for (register, next) in zip(heldExponent, heldExponent.dropFirst()) { register <- next }
        }

        let width = partialProduct.width
        let multiplicand = held[0]
        let addend = wire("addend", select(scaleBit, multiplicand, constant(0, multiplicand.shape)))
        let doubled = cat(partialProduct[width - 2, 0], low).asSigned
        let base = wire("base", select(firstBit, constant(0, partialProduct.shape), doubled))
        When(dequantize) { partialProduct <- base &+ addend.extended(to: width) }
        product <- partialProduct
        if let productExponent {
            let exponent = register("exponent_in_turn", Shape.unsigned(configuration.sumExponentWidth))
            When(lastBit) { exponent <- heldExponent[0] }
            productExponent <- exponent
        }
    }
}
