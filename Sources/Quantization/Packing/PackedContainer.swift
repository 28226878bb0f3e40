/// A packed container open for reading: a safetensors file whose metadata describe the quantised tensors that
/// it holds (<doc:PackedFormat>).
public final class PackedContainer: Sendable {
    private let reader: SafetensorsReader
    /// The quantised tensors, by name.
    public let layouts: [PackedLayout]
    /// Tensors that were copied unchanged, by name.
    public let unchanged: [TensorEntry]
    /// Version of the format, from 1.
    public let version: String
    /// CRC-32 of the data of every tensor of the file, by name; empty before version 3.
    private let checksums: [String: UInt32]

    /// Whether the file tells a checksum of every tensor, so that damage is found wherever it is.
    public var hasChecksums: Bool { !checksums.isEmpty }

    /// The file's path as given.
    public var path: String { reader.path }

    /// Opens a container and checks that every tensor has all its parts in the shapes that its description
    /// implies.
    /// - Throws: ``QuantizationError``: `fileAccess`, `malformedSafetensors`, or `malformedContainer` also
    ///   when the file is safetensors but no container, or of another version.
    public init(path: String) throws {
        reader = try SafetensorsReader(path: path)
        guard let format = reader.metadata(PackedLayout.formatKey), format == PackedLayout.formatName else {
            throw QuantizationError(
                .malformedContainer, file: path, problem: "it isn't a packed container",
                remedy: "Make one with the quantize command")
        }
        let version = reader.metadata(PackedLayout.versionKey) ?? "missing"
        guard PackedLayout.readableVersions.contains(version) else {
            throw QuantizationError(
                .malformedContainer, file: path, problem: "its format version is \(version)",
                remedy:
                    "This program reads versions \(PackedLayout.readableVersions.joined(separator: " and ")): "
                    + "quantise the checkpoint again")
        }
        self.version = version
        checksums = try Self.checksums(
            reader, areRequired: PackedLayout.checksummedVersions.contains(version))
        let entries = Dictionary(uniqueKeysWithValues: reader.entries.map { ($0.name, $0) })
        var partNames: Set<String> = []
        var layouts: [PackedLayout] = []
        for (key, value) in reader.metadata where key.hasPrefix(PackedLayout.tensorKeyPrefix) {
            let name = String(key.dropFirst(PackedLayout.tensorKeyPrefix.count))
            do {
                let layout = try PackedLayout(name: name, metadataValue: value)
                for part in layout.parts {
                    guard let entry = entries[part.name] else {
                        throw Self.malformed(name, "its part \"\(part.name)\" is missing")
                    }
                    guard entry.format == part.format, entry.shape == part.shape else {
                        throw Self.malformed(
                            name,
                            "its part \"\(part.name)\" is \(entry.format.rawValue) \(entry.shape), "
                                + "but its description implies \(part.format.rawValue) \(part.shape)")
                    }
                    partNames.insert(part.name)
                }
                layouts.append(layout)
            } catch let error as QuantizationError {
                throw error.located(file: path, tensor: name)
            }
        }
        self.layouts = layouts.sorted { $0.name < $1.name }
        unchanged = reader.entries.filter { !partNames.contains($0.name) }.sorted { $0.name < $1.name }
    }

    /// The checksums that the metadata tell.
    private static func checksums(
        _ reader: SafetensorsReader, areRequired: Bool
    ) throws -> [String: UInt32] {
        var checksums: [String: UInt32] = [:]
        for (key, value) in reader.metadata where key.hasPrefix(PackedLayout.checksumKeyPrefix) {
            let name = String(key.dropFirst(PackedLayout.checksumKeyPrefix.count))
            guard value.utf8.count == 8, let sum = UInt32(value, radix: 16) else {
                throw malformed(name, "its checksum is \"\(value)\", not eight hexadecimal digits")
                    .located(file: reader.path, tensor: name)
            }
            checksums[name] = sum
        }
        if areRequired, let bare = reader.entries.first(where: { checksums[$0.name] == nil }) {
            throw malformed(bare.name, "it has no checksum").located(file: reader.path, tensor: bare.name)
        }
        return checksums
    }

    /// Compares the data of a tensor of the file with its checksum, if the file has checksums.
    /// - Returns: the checksum of the data.
    /// - Throws: ``QuantizationError`` of kind `malformedContainer`.
    @discardableResult func check(_ entry: TensorEntry) throws -> UInt32 {
        var found = CRC32()
        try reader.forEachPiece(of: entry) { found.add($0) }
        if let stated = checksums[entry.name], stated != found.value {
            throw Self.malformed(
                entry.name, "its data have the checksum \(found.text) instead of \(CRC32.text(stated))"
            ).located(file: reader.path, tensor: entry.name)
        }
        return found.value
    }

    private func layout(named name: String) throws -> PackedLayout {
        guard let layout = layouts.first(where: { $0.name == name }) else {
            throw QuantizationError(
                .tensorUnavailable, file: reader.path, tensor: name,
                problem: "the container has no quantised tensor of this name",
                remedy: "It has \(layouts.map(\.name).prefix(8).joined(separator: ", "))")
        }
        return layout
    }

    /// The factors by which the input channels of a quantised tensor were multiplied before; `nil` without.
    /// - Throws: ``QuantizationError``: `tensorUnavailable`, or `malformedContainer` unless all of them are
    ///   positive and finite.
    public func inputFactors(named name: String) throws -> [Float]? {
        let layout = try layout(named: name)
        guard layout.hasInputFactors else { return nil }
        let entry = try reader.entry(named: layout.inputFactorsName)
        try check(entry)
        let factors = try reader.floats(entry)
        if let bad = factors.first(where: { !($0.isFinite && $0 > 0) }) {
            throw Self.malformed(name, "a factor of its input channels is \(bad)")
                .located(file: reader.path, tensor: name)
        }
        return factors
    }

