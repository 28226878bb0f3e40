import Configuration
import HDL

/// Decodes one weight code into its term at a bit significance (BitMoD section IV-A, Fig. 4). Combinational.
///
/// Integers are Booth recoded: the bit significance picks the digit. Floating-point codes are a table of digits (radix 8), or
/// magnitudes split into the highest one at or above bit 1 (bit significance 1) and the one bit that remains (0).
final class TermDecoder: Module {
    let code = Input(ArrayConfiguration.weightPortBits, "weight code in its low bits")
    let dataType: Signal
    let bitSignificance = Input(3, "of the term wanted")
    let specialTerms: Signal
    let term: Signal

    private let radix: DigitRadix

    override var structuralParameters: AnyHashable? { radix }

    override var documentation: String {
        "Weight code to term of radix \(radix.rawValue): Booth digits for integers, "
            + (radix == .four ? "leading ones" : "a table of digits") + " for floating point (BitMoD Fig. 4)."
    }

    /// Sets of types that a decoder tells from the others: each bit of `dataType` says that the type is in one of them.
    static func typeSets(_ radix: DigitRadix) -> [[WeightDataType]] {
        [[.fp4, .fp3], [.fp3], [.int5], [radix == .four ? .int3 : .int4]]
    }

    /// Numbers of the sets.
    private enum TypeSet {
        static let floatingPoint = 0
        static let fp3 = 1
        static let int5 = 2
        /// INT4 in radix 8, INT3 in radix 4.
        static let shortInteger = 3
    }

    /// What the bits of a port of types say.
    static func typeLayout(_ radix: DigitRadix) -> String {
        let sets = typeSets(radix).map { types in
            types.map { $0.rawValue.uppercased() }.joined(separator: " or ")
        }
        return "a bit each: " + sets.joined(separator: ", ")
    }

    init(_ radix: DigitRadix) {
        self.radix = radix
        dataType = Input(Self.typeSets(radix).count, Self.typeLayout(radix))
        specialTerms = Input(SpecialValueRegisterFile.width(radix), "terms of the group's special value")
        let layout =
            radix == .four ? "sign, exponent[1:0], multiple" : "sign, exponent[2:0], multiple 5, 3, 1"
        term = Output(Term.width(radix), layout)
    }

    func describe() {
        let isFP3 = wire("is_fp3", dataType[TypeSet.fp3])
        let floating =
            radix == .four ? radixFourFloating(isFP3: isFP3) : radixEightFloating(isFP3: isFP3)
        let digit = radix == .four ? radixFourDigit() : radixEightDigit()
        term <- select(dataType[TypeSet.floatingPoint], floating, digit)
    }

    // MARK: Integers

    /// A bit of the code's number: the code's own, or its sign in types that have fewer bits.
    ///
    /// - Parameter sets: numbers of the sets of one type each that reach the bit in a digit and don't have it.
    private func bit(_ index: Int, signOf sets: [Int]) -> Signal {
        sets.reduce(code[index]) { other, set in
            select(dataType[set], code[Self.typeSets(radix)[set][0].codeBits - 1], other)
        }
    }

    private func radixFourDigit() -> Signal {
        Comment(
            "Radix-4 Booth digit: three bits of the sign-extended code; a type has no digit above its sign.")
        let windows = [
            cat(code[1, 0], low), cat(bit(3, signOf: [TypeSet.shortInteger]), code[2, 1]),
            cat(bit(5, signOf: [TypeSet.int5]), code[4, 3]), code[7, 5],
        ]
        let window = wire("window", select(bitSignificance[2, 1], from: windows))
        let isTwo = wire("is_two", (window .== 0b011) | (window .== 0b100))
        let isZero = (window .== 0b000) | (window .== 0b111)
        let multiple = wire("digit_multiple", ~isZero)
        let sign = window[2] & multiple
        return wire("digit", Term(sign: sign, exponent: cat(low, isTwo), multiple: multiple).packed)
    }

