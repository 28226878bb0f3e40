/// How a quantised tensor lies in a packed container: names, types and shapes of its parts
/// (<doc:PackedFormat>).
public struct PackedLayout: Sendable, Hashable {
    /// The tensor's own name.
    public let name: String
    /// The data type, with the special values in use.
    public let type: QuantizationType
    public let rows: Int
    public let columns: Int
    public let groupSize: Int
    /// How scales are stored: what the type prescribes, if it does.
    public let scaleFormat: ScaleFormat
    /// Element type of the tensor before it was quantised.
    public let originalFormat: TensorFormat
    /// Whether input channels were multiplied by factors of their own before they were quantised
    /// (``ActivationAwareScaling``).
    public let hasInputFactors: Bool

    /// Value of the metadata key `bitmod.format`.
    public static let formatName = "bitmod-packed"
    /// Value of the metadata key `bitmod.version`.
    public static let formatVersion = "3"
    /// Versions that a reader takes: each is the next without what was added since.
    static let readableVersions = ["1", "2", "3"]
    /// The first version whose files have checksums.
    static let checksummedVersions = ["3"]
    static let formatKey = "bitmod.format"
    static let versionKey = "bitmod.version"
    static let tensorKeyPrefix = "bitmod.tensor."
    static let checksumKeyPrefix = "bitmod.crc32."
    /// What all of the format's own keys start with.
    static let keyPrefix = "bitmod."

    /// Whether the whole tensor is one group, of more than one row.
    private var isOneGroup: Bool { groupSize > columns }
    /// Rows that have groups of their own.
    var channels: Int { isOneGroup ? 1 : rows }
    /// Groups of such a row.
    public var groupsPerRow: Int { isOneGroup ? 1 : columns / groupSize }
    /// Groups of the tensor.
    var groups: Int { channels * groupsPerRow }
    /// Bytes of the codes of a group: each group starts on a byte.
    public var groupBytes: Int { BitPacking.byteCount(groupSize, width: type.codeBits) }

    var codesName: String { name + ".codes" }
    var scalesName: String { name + ".scales" }
    var selectorsName: String { name + ".selectors" }
    var zeroPointsName: String { name + ".zero_points" }
    var channelScalesName: String { name + ".channel_scales" }
    var tensorScaleName: String { name + ".tensor_scale" }
    var inputFactorsName: String { name + ".input_factors" }

    /// The tensors of the file that hold this tensor.
    public var parts: [SafetensorsWriter.Declaration] {
        func packed(_ name: String, width: Int) -> SafetensorsWriter.Declaration {
            .init(name: name, format: .uint8, shape: [BitPacking.byteCount(groups, width: width)])
        }
        func scales(_ format: TensorFormat) -> SafetensorsWriter.Declaration {
            .init(name: scalesName, format: format, shape: [channels, groupsPerRow])
        }
        var parts = [
            SafetensorsWriter.Declaration(
                name: codesName, format: .uint8, shape: [channels, groupsPerRow, groupBytes])
        ]
        switch scaleFormat {
        case .integer8: parts.append(scales(.uint8))
        case .integer6, .integer4, .integer2:
            parts.append(packed(scalesName, width: scaleFormat.groupBits))
        case .binary16: parts.append(scales(.binary16))
        case .binary32: parts.append(scales(.binary32))
        case .powerOfTwo: parts.append(scales(.float8E8M0))
        case .float8E4M3: parts.append(scales(.float8E4M3))
        }
        if type.selectorBits > 0 { parts.append(packed(selectorsName, width: type.selectorBits)) }
        if type.zeroPointBits > 0 { parts.append(packed(zeroPointsName, width: type.zeroPointBits)) }
        if scaleFormat.isInteger {
            parts.append(.init(name: channelScalesName, format: .binary32, shape: [channels]))
        }
        if scaleFormat == .float8E4M3 {
            parts.append(.init(name: tensorScaleName, format: .binary32, shape: [1]))
        }
        if hasInputFactors {
            parts.append(.init(name: inputFactorsName, format: .binary32, shape: [columns]))
        }
        return parts
    }

    /// Bits that the file spends on one weight, scales and selectors included.
    public var bitsPerWeight: Double {
        Double(8 * parts.reduce(0) { $0 + $1.byteCount }) / Double(rows * columns)
    }

