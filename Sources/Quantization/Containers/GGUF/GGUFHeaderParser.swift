/// Reads a header front to back.
struct GGUFHeaderParser {
    private let file: RandomAccessFile
    private var position = 0
    private var window: [UInt8] = []
    private var windowStart = 0
    private var listElements = 0

    /// Most bytes of a header: beyond any vocabulary, and little enough to keep in memory.
    static let byteLimit = 100_000_000
    /// Most tensors, and most metadata entries.
    static let entryLimit = 1 << 18
    /// Most elements of all lists.
    static let listElementLimit = 1 << 22

    init(_ file: RandomAccessFile) { self.file = file }

    mutating func parse() throws -> (values: [(key: String, value: GGUFValue)], entries: [GGUFReader.Entry]) {
        guard file.size >= 24, try bytes(4) == Array("GGUF".utf8) else {
            throw malformed("it doesn't start with the letters GGUF")
        }
        let version = Int(try word(UInt32.self))
        guard version == 2 || version == 3 else {
            throw malformed("it has version \(version), and versions 2 and 3 can be read")
        }
        let tensorCount = try count("tensors", leastBytes: 24)
        let pairCount = try count("metadata entries", leastBytes: 13)
        for (what, count) in [("tensors", tensorCount), ("metadata entries", pairCount)]
        where count > Self.entryLimit {
            throw malformed("it has \(count) \(what), more than the \(Self.entryLimit) that are read")
        }
        var values: [(key: String, value: GGUFValue)] = []
        var keys: Set<String> = []
        for _ in 0..<pairCount {
            let key = try text()
            guard keys.insert(key).inserted else {
                throw malformed("it has the metadata key \"\(key)\" twice")
            }
            values.append((key, try value(type: try word(UInt32.self), depth: 0)))
        }
        let alignment = values.first { $0.key == "general.alignment" }?.value.integer ?? 32
        guard (1...1 << 20).contains(alignment) else {
            throw malformed("its alignment is \(alignment)")
        }
        return (values, try entries(tensorCount, alignment: alignment))
    }

    private mutating func entries(_ count: Int, alignment: Int) throws -> [GGUFReader.Entry] {
        var found: [(name: String, format: GGUFFormat, shape: [Int], bytes: Int, offset: Int)] = []
        var names: Set<String> = []
        for _ in 0..<count {
            let name = try text()
            guard names.insert(name).inserted else { throw malformed("it has the tensor \"\(name)\" twice") }
            let dimensions = Int(try word(UInt32.self))
            guard dimensions <= 4 else { throw malformed("tensor \"\(name)\" has \(dimensions) dimensions") }
            var shape: [Int] = []
            for _ in 0..<dimensions { shape.append(try size("size of tensor \"\(name)\"")) }
            let code = try word(UInt32.self)
            guard let format = GGUFFormat(rawValue: code) else {
                throw malformed(
                    "tensor \"\(name)\" has element type \(code), and only "
                        + GGUFFormat.allCases.map(\.name).joined(separator: ", ") + " can be read")
            }
            let bytes = try byteCount(shape, format, name)
            found.append((name, format, shape.reversed(), bytes, try size("offset of tensor \"\(name)\"")))
        }
        let start = (position + alignment - 1) / alignment * alignment
        let placed = try found.map { tensor in
            guard tensor.offset.isMultiple(of: alignment) else {
                throw malformed(
                    "the data of tensor \"\(tensor.name)\" start at byte \(tensor.offset), no multiple of the "
                        + "alignment \(alignment)")
            }
            let (first, overflows) = start.addingReportingOverflow(tensor.offset)
            guard !overflows, first <= file.size, tensor.bytes <= file.size - first else {
                throw malformed("the data of tensor \"\(tensor.name)\" reach beyond the end of the file")
            }
            return GGUFReader.Entry(
                name: tensor.name, format: tensor.format, shape: tensor.shape,
                range: first..<first + tensor.bytes)
        }
        let ordered = placed.filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        for (before, after) in zip(ordered, ordered.dropFirst())
        where after.range.lowerBound < before.range.upperBound {
            throw malformed(
                "the data of the tensors \"\(before.name)\" and \"\(after.name)\" overlap")
        }
        return placed
    }