    private func radixEightDigit() -> Signal {
        Comment(
            "Radix-8 Booth digit: four bits of the sign-extended code; a type has no digit above its sign.")
        Discard(bitSignificance[1])
        let middle = wire(
            "middle",
            cat(
                bit(5, signOf: [TypeSet.int5, TypeSet.shortInteger]), bit(4, signOf: [TypeSet.shortInteger]),
                code[3, 2]))
        let lower = select(bitSignificance[0], middle, cat(code[2, 0], low))
        let window = wire("window", select(bitSignificance[2], cat(code[7], code[7, 5]), lower))
        Comment("With the sign taken off, the digit is 2 * rest[2] + rest[1] + rest[0].")
        let rest = wire("rest", window[2, 0] ^ window[3].replicated(3))
        let isOdd = wire("is_odd", rest[1] ^ rest[0])
        let isThree = wire("is_three", rest[2] & isOdd)
        let isTwo = wire("is_two", (rest .== 0b011) | (rest .== 0b100))
        let isFour = wire("is_four", rest.allBits)
        let isOne = isOdd & ~rest[2]
        let multiple = wire("digit_multiple", cat(low, isThree, isOne | isTwo | isFour))
        let sign = window[3] & ~window[2, 0].allBits
        return wire("digit", Term(sign: sign, exponent: cat(low, isFour, isTwo), multiple: multiple).packed)
    }

    // MARK: Floating point

    private func radixEightFloating(isFP3: Signal) -> Signal {
        Comment("Digits of the magnitudes, FP4 on the doubled grid, FP3 on its own; minus zero is special.")
        func table(_ magnitudes: [Int]) -> [Signal] {
            magnitudes.map { constant(Term.bits($0, radix), width: Term.width(radix) - 1) }
        }
        let fp4 = wire("fp4_magnitude", select(code[2, 0], from: table([0, 1, 2, 3, 4, 6, 8, 12])))
        let fp3 = wire("fp3_magnitude", select(code[1, 0], from: table([0, 1, 2, 4])))
        let magnitude = wire("magnitude", select(isFP3, fp3, fp4))
        let isNegative = wire("is_negative", select(isFP3, code[2], code[3]))
        let isZero = ~magnitude[radix.multiples.count - 1, 0].anyBit
        let isSpecial = wire("is_special", isNegative & isZero)
        return wire("floating_point_term", select(isSpecial, specialTerms, cat(isNegative, magnitude)))
    }

    private func radixFourFloating(isFP3: Signal) -> Signal {
        Comment("FP4 magnitudes are on the doubled grid, FP3 magnitudes on their own; minus zero is special.")
        let fp4Magnitudes = [0, 1, 2, 3, 4, 6, 8, 12].map { constant($0, width: 4) }
        let fp3Magnitudes = [0, 1, 2, 4].map { constant($0, width: 4) }
        let fp4Magnitude = wire("fp4_magnitude", select(code[2, 0], from: fp4Magnitudes))
        let fp3Magnitude = wire("fp3_magnitude", select(code[1, 0], from: fp3Magnitudes))
        let magnitude = wire("magnitude", select(isFP3, fp3Magnitude, fp4Magnitude))
        let isNegative = wire("is_negative", select(isFP3, code[2], code[3]))
        let isSpecial = wire("is_special", isNegative & (magnitude .== 0))

        Comment("First term: the highest one at or above bit 1. Second term: the one that remains.")
        let firstMultiple = wire("first_multiple", magnitude[3, 1].anyBit)
        let firstExponent = select(
            magnitude[3], constant(2, width: 2), cat(low, magnitude[2] & ~magnitude[3]))
        let rest = wire("remaining", Shape.unsigned(3))
        When(magnitude[3]) { rest <- magnitude[2, 0] }
            .elseWhen(magnitude[2]) { rest <- cat(low, magnitude[1, 0]) }
            .otherwise { rest <- cat(low, low, magnitude[0]) }
        let secondMultiple = wire("second_multiple", rest.anyBit)
        let secondExponent = cat(rest[2], rest[1] & ~rest[2])
        let first = Term(sign: isNegative & firstMultiple, exponent: firstExponent, multiple: firstMultiple)
        let second = Term(
            sign: isNegative & secondMultiple, exponent: secondExponent, multiple: secondMultiple)

        let isFirst = bitSignificance[0]
        let basic = select(isFirst, wire("first", first.packed), wire("second", second.packed))
        let special = select(isFirst, specialTerms[7, 4], specialTerms[3, 0])
        return wire("floating_point_term", select(isSpecial, special, basic))
    }
}
