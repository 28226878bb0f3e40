import Configuration
import HDL

/// Partial sum times channel scale, rounded once to the result format; five cycles.
///
/// The scale is any binary32 number, normalised by ``ChannelScale``; an infinity or NaN makes the result the canonical
/// quiet NaN, as does `special`. Results include subnormals; overflow gives infinity.
final class ResultScaler: Module {
    let partialSum = Input(32, "binary32, zero or normal")
    let isNonzero = Input(1, "the partial sum's hidden bit")
    let scaleSign = Input()
    let scaleSignificand = Input(24, "the highest bit is one, or all are zero")
    let scaleExponent = Input(.signed(exponentWidth), "binary32's field, below 1 for subnormal scales")
    let scaleIsSpecial = Input(1, "infinite or NaN")
    let special = Input(1, "an activation was infinite or NaN; four cycles later")
    let result: Signal
    let invalid = Output(1, "the result is NaN")
    let overflow = Output(1, "a finite product became infinite")

    /// Cycles from a partial sum to its result.
    static let cycles = 5
    /// Bits of exponents: from −22 less a bias of 239 to twice 254 less one of 127, and one more.
    static let exponentWidth = 10

    private let format: ResultFormat
    private let exponentBits: Int
    private let fractionBits: Int

    override var documentation: String {
        "Partial sum times channel scale, rounded once to \(format.rawValue), to nearest even; five cycles."
    }

    init(_ configuration: ArrayConfiguration) {
        format = configuration.resultFormat
        (exponentBits, fractionBits) = format == .binary16 ? (5, 10) : (8, 23)
        result = Output(format.width)
    }

    func describe() {
        let width = Self.exponentWidth
        Comment("Multiply halves of the significands, add exponents.")
        let sum = Binary32Fields(packed: partialSum)
        let (sumUpper, sumLower) = (cat(isNonzero, sum.fraction[22, 12]), sum.fraction[11, 0])
        let (scaleUpper, scaleLower) = (scaleSignificand[23, 12], scaleSignificand[11, 0])
        let upperProduct = register("upper_product", next: sumUpper * scaleUpper)
        let crossProduct = register("cross_product", next: sumUpper * scaleLower)
        let otherCrossProduct = register("other_cross_product", next: sumLower * scaleUpper)
        let lowerProduct = register("lower_product", next: sumLower * scaleLower)
        let exponentSum = register(
            "exponent_sum", next: sum.exponent.extended(to: width).asSigned &+ scaleExponent)
        let middle = wire(
            "middle", crossProduct.extended(to: 36) &+ otherCrossProduct.extended(to: 36))
        let upper = wire("upper", cat(upperProduct, lowerProduct[23, 12]) &+ middle)
        let product = register("product", next: cat(upper, lowerProduct[11, 0]))
        // Two biases of 127, 46 fraction bits below a hidden bit at 46.
        let offset = 2 * 127 - ((1 << (exponentBits - 1)) - 1)
        // Kept both ways round: one subtraction less behind the choice of the hidden bit.
        let lowerField = register("lower_field", next: exponentSum &- offset)
        let distanceToNormal = register(
            "distance_to_normal", next: constant(offset + 1, .signed(width)) &- exponentSum)

        Comment("The hidden bit is one of two; the exponent becomes the field of the result format.")
        let isUpper = product.mostSignificantBit
        let count = fractionBits + 2
        let normal = wire("normal", select(isUpper, product, cat(product[46, 0], low)))
        let field = wire("field", lowerField &+ isUpper.extended(to: width).asSigned)
        let largest = (1 << exponentBits) - 1
        let isNonzero = register("product_nonzero", next: product[47, 46].anyBit)
        let isBeyond = register("product_beyond", next: field .>= largest)
        let high = register("product_high", next: normal[47, 48 - count])
        let lost = register("product_lost", next: normal[47 - count, 0].anyBit)

        Comment("Below the smallest normal number the significand is to move right, into a field of zero.")
        let missing = wire("missing", distanceToNormal &- isUpper.extended(to: width).asSigned)
        let isSubnormal = wire("is_subnormal", missing .> 0)
        let distanceBits = bits(for: count)
        let isFar = missing[width - 1, distanceBits].anyBit
        let all = constant(BitPattern.ones(width: distanceBits))
        let clamped = wire("clamped", select(isFar, all, missing[distanceBits - 1, 0]))
        let distance = register(
            "subnormal_distance", next: select(isSubnormal, clamped, constant(0, width: distanceBits)))
        let subnormalField = constant(0, width: exponentBits)
        let ownField = register(
            "own_field", next: select(isSubnormal, subnormalField, field[exponentBits - 1, 0]))

        Comment("Move it.")
        let moved = shiftedRight("place", high, by: distance)
        let sign = delayed("sign_after", sum.sign ^ scaleSign, cycles: 3)
        let isSpecial = delayed("special_after", scaleIsSpecial, cycles: 3)
        round(
            Placed(
                value: register("placed", next: moved.value),
                isInexact: register("placed_inexact", next: moved.lost.anyBit | lost),
                field: register("placed_field", next: ownField),
                sign: register("placed_sign", next: sign),
                isSpecial: register("placed_special", next: isSpecial) | special,
                isBeyond: register("placed_beyond", next: isBeyond),
                isNonzero: register("placed_nonzero", next: isNonzero)))
    }

    private struct Placed {
        /// Hidden bit, fraction, guard bit.
        let value: Signal
        /// A bit below those isn't zero.
        let isInexact: Signal
        let field: Signal
        let sign: Signal
        let isSpecial: Signal
        let isBeyond: Signal
        let isNonzero: Signal
    }

    private func round(_ placed: Placed) {
        Comment("Round to nearest even; a carry out of the fraction raises the field by itself.")
        Discard(placed.value.mostSignificantBit)
        let fraction = placed.value[fractionBits, 1]
        let roundUp = wire("round_up", placed.value[0] & (placed.isInexact | fraction[0]))
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
