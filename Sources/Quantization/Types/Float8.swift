/// The two eight-bit formats of scales: E4M3 of the OCP 8-bit floating point specification, without its sign,
/// and E8M0 of the OCP Microscaling Formats specification.
enum Float8 {
    /// The largest E4M3 number.
    static let largestE4M3: Float = 448
    /// Code of the largest E4M3 number; the one above is NaN.
    static let largestE4M3Code: UInt8 = 0x7E
    /// Code of the largest E8M0 number, 2^127; the one above is NaN.
    static let largestE8M0Code: UInt8 = 0xFE
    /// The exponents of two that E8M0 expresses.
    static let e8m0Exponents = -127...127

    /// The code of the E4M3 number nearest to a number that isn't negative, ties to even; beyond the largest
    /// that one.
    static func e4m3(_ value: Float) -> UInt8 {
        let smallestNormal: Float = 0x1p-6
        let clamped = min(value, largestE4M3)
        let binade = Float(bitPattern: max(clamped, smallestNormal).bitPattern & 0x7F80_0000)
        // A multiple of the spacing in this binade so large that binary32 has no finer spacing itself.
        let magic = binade * 0x1p-3 * 0x1.8p23
        let rounded = (clamped + magic) - magic
        guard rounded >= smallestNormal else { return UInt8(rounded * 0x1p9) }
        return UInt8(rounded.bitPattern >> 20 - UInt32(127 - 7) << 3)
    }

    /// The number that an E4M3 code below 0x7F stands for.
    static func value(e4m3 code: UInt8) -> Float {
        let exponent = UInt32(code >> 3)
        let mantissa = UInt32(code & 7)
        guard exponent > 0 else { return Float(mantissa) * 0x1p-9 }
        return Float(bitPattern: (exponent + 127 - 7) << 23 | mantissa << 20)
    }

    /// The E8M0 code of a power of two from 2^−127 to 2^127; of zero, the code of 2^−127.
    static func e8m0(powerOfTwo value: Float) -> UInt8 {
        // 2^−127 is subnormal in binary32: its exponent field is zero, as its code is.
        UInt8(value.bitPattern >> 23)
    }

    /// The power of two that an E8M0 code below 0xFF stands for.
    static func value(e8m0 code: UInt8) -> Float {
        code == 0 ? 0x1p-127 : Float(bitPattern: UInt32(code) << 23)
    }
}
