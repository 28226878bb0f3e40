import Configuration
import HDL

/// Decodes one weight code into its term at a bit significance (BitMoD section IV-A, Fig. 4). Combinational.
///
/// Integers are radix-4 Booth recoded: bit significance 6, 4, 2, 0 picks the digit. Floating-point codes become
/// magnitudes, split into the highest one at or above bit 1 (bit significance 1) and the one bit that remains (0).
final class TermDecoder: Module {
    let code = Input(ArrayConfiguration.weightPortBits, "weight code in its low bits")
    let dataType = Input(WeightDataType.encodingBits)
    let bitSignificance = Input(3, "of the term wanted")
    let specialFirst = Input(Term.width, "first term of the group's special value")
    let specialSecond = Input(Term.width)
    let term = Output(Term.width, "sign, exponent[1:0], mantissa")

    override var documentation: String {
        "Weight code to term: Booth digits for integers, leading ones for floating point (BitMoD Fig. 4)."
    }

    func describe() {
        let isFP4 = wire("is_fp4", dataType .== WeightDataType.fp4.encoding)
        let isFP3 = wire("is_fp3", dataType .== WeightDataType.fp3.encoding)
        let floating = floatingPointTerm(isFP3: isFP3)
        term <- select(isFP4 | isFP3, floating, boothTerm())
    }

    private func boothTerm() -> Signal {
        Comment("Radix-4 Booth digit of the sign-extended code.")
        let extended = wire("extended", Shape.unsigned(8))
        Switch(dataType) {
            Case(WeightDataType.int8.encoding) { extended <- code }
            Case(WeightDataType.int6.encoding) { extended <- signExtended(bits: 6) }
            Case(WeightDataType.int5.encoding) { extended <- signExtended(bits: 5) }
            Case(WeightDataType.int4.encoding) { extended <- signExtended(bits: 4) }
            Default { extended <- signExtended(bits: 3) }
        }
        let windows = [
            cat(extended[1, 0], low), extended[3, 1], extended[5, 3], extended[7, 5],
        ]
        let window = wire("window", select(bitSignificance[2, 1], from: windows))
        let isTwo = wire("is_two", (window .== 0b011) | (window .== 0b100))
        let isZero = (window .== 0b000) | (window .== 0b111)
        let mantissa = wire("digit_mantissa", ~isZero)
        let sign = window[2] & mantissa
        return wire("digit", Term(sign: sign, exponent: cat(low, isTwo), mantissa: mantissa).packed)
    }

    private func signExtended(bits: Int) -> Signal { code[bits - 1, 0].asSigned.extended(to: 8).asUnsigned }

    private func floatingPointTerm(isFP3: Signal) -> Signal {
        Comment("FP4 magnitudes are on the doubled grid, FP3 magnitudes on their own; minus zero is special.")
        let fp4Magnitudes = [0, 1, 2, 3, 4, 6, 8, 12].map { constant($0, width: 4) }
        let fp3Magnitudes = [0, 1, 2, 4].map { constant($0, width: 4) }
        let fp4Magnitude = wire("fp4_magnitude", select(code[2, 0], from: fp4Magnitudes))
        let fp3Magnitude = wire("fp3_magnitude", select(code[1, 0], from: fp3Magnitudes))
        let magnitude = wire("magnitude", select(isFP3, fp3Magnitude, fp4Magnitude))
        let isNegative = wire("is_negative", select(isFP3, code[2], code[3]))
        let isSpecial = wire("is_special", isNegative & (magnitude .== 0))

        Comment("First term: the highest one at or above bit 1. Second term: the one that remains.")
        let firstMantissa = wire("first_mantissa", magnitude[3, 1].anyBit)
        let firstExponent = select(
            magnitude[3], constant(2, width: 2), cat(low, magnitude[2] & ~magnitude[3]))
        let rest = wire("rest", Shape.unsigned(3))
        When(magnitude[3]) { rest <- magnitude[2, 0] }
            .elseWhen(magnitude[2]) { rest <- cat(low, magnitude[1, 0]) }
            .otherwise { rest <- cat(low, low, magnitude[0]) }
        let secondMantissa = wire("second_mantissa", rest.anyBit)
        let secondExponent = cat(rest[2], rest[1] & ~rest[2])
        let first = wire(
            "first",
            Term(sign: isNegative & firstMantissa, exponent: firstExponent, mantissa: firstMantissa).packed)
        let second = wire(
            "second",
            Term(sign: isNegative & secondMantissa, exponent: secondExponent, mantissa: secondMantissa).packed
        )

        let isFirst = bitSignificance[0]
        let basic = select(isFirst, first, second)
        let special = select(isFirst, specialFirst, specialSecond)
        return wire("floating_point_term", select(isSpecial, special, basic))
    }
}