    private func byteCount(_ shape: [Int], _ format: GGUFFormat, _ name: String) throws -> Int {
        var elements = 1
        for size in shape {
            let (product, overflows) = elements.multipliedReportingOverflow(by: size)
            guard !overflows, product <= file.size * 4 else {
                throw malformed("tensor \"\(name)\" has more elements than the file has room for")
            }
            elements = product
        }
        let row = shape.first ?? 1
        guard row.isMultiple(of: format.blockElements) else {
            throw malformed(
                "tensor \"\(name)\" has rows of \(row) elements, no multiple of \(format.name)'s "
                    + "\(format.blockElements)")
        }
        return elements / format.blockElements * format.blockBytes
    }

    // MARK: Values

    private mutating func value(type: UInt32, depth: Int) throws -> GGUFValue {
        switch type {
        case 0: return .integer(Int(try word(UInt8.self)))
        case 1: return .integer(Int(try word(Int8.self)))
        case 2: return .integer(Int(try word(UInt16.self)))
        case 3: return .integer(Int(try word(Int16.self)))
        case 4: return .integer(Int(try word(UInt32.self)))
        case 5: return .integer(Int(try word(Int32.self)))
        case 6: return .real(Double(Float(bitPattern: try word(UInt32.self))))
        case 7: return .boolean(try word(UInt8.self) != 0)
        case 8: return .text(try text())
        case 9:
            guard depth < 4 else { throw malformed("it has lists nested too deep") }
            let elementType = try word(UInt32.self)
            let count = try count("list elements", leastBytes: 1)
            listElements += count
            guard listElements <= Self.listElementLimit else {
                throw malformed("its lists have more than \(Self.listElementLimit) elements")
            }
            var elements: [GGUFValue] = []
            for _ in 0..<count { elements.append(try value(type: elementType, depth: depth + 1)) }
            return .list(elements)
        case 10: return .integer(Int(clamping: try word(UInt64.self)))
        case 11: return .integer(Int(clamping: try word(Int64.self)))
        case 12: return .real(Double(bitPattern: try word(UInt64.self)))
        default: throw malformed("it has a metadata value of the unknown type \(type)")
        }
    }

    private mutating func size(_ what: String) throws -> Int {
        let value = try word(UInt64.self)
        guard let size = Int(exactly: value) else { throw malformed("the \(what) is \(value)") }
        return size
    }

    private mutating func count(_ what: String, leastBytes: Int) throws -> Int {
        let count = try size("number of \(what)")
        guard count <= (file.size - position) / leastBytes else {
            throw malformed("it claims \(count) \(what), more than the file has room for")
        }
        return count
    }

    private mutating func text() throws -> String {
        let count = try count("bytes of a name or text", leastBytes: 1)
        // Tokens of a vocabulary needn't be whole characters.
        return String(decoding: try bytes(count), as: UTF8.self)
    }

    private mutating func word<Word: FixedWidthInteger>(_: Word.Type) throws -> Word {
        var result: Word = 0
        for (index, byte) in try bytes(Word.bitWidth / 8).enumerated() {
            result |= Word(truncatingIfNeeded: byte) << Word(truncatingIfNeeded: 8 * index)
        }
        return result
    }

    private mutating func bytes(_ count: Int) throws -> [UInt8] {
        guard count <= file.size - position else { throw malformed("it ends inside its header") }
        guard count <= Self.byteLimit - position else {
            throw malformed("its header has more than \(Self.byteLimit) bytes")
        }
        if position < windowStart || position + count > windowStart + window.count {
            windowStart = position
            window = try file.read(at: position, count: min(file.size - position, max(count, 1 << 16)))
        }
        defer { position += count }
        return Array(window[position - windowStart..<position - windowStart + count])
    }

    private func malformed(_ problem: String) -> QuantizationError {
        QuantizationError(
            .malformedCheckpoint, file: file.path, problem: problem,
            remedy:
                "The file is damaged or no GGUF of version 2 or 3 with plain formats: fetch or convert it again"
        )
    }
}
