import Foundation

/// A safetensors file open for reading. Opening reads and checks the whole header; tensors are read when
/// asked for, one at a time, so that memory holds no more than the largest. Data is little-endian, as are the
/// machines this runs on.
public final class SafetensorsReader: TensorSource {
    let file: RandomAccessFile
    /// Tensors in the order of their data in the file.
    public let entries: [TensorEntry]
    /// Metadata by key, in the order of the file.
    public let metadata: [(key: String, value: String)]
    private let dataOffset: Int
    private let places: [String: Int]

    /// The file's path as given.
    public var path: String { file.path }

    /// Opens a file.
    /// - Throws: ``QuantizationError`` of kind `fileAccess` or `malformedSafetensors`.
    public init(path: String) throws {
        file = try RandomAccessFile(path: path)
        let header = try SafetensorsHeader(reading: file)
        entries = header.entries
        metadata = header.metadata
        dataOffset = header.dataOffset
        places = Dictionary(uniqueKeysWithValues: header.entries.enumerated().map { ($1.name, $0) })
    }

    /// The tensor of this name.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` that lists some of the names there are.
    public func entry(named name: String) throws -> TensorEntry {
        guard let place = places[name] else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: name, problem: "the file has no tensor of this name",
                remedy: Self.remedy(listing: entries.map(\.name)))
        }
        return entries[place]
    }

    public var files: [String] { [path] }
    public var fileBytes: Int { file.size }
    public var tensors: [SourceTensor] {
        entries.map {
            SourceTensor(name: $0.name, format: $0.format, shape: $0.shape, elementCount: $0.elementCount)
        }
    }

    public func floats(_ tensor: SourceTensor) throws -> [Float] { try floats(entry(named: tensor.name)) }

    public func forEachPiece(
        of tensor: SourceTensor, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try forEachPiece(of: entry(named: tensor.name), body)
    }

    func forEachPiece(of entry: TensorEntry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let range = entry.range
        try file.forEachPiece(
            of: dataOffset + range.lowerBound..<dataOffset + range.upperBound, body)
    }

    /// The bytes of a tensor, or of a part of it.
    /// - Parameter part: bytes from the start of the tensor; all of them when `nil`.
    public func bytes(_ entry: TensorEntry, part: Range<Int>? = nil) throws -> [UInt8] {
        let part = part ?? 0..<entry.range.count
        return try file.read(at: dataOffset + entry.range.lowerBound + part.lowerBound, count: part.count)
    }

    /// The numbers of a tensor in binary32, exactly.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` unless the elements are F32, F16 or BF16.
    public func floats(_ entry: TensorEntry) throws -> [Float] {
        guard entry.format.convertsToBinary32 else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: entry.name,
                problem: "its elements are \(entry.format.rawValue)",
                remedy: "Give a tensor of F32, F16 or BF16")
        }
        let start = dataOffset + entry.range.lowerBound
        var result = [Float](repeating: 0, count: entry.elementCount)
        if entry.format == .binary32 {
            try result.withUnsafeMutableBytes { try file.read(at: start, into: $0) }
            return result
        }
        // Half-width numbers are converted piece by piece, so that memory holds the tensor once.
        let pieceSize = 1 << 20
        var piece = [UInt16](repeating: 0, count: min(pieceSize, result.count))
        var done = 0
        while done < result.count {
            let count = min(pieceSize, result.count - done)
            try piece.withUnsafeMutableBytes {
                try file.read(
                    at: start + 2 * done, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<(2 * count)]))
            }
            piece.withUnsafeBufferPointer { piece in
                result.withUnsafeMutableBufferPointer { result in
                    guard let source = piece.baseAddress, let target = result.baseAddress else { return }
                    HalfWidthNumbers.widen(source, count: count, format: entry.format, into: target + done)
                }
            }
            done += count
        }
        return result
    }

    /// The numbers of a matrix in binary32, with its rows and columns.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` when there is no such tensor or it has
    ///   other than two dimensions.
    public func matrix(named name: String) throws -> (values: [Float], rows: Int, columns: Int) {
        let entry = try entry(named: name)
        guard entry.shape.count == 2 else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: name, problem: "its shape is \(entry.shape)",
                remedy: "Give a tensor of two dimensions")
        }
        return (try floats(entry), entry.shape[0], entry.shape[1])
    }
}
