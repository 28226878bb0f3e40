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
    let turn: Signal?
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
        turn = rows > 1 ? Input(bits(for: rows - 1), "whose bit it is") : nil
        product = Output(.signed(configuration.dequantizedWidth), "complete in the cycle after a row's last bit")
        productExponent = exponents > 0 ? Output(configuration.sumExponentWidth, "in the same cycle") : nil
        held = (0..<rows).map { _ in Register(.signed(configuration.accumulatorWidth)) }
        heldExponent = (0..<exponents).map { _ in Register(configuration.sumExponentWidth) }
        partialProduct = Register(.signed(configuration.dequantizedWidth))
    }

    func describe() {
        When(capture) {
            for (register, sum) in zip(held, accumulator) { register <- sum }
            for (register, sum) in zip(heldExponent, exponent) { register <- sum }
        }

        Comment("The sum in turn, times a scale bit.")
        let width = partialProduct.width
        let isTurn = held.indices.map { index in turn.map { $0 .== index } ?? high }
        let addend = wire("addend", oneHot(zip(isTurn, held).map { (scaleBit & $0, $1) }))
        let doubled = cat(partialProduct[width - 2, 0], low).asSigned
        let base = wire("base", select(firstBit, constant(0, partialProduct.shape), doubled))
        When(dequantize) { partialProduct <- base &+ addend.extended(to: width) }
        product <- partialProduct
        if let productExponent {
            let inTurn = turn.map { HDL.select($0, from: heldExponent) } ?? heldExponent[0]
            productExponent <- register("exponent_in_turn", next: inTurn, enable: dequantize)
        }
    }
}