    /// Bits that a group spends on one weight: codes, scale, selector and zero point, without what belongs to
    /// whole channels or tensors. FP4 with groups of 128 and scales of 8 bits has 4 + 10/128.
    public var groupBitsPerWeight: Double {
        let bits = 8 * groupBytes + scaleFormat.groupBits + type.selectorBits + type.zeroPointBits
        return Double(bits) / Double(groupSize)
    }

    /// Key of the tensor's description in the file's metadata.
    var metadataKey: String { Self.tensorKeyPrefix + name }

    /// The tensor's description: a JSON object.
    var metadataValue: String {
        let specials = type.specialValues.map(String.init).joined(separator: ",")
        let factors = hasInputFactors ? "\"input_factors\":true," : ""
        return "{\"dtype\":\"\(originalFormat.rawValue)\",\"group_size\":\(groupSize)," + factors
            + "\"scale\":\"\(scaleFormat.rawValue)\",\"shape\":[\(rows),\(columns)],"
            + "\"special_values\":[\(specials)],\"type\":\"\(type.name)\"}"
    }

    init(
        name: String, type: QuantizationType, rows: Int, columns: Int, groupSize: Int,
        scaleFormat: ScaleFormat, originalFormat: TensorFormat, hasInputFactors: Bool = false
    ) {
        self.name = name
        self.type = type
        self.rows = rows
        self.columns = columns
        self.groupSize = groupSize
        self.scaleFormat = type.scaleFormat(requested: scaleFormat)
        self.originalFormat = originalFormat
        self.hasInputFactors = hasInputFactors
    }

    /// Reads a description.
    /// - Throws: ``QuantizationError`` of kind `malformedContainer` or `unknownName`, without file.
    init(name: String, metadataValue: String) throws {
        func malformed(_ problem: String) -> QuantizationError {
            QuantizationError(
                .malformedContainer, tensor: name, problem: "its description \(problem)",
                remedy: "The file is damaged or of another writer: quantise the checkpoint again")
        }
        guard case .object(let members)? = try? HeaderValue.parse(Array(metadataValue.utf8)) else {
            throw malformed("isn't a JSON object")
        }
        func text(_ key: String) throws -> String {
            guard case .string(let text)? = members.first(where: { $0.name == key })?.value else {
                throw malformed("has no text \"\(key)\"")
            }
            return text
        }
        func integers(_ key: String) throws -> [Int] {
            guard case .array(let elements)? = members.first(where: { $0.name == key })?.value else {
                throw malformed("has no list \"\(key)\"")
            }
            return try elements.map {
                guard case .integer(let value) = $0 else { throw malformed("has no integers in \"\(key)\"") }
                return value
            }
        }
        let shape = try integers("shape")
        guard case .integer(let groupSize)? = members.first(where: { $0.name == "group_size" })?.value else {
            throw malformed("has no integer \"group_size\"")
        }
        guard shape.count == 2 else { throw malformed("has a shape of \(shape.count) sizes") }
        guard let originalFormat = TensorFormat(rawValue: try text("dtype")) else {
            throw malformed("has an unknown dtype")
        }
        let type = try Self.type(.named(try text("type")), specialValues: try integers("special_values"))
        guard let type else { throw malformed("has special values that don't belong to its type") }
        let scaleFormat = try ScaleFormat.named(try text("scale"))
        guard scaleFormat == type.prescribedScaleFormat ?? (scaleFormat.isSelectable ? scaleFormat : nil)
        else {
            throw malformed("has scales that don't belong to its type")
        }
        let hasInputFactors =
            switch members.first(where: { $0.name == "input_factors" })?.value {
            case nil: false
            case .boolean(let value): value
            default: throw malformed("has an \"input_factors\" that is neither true nor false")
            }
        do {
            try Quantizer.checkShape(rows: shape[0], columns: shape[1], groupSize: groupSize)
            try Quantizer.check(type: type, groupSize: groupSize, searchesClipping: false)
        } catch let error as QuantizationError {
            throw malformed("is impossible: \(error.problem)")
        }
        self.init(
            name: name, type: type, rows: shape[0], columns: shape[1], groupSize: groupSize,
            scaleFormat: scaleFormat, originalFormat: originalFormat, hasInputFactors: hasInputFactors)
    }

    /// `type` with special values from a file; `nil` when it can't have them.
    private static func type(_ type: QuantizationType, specialValues: [Int]) -> QuantizationType? {
        if specialValues == type.specialValues { return type }
        return try? type.with(specialValues: specialValues)
    }
}
