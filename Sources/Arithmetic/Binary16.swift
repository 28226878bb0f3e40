/// One IEEE 754-2019 binary16 number, as its 16 bits: sign, exponent field of 5 bits, fraction of 10 bits.
///
/// The data path works on the fields; this type takes them apart and puts them together. It holds every bit
/// pattern, NaN payloads included.
public struct Binary16: Hashable, Sendable {
    /// The sixteen bits: bit 15 sign, bits 14 … 10 exponent field, bits 9 … 0 fraction.
    public let bitPattern: UInt16

    /// What kind of number a bit pattern is (IEEE 754-2019, table 3.1).
    public enum Classification: String, CaseIterable, Sendable {
        case zero, subnormal, normal, infinity, notANumber
    }

    /// Bits of the exponent field.
    public static let exponentWidth = 5
    /// Bits of the fraction.
    public static let fractionWidth = 10
    /// Value of the exponent field that marks infinities and NaNs.
    public static let specialExponentField = 31
    /// A finite number is `significand · 2^(exponent − exponentBias)` in magnitude.
    public static let exponentBias = 25

    /// The quiet NaN that the data path gives (`7E00`).
    public static let canonicalNaN = Binary16(bitPattern: 0x7E00)
    /// Plus infinity (`7C00`).
    public static let infinity = Binary16(bitPattern: 0x7C00)
    /// The largest finite number, 65504 (`7BFF`).
    public static let greatestFiniteMagnitude = Binary16(bitPattern: 0x7BFF)

    /// The number with these sixteen bits.
    public init(bitPattern: UInt16) {
        self.bitPattern = bitPattern
    }

    /// The number of these fields; bits above a field's width are dropped.
    /// - Parameters:
    ///   - isNegative: the sign bit.
    ///   - exponentField: 0 … 31.
    ///   - fraction: 0 … 1023.
    public init(isNegative: Bool, exponentField: Int, fraction: Int) {
        let exponentBits = UInt16(truncatingIfNeeded: exponentField) & 0x1F
        let fractionBits = UInt16(truncatingIfNeeded: fraction) & 0x3FF
        self.init(bitPattern: (isNegative ? 0x8000 : 0) | exponentBits << 10 | fractionBits)
    }

    /// The nearest binary16 number, ties to even; beyond the largest finite number, infinity.
    public init(_ value: Float) {
        self.init(bitPattern: Float16(value).bitPattern)
    }

    /// The same number as Swift's type.
    public init(_ value: Float16) {
        self.init(bitPattern: value.bitPattern)
    }

    /// The sign bit.
    public var isNegative: Bool { bitPattern >> 15 == 1 }
    /// The exponent field, 0 … 31.
    public var exponentField: Int { Int(bitPattern >> 10 & 0x1F) }
    /// The fraction, 0 … 1023.
    public var fraction: Int { Int(bitPattern & 0x3FF) }

    /// The exponent of the data path, 1 … 31: a subnormal has the exponent of the smallest normal number.
    public var exponent: Int { max(exponentField, 1) }
    /// The fraction below the hidden bit, 11 bits, 0 … 2047; no hidden bit when the exponent field is 0.
    public var significand: Int { exponentField == 0 ? fraction : fraction + 1 << 10 }

    /// The kind of number.
    public var classification: Classification {
        switch (exponentField, fraction) {
        case (0, 0): .zero
        case (0, _): .subnormal
        case (Self.specialExponentField, 0): .infinity
        case (Self.specialExponentField, _): .notANumber
        default: .normal
        }
    }

    /// Whether this is neither an infinity nor a NaN.
    public var isFinite: Bool { exponentField != Self.specialExponentField }

    /// The same value in binary32, exactly.
    public var float: Float { Float(Float16(bitPattern: bitPattern)) }
    /// The same number as Swift's type.
    public var float16: Float16 { Float16(bitPattern: bitPattern) }

    /// The exact value, `±significand · 2^(exponent − 25)`; `nil` for an infinity or NaN.
    public var exactValue: ExactDyadic? {
        guard isFinite else { return nil }
        return ExactDyadic(
            significand: ExactInteger(isNegative ? -significand : significand),
            exponent: exponent - Self.exponentBias)
    }
}

extension Binary16: CustomStringConvertible {
    /// Bits in hexadecimal and the value, such as `3C00 (1.0)`.
    public var description: String {
        let digits = String(bitPattern, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits + " (\(float))"
    }
}
