/// A matrix of weights as codes and scales: rows are output channels, columns input channels, and a group is
/// a run of `groupSize` weights in row order: columns of one row, or the whole tensor.
public struct QuantizedTensor: Sendable, Equatable {
    /// The data type of every code.
    public let type: QuantizationType
    /// Output channels.
    public let rows: Int
    /// Input channels.
    public let columns: Int
    /// Weights of a group; divides ``columns``, or is all of them: rows · columns.
    public let groupSize: Int
    /// One code a weight, row by row, in the low `type.codeBits` bits of a byte, the bits above zero: the
    /// byte that the hardware takes.
    public let codes: [UInt8]
    /// Which special value or choice each group uses (0 … 3), row by row; 0 for types without.
    public let selectors: [UInt8]
    /// The zero point of each group, row by row; empty for types without.
    public let zeroPoints: [UInt8]
    /// The stored scales of the groups.
    public let scales: GroupScales

    /// Groups of the tensor.
    public var groupCount: Int { rows * columns / groupSize }
    /// Groups of a row; 1 when the whole tensor is one group.
    public var groupsPerRow: Int { max(columns / groupSize, 1) }

    /// Scale codes of all groups, row by row; `nil` unless scales are in the hardware's format.
    public var scaleCodes: [UInt8]? {
        if case .integer(8, let codes, _) = scales { codes } else { nil }
    }

    /// Channel scales, one a row, or a single one when the whole tensor is one group; `nil` unless scales are
    /// in the hardware's format.
    public var channelScales: [Float]? {
        if case .integer(8, _, let channelScales) = scales { channelScales } else { nil }
    }

    /// Assembles a tensor from its parts.
    /// - Throws: ``QuantizationError`` of kind `invalidParameter` when a part has the wrong number of
    ///   elements, a code has bits above the type's or none of the type's meanings, or a selector or zero
    ///   point is out of range.
    public init(
        type: QuantizationType, rows: Int, columns: Int, groupSize: Int, codes: [UInt8], selectors: [UInt8],
        zeroPoints: [UInt8] = [], scales: GroupScales
    ) throws {
        self.init(
            unchecked: type, rows: rows, columns: columns, groupSize: groupSize, codes: codes,
            selectors: selectors, zeroPoints: zeroPoints, scales: scales)
        try checkSizes()
        try checkCodes()
    }

    /// The same without checks, for parts that the quantiser made.
    init(
        unchecked type: QuantizationType, rows: Int, columns: Int, groupSize: Int, codes: [UInt8],
        selectors: [UInt8], zeroPoints: [UInt8], scales: GroupScales
    ) {
        self.type = type
        self.rows = rows
        self.columns = columns
        self.groupSize = groupSize
        self.codes = codes
        self.selectors = selectors
        self.zeroPoints = zeroPoints
        self.scales = scales
    }
}

extension QuantizedTensor {
    /// The group of a weight, counted from the start of the tensor.
    public func group(row: Int, column: Int) -> Int { (row * columns + column) / groupSize }

    /// The grid value of one weight's code, zero point subtracted.
    public func gridValue(row: Int, column: Int) -> Int {
        let index = row * columns + column
        let group = index / groupSize
        let selector = Int(selectors[group])
        if type.encoding == .outlierVictimPair {
            // Groups are of even size, so pairs are those of the whole tensor's order.
            let partner = codes[index ^ 1]
            if partner == QuantizationType.victimCode {
                return type.outlierValues(selector: selector)[Int(codes[index])] ?? 0
            }
        }
        let zeroPoint = zeroPoints.isEmpty ? 0 : Int(zeroPoints[group])
        return (type.gridValues(selector: selector)[Int(codes[index])] ?? 0) - zeroPoint
    }

    /// The scale of one group as a real number rounded to binary32: what a grid value is multiplied by.
    /// - Parameter group: of the row, from 0.
    public func scale(row: Int, group: Int) -> Float {
        let factors = scaleFactors(self.group(row: row, column: group * groupSize % columns))
        return factors.exact * factors.rounding
    }

    /// The weights that the codes stand for, row by row, in binary32.
    ///
    /// Integer scales: the integer `grid value · scale code`, exact, times the channel scale, rounded once.
    /// NVFP4: grid value times E4M3 scale, exact, times the tensor's scale, rounded once. The other formats:
    /// the grid value times the stored scale, rounded once.
    public func dequantized() -> [Float] {
        var result = [Float](repeating: 0, count: rows * columns)
        result.withUnsafeMutableBufferPointer { output in
            let writer = DisjointBuffer(output)
            let tables = CodeTables(type)
            forEachRange(of: groupCount, weightsPerItem: groupSize) { groups in
                dequantize(groups: groups, tables, into: writer)
            }
        }
        return result
    }

    /// The weights that the codes of one group stand for.
    /// - Parameter group: counted from the start of the tensor.
    func dequantized(group: Int) -> [Float] {
        (group * groupSize..<(group + 1) * groupSize).map { index in
            dequantized(gridValue: gridValue(row: index / columns, column: index % columns), group: group)
        }
    }

    /// What a grid value of a group stands for, rounded as in ``dequantized()``.
    /// - Parameter group: counted from the start of the tensor.
    func dequantized(gridValue: Int, group: Int) -> Float {
        let factors = scaleFactors(group)
        return (Float(gridValue) * factors.exact) * factors.rounding
    }

    /// Writes the dequantised weights of some groups to their places in a buffer of the whole tensor.
    private func dequantize(groups: Range<Int>, _ tables: CodeTables, into output: DisjointBuffer<Float>) {
        codes.withUnsafeBufferPointer { codes in
            for group in groups {
                let factors = scaleFactors(group)
                let weights = output.base + group * groupSize
                tables.decode(
                    codes.baseAddress! + group * groupSize, count: groupSize, selector: selectors[group],
                    zeroPoint: zeroPoints.isEmpty ? 0 : zeroPoints[group], into: weights)
                for index in 0..<groupSize {
                    weights[index] = (weights[index] * factors.exact) * factors.rounding
                }
            }
        }
    }

    /// The factor that multiplies a grid value exactly and the one that rounds.
    private func scaleFactors(_ group: Int) -> (exact: Float, rounding: Float) {
        switch scales {
        case .integer(_, let codes, let channelScales):
            return (Float(codes[group]), channelScales[group / (codes.count / channelScales.count)])
        case .binary16(let values): return (1, Float(Float16(bitPattern: values[group])))
        case .binary32(let values): return (1, values[group])
        case .powerOfTwo(let codes):
            return (1, Float8.value(e8m0: codes[group]) / Float(type.gridUnitsPerOne))
        case .float8E4M3(let codes, let tensorScale):
            return (Float8.value(e4m3: codes[group]) / Float(type.gridUnitsPerOne), tensorScale)
        }
    }
}
