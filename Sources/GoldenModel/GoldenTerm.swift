import Configuration

/// One term of a weight: `(−1)^isNegative · multiple · 2^(exponent + bitSignificance)`
/// (BitMoD section IV-A; `ArithmeticContract.md`, Terms).
///
/// A term with multiple 0 is canonical: positive, exponent 0; its bit significance is that of its step.
public struct GoldenTerm: Equatable, Sendable {
    /// Sign of the term; false when the multiple is 0.
    public let isNegative: Bool
    /// 0 … 3 in radix 4; 0 … 4 in radix 8, for multiples 3 and 5 at most 2.
    public let exponent: Int
    /// The odd multiple of the activation: 0 or 1 in radix 4; 0, 1, 3 or 5 in radix 8.
    public let multiple: Int
    /// Bit significance of the step, the same in all lanes.
    public let bitSignificance: Int

    @inlinable
    public init(isNegative: Bool, exponent: Int, multiple: Int, bitSignificance: Int) {
        self.isNegative = isNegative
        self.exponent = exponent
        self.multiple = multiple
        self.bitSignificance = bitSignificance
    }

    /// A term that takes no part in a step.
    @inlinable
    public static func zero(bitSignificance: Int) -> GoldenTerm {
        GoldenTerm(isNegative: false, exponent: 0, multiple: 0, bitSignificance: bitSignificance)
    }

    /// The integer that the term stands for, on the grid of the hardware.
    @inlinable
    public var value: Int {
        let magnitude = multiple << (exponent + bitSignificance)
        return isNegative ? -magnitude : magnitude
    }
}
