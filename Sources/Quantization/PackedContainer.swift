import Configuration

/// A packed container open for reading: a safetensors file whose metadata describe the quantised tensors that
/// it holds (<doc:PackedFormat>).
public final class PackedContainer: Sendable {
    private let reader: SafetensorsReader
    /// The quantised tensors, by name.
    public let layouts: [PackedLayout]
    /// Tensors that were copied unchanged, by name.
    public let unchanged: [TensorEntry]

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
        guard version == PackedLayout.formatVersion else {
            throw QuantizationError(
                .malformedContainer, file: path, problem: "its format version is \(version)",
                remedy:
                    "This program reads version \(PackedLayout.formatVersion): quantise the checkpoint again")
        }
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

    /// Reads a quantised tensor and checks every code, selector and scale.
    /// - Throws: ``QuantizationError``: `tensorUnavailable` when there is none of this name,
    ///   `malformedContainer` when left-over bits aren't zero, a code or selector has no meaning, or a scale
    ///   is negative, infinite or NaN.
    public func tensor(named name: String) throws -> QuantizedTensor {
        guard let layout = layouts.first(where: { $0.name == name }) else {
            throw QuantizationError(
                .tensorUnavailable, file: reader.path, tensor: name,
                problem: "the container has no quantised tensor of this name",
                remedy: "It has \(layouts.map(\.name).prefix(8).joined(separator: ", "))")
        }
        do {
            let groups = layout.rows * layout.groupsPerRow
            let codes = try unpackCodes(layout)
            var selectors = [UInt8](repeating: 0, count: groups)
            if !layout.type.specialValues.isEmpty {
                let packed = try part(layout.selectorsName)
                let isClean = packed.withUnsafeBufferPointer { packed in
                    selectors.withUnsafeMutableBufferPointer {
                        BitPacking.unpack(
                            packed.baseAddress!, count: groups, width: SpecialValues.selectorBits,
                            into: $0.baseAddress!)
                    }
                }
                guard isClean else { throw Self.malformed(name, "bits after its last selector aren't zero") }
            }
            return try QuantizedTensor(
                type: layout.type, rows: layout.rows, columns: layout.columns, groupSize: layout.groupSize,
                codes: codes, selectors: selectors, scales: try scales(layout))
        } catch let error as QuantizationError {
            throw error.kind == .invalidParameter
                ? QuantizationError(
                    .malformedContainer, file: reader.path, tensor: name, row: error.row,
                    column: error.column, problem: error.problem,
                    remedy: "The file is damaged: quantise the checkpoint again")
                : error.located(file: reader.path, tensor: name)
        }
    }

    private func unpackCodes(_ layout: PackedLayout) throws -> [UInt8] {
        let packed = try part(layout.codesName)
        var codes = [UInt8](repeating: 0, count: layout.rows * layout.columns)
        let dirtyGroup = packed.withUnsafeBufferPointer { packed in
            codes.withUnsafeMutableBufferPointer { codes in
                (0..<layout.rows * layout.groupsPerRow).first {
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
        let entry = try reader.entry(named: layout.scalesName)
        switch layout.scaleFormat {
        case .integer8:
            let channelScales = try reader.floats(try reader.entry(named: layout.channelScalesName))
            try check(channelScales, of: layout)
            return .integer8(codes: try reader.bytes(entry), channelScales: channelScales)
        case .binary16:
            let values = try reader.floats(entry)
            try check(values, of: layout)
            return .binary16(values.map { Float16($0).bitPattern })
        case .binary32:
            let values = try reader.floats(entry)
            try check(values, of: layout)
            return .binary32(values)
        }
    }

    private func check(_ scales: [Float], of layout: PackedLayout) throws {
        if let bad = scales.first(where: { !($0.isFinite && $0 >= 0) }) {
            throw Self.malformed(layout.name, "a scale is \(bad)")
        }
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

extension SafetensorsWriter {
    /// Writes all parts of a quantised tensor.
    /// - Parameter layout: the layout whose parts were declared to the writer; its sizes are the tensor's.
    func append(_ tensor: QuantizedTensor, layout: PackedLayout) throws {
        try append(tensor.packedCodes(), to: layout.codesName)
        if !layout.type.specialValues.isEmpty {
            try append(
                tensor.packedSelectors(
                    byteCount: layout.selectorBytes, width: SpecialValues.selectorBits),
                to: layout.selectorsName)
        }
        switch tensor.scales {
        case .integer8(let codes, let channelScales):
            try append(codes, to: layout.scalesName)
            try append(channelScales, to: layout.channelScalesName)
        case .binary16(let values): try append(values, to: layout.scalesName)
        case .binary32(let values): try append(values, to: layout.scalesName)
        }
    }
}
