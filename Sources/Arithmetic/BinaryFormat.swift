/// The IEEE 754-2019 binary interchange formats that ``ExactDyadic`` rounds to.
public enum BinaryFormat: String, CaseIterable, Sendable {
    case binary16, binary32, binary64

    /// Bits of the significand, hidden bit included.
    public var precision: Int {
        switch self {
        case .binary16: 11
        case .binary32: 24
        case .binary64: 53
        }
    }

    /// Exponent of two of the smallest subnormal number.
    public var leastExponent: Int {
        switch self {
        case .binary16: -24
        case .binary32: -149
        case .binary64: -1074
        }
    }

    /// Bits of the exponent field.
    public var exponentWidth: Int {
        switch self {
        case .binary16: 5
        case .binary32: 8
        case .binary64: 11
        }
    }

    /// Bits of the whole number.
    public var width: Int { exponentWidth + precision }
    /// Bit pattern of plus infinity.
    public var infinityPattern: UInt64 { (1 << UInt64(exponentWidth) - 1) << UInt64(precision - 1) }
    /// Bit pattern of minus zero.
    public var signMask: UInt64 { 1 << UInt64(width - 1) }
}
