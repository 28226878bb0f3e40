/// Multiplies a group sum by its scale (BitMoD section IV-B, step 4; `ArithmeticContract.md`, Dequantisation).
public enum GoldenDequantizer {
    /// The exact product, in `ArrayConfiguration.dequantizedWidth` signed bits, 66 at the most; the dequantised group sum
    /// is `product · 2^(exponent − bias)` with the group sum's exponent and `ArrayConfiguration.exponentBias`.
    /// - Parameters:
    ///   - accumulator: Signed mantissa of the group sum.
    ///   - scale: The group's unsigned 8-bit scale.
    public static func product(accumulator: Int, scale: UInt8) -> Int128 {
        Int128(accumulator) * Int128(scale)
    }
}
