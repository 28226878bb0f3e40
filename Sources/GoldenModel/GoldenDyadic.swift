/// A non-negative dyadic number `significand · 2^exponent` for error bounds.
///
/// Every operation is exact while 64 bits hold the significand and otherwise rounds upward, so that a bound
/// computed from bounds is a bound.
public struct GoldenDyadic: Equatable, Comparable, Sendable, CustomStringConvertible {
    /// Odd, or 0.
    public let significand: UInt64
    /// Power of two of the significand's last place; 0 for zero.
    public let exponent: Int

    public static let zero = GoldenDyadic(0, exponent: 0)

    public init(_ significand: UInt64, exponent: Int) {
        let trailing = significand == 0 ? 0 : significand.trailingZeroBitCount
        self.significand = significand >> UInt64(trailing)
        self.exponent = significand == 0 ? 0 : exponent + trailing
    }

    /// The least number of 64 significant bits that isn't below `wide · 2^exponent`.
    init(roundingUp wide: UInt128, exponent: Int) {
        let excess = max(0, 64 - wide.leadingZeroBitCount)
        let kept = wide >> UInt128(excess)
        let rounded = kept << UInt128(excess) == wide ? kept : kept + 1
        // Rounding 2^64 − 1 up gives 2^64, which 64 bits hold as 2^63 · 2.
        if rounded >> 64 != 0 {
            self.init(UInt64(rounded >> 1), exponent: exponent + excess + 1)
        } else {
            self.init(UInt64(rounded), exponent: exponent + excess)
        }
    }

    public static func * (left: GoldenDyadic, right: GoldenDyadic) -> GoldenDyadic {
        GoldenDyadic(
            roundingUp: UInt128(left.significand) * UInt128(right.significand),
            exponent: left.exponent + right.exponent)
    }

    public static func + (left: GoldenDyadic, right: GoldenDyadic) -> GoldenDyadic {
        guard left.significand != 0 else { return right }
        guard right.significand != 0 else { return left }
        let (upper, lower) = left.topExponent >= right.topExponent ? (left, right) : (right, left)
        // Both with their highest one at or below bit 126, in units of the upper one's last place there.
        let upperBits = UInt128(upper.significand) << UInt128(126 - upper.highestBit)
        let unit = upper.topExponent - 126
        let shift = lower.exponent - unit
        let lowerBits: UInt128
        if shift >= 0 {
            lowerBits = UInt128(lower.significand) << UInt128(shift)
        } else {
            let distance = min(-shift, 127)
            let kept = UInt128(lower.significand) >> UInt128(distance)
            lowerBits = kept << UInt128(distance) == UInt128(lower.significand) ? kept : kept + 1
        }
        return GoldenDyadic(roundingUp: upperBits + lowerBits, exponent: unit)
    }

    public static func < (left: GoldenDyadic, right: GoldenDyadic) -> Bool {
        guard left.significand != 0, right.significand != 0 else {
            return left.significand == 0 && right.significand != 0
        }
        guard left.topExponent == right.topExponent else { return left.topExponent < right.topExponent }
        return left.significand << UInt64(63 - left.highestBit)
            < right.significand << UInt64(63 - right.highestBit)
    }

    public var description: String { "\(significand) * 2^\(exponent)" }

    private var highestBit: Int { 63 - significand.leadingZeroBitCount }
    private var topExponent: Int { exponent + highestBit }
}
