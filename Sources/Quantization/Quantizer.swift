import Configuration

/// Algorithm 1 of BitMoD (HPCA 2025, section III-B) and symmetric integer quantisation.
///
/// For each group, in binary32 with every operation rounded to nearest even:
///
/// 1. For each special value in the order of the type's list (or once, for a type without): scale = max|w| /
///    max|value|, the special value among the values, clamped to [1e-5, 1e4]; each quotient w / scale goes to
///    the nearest value, on a midpoint to the lower one.
/// 2. The error of a weight is (value · scale − w)². Weight *i* of the group adds its error to partial sum
///    *i* mod 8, in ascending order of *i*; the partial sums p0 … p7 are added as ((p0 + p4) + (p2 + p6)) +
///    ((p1 + p5) + (p3 + p7)). The sum divided by the group size is the mean square error.
/// 3. A special value replaces the best so far when its mean square error is strictly smaller.
///
/// Integers round half to even and are clamped to the largest magnitude; their scale is max|w| / (2^(b−1) −
/// 1) with the same clamp.
///
/// **Codes are chosen with the binary32 scale of step 1**, as in the published software; the scale is stored
/// afterwards (``GroupScales``), and dequantisation uses the stored scale. A group of zeros has codes,
/// selector and scale 0.
///
/// The result depends on nothing else: neither on vector width nor on the number of threads.
public enum Quantizer {
    /// Clamp of every group scale, as in the published software.
    public static let scaleRange: ClosedRange<Float> = 1e-5...1e4
    /// Most weights of a tensor, so that no count of bits overflows, whatever a file claims.
    static let weightLimit = 1 << 48

    /// Quantises a matrix.
    /// - Parameters:
    ///   - values: rows · columns weights, row by row.
    ///   - rows: output channels, at least 1.
    ///   - columns: input channels, at least 1.
    ///   - type: the data type.
    ///   - groupSize: weights that share a scale; divides `columns`.
    ///   - scale: how group scales are stored.
    /// - Throws: ``QuantizationError``: `invalidParameter` for sizes, `indivisible` when `groupSize` doesn't
    ///   divide `columns`, `notFinite` with row and column of the first infinite or NaN weight.
    public static func quantize(
        values: UnsafeBufferPointer<Float>, rows: Int, columns: Int, type: QuantizationType, groupSize: Int,
        scale: ScaleFormat = .integer8
    ) throws -> QuantizedTensor {
        try checkShape(rows: rows, columns: columns, groupSize: groupSize)
        guard values.count == rows * columns else {
            throw QuantizationError(
                .invalidParameter, problem: "there are \(values.count) weights for \(rows) × \(columns)",
                remedy: "Give exactly \(rows * columns)")
        }
        let groupsPerRow = columns / groupSize
        var codes = [UInt8](repeating: 0, count: rows * columns)
        var selectors = [UInt8](repeating: 0, count: rows * groupsPerRow)
        var scales = [Float](repeating: 0, count: rows * groupsPerRow)
        var firstBadColumn = [Int](repeating: -1, count: rows)
        codes.withUnsafeMutableBufferPointer { codes in
            selectors.withUnsafeMutableBufferPointer { selectors in
                scales.withUnsafeMutableBufferPointer { scales in
                    firstBadColumn.withUnsafeMutableBufferPointer { badColumns in
                        let job = Job(
                            plan: GroupPlan(type), columns: columns, groupSize: groupSize,
                            values: SharedBuffer(values), codes: DisjointBuffer(codes),
                            selectors: DisjointBuffer(selectors), scales: DisjointBuffer(scales),
                            badColumns: DisjointBuffer(badColumns))
                        forEachRowRange(rows: rows, weightsPerRow: columns) { job.quantize(rows: $0) }
                    }
                }
            }
        }
        if let row = firstBadColumn.firstIndex(where: { $0 >= 0 }) {
            let column = firstBadColumn[row]
            throw QuantizationError(
                .notFinite, row: row, column: column,
                problem: "the weight is \(values[row * columns + column])",
                remedy: "Only finite weights can be quantised: repair the checkpoint")
        }
        return QuantizedTensor(
            unchecked: type, rows: rows, columns: columns, groupSize: groupSize, codes: codes,
            selectors: selectors,
            scales: GroupScales(scales: scales, rows: rows, groupsPerRow: groupsPerRow, format: scale))
    }

    /// Quantises a matrix held in an array, with the parameters and errors of the function above.
    public static func quantize(
        values: [Float], rows: Int, columns: Int, type: QuantizationType, groupSize: Int,
        scale: ScaleFormat = .integer8
    ) throws -> QuantizedTensor {
        try values.withUnsafeBufferPointer {
            try quantize(
                values: $0, rows: rows, columns: columns, type: type, groupSize: groupSize, scale: scale)
        }
    }

    /// Checks the sizes of a matrix and its groups.
    static func checkShape(rows: Int, columns: Int, groupSize: Int) throws {
        for (name, value) in [("rows", rows), ("columns", columns), ("group size", groupSize)] {
            guard value >= 1 else {
                throw QuantizationError(
                    .invalidParameter, problem: "\(name) is \(value)", remedy: "Use at least 1")
            }
        }
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow && count <= weightLimit else {
            throw QuantizationError(
                .invalidParameter, problem: "\(rows) × \(columns) weights are too many",
                remedy: "Use at most \(weightLimit)")
        }
        guard columns.isMultiple(of: groupSize) else {
            throw QuantizationError(
                .indivisible, problem: "groups of \(groupSize) don't divide \(columns) columns",
                remedy: "Use a group size that divides \(columns), or make each row one group")
        }
    }
}

extension Quantizer {
    /// Buffers and parameters of one call, shared by its threads.
    struct Job: Sendable {
        let plan: GroupPlan
        let columns: Int
        let groupSize: Int
        let values: SharedBuffer<Float>
        let codes: DisjointBuffer<UInt8>
        let selectors: DisjointBuffer<UInt8>
        let scales: DisjointBuffer<Float>
        /// Per row the first column with an infinity or NaN, or −1.
        let badColumns: DisjointBuffer<Int>

        /// Quantises some rows.
        func quantize(rows: Range<Int>) {
            let groupsPerRow = columns / groupSize
            let blocks = (groupSize + blockWidth - 1) / blockWidth
            // A group that isn't a whole number of blocks is copied and filled up with zeros, whose error is
            // zero.
            let isWhole = groupSize.isMultiple(of: blockWidth)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: blocks * blockWidth) { weights in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blocks * blockWidth) { scratch in
                    weights.initialize(repeating: 0)
                    scratch.initialize(repeating: 0)
                    for row in rows {
                        for group in 0..<groupsPerRow {
                            let start = row * columns + group * groupSize
                            let source = values.base + start
                            let target = codes.base + start
                            if !isWhole {
                                weights.baseAddress!.update(from: source, count: groupSize)
                            }
                            let outcome = plan.quantize(
                                isWhole ? source : UnsafePointer(weights.baseAddress!), count: groupSize,
                                blocks: blocks, codes: isWhole ? target : scratch.baseAddress!)
                            guard let outcome else {
                                let offset = (0..<groupSize).first { !source[$0].isFinite } ?? 0
                                badColumns.base[row] = group * groupSize + offset
                                break
                            }
                            if !isWhole { target.update(from: scratch.baseAddress!, count: groupSize) }
                            selectors.base[row * groupsPerRow + group] = outcome.selector
                            scales.base[row * groupsPerRow + group] = outcome.scale
                        }
                    }
                }
            }
        }
    }
}
