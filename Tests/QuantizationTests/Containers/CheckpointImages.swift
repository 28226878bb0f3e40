import Quantization

func littleEndian<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
}

/// A GGUF file, byte by byte from the specification.
struct GGUFImage {
    struct Tensor {
        var name: String
        /// Sizes, the slowest first.
        var shape: [Int]
        /// The specification's number of the element type.
        var type: UInt32
        var data: [UInt8]
        /// Where the data start, if not after those of the tensor before.
        var offset: Int?
    }

    var version: UInt32 = 3
    var alignment = 32
    var pairs: [[UInt8]] = []
    var tensors: [Tensor] = []

    mutating func add(_ key: String, text: String) {
        pairs.append(Self.text(key) + littleEndian(UInt32(8)) + Self.text(text))
    }

    mutating func add(_ key: String, number: UInt32) {
        pairs.append(Self.text(key) + littleEndian(UInt32(4)) + littleEndian(number))
    }

    mutating func add(_ key: String, texts: [String]) {
        pairs.append(
            Self.text(key) + littleEndian(UInt32(9)) + littleEndian(UInt32(8))
                + littleEndian(UInt64(texts.count)) + texts.flatMap(Self.text))
    }

    static func text(_ value: String) -> [UInt8] {
        littleEndian(UInt64(value.utf8.count)) + Array(value.utf8)
    }

    private func padding(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (alignment - count % alignment) % alignment)
    }

    /// The header with the padding after it.
    var header: [UInt8] {
        var bytes = Array("GGUF".utf8) + littleEndian(version) + littleEndian(UInt64(tensors.count))
        bytes += littleEndian(UInt64(pairs.count)) + pairs.flatMap { $0 }
        var place = 0
        for tensor in tensors {
            bytes += Self.text(tensor.name) + littleEndian(UInt32(tensor.shape.count))
            bytes += tensor.shape.reversed().flatMap { littleEndian(UInt64($0)) }
            bytes += littleEndian(tensor.type) + littleEndian(Int64(tensor.offset ?? place))
            place += tensor.data.count + padding(tensor.data.count).count
        }
        return bytes + padding(bytes.count)
    }

    var bytes: [UInt8] {
        header + tensors.flatMap { $0.data + padding($0.data.count) }
    }

    /// Rows of 64 columns in every element type that is read, with what each row stands for.
    static func everyFormat(rows: Int = 2) -> (image: GGUFImage, values: [String: [Float]]) {
        var image = GGUFImage()
        var values: [String: [Float]] = [:]
        image.add("general.architecture", text: "test")
        let plain = (0..<rows * 64).map { Float($0 % 37 - 18) / 16 }
        func add(_ name: String, _ type: UInt32, _ data: [UInt8], _ numbers: [Float]) {
            image.tensors.append(Tensor(name: name, shape: [rows, 64], type: type, data: data))
            values[name] = numbers
        }
        add("F32", 0, plain.flatMap { littleEndian($0.bitPattern) }, plain)
        add("F16", 1, plain.flatMap { littleEndian(Float16($0).bitPattern) }, plain)
        add("BF16", 30, plain.flatMap { littleEndian(UInt16($0.bitPattern >> 16)) }, plain)
        // Blocks: a scale (a power of two, so that products are exact), perhaps an offset, codes.
        var blocks: (q4: [UInt8], q41: [UInt8], q8: [UInt8]) = ([], [], [])
        var numbers: (q4: [Float], q41: [Float], q8: [Float]) = ([], [], [])
        for block in 0..<rows * 2 {
            let scale = Float(sign: .plus, exponent: block - 3, significand: 1)
            let codes = (0..<32).map { ($0 * 7 + block) % 16 }
            let nibbles = (0..<16).map { UInt8(codes[$0] | codes[$0 + 16] << 4) }
            let half = littleEndian(Float16(scale).bitPattern)
            blocks.q4 += half + nibbles
            numbers.q4 += codes.map { Float($0 - 8) * scale }
            blocks.q41 += half + littleEndian(Float16(-0.25).bitPattern) + nibbles
            numbers.q41 += codes.map { Float($0) * scale - 0.25 }
            let bytes = (0..<32).map { Int8(($0 * 29 + block * 11) % 255 - 127) }
            blocks.q8 += half + bytes.map { UInt8(bitPattern: $0) }
            numbers.q8 += bytes.map { Float($0) * scale }
        }
        add("Q4_0", 2, blocks.q4, numbers.q4)
        add("Q4_1", 3, blocks.q41, numbers.q41)
        add("Q8_0", 8, blocks.q8, numbers.q8)
        // A vector in blocks, which is carried over.
        image.tensors.append(
            Tensor(name: "bias", shape: [64], type: 8, data: Array(blocks.q8.prefix(68))))
        values["bias"] = Array(numbers.q8.prefix(64))
        return (image, values)
    }
}

/// A llama2.c checkpoint of random weights.
struct Llama2Image {
    var dimension = 16
    var hidden = 32
    var layers = 2
    var heads = 4
    var keyValueHeads = 2
    /// Negative when there is an output layer of its own.
    var vocabulary = 20
    var sequence = 8
    var hasTables = true

    var header: [UInt8] {
        [dimension, hidden, layers, heads, keyValueHeads, vocabulary, sequence].flatMap {
            littleEndian(Int32($0))
        }
    }

    var bytes: [UInt8] {
        let keyValue = dimension / heads * keyValueHeads
        let perLayer =
            2 * dimension + 2 * dimension * dimension + 2 * keyValue * dimension + 3 * hidden * dimension
        let embedding = abs(vocabulary) * dimension
        let tables = hasTables ? sequence * dimension / heads : 0
        let output = vocabulary < 0 ? embedding : 0
        let count = embedding + layers * perLayer + dimension + tables + output
        return header + (0..<count).flatMap { littleEndian((Float($0 * 31 % 101) / 64 - 0.75).bitPattern) }
    }
}

/// A safetensors file with tensors of binary32.
func safetensors(_ tensors: [(name: String, shape: [Int], values: [Float])]) -> [UInt8] {
    var members: [String] = []
    var data: [UInt8] = []
    for tensor in tensors {
        let start = data.count
        data += tensor.values.flatMap { littleEndian($0.bitPattern) }
        members.append(
            "\"\(tensor.name)\":{\"dtype\":\"F32\",\"shape\":\(tensor.shape),"
                + "\"data_offsets\":[\(start),\(data.count)]}")
    }
    let header = Array("{\(members.joined(separator: ","))}".utf8)
    return littleEndian(UInt64(header.count)) + header + data
}
