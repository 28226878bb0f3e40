/// Multiplies a group sum by its scale (BitMoD section IV-B, step 4; `ArithmeticContract.md`, Dequantisation).
public enum GoldenDequantizer {
    /// The exact product, in `ArrayConfiguration.dequantizedWidth` signed bits; the dequantised group sum is
    /// `product · 2^(exponent − 28)` with the accumulator's exponent.
    /// - Parameters:
    ///   - accumulator: Signed mantissa of the group sum.
    ///   - scale: The group's unsigned 8-bit scale.
    public static func product(accumulator: Int, scale: UInt8) -> Int {
        accumulator * Int(scale)
    }
}
