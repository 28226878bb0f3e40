import HDL

/// The baseline in floating point: one binary16 multiply-accumulate a cycle, IEEE 754-2019 throughout.
///
/// `accumulator` ← rn(`accumulator` + rn(activation · weight)), where rn rounds to nearest, ties to even: two roundings,
/// as a multiplier and an adder of binary16 give. A fused operation would carry 22 bits of product through the loop and is
/// larger and slower. Subnormal operands, products and sums are exact or rounded as the standard says; overflow gives an
/// infinity; a NaN, an infinity times zero and infinities of both signs give the quiet NaN 7E00. The first
/// product of a group is taken as it is.
///
/// Two stages: the product (register of 18 bits) and the sum (19 bits). Operands come from
/// ``HalfPrecisionOperand``s; `first` comes a cycle after the operands that it belongs to. There is no enable: in an idle
/// cycle the operands' product is −0, which changes no sum. No register needs a reset, since `first` hides what they held.
final class HalfPrecisionProcessingElement: Module {
    let activationSign = Input(1, "stage 1: multiply")
    let activationExponent = Input(.signed(HalfPrecisionOperand.exponentWidth))
    let activationSignificand = Input(HalfPrecisionOperand.significandWidth)
    let activationInfinite = Input()
    let activationNotANumber = Input()
    let weightSign = Input()
    let weightExponent = Input(.signed(HalfPrecisionOperand.exponentWidth))
    let weightSignificand = Input(HalfPrecisionOperand.significandWidth)
    let weightInfinite = Input()
    let weightNotANumber = Input()

    let first = Input(1, "stage 2, one cycle later: the product is the first of its group")
    let accumulator = Output(16, "binary16, two cycles after the operands")

    override var documentation: String {
        "Binary16 multiply-accumulate, product and sum rounded to nearest even, one a cycle."
    }

    func describe() {
        let product = multiply()
        accumulate(product)
    }

    /// A binary16 number on its way: (−1)^sign · significand · 2^(exponent − 24), the exponent 0 … 29 and the highest of
    /// the eleven bits of the significand one unless the exponent is 0. So the field of the format is the exponent plus
    /// that bit, and exponents and significands together order magnitudes.
    private struct Number {
        let sign: Signal
        let exponent: Signal
        let significand: Signal

        /// An exponent of 30 or 31: at least 2^16, which the format calls infinity.
        var isTooLarge: Signal { exponent[4, 1].allBits }
    }

    // MARK: Stage 1

    private struct Product {
        /// Too large as well when an operand is infinite.
        let number: Number
        let isNotANumber: Signal
    }

    private func multiply() -> Product {
        Comment("The product of two normalised significands is in [2^20, 2^22).")
        let product = wire("significand_product", activationSignificand * weightSignificand)
        let exponent = wire("product_exponent", activationExponent + weightExponent)
        let isSmall = wire("is_small", exponent[6])

        Comment("A subnormal product is shifted down to the place of the format's least exponent.")
        let distance = wire("distance", ~exponent[3, 0])
        let isBeyond = wire("is_beyond", ~exponent[5, 4].allBits)
        let down = isSmall.replicated(4) & (distance | isBeyond.replicated(4))
        let steps = wire("down", down)
        let shifted = wire("shifted", product[21, 10].shiftedRight(by: steps))
        let below = wire("below", ~constant(BitPattern.ones(width: 11)).shiftedLeft(by: steps))
        let lost = wire("lost", product[9, 0].anyBit | (product[20, 10] & below).anyBit)

        Comment("A normal product in [2^20, 2^21) is shifted up by one.")
        let isHigh = wire("is_high", product[21])
        let takesHigh = wire("takes_high", isHigh | isSmall)
        let kept = wire("kept", select(takesHigh, shifted[11, 1], product[20, 10]))
        let half = select(takesHigh, shifted[0], product[9])
        let sticky = select(takesHigh, lost, product[8, 0].anyBit)
        let roundsUp = wire("product_rounds_up", half & (sticky | kept[0]))
        let rounded = wire("rounded_product", kept.extended(to: 12) &+ roundsUp.extended(to: 12))

        Comment("Infinite operands and overflow give an exponent that is too large.")
        let base = wire("base", exponent[4, 0] & ~isSmall.replicated(5))
        let increment = wire("increment", (isHigh & ~isSmall).extended(to: 2) &+ rounded[11].extended(to: 2))
        let overflows = ~isSmall & (exponent[5] | exponent[4, 1].allBits)
        let isInfinite = wire("is_infinite", activationInfinite | weightInfinite | overflows)
        let total = (base &+ increment.extended(to: 5)) | isInfinite.replicated(5)
        let isNotANumber =
            activationNotANumber | weightNotANumber
            | (activationInfinite & ~weightSignificand[10])
            | (weightInfinite & ~activationSignificand[10])
        return Product(
            number: Number(
                sign: register("product_sign", next: activationSign ^ weightSign),
                exponent: register("rounded_exponent", next: total),
                significand: register(
                    "product_significand", next: cat(rounded[11] | rounded[10], rounded[9, 0]))),
            isNotANumber: register("product_not_a_number", next: isNotANumber))
    }

    // MARK: Stage 2

