import Configuration

/// Turns weight codes into terms (`ArithmeticContract.md`, Terms). ``GoldenTermTable`` is the fast form.
public enum GoldenTermDecoder {
    /// The terms of one weight, `radix.termCount(dataType)` of them, in the order in which the array processes them.
    /// - Parameters:
    ///   - code: The weight code in the low `dataType.codeBits` bits; the bits above are ignored.
    ///   - specialValue: The group's special value on the grid of the hardware, which the minus-zero code of
    ///     FP4 and FP3 stands for. One that the radix can't express decodes as no terms.
    ///   - radix: Of the digits.
    public static func terms(
        code: UInt8, dataType: WeightDataType, specialValue: Int, radix: DigitRadix
    ) -> [GoldenTerm] {
        switch dataType {
        case .fp4:
            floatingPointTerms(
                code: code, magnitudes: [0, 1, 2, 3, 4, 6, 8, 12], specialValue: specialValue, radix: radix)
        case .fp3:
            floatingPointTerms(
                code: code, magnitudes: [0, 1, 2, 4], specialValue: specialValue, radix: radix)
        case .int8, .int6, .int5, .int4, .int3:
            boothTerms(
                code: code, codeBits: dataType.codeBits, count: radix.termCount(dataType), radix: radix)
        }
    }

    /// Whether the terms of a floating-point weight can express this magnitude.
    static func isExpressible(magnitude: UInt, radix: DigitRadix) -> Bool {
        guard magnitude < 32 else { return false }
        switch radix {
        case .four: return [7, 14, 15].contains(magnitude) || magnitude.nonzeroBitCount <= 2
        case .eight: return magnitude == 0 || singleTerm(magnitude) != nil
        }
    }

    // MARK: Integers

    private static func boothTerms(
        code: UInt8, codeBits: Int, count: Int, radix: DigitRadix
    ) -> [GoldenTerm] {
        let unused = Int.bitWidth - codeBits
        let value = (Int(code) << unused) >> unused
        let digitBits = radix == .four ? 2 : 3
        return (0..<count).reversed().map { position in
            digitTerm(
                boothDigit(of: value, lowestBit: digitBits * position, bits: digitBits),
                bitSignificance: digitBits * position)
        }
    }

    /// The digit from bits `lowestBit − 1` … `lowestBit + bits − 1`: the highest counts negative, the lowest as much as
    /// the one above it.
    private static func boothDigit(of value: Int, lowestBit: Int, bits: Int) -> Int {
        var digit = lowestBit == 0 ? 0 : (value >> (lowestBit - 1)) & 1
        for bit in 0..<bits {
            let weight = bit == bits - 1 ? -(1 << bit) : 1 << bit
            digit += weight * ((value >> (lowestBit + bit)) & 1)
        }
        return digit
    }

    private static func digitTerm(_ digit: Int, bitSignificance: Int) -> GoldenTerm {
        guard digit != 0 else { return .zero(bitSignificance: bitSignificance) }
        let magnitude = abs(digit)
        return GoldenTerm(
            isNegative: digit < 0, exponent: magnitude.trailingZeroBitCount,
            multiple: magnitude >> magnitude.trailingZeroBitCount, bitSignificance: bitSignificance)
    }

    // MARK: Floating point

    private static func floatingPointTerms(
        code: UInt8, magnitudes: [UInt], specialValue: Int, radix: DigitRadix
    ) -> [GoldenTerm] {
        let signBit = magnitudes.count
        let index = Int(code) & (signBit - 1)
        let codeIsNegative = Int(code) & signBit != 0
        let isMinusZero = codeIsNegative && index == 0
        let isNegative = isMinusZero ? specialValue < 0 : codeIsNegative
        let magnitude = isMinusZero ? specialValue.magnitude : magnitudes[index]
        return switch radix {
        case .four: windowTerms(isNegative: isNegative, magnitude: magnitude)
        case .eight: [oddPartTerm(isNegative: isNegative, magnitude: magnitude)]
        }
    }

    /// Radix 8: the odd part of the magnitude times a power of two.
    private static func oddPartTerm(isNegative: Bool, magnitude: UInt) -> GoldenTerm {
        guard let (multiple, exponent) = singleTerm(magnitude) else { return .zero(bitSignificance: 0) }
        return GoldenTerm(
            isNegative: isNegative, exponent: exponent, multiple: multiple, bitSignificance: 0)
    }

    /// Multiple and exponent of a magnitude that is one term of radix 8; nil for zero and all others.
    private static func singleTerm(_ magnitude: UInt) -> (multiple: Int, exponent: Int)? {
        guard magnitude != 0 else { return nil }
        let exponent = magnitude.trailingZeroBitCount
        let odd = magnitude >> UInt(exponent)
        switch odd {
        case 1: return exponent <= 4 ? (1, exponent) : nil
        case 3, 5: return exponent <= 2 ? (Int(odd), exponent) : nil
        default: return nil
        }
    }

    /// Radix 4: two terms, the first from bits 4 … 1 of the magnitude and the second from bits 3 … 0.
    private static func windowTerms(isNegative: Bool, magnitude: UInt) -> [GoldenTerm] {
        let first: Int
        let second: Int
        switch magnitude {
        // More than two one bits: the difference of two powers of two.
        case 7: (first, second) = (8, -1)
        case 14: (first, second) = (16, -2)
        case 15: (first, second) = (16, -1)
        default:
            guard isExpressible(magnitude: magnitude, radix: .four) else {
                (first, second) = (0, 0)
                break
            }
            let bits = Int(magnitude)
            first = bits >= 2 ? 1 << (Int.bitWidth - 1 - bits.leadingZeroBitCount) : 0
            second = bits - first
        }
        return [
            powerOfTwoTerm(first, negated: isNegative, bitSignificance: 1),
            powerOfTwoTerm(second, negated: isNegative, bitSignificance: 0),
        ]
    }

    /// The term for 0 or for ± a power of two that is at least `2^bitSignificance`.
    private static func powerOfTwoTerm(_ value: Int, negated: Bool, bitSignificance: Int) -> GoldenTerm {
        guard value != 0 else { return .zero(bitSignificance: bitSignificance) }
        return GoldenTerm(
            isNegative: (value < 0) != negated, exponent: value.trailingZeroBitCount - bitSignificance,
            multiple: 1, bitSignificance: bitSignificance)
    }
}
