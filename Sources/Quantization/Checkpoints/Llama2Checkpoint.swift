/// A llama2.c checkpoint (version 0: seven 32-bit integers, then binary32 tensors) open for reading.
///
/// Linear layers are given the names `layers.N.wq` and so on, one tensor a layer.
public final class Llama2Checkpoint: Sendable {
    /// The header's numbers.
    public struct Header: Sendable, Hashable {
        public let dimension: Int
        public let hiddenDimension: Int
        public let layers: Int
        public let heads: Int
        public let keyValueHeads: Int
        public let vocabulary: Int
        public let sequenceLength: Int
        /// Whether the output layer is the embedding itself (a negative vocabulary says that it isn't).
        public let sharesEmbedding: Bool
        /// Elements of one head.
        public var headSize: Int { dimension / heads }
    }

    /// A tensor of the file, in binary32.
    public struct Entry: Sendable, Hashable {
        public let name: String
        /// Sizes of the dimensions, the slowest first.
        public let shape: [Int]
        let offset: Int
        public var elementCount: Int { shape.reduce(1, *) }
    }

    let file: RandomAccessFile
    public let header: Header
    /// Tensors in the order of the file; the two rotary tables, which nothing needs, aren't among them.
    public let entries: [Entry]

    private static let headerBytes = 28

    /// The file's path as given.
    public var path: String { file.path }

    /// Opens a file.
    /// - Throws: ``QuantizationError`` of kind `fileAccess` or `malformedCheckpoint`.
    public init(path: String) throws {
        let file = try RandomAccessFile(path: path)
        self.file = file
        guard file.size >= Self.headerBytes else {
            throw Self.malformed(path, "it is shorter than its header")
        }
        let bytes = try file.read(at: 0, count: Self.headerBytes)
        let numbers = stride(from: 0, to: Self.headerBytes, by: 4).map { start in
            Int(Int32(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }))
        }
        let limit = 1 << 24
        let names = [
            "dimension", "hidden dimension", "layers", "heads", "key and value heads", "vocabulary",
            "sequence length",
        ]
        for (name, number) in zip(names, numbers)
        where !(1...limit).contains(name == "vocabulary" ? abs(number) : number) {
            throw Self.malformed(path, "its \(name) is \(number)")
        }
        let header = Header(
            dimension: numbers[0], hiddenDimension: numbers[1], layers: numbers[2], heads: numbers[3],
            keyValueHeads: numbers[4], vocabulary: abs(numbers[5]), sequenceLength: numbers[6],
            sharesEmbedding: numbers[5] > 0)
        guard header.dimension.isMultiple(of: header.heads),
            header.heads.isMultiple(of: header.keyValueHeads),
            header.headSize.isMultiple(of: 2)
        else {
            throw Self.malformed(
                path,
                "\(header.heads) heads with \(header.keyValueHeads) of keys and values don't fit a dimension of "
                    + "\(header.dimension)")
        }
        self.header = header
        entries = try Self.layout(header, path: path, size: file.size)
    }

    private static func layout(_ header: Header, path: String, size: Int) throws -> [Entry] {
        let (dimension, hidden) = (header.dimension, header.hiddenDimension)
        let keyValue = header.headSize * header.keyValueHeads
        var entries: [Entry] = []
        var offset = headerBytes
        func add(_ name: String, _ shape: [Int]) throws {
            // Each factor is below 2^24, so two of them can't overflow.
            let bytes = shape.reduce(4, *)
            guard bytes <= size - offset else {
                throw malformed(path, "it ends inside the tensor \"\(name)\"")
            }
            entries.append(Entry(name: name, shape: shape, offset: offset))
            offset += bytes
        }
        try add("token_embedding", [header.vocabulary, dimension])
        let perLayer: [(name: String, shape: [Int])] = [
            ("attention_norm", [dimension]), ("wq", [dimension, dimension]), ("wk", [keyValue, dimension]),
            ("wv", [keyValue, dimension]), ("wo", [dimension, dimension]), ("feed_forward_norm", [dimension]),
            ("w1", [hidden, dimension]), ("w2", [dimension, hidden]), ("w3", [hidden, dimension]),
        ]
        for tensor in perLayer {
            for layer in 0..<header.layers { try add("layers.\(layer).\(tensor.name)", tensor.shape) }
        }
        try add("final_norm", [dimension])
        if !header.sharesEmbedding {
            offset += header.sequenceLength * header.headSize * 4
            try add("output", [header.vocabulary, dimension])
        }
        return entries
    }

    /// The tensor of this name.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable`.
    public func entry(named name: String) throws -> Entry {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: name, problem: "the file has no tensor of this name",
                remedy: "It has token_embedding, layers.N.wq, layers.N.w1 and so on")
        }
        return entry
    }

    /// The numbers of a tensor, row by row.
    public func floats(_ entry: Entry) throws -> [Float] {
        var values = [Float](repeating: 0, count: entry.elementCount)
        try values.withUnsafeMutableBytes { try file.read(at: entry.offset, into: $0) }
        return values
    }

    private static func malformed(_ path: String, _ problem: String) -> QuantizationError {
        QuantizationError(
            .malformedCheckpoint, file: path, problem: problem,
            remedy: "The file is damaged or no llama2.c checkpoint of version 0: fetch or export it again")
    }
}
