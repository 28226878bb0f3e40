import Configuration

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
    public let scaleFormat: ScaleFormat
    /// Element type of the tensor before it was quantised.
    public let originalFormat: TensorFormat

    /// Value of the metadata key `bitmod.format`.
    public static let formatName = "bitmod-packed"
    /// Value of the metadata key `bitmod.version`.
    public static let formatVersion = "1"
    static let formatKey = "bitmod.format"
    static let versionKey = "bitmod.version"
    static let tensorKeyPrefix = "bitmod.tensor."

    /// Groups of a row.
    public var groupsPerRow: Int { columns / groupSize }
    /// Bytes of the codes of a group: each group starts on a byte.
    public var groupBytes: Int { (groupSize * type.codeBits + 7) / 8 }
    /// Bytes of the selectors of all groups.
    var selectorBytes: Int { (rows * groupsPerRow * SpecialValues.selectorBits + 7) / 8 }

    var codesName: String { name + ".codes" }
    var scalesName: String { name + ".scales" }
    var selectorsName: String { name + ".selectors" }
    var channelScalesName: String { name + ".channel_scales" }

    /// The tensors of the file that hold this tensor.
    public var parts: [SafetensorsWriter.Declaration] {
        let scaleElement: TensorFormat =
            switch scaleFormat {
            case .integer8: .uint8
            case .binary16: .binary16
            case .binary32: .binary32
            }
        var parts = [
            SafetensorsWriter.Declaration(
                name: codesName, format: .uint8, shape: [rows, groupsPerRow, groupBytes]),
            SafetensorsWriter.Declaration(
                name: scalesName, format: scaleElement, shape: [rows, groupsPerRow]),
        ]
        if !type.specialValues.isEmpty {
            parts.append(
                SafetensorsWriter.Declaration(name: selectorsName, format: .uint8, shape: [selectorBytes]))
        }
        if scaleFormat == .integer8 {
            parts.append(
                SafetensorsWriter.Declaration(name: channelScalesName, format: .binary32, shape: [rows]))
        }
        return parts
    }

    /// Bits that the file spends on one weight, scales and selectors included.
    public var bitsPerWeight: Double {
        Double(8 * parts.reduce(0) { $0 + $1.byteCount }) / Double(rows * columns)
    }

    /// Key of the tensor's description in the file's metadata.
    var metadataKey: String { Self.tensorKeyPrefix + name }

    /// The tensor's description: a JSON object.
    var metadataValue: String {
        let specials = type.specialValues.map(String.init).joined(separator: ",")
        return "{\"dtype\":\"\(originalFormat.rawValue)\",\"group_size\":\(groupSize),"
            + "\"scale\":\"\(scaleFormat.rawValue)\",\"shape\":[\(rows),\(columns)],"
            + "\"special_values\":[\(specials)],\"type\":\"\(type.name)\"}"
    }

    init(
        name: String, type: QuantizationType, rows: Int, columns: Int, groupSize: Int,
        scaleFormat: ScaleFormat, originalFormat: TensorFormat
    ) {
        self.name = name
        self.type = type
        self.rows = rows
        self.columns = columns
        self.groupSize = groupSize
        self.scaleFormat = scaleFormat
        self.originalFormat = originalFormat
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
        do {
            try Quantizer.checkShape(rows: shape[0], columns: shape[1], groupSize: groupSize)
        } catch let error as QuantizationError {
            throw malformed("is impossible: \(error.problem)")
        }
        let type = try Self.type(.named(try text("type")), specialValues: try integers("special_values"))
        guard let type else { throw malformed("has special values that don't belong to its type") }
        self.init(
            name: name, type: type, rows: shape[0], columns: shape[1], groupSize: groupSize,
            scaleFormat: try .named(try text("scale")), originalFormat: originalFormat)
    }

    /// `type` with special values from a file; `nil` when it can't have them.
    private static func type(_ type: QuantizationType, specialValues: [Int]) -> QuantizationType? {
        if specialValues == type.specialValues { return type }
        let published = SpecialValues.published
        let isFP4 = type.hardwareDataType == .fp4
        let registers = try? SpecialValues(
            fp4: isFP4 ? specialValues : published.fp4, fp3: isFP4 ? published.fp3 : specialValues)
        guard let registers, !type.specialValues.isEmpty else { return nil }
        return type.with(specialValues: registers)
    }
}
