/// A GGUF file (versions 2 and 3) open for reading.
///
/// Opening reads and checks the whole header; tensors are read when asked for. Sizes and counts are checked against
/// the file's size before anything is allocated.
public final class GGUFReader: TensorSource {
    /// A tensor of the file.
    public struct Entry: Sendable, Hashable {
        public let name: String
        public let format: GGUFFormat
        /// Sizes of the dimensions, the slowest first (the file has them the other way round).
        public let shape: [Int]
        /// Bytes from the start of the file.
        let range: Range<Int>
        public var elementCount: Int { range.count / format.blockBytes * format.blockElements }
    }

    let file: RandomAccessFile
    /// Keys and values in the order of the file.
    public let values: [(key: String, value: GGUFValue)]
    /// Tensors in the order of the file.
    public let entries: [Entry]
    private let valueIndex: [String: Int]
    private let entryIndex: [String: Int]

    /// The file's path as given.
    public var path: String { file.path }

    /// Opens a file.
    /// - Throws: ``QuantizationError`` of kind `fileAccess` or `malformedCheckpoint`.
    public init(path: String) throws {
        file = try RandomAccessFile(path: path)
        var parser = GGUFHeaderParser(file)
        let header = try parser.parse()
        values = header.values
        entries = header.entries
        valueIndex = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1.key, $0) })
        entryIndex = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    }

    /// The value of this key.
    public func value(_ key: String) -> GGUFValue? { valueIndex[key].map { values[$0].value } }

    /// The tensor of this name.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable`.
    public func entry(named name: String) throws -> Entry {
        guard let place = entryIndex[name] else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: name, problem: "the file has no tensor of this name",
                remedy: Self.remedy(listing: entries.map(\.name)))
        }
        return entries[place]
    }

    public var files: [String] { [path] }
    public var fileBytes: Int { file.size }
    /// None: what GGUF's keys mean is particular to that format.
    public var metadata: [(key: String, value: String)] { [] }
    public var tensors: [SourceTensor] {
        entries.map {
            SourceTensor(
                name: $0.name, format: $0.format.plainFormat ?? .binary32, shape: $0.shape,
                elementCount: $0.elementCount)
        }
    }

    public func floats(_ tensor: SourceTensor) throws -> [Float] { try floats(entry(named: tensor.name)) }

    public func forEachPiece(
        of tensor: SourceTensor, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let entry = try entry(named: tensor.name)
        if entry.format.plainFormat != nil {
            try file.forEachPiece(of: entry.range, body)
        } else {
            try floats(entry).withUnsafeBytes(body)
        }
    }

    /// The numbers of a tensor in binary32, row by row.
    public func floats(_ entry: Entry) throws -> [Float] {
        // Blocks are decoded piece by piece, so that memory holds the tensor once.
        let (blockBytes, blockElements) = (entry.format.blockBytes, entry.format.blockElements)
        let pieceBlocks = (1 << 20) / blockElements
        let blocks = entry.range.count / blockBytes
        var result = [Float](repeating: 0, count: entry.elementCount)
        var piece = [UInt8](repeating: 0, count: min(pieceBlocks, blocks) * blockBytes)
        for first in stride(from: 0, to: blocks, by: pieceBlocks) {
            let count = min(pieceBlocks, blocks - first)
            try piece.withUnsafeMutableBytes { piece in
                let part = UnsafeMutableRawBufferPointer(rebasing: piece[..<(count * blockBytes)])
                try file.read(at: entry.range.lowerBound + first * blockBytes, into: part)
                result.withUnsafeMutableBufferPointer { result in
                    let source = SharedBuffer(UnsafeBufferPointer(part.bindMemory(to: UInt8.self)))
                    let target = DisjointBuffer(result)
                    forEachRange(of: count, weightsPerItem: blockElements) { range in
                        entry.format.decode(
                            source.base + range.lowerBound * blockBytes, blocks: range.count,
                            into: target.base + (first + range.lowerBound) * blockElements)
                    }
                }
            }
        }
        return result
    }
}
