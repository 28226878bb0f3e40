/// The element types of safetensors files, by the names that the format gives them.
public enum TensorFormat: String, CaseIterable, Codable, Sendable, Hashable {
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case float8E5M2 = "F8_E5M2"
    case float8E4M3 = "F8_E4M3"
    case float8E8M0 = "F8_E8M0"
    case int16 = "I16"
    case uint16 = "U16"
    case binary16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case binary32 = "F32"
    case int64 = "I64"
    case uint64 = "U64"
    case binary64 = "F64"
    case complex64 = "C64"

    /// Bytes of one element.
    public var byteCount: Int {
        switch self {
        case .bool, .uint8, .int8, .float8E5M2, .float8E4M3, .float8E8M0: 1
        case .int16, .uint16, .binary16, .bfloat16: 2
        case .int32, .uint32, .binary32: 4
        case .int64, .uint64, .binary64, .complex64: 8
        }
    }

    /// Whether tensors of this type can be read as binary32 numbers, exactly, and so quantised.
    public var convertsToBinary32: Bool { self == .binary32 || self == .binary16 || self == .bfloat16 }
}

/// Name, element type, shape and place of a tensor in a safetensors file.
public struct TensorEntry: Sendable, Hashable {
    public let name: String
    public let format: TensorFormat
    /// Sizes of the dimensions, the slowest first; empty for a single number.
    public let shape: [Int]
    /// Bytes in the file's data section, which starts after the header.
    public let range: Range<Int>

    /// Numbers in the tensor.
    public var elementCount: Int { range.count / format.byteCount }
}
