import Configuration

/// The binary32 operations of the column accumulator, on encodings and in integers only
/// (`ArithmeticContract.md`, Across groups and Result). Every operation rounds once, to nearest even.
public enum GoldenBinary32 {
    /// Canonical quiet NaN.
    public static let canonicalNaN: UInt32 = 0x7FC0_0000

    /// Whether the encoding is an infinity or a NaN.
    public static func isSpecial(_ bits: UInt32) -> Bool { bits & 0x7F80_0000 == 0x7F80_0000 }

    /// binary32 of the dequantised group sum `product · 2^lastPlace`; a product of 0 gives +0.
    public static func convert(product: Int128, lastPlace: Int) -> UInt32 {
        let magnitude = product.magnitude
        guard magnitude >> 64 != 0 else {
            return GoldenBinaryFormat.binary32.round(
                isNegative: product < 0, magnitude: UInt64(magnitude), exponent: lastPlace
            ).bits
        }
        // 64 bits, the last of them sticky, decide the rounding to 24 as all bits would.
        let excess = 64 - magnitude.leadingZeroBitCount
        let kept = magnitude >> UInt128(excess)
        let sticky: UInt64 = kept << UInt128(excess) == magnitude ? 0 : 1
        return GoldenBinaryFormat.binary32.round(
            isNegative: product < 0, magnitude: UInt64(kept) | sticky, exponent: lastPlace + excess
        ).bits
    }

    /// The rounded sum. An exact zero sum is +0, except that of two negative zeros, which no partial sum is.
    /// Infinities and NaNs, which the array never adds, follow IEEE 754 with the canonical NaN.
    public static func add(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if isSpecial(left) || isSpecial(right) { return addSpecial(left, right) }
        let first = Parts(left)
        let second = Parts(right)
        let (upper, lower) = first.exponent >= second.exponent ? (first, second) : (second, first)
        // 38 bits below the larger operand's last place: what round to odd loses of the smaller one lies
        // so far below the rounding position that its sticky bit decides every case rightly.
        let guardBits = 38
        let distance = min(upper.exponent - lower.exponent, 62)
        let sum =
            (upper.signedSignificand << guardBits)
            + roundToOdd(lower.signedSignificand << guardBits, by: distance)
        let isNegative = sum < 0 || (sum == 0 && first.isNegative && second.isNegative)
        return GoldenBinaryFormat.binary32.round(
            isNegative: isNegative, magnitude: UInt64(sum.magnitude), exponent: upper.exponent - guardBits
        ).bits
    }

    /// The exact product of two binary32 numbers, rounded once to `format`. Its sign is the exclusive or of
    /// both signs, for zeros too. A NaN, or infinity times zero, gives the canonical NaN.
    public static func multiply(_ left: UInt32, _ right: UInt32, format: ResultFormat) -> GoldenRounded {
        let target = GoldenBinaryFormat(format)
        let first = Parts(left)
        let second = Parts(right)
        let isNegative = first.isNegative != second.isNegative
        if isSpecial(left) || isSpecial(right) {
            let isNaN =
                Self.isNaN(left) || Self.isNaN(right) || first.significand == 0 || second.significand == 0
            let infinity = target.infinity | (isNegative ? target.signBit : 0)
            return GoldenRounded(bits: UInt32(isNaN ? target.canonicalNaN : infinity), overflow: false)
        }
        return target.round(
            isNegative: isNegative, magnitude: UInt64(first.significand * second.significand),
            exponent: first.exponent + second.exponent)
    }

    private static func isNaN(_ bits: UInt32) -> Bool { bits & 0x7FFF_FFFF > 0x7F80_0000 }

    private static func addSpecial(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if isNaN(left) || isNaN(right) { return canonicalNaN }
        if isSpecial(left) && isSpecial(right) { return left == right ? left : canonicalNaN }
        return isSpecial(left) ? left : right
    }

    /// `(−1)^isNegative · significand · 2^exponent`, exact for every finite encoding.
    struct Parts {
        let isNegative: Bool
        /// 24 bits.
        let significand: Int
        /// Exponent of the last place, −149 … 104.
        let exponent: Int

        init(_ bits: UInt32) {
            let field = Int(bits >> 23) & 0xFF
            let fraction = Int(bits & 0x7F_FFFF)
            isNegative = bits >> 31 == 1
            significand = field == 0 ? fraction : fraction | 0x80_0000
            exponent = max(field, 1) - 150
        }

        var signedSignificand: Int { isNegative ? -significand : significand }
    }
}