    /// The weights that a quantised tensor stands for, row by row: what its codes stand for, divided by the
    /// factors of their input channels.
    /// - Throws: as ``tensor(named:)`` and ``inputFactors(named:)``.
    public func dequantized(named name: String) throws -> [Float] {
        var weights = try tensor(named: name).dequantized()
        guard let factors = try inputFactors(named: name) else { return weights }
        for index in weights.indices { weights[index] /= factors[index % factors.count] }
        return weights
    }

    /// Reads a quantised tensor and checks every code, selector and scale.
    /// - Throws: ``QuantizationError``: `tensorUnavailable` when there is none of this name,
    ///   `malformedContainer` when data don't have their checksum, left-over bits aren't zero, a code or selector
    ///   has no meaning, or a scale is negative, infinite or NaN.
    public func tensor(named name: String) throws -> QuantizedTensor {
        let layout = try layout(named: name)
        do {
            for part in layout.parts { try check(try reader.entry(named: part.name)) }
            let codes = try unpackCodes(layout)
            let selectors = try groupNumbers(
                layout.selectorsName, "selector", width: layout.type.selectorBits, layout)
            let zeroPoints = try groupNumbers(
                layout.zeroPointsName, "zero point", width: layout.type.zeroPointBits, layout)
            return try QuantizedTensor(
                type: layout.type, rows: layout.rows, columns: layout.columns, groupSize: layout.groupSize,
                codes: codes, selectors: selectors ?? [UInt8](repeating: 0, count: layout.groups),
                zeroPoints: zeroPoints ?? [], scales: try scales(layout))
        } catch let error as QuantizationError {
            throw error.kind == .invalidParameter
                ? QuantizationError(
                    .malformedContainer, file: reader.path, tensor: name, row: error.row,
                    column: error.column, problem: error.problem,
                    remedy: "The file is damaged: quantise the checkpoint again")
                : error.located(file: reader.path, tensor: name)
        }
    }

    /// Numbers of a few bits, one a group; `nil` when they have no bits.
    private func groupNumbers(
        _ partName: String, _ meaning: String, width: Int, _ layout: PackedLayout
    ) throws -> [UInt8]? {
        guard width > 0 else { return nil }
        guard let numbers = BitPacking.unpacked(try part(partName), count: layout.groups, width: width) else {
            throw Self.malformed(layout.name, "bits after its last \(meaning) aren't zero")
        }
        return numbers
    }

    private func unpackCodes(_ layout: PackedLayout) throws -> [UInt8] {
        let packed = try part(layout.codesName)
        var codes = [UInt8](repeating: 0, count: layout.rows * layout.columns)
        let dirtyGroup = packed.withUnsafeBufferPointer { packed in
            codes.withUnsafeMutableBufferPointer { codes in
                (0..<layout.groups).first {
                    !BitPacking.unpack(
                        packed.baseAddress! + $0 * layout.groupBytes, count: layout.groupSize,
                        width: layout.type.codeBits, into: codes.baseAddress! + $0 * layout.groupSize)
                }
            }
        }
        if let dirtyGroup {
            throw Self.malformed(layout.name, "bits after the last code of group \(dirtyGroup) aren't zero")
        }
        return codes
    }

    private func scales(_ layout: PackedLayout) throws -> GroupScales {
        switch layout.scaleFormat {
        case .integer8, .integer6, .integer4, .integer2:
            let bits = layout.scaleFormat.groupBits
            let codes = try groupNumbers(layout.scalesName, "scale", width: bits, layout) ?? []
            return .integer(
                bits: bits, codes: codes, channelScales: try scales(named: layout.channelScalesName, layout))
        case .binary16:
            let values = try scales(named: layout.scalesName, layout)
            return .binary16(values.map { Float16($0).bitPattern })
        case .binary32:
            return .binary32(try scales(named: layout.scalesName, layout))
        case .powerOfTwo:
            return .powerOfTwo(try codes(layout, largest: Float8.largestE8M0Code))
        case .float8E4M3:
            let tensorScale = try scales(named: layout.tensorScaleName, layout)[0]
            return .float8E4M3(
                codes: try codes(layout, largest: Float8.largestE4M3Code), tensorScale: tensorScale)
        }
    }

    /// Scales as binary32 numbers, none of them negative, infinite or NaN.
    private func scales(named partName: String, _ layout: PackedLayout) throws -> [Float] {
        let scales = try reader.floats(try reader.entry(named: partName))
        if let bad = scales.first(where: { !($0.isFinite && $0 >= 0) }) {
            throw Self.malformed(layout.name, "a scale is \(bad)")
        }
        return scales
    }

    /// Scales of eight bits, none of them above the code of the largest number.
    private func codes(_ layout: PackedLayout, largest: UInt8) throws -> [UInt8] {
        let codes = try part(layout.scalesName)
        if let bad = codes.first(where: { $0 > largest }) {
            throw Self.malformed(layout.name, "the scale code \(bad) isn't a number of its format")
        }
        return codes
    }

    private func part(_ name: String) throws -> [UInt8] {
        try reader.bytes(try reader.entry(named: name))
    }

    private static func malformed(_ name: String, _ problem: String) -> QuantizationError {
        QuantizationError(
            .malformedContainer, tensor: name, problem: problem,
            remedy: "The file is damaged or of another writer: quantise the checkpoint again")
    }
}
