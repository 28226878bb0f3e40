import Configuration

/// One register of the special value file: a sign above a five-bit magnitude, six bits
/// (BitMoD section IV-A; `ArithmeticContract.md`, Terms).
public struct GoldenSpecialValueRegister: Equatable, Hashable, Sendable {
    /// The six bits: bit 5 is the sign, bits 4 … 0 the magnitude.
    public let pattern: UInt8

    /// - Parameter pattern: Six bits; the two above are ignored, as a six-bit port has no place for them.
    public init(pattern: UInt8) {
        self.pattern = pattern & 0b11_1111
    }

    /// The register that holds `value`, expressible in terms or not; zero gets the positive sign.
    /// - Throws: `ConfigurationError` when the magnitude needs more than five bits.
    public init(value: Int) throws {
        guard value.magnitude < 32 else {
            throw ConfigurationError(
                parameter: "specialValue", problem: "\(value) doesn't fit five bits of magnitude",
                remedy: "use a value from -31 to 31")
        }
        self.init(pattern: UInt8(value.magnitude) | (value < 0 ? 0b10_0000 : 0))
    }

    /// The register as an integer, −31 … 31. Negative zero is 0.
    public var value: Int {
        let magnitude = Int(pattern & 0b1_1111)
        return pattern & 0b10_0000 != 0 ? -magnitude : magnitude
    }

    /// Whether the terms of `radix` express the value. Writing one that they don't raises `special_value_error`, and it
    /// decodes as no terms.
    public func isExpressible(radix: DigitRadix) -> Bool {
        GoldenTermDecoder.isExpressible(magnitude: UInt(pattern & 0b1_1111), radix: radix)
    }
}
