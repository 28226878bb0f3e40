/// Algorithm 1 of BitMoD (HPCA 2025, section III-B) and what it is compared with.
///
/// For each group, every operation rounded to nearest even, in binary32 or binary16
/// (``QuantizationArithmetic``):
///
/// 1. For each factor of the clipping search (only 1 without it), and for each special value or choice in
///    the order of the type's list (once, for a type without): scale = factor · max|w| / max|value|, the
///    special value among the values, clamped to [1e-5, 1e4]; each quotient w / scale goes to the nearest
///    value, on a midpoint to the lower one. Integers round half to even.
/// 2. The error of a weight is (value · scale − w)². Weight *i* of the group adds its error to partial sum
///    *i* mod 8, in ascending order of *i*; the partial sums p0 … p7 are added as ((p0 + p4) + (p2 + p6)) +
///    ((p1 + p5) + (p3 + p7)), always in binary32. The sum divided by the group size is the mean square
///    error.
/// 3. A combination replaces the best so far when its mean square error is strictly smaller.
///
/// Asymmetric integers: scale = factor · (max − min) / (2^b − 1) with the same clamp, zero point =
/// −factor · min / scale rounded half to even and clamped to 0 … 2^b − 1, code = w / scale rounded half to
/// even, plus the zero point, clamped likewise. The types that prescribe their scales are described in
/// <doc:DataTypes>.
///
/// **In binary16** the weights are rounded first, then scale, quotient, product, difference and square, the
/// sum of the squares, and the mean; the lower clamp is 1e-5 rounded to binary16. A square or sum beyond the
/// largest number is infinite, as an error that is never smaller than another. Types that prescribe their
/// scales do the rest in binary32.
///
/// **Codes are chosen with the scale of step 1**, as in the published software; the scale is stored
/// afterwards (``GroupScales``), and dequantisation uses the stored scale. A group of zeros has codes,
/// selector, zero point and scale 0.
///
/// The result depends on nothing else: neither on vector width nor on the number of threads.
public enum Quantizer {
    /// Clamp of every group scale, as in the published software.
    public static let scaleRange: ClosedRange<Float> = 1e-5...1e4
    /// The factors of the clipping search in the order in which they are tried: 1, 0.95, … 0.55, as AWQ
    /// searches (Lin et al., MLSys 2024).
    public static let clippingFactors: [Float] = (0..<10).map { Float(20 - $0) / 20 }
    /// The factors of OliVe's scale, 2^(−j/4) for j = 0 … 15: the last makes the largest weight the largest
    /// outlier over INT4.
    public static let outlierScaleFactors: [Float] = (0..<16).map { step in
        let roots: [Float] = [1, 0.840_896_4, 0.707_106_77, 0.594_603_55]
        return roots[step % 4] / Float(1 << (step / 4))
    }
    /// Most weights of a tensor, so that no count of bits overflows, whatever a file claims.
    static let weightLimit = 1 << 48

    /// Quantises a matrix.
    /// - Parameters:
    ///   - values: rows · columns weights, row by row.
    ///   - rows: output channels, at least 1.
    ///   - columns: input channels, at least 1.
    ///   - type: the data type.
    ///   - groupSize: weights that share a scale: a divisor of `columns`, or rows · columns; even for
    ///     outlier-victim pairs. Taken as it is, also for a type with a fixed group size.
    ///   - scale: how group scales are stored, unless the type prescribes it.
    ///   - arithmetic: in which codes are chosen.
    ///   - searchesClipping: whether each group's scale is searched; not for types that prescribe or search
    ///     it themselves.
    /// - Throws: ``QuantizationError``: `invalidParameter` for sizes, and for a clipping search that the type
    ///   has no use for, `indivisible` when `groupSize` doesn't divide `columns`, `notFinite` with row and
    ///   column of the first weight that is infinite or NaN, or beyond binary16 in that arithmetic.
    public static func quantize(
        values: UnsafeBufferPointer<Float>, rows: Int, columns: Int, type: QuantizationType, groupSize: Int,
        scale: ScaleFormat = .integer8, arithmetic: QuantizationArithmetic = .binary32,
        searchesClipping: Bool = false
    ) throws -> QuantizedTensor {
        try checkShape(rows: rows, columns: columns, groupSize: groupSize)
        try check(type: type, groupSize: groupSize, searchesClipping: searchesClipping)
        guard values.count == rows * columns else {
            throw QuantizationError(
                .invalidParameter, problem: "there are \(values.count) weights for \(rows) × \(columns)",
                remedy: "Give exactly \(rows * columns)")
        }
        let tensorScale = type.scaleRule == .tensorScaledE4M3 ? tensorScale(values, type: type) : 0
        let plan = GroupPlan(
            type, arithmetic: arithmetic, searchesClipping: searchesClipping, tensorScale: tensorScale)
        var result = Outcomes(weights: values.count, groups: values.count / groupSize)
        result.fill(from: values, groupSize: groupSize, plan: plan, roundsWeights: arithmetic == .binary16)
        if let index = result.firstBadWeight {
            throw notFinite(values[index], row: index / columns, column: index % columns)
        }
        return QuantizedTensor(
            unchecked: type, rows: rows, columns: columns, groupSize: groupSize, codes: result.codes,
            selectors: result.selectors, zeroPoints: type.zeroPointBits > 0 ? result.zeroPoints : [],
            scales: GroupScales(
                scales: result.scales, channels: groupSize > columns ? 1 : rows,
                format: type.scaleFormat(requested: scale), tensorScale: tensorScale))
    }