    private func accumulate(_ product: Product) {
        let sign = register("held_sign", Shape.unsigned(1))
        let exponent = register("held_exponent", Shape.unsigned(5))
        let significand = register("held_significand", Shape.unsigned(11))
        let held = Number(sign: sign, exponent: exponent, significand: significand)
        let sum = add(product.number, maskedUnlessFirst(held))
        sign <- sum.sign
        exponent <- sum.exponent
        significand <- sum.significand
        let special = trackSpecials(product, held)

        Comment("The exponent field counts from 1 for normal numbers.")
        let field = exponent &+ significand[10].extended(to: 5)
        let finite = cat(sign, field, significand[9, 0])
        let infinity = cat(special.negative, constant(0x7C00, width: 15))
        accumulator
            <- select(
                special.positive & special.negative, constant(0x7E00, width: 16),
                select(special.positive | special.negative, infinity, finite))
    }

    /// What the sum starts from: −0, which changes no product, for the first of a group.
    private func maskedUnlessFirst(_ held: Number) -> Number {
        Number(
            sign: wire("previous_sign", held.sign | first),
            exponent: wire("previous_exponent", held.exponent & ~first.replicated(5)),
            significand: wire("previous_significand", held.significand & ~first.replicated(11)))
    }

    private func add(_ product: Number, _ previous: Number) -> Number {
        Comment("Align the smaller magnitude to the larger, with guard, round and sticky bit.")
        let rise = wire("rise", previous.exponent - product.exponent)
        let fall = wire("fall", product.exponent &- previous.exponent)
        let raises = wire("raises", rise[5])
        let isEqual = wire("is_equal", product.exponent .== previous.exponent)
        let swaps = wire("swaps", raises | (isEqual & (product.significand .> previous.significand)))
        let difference = select(raises, fall, rise[4, 0])
        let larger = wire("larger", select(swaps, product.significand, previous.significand))
        let smaller = wire("smaller", select(swaps, previous.significand, product.significand))
        let largerExponent = wire("larger_exponent", select(swaps, product.exponent, previous.exponent))
        let aligned = roundToOdd(
            "aligned", cat(smaller, constant(0, width: 3)), by: wire("alignment", difference))

        Comment("Add or subtract magnitudes; the larger one comes first, so nothing turns negative.")
        let subtracts = wire("subtracts", product.sign ^ previous.sign)
        let base = cat(low, larger, constant(0, width: 3))
        let addend = aligned.extended(to: 15) ^ subtracts.replicated(15)
        let total = wire("total", base &+ addend &+ subtracts.extended(to: 15))
        let isZero = wire("is_zero", ~total.anyBit)

        Comment("Round where the highest bit is at most one place below that of the larger magnitude.")
        let carries = total[14]
        let stays = wire("stays", total[13] | ~largerExponent.anyBit)
        let kept = wire(
            "sum_kept", select(carries, total[14, 4], select(stays, total[13, 3], total[12, 2])))
        let half = select(carries, total[3], select(stays, total[2], total[1]))
        let sticky = (carries & total[2]) | ((carries | stays) & total[1]) | total[0]
        let roundsUp = wire("sum_rounds_up", half & (sticky | kept[0]))
        let rounded = wire("rounded_sum", kept.extended(to: 12) &+ roundsUp.extended(to: 12))

        Comment("Further down the sum is exact; it moves up at most to the place of the least exponent.")
        let mark = wire("mark", constant(1 << 13, width: 14).shiftedRight(by: largerExponent))
        let zeros = wire("zeros", (total[13, 0] | mark).leadingZeroCount)
        let moved = wire("moved", total[12, 2].shiftedLeft(by: zeros &- 1))
        let isExact = wire("is_exact", zeros[3, 1].anyBit & ~carries)
        let sum = select(isExact, moved, cat(rounded[11] | rounded[10], rounded[9, 0]))

        let lowered = largerExponent &- zeros.extended(to: 5)
        let raised = largerExponent &+ carries.extended(to: 5)
        let base5 = select(carries, raised, lowered)
        let finalExponent = (base5 &+ (rounded[11] & ~isExact).extended(to: 5)) & ~isZero.replicated(5)
        let largerSign = select(swaps, product.sign, previous.sign)
        return Number(
            sign: wire("sum_sign", largerSign & ~(isZero & subtracts)),
            exponent: wire("sum_exponent", finalExponent), significand: wire("sum", sum))
    }

    /// Whether infinities of either sign came in or the sum reached one; both mean NaN. Outside the loop of the sum, which
    /// goes on with what then no longer matters.
    private func trackSpecials(_ product: Product, _ held: Number) -> (positive: Signal, negative: Signal) {
        Comment("Infinities of the group by sign; NaN is both.")
        let hadPositive = register("had_positive_infinity", Shape.unsigned(1))
        let hadNegative = register("had_negative_infinity", Shape.unsigned(1))
        let overflowed = wire("overflowed", held.isTooLarge & ~hadPositive & ~hadNegative)
        let positive = wire("positive_infinity", hadPositive | (overflowed & ~held.sign))
        let negative = wire("negative_infinity", hadNegative | (overflowed & held.sign))
        let isInfinite = product.number.isTooLarge
        hadPositive
            <- (positive & ~first) | product.isNotANumber | (isInfinite & ~product.number.sign)
        hadNegative
            <- (negative & ~first) | product.isNotANumber | (isInfinite & product.number.sign)
        return (positive, negative)
    }
}
