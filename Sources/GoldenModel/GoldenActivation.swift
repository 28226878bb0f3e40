/// A binary16 activation as the data path sees it: `(−1)^isNegative · significand · 2^(exponent − 25)`
/// (IEEE 754-2019 section 3.4; `ArithmeticContract.md`, Activations).
public struct GoldenActivation: Equatable, Sendable {
    /// The sign bit.
    public let isNegative: Bool
    /// The exponent field, 1 for a subnormal: 1 … 31.
    public let exponent: Int
    /// The fraction with its hidden bit, 11 bits: 0 … 2047.
    public let significand: Int
    /// Infinity or NaN: the results of its row become the canonical quiet NaN.
    public let isSpecial: Bool

    /// - Parameter bits: The binary16 encoding.
    @inlinable
    public init(bits: UInt16) {
        let field = Int(bits >> 10) & 0x1F
        let fraction = Int(bits & 0x3FF)
        isNegative = bits & 0x8000 != 0
        exponent = field == 0 ? 1 : field
        significand = field == 0 ? fraction : fraction | 0x400
        isSpecial = field == 31
    }
}
