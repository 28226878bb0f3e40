import Configuration
import HDL

/// Bit-serial dequantisation (BitMoD section IV-B, Fig. 5): group sum times unsigned 8-bit scale, one scale bit a cycle,
/// most significant first, exact. It works beside the next group's dot product.
final class BitSerialDequantizer: Module {
    let capture = Input(1, "take the group sum")
    let accumulator: Signal
    let exponent = Input(ArrayConfiguration.sumExponentWidth)
    let dequantize = Input(1, "eight cycles, from the cycle after capture")
    let scaleBit = Input()

    let product: Signal
    let productExponent = Output(ArrayConfiguration.sumExponentWidth)

    private let multiplicand: Signal
    private let partialProduct: Signal
    private let heldExponent = Register(ArrayConfiguration.sumExponentWidth)

    override var structuralParameters: AnyHashable? { configuration }

    override var documentation: String {
        "Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact."
    }

    private let configuration: ArrayConfiguration

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        accumulator = Input(.signed(configuration.accumulatorWidth))
        product = Output(.signed(configuration.dequantizedWidth))
        multiplicand = Register(.signed(configuration.accumulatorWidth))
        partialProduct = Register(.signed(configuration.dequantizedWidth))
    }

    func describe() {
        let width = partialProduct.width
        let zero = constant(0, multiplicand.shape)
        let addend = wire("addend", select(scaleBit, multiplicand, zero))
        let doubled = cat(partialProduct[width - 2, 0], low).asSigned
        When(capture) {
            multiplicand <- accumulator
            heldExponent <- exponent
            partialProduct <- 0
        }
        .elseWhen(dequantize) { partialProduct <- doubled &+ addend.extended(to: width) }
        product <- partialProduct
        productExponent <- heldExponent
    }
}
