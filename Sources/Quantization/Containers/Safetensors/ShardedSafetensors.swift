import Foundation

/// A checkpoint of several safetensors files, its shards, and a JSON index that says which tensor is in which: an
/// object with the member `weight_map` of names to files, which stand beside the index.
public final class ShardedSafetensors: TensorSource {
    public let path: String
    public let tensors: [SourceTensor]
    public let metadata: [(key: String, value: String)]
    public let files: [String]
    public let fileBytes: Int
    private let shards: [SafetensorsReader]
    private let shardOf: [String: Int]

    /// Most shards of a checkpoint: each is an open file.
    static let shardLimit = 512

    /// Opens the shards that an index names.
    /// - Throws: ``QuantizationError``: `fileAccess`, `malformedSafetensors` of index or shard, also when two shards
    ///   have a tensor of one name, or a shard hasn't what the index says.
    public convenience init(index path: String) throws {
        let places = try Self.weightMap(path)
        let folder = (path as NSString).deletingLastPathComponent
        try self.init(
            path: path, folder: folder, index: path, names: Set(places.map(\.file)).sorted(), places: places)
    }

    /// Opens a folder: the shards of its ``CheckpointKind/indexName``, or its ``CheckpointKind/wholeName``.
    /// - Throws: as ``init(index:)``.
    public convenience init(folder: String) throws {
        let index = folder + "/" + CheckpointKind.indexName
        let whole = CheckpointKind.wholeName
        if FileManager.default.fileExists(atPath: index) {
            let places = try Self.weightMap(index)
            try self.init(
                path: folder, folder: folder, index: index, names: Set(places.map(\.file)).sorted(),
                places: places)
        } else if FileManager.default.fileExists(atPath: folder + "/" + whole) {
            try self.init(path: folder, folder: folder, index: nil, names: [whole], places: [])
        } else {
            throw QuantizationError(
                .fileAccess, file: folder,
                problem: "the folder has neither \(CheckpointKind.indexName) nor \(whole)",
                remedy: "Give the folder of a checkpoint, or one file")
        }
    }

    private init(
        path: String, folder: String, index: String?, names: [String], places: [(name: String, file: String)]
    ) throws {
        self.path = path
        let prefix = folder.isEmpty ? "" : folder + "/"
        shards = try names.map { try SafetensorsReader(path: prefix + $0) }
        var shardOf: [String: Int] = [:]
        var metadata: [(key: String, value: String)] = []
        for (number, shard) in shards.enumerated() {
            for entry in shard.entries {
                if let other = shardOf.updateValue(number, forKey: entry.name) {
                    throw Self.malformed(
                        path, tensor: entry.name, "both \(names[other]) and \(names[number]) have it")
                }
            }
            for pair in shard.metadata where !metadata.contains(where: { $0.key == pair.key }) {
                metadata.append(pair)
            }
        }
        for place in places where shardOf[place.name].map({ names[$0] }) != place.file {
            throw Self.malformed(
                index ?? path, tensor: place.name, "it should be in \(place.file), which hasn't it")
        }
        self.shardOf = shardOf
        self.metadata = metadata
        tensors = shards.flatMap(\.tensors)
        files = (index.map { [$0] } ?? []) + shards.map(\.path)
        fileBytes = shards.reduce(0) { $0 + $1.fileBytes }
    }

    public func floats(_ tensor: SourceTensor) throws -> [Float] { try shard(of: tensor).floats(tensor) }

    public func forEachPiece(
        of tensor: SourceTensor, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try shard(of: tensor).forEachPiece(of: tensor, body)
    }

    private func shard(of tensor: SourceTensor) throws -> SafetensorsReader {
        guard let number = shardOf[tensor.name] else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: tensor.name,
                problem: "the checkpoint has no tensor of this name",
                remedy: Self.remedy(listing: tensors.map(\.name)))
        }
        return shards[number]
    }

    /// The tensors that an index names, and in which file each is.
    private static func weightMap(_ path: String) throws -> [(name: String, file: String)] {
        let file = try RandomAccessFile(path: path)
        guard file.size <= SafetensorsHeader.lengthLimit else {
            throw malformed(path, "it has \(file.size) bytes, too many for an index")
        }
        let members: [(name: String, value: HeaderValue)]
        do {
            guard case .object(let object) = try HeaderValue.parse(file.read(at: 0, count: file.size)) else {
                throw malformed(path, "it isn't a JSON object")
            }
            members = object
        } catch let error as HeaderValue.SyntaxError {
            throw malformed(path, "it isn't valid JSON: at byte \(error.offset), \(error.problem)")
        }
        guard case .object(let map)? = members.first(where: { $0.name == "weight_map" })?.value else {
            throw malformed(path, "it has no object \"weight_map\" of names to files")
        }
        let places = try map.map { name, value in
            guard case .string(let file) = value else {
                throw malformed(path, tensor: name, "its file in the index isn't a string")
            }
            guard !file.isEmpty, !file.contains("/"), !file.contains("\0"), !file.hasPrefix(".") else {
                throw malformed(
                    path, tensor: name,
                    "the index names its file \"\(file)\", and shards stand beside their index")
            }
            return (name: name, file: file)
        }
        let shards = Set(places.map(\.file)).count
        guard (1...shardLimit).contains(shards) else {
            throw malformed(path, "it names \(shards) shards, and 1 to \(shardLimit) can be read")
        }
        return places
    }

    private static func malformed(
        _ path: String, tensor: String? = nil, _ problem: String
    ) -> QuantizationError {
        QuantizationError(
            .malformedSafetensors, file: path, tensor: tensor, problem: problem,
            remedy: "Index and shards don't belong together or are damaged: fetch the checkpoint again")
    }
}
