/// The data type of a group of weights, as the array processes it (BitMoD, HPCA 2025, section IV-A).
///
/// Floating-point types are sign-magnitude codes whose minus-zero code stands for the group's special
/// value; integer types are two's complement and recoded into Booth digits (``DigitRadix``).
public enum WeightDataType: String, CaseIterable, Codable, Sendable, Hashable {
    case fp4, fp3, int8, int6, int5, int4, int3

    /// Bits of one weight code. The hardware takes every code in the low bits of a byte.
    public var codeBits: Int {
        switch self {
        case .int8: 8
        case .int6: 6
        case .int5: 5
        case .fp4, .int4: 4
        case .fp3, .int3: 3
        }
    }

    /// Whether minus zero stands for a special value (FP4 and FP3).
    public var isFloatingPoint: Bool { self == .fp4 || self == .fp3 }

    /// The three-bit encoding of this type on the array's `group_data_type` port.
    public var encoding: Int {
        switch self {
        case .fp4: 0
        case .fp3: 1
        case .int8: 2
        case .int6: 3
        case .int5: 4
        case .int4: 5
        case .int3: 6
        }
    }

    /// Bits of ``encoding``.
    public static let encodingBits = 3
}
