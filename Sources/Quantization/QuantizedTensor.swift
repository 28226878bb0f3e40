import Configuration

/// A matrix of weights as codes and scales: rows are output channels, columns input channels, and a group is
/// a run of `groupSize` columns of one row.
public struct QuantizedTensor: Sendable, Equatable {
    /// The data type of every code.
    public let type: QuantizationType
    /// Output channels.
    public let rows: Int
    /// Input channels.
    public let columns: Int
    /// Weights of a group; divides ``columns``.
    public let groupSize: Int
    /// One code a weight, row by row, in the low `type.codeBits` bits of a byte, the bits above zero: the
    /// byte that the hardware takes.
    public let codes: [UInt8]
    /// Which special value each group uses (0 … 3), row by row; 0 for types without.
    public let selectors: [UInt8]
    /// The stored scales of the groups.
    public let scales: GroupScales

    /// Groups of a row.
    public var groupsPerRow: Int { columns / groupSize }

    /// Scale codes of all groups, row by row; `nil` unless scales are in the hardware's format.
    public var scaleCodes: [UInt8]? {
        if case .integer8(let codes, _) = scales { codes } else { nil }
    }

    /// Channel scales, one a row; `nil` unless scales are in the hardware's format.
    public var channelScales: [Float]? {
        if case .integer8(_, let channelScales) = scales { channelScales } else { nil }
    }

    /// Assembles a tensor from its parts.
    /// - Throws: ``QuantizationError`` of kind `invalidParameter` when a part has the wrong number of
    ///   elements, a code has bits above the type's or none of the type's meanings, or a selector names no
    ///   special value.
    public init(
        type: QuantizationType, rows: Int, columns: Int, groupSize: Int, codes: [UInt8], selectors: [UInt8],
        scales: GroupScales
    ) throws {
        self.init(
            unchecked: type, rows: rows, columns: columns, groupSize: groupSize, codes: codes,
            selectors: selectors, scales: scales)
        try checkSizes()
        try checkCodes()
    }

    /// The same without checks, for parts that the quantiser made.
    init(
        unchecked type: QuantizationType, rows: Int, columns: Int, groupSize: Int, codes: [UInt8],
        selectors: [UInt8], scales: GroupScales
    ) {
        self.type = type
        self.rows = rows
        self.columns = columns
        self.groupSize = groupSize
        self.codes = codes
        self.selectors = selectors
        self.scales = scales
    }

    private func checkSizes() throws {
        try Quantizer.checkShape(rows: rows, columns: columns, groupSize: groupSize)
        let groups = rows * groupsPerRow
        try Self.check("codes", codes.count, rows * columns)
        try Self.check("selectors", selectors.count, groups)
        switch scales {
        case .integer8(let codes, let channelScales):
            try Self.check("scale codes", codes.count, groups)
            try Self.check("channel scales", channelScales.count, rows)
        case .binary16(let values): try Self.check("scales", values.count, groups)
        case .binary32(let values): try Self.check("scales", values.count, groups)
        }
    }

    private static func check(_ part: String, _ count: Int, _ expected: Int) throws {
        guard count == expected else {
            throw QuantizationError(
                .invalidParameter, problem: "there are \(count) \(part)", remedy: "Give exactly \(expected)")
        }
    }

    private func checkCodes() throws {
        let selectorCount = max(type.specialValues.count, 1)
        for (group, selector) in selectors.enumerated() where selector >= selectorCount {
            throw QuantizationError(
                .invalidParameter, row: group / groupsPerRow,
                problem: "group \(group % groupsPerRow) has selector \(selector)",
                remedy: "Use a selector below \(selectorCount) for \(type.name)")
        }
        // Legality depends on the code alone: special values are all present or all absent.
        let legal = type.gridValues(selector: 0).map { $0 != nil }
        for (index, code) in codes.enumerated() where Int(code) >= legal.count || !legal[Int(code)] {
            throw QuantizationError(
                .invalidParameter, row: index / columns, column: index % columns,
                problem: "the code \(code) stands for no value of \(type.name)",
                remedy:
                    "Use codes of \(type.codeBits) bits, and minus zero only for types with special values")
        }
    }
}

extension QuantizedTensor {
    /// The grid value of one weight's code.
    public func gridValue(row: Int, column: Int) -> Int {
        let selector = selectors[row * groupsPerRow + column / groupSize]
        return type.gridValues(selector: Int(selector))[Int(codes[row * columns + column])] ?? 0
    }

    /// The scale of one group as a real number rounded to binary32: what a grid value is multiplied by.
    public func scale(row: Int, group: Int) -> Float {
        let index = row * groupsPerRow + group
        switch scales {
        case .integer8(let codes, let channelScales): return Float(codes[index]) * channelScales[row]
        case .binary16(let values): return Float(Float16(bitPattern: values[index]))
        case .binary32(let values): return values[index]
        }
    }

    /// The weights that the codes stand for, row by row, in binary32.
    ///
    /// The hardware's format: the integer `grid value · scale code`, exact, times the channel scale, rounded
    /// once. The other formats: the grid value times the stored scale, rounded once.
    public func dequantized() -> [Float] {
        var result = [Float](repeating: 0, count: rows * columns)
        result.withUnsafeMutableBufferPointer { output in
            let writer = DisjointBuffer(output)
            forEachRowRange(rows: rows, weightsPerRow: columns) { range in
                dequantize(rows: range, into: writer)
            }
        }
        return result
    }

    /// Writes the dequantised weights of `range` to their places in a buffer of the whole tensor.
    func dequantize(rows range: Range<Int>, into output: DisjointBuffer<Float>) {
        let values = (0..<SpecialValues.count).map { selector in
            type.gridValues(selector: min(selector, max(type.specialValues.count - 1, 0)))
                .map { Float($0 ?? 0) }
        }
        codes.withUnsafeBufferPointer { codes in
            for row in range {
                for group in 0..<groupsPerRow {
                    let index = row * groupsPerRow + group
                    let (integer, real) = scaleFactors(row: row, index: index)
                    let start = row * columns + group * groupSize
                    values[Int(selectors[index])].withUnsafeBufferPointer { table in
                        for weight in start..<start + groupSize {
                            output.base[weight] = (table[Int(codes[weight])] * integer) * real
                        }
                    }
                }
            }
        }
    }

    /// The factor that multiplies a grid value exactly and the one that rounds.
    private func scaleFactors(row: Int, index: Int) -> (integer: Float, real: Float) {
        switch scales {
        case .integer8(let codes, let channelScales): (Float(codes[index]), channelScales[row])
        case .binary16(let values): (1, Float(Float16(bitPattern: values[index])))
        case .binary32(let values): (1, values[index])
        }
    }
}
