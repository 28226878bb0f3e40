/// A value of a GGUF file's metadata.
public enum GGUFValue: Sendable, Equatable {
    case integer(Int)
    case real(Double)
    case boolean(Bool)
    case text(String)
    case list([GGUFValue])

    /// The integer, or nil for another kind.
    public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    /// The text, or nil for another kind.
    public var text: String? { if case .text(let value) = self { value } else { nil } }
    /// The elements, or nil for another kind.
    public var list: [GGUFValue]? { if case .list(let values) = self { values } else { nil } }
    /// The number, integers included, or nil for another kind.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }
}

/// Element formats of GGUF tensors that can be read (the GGUF specification's `ggml_type`).
public enum GGUFFormat: UInt32, Sendable, CaseIterable {
    case binary32 = 0
    case binary16 = 1
    /// Blocks of 32: a binary16 scale and 4-bit codes less 8.
    case fourBit = 2
    /// Blocks of 32: a binary16 scale, a binary16 offset and 4-bit codes.
    case fourBitWithOffset = 3
    /// Blocks of 32: a binary16 scale and signed bytes.
    case eightBit = 8
    case bfloat16 = 30

    /// Name in the specification.
    public var name: String {
        switch self {
        case .binary32: "F32"
        case .binary16: "F16"
        case .fourBit: "Q4_0"
        case .fourBitWithOffset: "Q4_1"
        case .eightBit: "Q8_0"
        case .bfloat16: "BF16"
        }
    }

    /// The same format in safetensors; nil for those in blocks.
    public var plainFormat: TensorFormat? {
        switch self {
        case .binary32: .binary32
        case .binary16: .binary16
        case .bfloat16: .bfloat16
        case .fourBit, .fourBitWithOffset, .eightBit: nil
        }
    }

    /// Elements that are stored together.
    public var blockElements: Int {
        switch self {
        case .binary32, .binary16, .bfloat16: 1
        case .fourBit, .fourBitWithOffset, .eightBit: 32
        }
    }

    /// Bytes of a block.
    public var blockBytes: Int {
        switch self {
        case .binary32: 4
        case .binary16, .bfloat16: 2
        case .fourBit: 2 + 16
        case .fourBitWithOffset: 4 + 16
        case .eightBit: 2 + 32
        }
    }

    /// Decodes whole blocks to binary32; Q4_1's product and sum are rounded once each, as in the reference software.
    /// - Parameters:
    ///   - bytes: `blocks * blockBytes` bytes.
    ///   - output: room for `blocks * blockElements` numbers.
    func decode(_ bytes: UnsafeRawPointer, blocks: Int, into output: UnsafeMutablePointer<Float>) {
        for block in 0..<blocks {
            let source = bytes + block * blockBytes
            let target = output + block * blockElements
            switch self {
            case .binary32: target[0] = source.loadUnaligned(as: Float.self)
            case .binary16: target[0] = Self.half(source)
            case .bfloat16:
                target[0] = Float(bitPattern: UInt32(source.loadUnaligned(as: UInt16.self)) << 16)
            case .fourBit:
                let scale = Self.half(source)
                Self.nibbles(source + 2) { target[$0] = Float(Int($1) - 8) * scale }
            case .fourBitWithOffset:
                let scale = Self.half(source)
                let offset = Self.half(source + 2)
                Self.nibbles(source + 4) { target[$0] = Float($1) * scale + offset }
            case .eightBit:
                let scale = Self.half(source)
                for index in 0..<32 {
                    target[index] = Float(source.load(fromByteOffset: 2 + index, as: Int8.self)) * scale
                }
            }
        }
    }

    private static func half(_ bytes: UnsafeRawPointer) -> Float {
        HalfWidthNumbers.binary16(bytes.loadUnaligned(as: UInt16.self))
    }

    /// Low nibbles are elements 0 … 15, high ones 16 … 31.
    @inline(__always)
    private static func nibbles(_ bytes: UnsafeRawPointer, _ body: (Int, UInt8) -> Void) {
        for index in 0..<16 {
            let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
            body(index, byte & 15)
            body(index + 16, byte >> 4)
        }
    }
}
