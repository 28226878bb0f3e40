/// A llama2.c checkpoint (version 0: seven 32-bit integers, then binary32 tensors) open for reading.
///
/// Linear layers are given the names `layers.N.wq` and so on, one tensor a layer.
public final class Llama2Checkpoint: TensorSource {
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
    private let places: [String: Int]

    static let headerBytes = 28

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
        let numbers = Self.numbers(bytes)
        for (name, number) in zip(Self.numberNames, numbers)
        where !Self.limits(name).contains(name == "vocabulary" ? abs(number) : number) {
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
        places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    }

    private static let numberNames = [
        "dimension", "hidden dimension", "layers", "heads", "key and value heads", "vocabulary",
        "sequence length",
    ]

    private static func limits(_ name: String) -> ClosedRange<Int> {
        1...(name == "layers" ? 1 << 14 : 1 << 24)
    }

    private static func numbers(_ bytes: [UInt8]) -> [Int] {
        stride(from: 0, to: headerBytes, by: 4).map { start in
            Int(Int32(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }))
        }
    }

    /// Whether a file's first bytes can be a header: the format has no mark by which to know it.
    static func isPlausible(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= headerBytes else { return false }
        return zip(numberNames, numbers(bytes)).allSatisfy { name, number in
            limits(name).contains(name == "vocabulary" ? abs(number) : number)
        }
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
        let tableBytes = header.sequenceLength * header.headSize * 4
        if !header.sharesEmbedding {
            offset += tableBytes
            try add("output", [header.vocabulary, dimension])
        }
        // Some writers leave the tables out where nothing follows them.
        guard offset == size || header.sharesEmbedding && offset + tableBytes == size else {
            throw malformed(path, "\(size - offset) bytes after its last tensor don't belong to it")
        }
        return entries
    }

    /// The tensor of this name.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable`.
    public func entry(named name: String) throws -> Entry {
        guard let place = places[name] else {
            throw QuantizationError(
                .tensorUnavailable, file: path, tensor: name, problem: "the file has no tensor of this name",
                remedy: "It has token_embedding, layers.N.wq, layers.N.w1 and so on")
        }
        return entries[place]
    }

    public var files: [String] { [path] }
    public var fileBytes: Int { file.size }
    public var metadata: [(key: String, value: String)] { [] }
    public var tensors: [SourceTensor] {
        entries.map {
            SourceTensor(name: $0.name, format: .binary32, shape: $0.shape, elementCount: $0.elementCount)
        }
    }

    public func floats(_ tensor: SourceTensor) throws -> [Float] { try floats(entry(named: tensor.name)) }

    public func forEachPiece(
        of tensor: SourceTensor, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let offset = try entry(named: tensor.name).offset
        try file.forEachPiece(of: offset..<offset + tensor.byteCount, body)
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
