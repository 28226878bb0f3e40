import Configuration
import HDL

/// Partial sum times channel scale, rounded once to the result format; seven cycles.
///
/// The scale is any binary32 number: subnormals count exactly, an infinity or NaN makes the result the canonical
/// quiet NaN, as does `special`. Results include subnormals; overflow gives infinity.
final class ResultScaler: Module {
    let partialSum = Input(32, "binary32, zero or normal")
    let isNonzero = Input(1, "the partial sum's hidden bit")
    let channelScale = Input(32, "binary32")
    let isNormalScale = Input(1, "the scale's hidden bit")
    let special = Input(1, "an activation was infinite or NaN; six cycles later")
    let result: Signal
    let invalid = Output(1, "the result is NaN")
    let overflow = Output(1, "a finite product became infinite")

    /// Cycles from a partial sum to its result.
    static let cycles = 7

    private let format: ResultFormat
    private let exponentBits: Int
    private let fractionBits: Int

    override var documentation: String {
        "Partial sum times channel scale, rounded once to \(format.rawValue), to nearest even; seven cycles."
    }

    init(_ configuration: ArrayConfiguration) {
        format = configuration.resultFormat
        (exponentBits, fractionBits) = format == .binary16 ? (5, 10) : (8, 23)
        result = Output(format.width)
    }

    /// Bits of the exponents below: signed, with room for the sum of two fields less 300.
    private static let exponentWidth = 11

    func describe() {
        let width = Self.exponentWidth
        Comment("Multiply halves of the significands, add exponents.")
        let sum = Binary32Fields(packed: partialSum)
        let scale = Binary32Fields(packed: channelScale)
        let (sumUpper, sumLower) = (cat(isNonzero, sum.fraction[22, 12]), sum.fraction[11, 0])
        let (scaleUpper, scaleLower) = (cat(isNormalScale, scale.fraction[22, 12]), scale.fraction[11, 0])
        let upperProduct = register("upper_product", next: sumUpper * scaleUpper)
        let crossProduct = register("cross_product", next: sumUpper * scaleLower)
        let otherCrossProduct = register("other_cross_product", next: sumLower * scaleUpper)
        let lowerProduct = register("lower_product", next: sumLower * scaleLower)
        let scaleExponent = cat(scale.exponent[7, 1], scale.exponent[0] | ~isNormalScale)
        let exponentSum = sum.exponent.extended(to: width) &+ scaleExponent.extended(to: width)
        // Two biases of 127, 46 fraction bits below the product's hidden bit at 46 or 47.
        let offset = 2 * 127 - 1 - ((1 << (exponentBits - 1)) - 1)
        let halvesExponent = register("halves_exponent", next: exponentSum.asSigned)
        let productExponent = register("product_exponent", next: halvesExponent &- offset)
        let middle = wire(
            "middle", crossProduct.extended(to: 36) &+ otherCrossProduct.extended(to: 36))
        let upper = wire("upper", cat(upperProduct, lowerProduct[23, 12]) &+ middle)
        let product = register("product", next: cat(upper, lowerProduct[11, 0]))
        let sign = delayed("sign_after", sum.sign ^ scale.sign, cycles: 5)
        let isSpecial = delayed("special_after", scale.exponent.allBits, cycles: 5)

        Comment("Normalise in two cycles; the exponent becomes the field of the result format.")
        let normal = normalizedLate("normalize", product)
        let normalValue = register("normal", next: normal.value)
        let zeros = normal.leadingZeros.extended(to: width).asSigned
        let lateExponent = register("late_exponent", next: productExponent)
        let field = register("field", next: lateExponent &- zeros)

        Comment("Below the smallest normal number the significand is to move right, into a field of zero.")
        let isSubnormal = wire("is_subnormal", field .<= 0)
        let missing = wire("missing", (constant(1, .signed(width)) &- field).asUnsigned)
        let clamped = wire(
            "clamped", select(missing[width - 1, 6].anyBit, constant(63, width: 6), missing[5, 0]))
        let zero = constant(0, width: 6)
        let distance = register("subnormal_distance", next: select(isSubnormal, clamped, zero))
        let value = register("value", next: normalValue)
        let largest = (1 << exponentBits) - 1
        let isBeyond = register("is_beyond", next: field .>= largest)
        let shortField = field[exponentBits - 1, 0]
        let subnormalField = constant(0, width: exponentBits)
        let ownField = register("own_field", next: select(isSubnormal, subnormalField, shortField))

        Comment("Move it.")
        let placed = register("placed", next: roundToOdd("place", value, by: distance))
        round(
            Placed(
                value: placed, field: register("placed_field", next: ownField),
                sign: register("placed_sign", next: sign),
                isSpecial: register("placed_special", next: isSpecial) | special,
                isBeyond: register("placed_beyond", next: isBeyond),
                isNonzero: register("placed_nonzero", next: value.mostSignificantBit)))
    }

    private struct Placed {
        let value: Signal
        let field: Signal
        let sign: Signal
        let isSpecial: Signal
        let isBeyond: Signal
        let isNonzero: Signal
    }

    private func round(_ placed: Placed) {
        Comment("Round to nearest even; a carry out of the fraction raises the field by itself.")
        let top = placed.value.width - 2
        Discard(placed.value.mostSignificantBit)
        let fraction = placed.value[top, top - fractionBits + 1]
        let guardBit = placed.value[top - fractionBits]
        let sticky = placed.value[top - fractionBits - 1, 0].anyBit
        let roundUp = wire("round_up", guardBit & (sticky | fraction[0]))
        let magnitudeWidth = exponentBits + fractionBits
        let rounded = wire("rounded", cat(placed.field, fraction) &+ roundUp.extended(to: magnitudeWidth))
        let infinity = constant(((1 << exponentBits) - 1) << fractionBits, width: magnitudeWidth)
        let quietNaN = constant(((2 << exponentBits) - 1) << (fractionBits - 1), width: format.width)
        let zero = constant(0, width: magnitudeWidth)
        let magnitude = wire(
            "magnitude", select(placed.isNonzero, select(placed.isBeyond, infinity, rounded), zero))
        let isNaN = wire("is_nan", placed.isSpecial)
        let reachesInfinity = magnitude[magnitudeWidth - 1, fractionBits].allBits
        result <- register("scaled", next: select(isNaN, quietNaN, cat(placed.sign, magnitude)))
        invalid <- register("scaled_invalid", next: isNaN)
        overflow <- register("scaled_overflow", next: reachesInfinity & ~isNaN)
    }
}
