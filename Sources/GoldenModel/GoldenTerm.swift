import Configuration

/// One term of a weight: `(−1)^isNegative · mantissa · 2^(exponent + bitSignificance)`
/// (BitMoD section IV-A; `ArithmeticContract.md`, Terms).
///
/// A term with mantissa 0 is canonical: positive, exponent 0; its bit significance is that of its step.
public struct GoldenTerm: Equatable, Sendable {
    /// Sign of the term; false when the mantissa is 0.
    public let isNegative: Bool
    /// 0 … 3.
    public let exponent: Int
    /// 0 or 1.
    public let mantissa: Int
    /// Bit significance of the step, the same in all lanes: 1 or 0 (FP4, FP3), 6, 4, 2 or 0 (integers).
    public let bitSignificance: Int

    @inlinable
    public init(isNegative: Bool, exponent: Int, mantissa: Int, bitSignificance: Int) {
        self.isNegative = isNegative
        self.exponent = exponent
        self.mantissa = mantissa
        self.bitSignificance = bitSignificance
    }

    /// A term that takes no part in a step.
    @inlinable
    public static func zero(bitSignificance: Int) -> GoldenTerm {
        GoldenTerm(isNegative: false, exponent: 0, mantissa: 0, bitSignificance: bitSignificance)
    }

    /// The integer that the term stands for, on the grid of the hardware.
    public var value: Int {
        let magnitude = mantissa << (exponent + bitSignificance)
        return isNegative ? -magnitude : magnitude
    }
}

/// Turns weight codes into terms (`ArithmeticContract.md`, Terms). ``GoldenTermTable`` is the fast form.
public enum GoldenTermDecoder {
    /// Bit significance of the term that `step` (0 … termCount − 1) processes, common to all lanes.
    public static func bitSignificance(dataType: WeightDataType, step: Int) -> Int {
        let remainingTerms = dataType.termCount - 1 - step
        return dataType.isFloatingPoint ? remainingTerms : 2 * remainingTerms
    }

    /// The terms of one weight, `dataType.termCount` of them, in the order in which the array processes them.
    /// - Parameters:
    ///   - code: The weight code in the low `dataType.codeBits` bits; the bits above are ignored.
    ///   - specialValue: The group's special value on the grid of the hardware, which the minus-zero code of
    ///     FP4 and FP3 stands for. One that two terms can't express decodes as no terms.
    public static func terms(code: UInt8, dataType: WeightDataType, specialValue: Int) -> [GoldenTerm] {
        switch dataType {
        case .fp4:
            floatingPointTerms(code: code, magnitudes: [0, 1, 2, 3, 4, 6, 8, 12], specialValue: specialValue)
        case .fp3:
            floatingPointTerms(code: code, magnitudes: [0, 1, 2, 4], specialValue: specialValue)
        case .int8, .int6, .int5, .int4, .int3:
            boothTerms(code: code, codeBits: dataType.codeBits, count: dataType.termCount)
        }
    }

    /// Whether the two windows of the decoder, bits 4 … 1 and bits 3 … 0, can express this magnitude.
    static func isExpressible(magnitude: UInt) -> Bool {
        switch magnitude {
        case 7, 14, 15: true
        default: magnitude < 32 && magnitude.nonzeroBitCount <= 2
        }
    }

    private static func boothTerms(code: UInt8, codeBits: Int, count: Int) -> [GoldenTerm] {
        let unused = Int.bitWidth - codeBits
        let value = (Int(code) << unused) >> unused
        return (0..<count).reversed().map { position in
            let above = (value >> (2 * position + 1)) & 1
            let middle = (value >> (2 * position)) & 1
            let below = position == 0 ? 0 : (value >> (2 * position - 1)) & 1
            let digit = -2 * above + middle + below
            return GoldenTerm(
                isNegative: digit < 0, exponent: abs(digit) == 2 ? 1 : 0, mantissa: digit == 0 ? 0 : 1,
                bitSignificance: 2 * position)
        }
    }

    private static func floatingPointTerms(
        code: UInt8, magnitudes: [UInt], specialValue: Int
    ) -> [GoldenTerm] {
        let signBit = magnitudes.count
        let index = Int(code) & (signBit - 1)
        let isNegative = Int(code) & signBit != 0
        if isNegative && index == 0 {
            return windowTerms(isNegative: specialValue < 0, magnitude: specialValue.magnitude)
        }
        return windowTerms(isNegative: isNegative, magnitude: magnitudes[index])
    }

    /// Two terms, the first from bits 4 … 1 of the magnitude and the second from bits 3 … 0.
    private static func windowTerms(isNegative: Bool, magnitude: UInt) -> [GoldenTerm] {
        let first: Int
        let second: Int
        switch magnitude {
        // More than two one bits: the difference of two powers of two.
        case 7: (first, second) = (8, -1)
        case 14: (first, second) = (16, -2)
        case 15: (first, second) = (16, -1)
        default:
            guard isExpressible(magnitude: magnitude) else {
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
            mantissa: 1, bitSignificance: bitSignificance)
    }
}
