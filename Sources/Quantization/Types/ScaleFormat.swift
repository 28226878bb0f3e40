/// How the scale of a group is stored (BitMoD, HPCA 2025, section III-C, after VS-Quant).
public enum ScaleFormat: String, CaseIterable, Codable, Sendable, Hashable {
    /// An unsigned byte, times one binary32 scale per output channel: what the hardware takes.
    case integer8 = "int8"
    /// The same with six bits, for comparison (Table V).
    case integer6 = "int6"
    /// The same with four bits.
    case integer4 = "int4"
    /// The same with two bits.
    case integer2 = "int2"
    /// A binary16 number, for comparison.
    case binary16 = "fp16"
    /// The binary32 number that Algorithm 1 finds, for comparison.
    case binary32 = "fp32"
    /// A power of two, E8M0 of the OCP Microscaling Formats specification: what MX types prescribe.
    case powerOfTwo = "e8m0"
    /// An FP8 E4M3 number, times one binary32 scale per tensor: what NVFP4 prescribes.
    case float8E4M3 = "e4m3"

    /// The formats that a user can ask for; the others belong to data types that prescribe them.
    public static let selectable: [ScaleFormat] = [
        .integer8, .integer6, .integer4, .integer2, .binary16, .binary32,
    ]

    /// Whether a user can ask for this format.
    public var isSelectable: Bool { Self.selectable.contains(self) }

    /// Bits of one stored group scale.
    public var groupBits: Int {
        switch self {
        case .integer8, .powerOfTwo, .float8E4M3: 8
        case .integer6: 6
        case .integer4: 4
        case .integer2: 2
        case .binary16: 16
        case .binary32: 32
        }
    }

    /// Whether a group's scale is an integer times the scale of its channel.
    public var isInteger: Bool {
        switch self {
        case .integer8, .integer6, .integer4, .integer2: true
        case .binary16, .binary32, .powerOfTwo, .float8E4M3: false
        }
    }

    /// The format of this name.
    /// - Throws: ``QuantizationError`` of kind `unknownName` that lists the names there are.
    public static func named(_ name: String) throws -> ScaleFormat {
        guard let format = ScaleFormat(rawValue: name) else {
            throw QuantizationError(
                .unknownName, problem: "there is no scale format named \"\(name)\"",
                remedy: "Use one of \(selectable.map(\.rawValue).joined(separator: ", "))")
        }
        return format
    }
}
