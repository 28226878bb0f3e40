/// A tensor of a checkpoint, whatever kind of file holds it.
public struct SourceTensor: Sendable, Hashable {
    public let name: String
    /// Element type that the tensor is read and carried over as: the file's own where safetensors have it, F32
    /// for the blocks of GGUF's quantised formats.
    public let format: TensorFormat
    /// Sizes of the dimensions, the slowest first; empty for a single number.
    public let shape: [Int]
    /// Numbers in the tensor.
    public let elementCount: Int

    /// Bytes of the tensor's data in ``format``.
    public var byteCount: Int { elementCount * format.byteCount }
}

/// A checkpoint open for reading: named tensors, read when asked for, one at a time, so that memory holds no
/// more than the largest.
public protocol TensorSource: AnyObject, Sendable {
    /// The file or folder, as the user named it.
    var path: String { get }
    /// All files that belong to the checkpoint.
    var files: [String] { get }
    /// Bytes of all files.
    var fileBytes: Int { get }
    /// The tensors, in the order of the file or files; names are unique.
    var tensors: [SourceTensor] { get }
    /// Free text by key that goes with the tensors into another safetensors file.
    var metadata: [(key: String, value: String)] { get }

    /// The numbers of one of ``tensors`` in binary32, row by row.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` unless its ``SourceTensor/format`` is F32, F16
    ///   or BF16, `fileAccess` when it can't be read.
    func floats(_ tensor: SourceTensor) throws -> [Float]

    /// Hands over the data of one of ``tensors``, elements of its ``SourceTensor/format``, piece by piece.
    /// - Throws: ``QuantizationError`` of kind `fileAccess`, and what `body` throws.
    func forEachPiece(of tensor: SourceTensor, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension TensorSource {
    /// The tensor of this name.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` that lists some of the names there are.
    public func tensor(named name: String) throws -> SourceTensor {
        guard let tensor = tensors.first(where: { $0.name == name }) else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: name, problem: "the file has no tensor of this name",
                remedy: Self.remedy(listing: tensors.map(\.name)))
        }
        return tensor
    }

    /// The metadata of this key.
    public func metadata(_ key: String) -> String? {
        metadata.first { $0.key == key }?.value
    }

    /// Some of the names that there are.
    static func remedy(listing names: [String]) -> String {
        let shown = names.sorted().prefix(8).joined(separator: ", ")
        let more = names.count > 8 ? " and \(names.count - 8) more" : ""
        return names.isEmpty ? "The file has no tensors at all" : "It has \(shown)\(more)"
    }
}

extension RandomAccessFile {
    /// Hands over the bytes of `range` in pieces of a few megabytes.
    func forEachPiece(of range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let pieceSize = 8 << 20
        var piece = [UInt8](repeating: 0, count: min(pieceSize, range.count))
        for start in stride(from: range.lowerBound, to: range.upperBound, by: pieceSize) {
            let count = min(pieceSize, range.upperBound - start)
            try piece.withUnsafeMutableBytes {
                let part = UnsafeMutableRawBufferPointer(rebasing: $0[..<count])
                try read(at: start, into: part)
                try body(UnsafeRawBufferPointer(part))
            }
        }
    }
}
