import Foundation

/// The kinds of checkpoints that are read, told apart by what is in them, never by their names.
public enum CheckpointKind: Sendable, Hashable {
    /// One safetensors file.
    case safetensors
    /// Several safetensors files with a JSON index, which this is.
    case shardIndex
    case gguf
    /// A llama2.c checkpoint of version 0, which has no mark of its own: seven sizes that a model can have.
    case llama2

    /// The name of the index in a folder of shards.
    public static let indexName = "model.safetensors.index.json"
    /// The name of the file in a folder without shards.
    public static let wholeName = "model.safetensors"

    /// Looks into a file.
    /// - Throws: ``QuantizationError``: `fileAccess`, and `malformedCheckpoint` for a file of no known kind.
    public init(path: String) throws { self = try Self.kind(of: RandomAccessFile(path: path)) }

    static func kind(of file: RandomAccessFile) throws -> CheckpointKind {
        let start = try file.read(at: 0, count: min(file.size, Llama2Checkpoint.headerBytes))
        if start.starts(with: Array("GGUF".utf8)) { return .gguf }
        if start.count > 8, start[8] == UInt8(ascii: "{") {
            let length = start[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if length <= UInt64(SafetensorsHeader.lengthLimit) { return .safetensors }
        }
        let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        if start.first(where: { !spaces.contains($0) }) == UInt8(ascii: "{") { return .shardIndex }
        if Llama2Checkpoint.isPlausible(start) { return .llama2 }
        throw QuantizationError(
            .malformedCheckpoint, file: file.path, problem: Self.problem(start, size: file.size),
            remedy: "Give safetensors, the index or folder of its shards, GGUF or a llama2.c checkpoint")
    }

    /// What a file of no known kind is, as far as its first bytes say.
    private static func problem(_ start: [UInt8], size: Int) -> String {
        if start.starts(with: Array("PK".utf8)) {
            return
                "it is a zip archive, such as a checkpoint of PyTorch, and no checkpoint of a kind that is read"
        }
        if start.starts(with: Array("24ka".utf8)) {
            return "it is a llama2.c checkpoint of a version after 0, which isn't read"
        }
        return "its \(size) bytes don't start like a checkpoint of any kind that is read"
    }

    /// Opens a checkpoint: a file of one of these kinds, or a folder with ``indexName`` or ``wholeName``.
    /// - Throws: ``QuantizationError``: `fileAccess`, or the malformations of the kind.
    public static func open(_ path: String) throws -> any TensorSource {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            return try ShardedSafetensors(folder: path)
        }
        return switch try CheckpointKind(path: path) {
        case .safetensors: try SafetensorsReader(path: path)
        case .shardIndex: try ShardedSafetensors(index: path)
        case .gguf: try GGUFReader(path: path)
        case .llama2: try Llama2Checkpoint(path: path)
        }
    }
}
