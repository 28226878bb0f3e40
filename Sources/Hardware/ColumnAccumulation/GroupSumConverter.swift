import Configuration
import HDL

/// Dequantised group sum to binary32, to nearest even: product · 2^(exponent − bias). Four register stages.
final class GroupSumConverter: Module {
    let product: Signal
    let exponent: Signal
    let result = Output(32, "binary32, four cycles later")

    /// Cycles from a product to its number.
    static let cycles = 4

    override var documentation: String {
        "Dequantised group sum to binary32, round to nearest even; four cycles."
    }

    private let bias: Int

    init(_ configuration: ArrayConfiguration) {
        bias = configuration.exponentBias
        exponent = Input(configuration.sumExponentWidth)
        product = Input(.signed(configuration.dequantizedWidth))
    }

    func describe() {
        let width = product.width
        Comment("Sign and magnitude.")
        let isNegative = product.mostSignificantBit
        let bits = product.asUnsigned
        let negated = wire("negated", ~bits &+ 1)
        let magnitude = register("magnitude", next: select(isNegative, negated, bits))
        let sign = register("sign", next: isNegative)
        let heldExponent = register("held_exponent", next: exponent)

        Comment("Normalise in two cycles: the hidden bit moves to the top.")
        let normal = normalizedLate("normalize", magnitude)
        let value = register("normal", next: normal.value)
        // With p the position of the leading one, the biased exponent is p + exponent − bias + 127.
        let offset = width - 1 - bias + 127
        let lateExponent = register("late_exponent", next: heldExponent)
        let biased = lateExponent.extended(to: 8) &+ offset &- normal.leadingZeros.extended(to: 8)
        let normalExponent = register("normal_exponent", next: biased)
        let normalSign = register("normal_sign", next: register("late_sign", next: sign))

        Comment("Round to nearest even.")
        let rounded = wire("rounded", roundedToBinary32("rounding", value, exponent: normalExponent))
        let isNonzero = value.mostSignificantBit
        let zero = constant(0, width: 32)
        result <- register("binary32", next: select(isNonzero, cat(normalSign, rounded), zero))
    }
}