    /// Quantises a matrix held in an array, with the parameters and errors of the function above.
    public static func quantize(
        values: [Float], rows: Int, columns: Int, type: QuantizationType, groupSize: Int,
        scale: ScaleFormat = .integer8, arithmetic: QuantizationArithmetic = .binary32,
        searchesClipping: Bool = false
    ) throws -> QuantizedTensor {
        try values.withUnsafeBufferPointer {
            try quantize(
                values: $0, rows: rows, columns: columns, type: type, groupSize: groupSize, scale: scale,
                arithmetic: arithmetic, searchesClipping: searchesClipping)
        }
    }

    /// Quantises a matrix as settings say.
    /// - Parameters:
    ///   - values: rows · columns weights, row by row.
    ///   - rows: output channels, at least 1.
    ///   - columns: input channels, at least 1.
    /// - Throws: ``QuantizationError`` as the functions above, and of
    ///   ``QuantizationSettings/groupSize(rows:columns:)``.
    public static func quantize(
        values: [Float], rows: Int, columns: Int, settings: QuantizationSettings
    ) throws -> QuantizedTensor {
        try quantize(
            values: values, rows: rows, columns: columns, type: settings.type,
            groupSize: try settings.groupSize(rows: rows, columns: columns), scale: settings.scaleFormat,
            arithmetic: settings.arithmetic, searchesClipping: settings.searchesClipping)
    }
}

extension Quantizer {
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
        guard columns.isMultiple(of: groupSize) || groupSize == count else {
            throw QuantizationError(
                .indivisible, problem: "groups of \(groupSize) don't divide \(columns) columns",
                remedy: "Use a group size that divides \(columns), or make each row one group")
        }
    }

    /// Checks what a type asks of group size and settings.
    static func check(type: QuantizationType, groupSize: Int, searchesClipping: Bool) throws {
        guard type.encoding != .outlierVictimPair || groupSize.isMultiple(of: 2) else {
            throw QuantizationError(
                .invalidParameter, problem: "groups of \(groupSize) can't be made of \(type.name)'s pairs",
                remedy: "Use an even group size")
        }
        guard !searchesClipping || type.scaleRule == .largestMagnitude || type.scaleRule == .range else {
            throw QuantizationError(
                .invalidParameter, problem: "\(type.name) defines its scales itself",
                remedy: "Leave out the clipping search")
        }
    }

    private static func notFinite(_ weight: Float, row: Int, column: Int) -> QuantizationError {
        weight.isFinite
            ? QuantizationError(
                .notFinite, row: row, column: column,
                problem: "the weight \(weight) is beyond binary16's largest number, 65504",
                remedy: "Quantise in binary32 arithmetic")
            : QuantizationError(
                .notFinite, row: row, column: column, problem: "the weight is \(weight)",
                remedy: "Only finite weights can be quantised: repair the checkpoint")
    }

    /// NVFP4's scale of the tensor: it makes the largest group scale the largest E4M3 number.
    private static func tensorScale(_ values: UnsafeBufferPointer<Float>, type: QuantizationType) -> Float {
        let largest = values.reduce(Float(0)) { max($0, abs($1)) }
        let largestValue = Float(type.largestMagnitude) / Float(type.gridUnitsPerOne)
        return largest / (largestValue * Float8.largestE4M3)
    }
}
