/// One group of a tensor, quantised: its weights, what there was to choose from, codes and errors.
public struct GroupExplanation: Sendable, Equatable {
    /// Path of the checkpoint as given.
    public let file: String
    public let tensor: String
    /// Output and input channels of the tensor.
    public let rows: Int, columns: Int
    public let type: QuantizationType
    /// How scales are stored.
    public let scaleFormat: ScaleFormat
    /// In which codes were chosen.
    public let arithmetic: QuantizationArithmetic
    /// Counted from the start of the tensor, row by row, from 0.
    public let group: Int
    /// Groups of the tensor.
    public let groupCount: Int
    /// Output channel of the first weight.
    public let row: Int
    /// Input channel of the first weight.
    public let column: Int
    /// What Algorithm 1 chose from, in its order; empty for a type with nothing to choose.
    public let candidates: [Candidate]
    /// Zero point of the group; `nil` for a type without.
    public let zeroPoint: Int?
    /// The stored scale: what a value in published units is multiplied by.
    public let scale: Float
    /// What weights of this group can become, ascending.
    public let levels: [Level]
    /// The weights, in their order.
    public let weights: [Weight]
    /// Mean square of the weights' errors, in binary64.
    public let meanSquareError: Double
    /// In decibels; `nil` when there is no error.
    public let signalToNoiseRatio: Double?

    /// A special value, or a type, that the group may use.
    public struct Candidate: Sendable, Equatable {
        /// `+5`, or the name of a type.
        public let name: String
        /// What Algorithm 1 multiplies values in published units by, before the scale is stored.
        public let scale: Float
        /// The mean square error that Algorithm 1 compares, in its arithmetic and with its scale; infinite
        /// when it overflows binary16.
        public let meanSquareError: Float
        public let isChosen: Bool
    }

    /// A value that codes of this group stand for.
    public struct Level: Sendable, Equatable {
        /// In published units, zero point subtracted.
        public let value: Double
        /// What it stands for with the stored scale.
        public let dequantized: Float
        /// Whether it is the group's special value.
        public let isSpecial: Bool
        /// Weights of the group that became it.
        public let count: Int
    }

    /// One weight.
    public struct Weight: Sendable, Equatable {
        /// Output and input channel.
        public let row: Int, column: Int
        public let weight: Float
        public let code: UInt8
        /// What the code stands for, in published units, zero point subtracted.
        public let value: Double
        /// What code and stored scale stand for.
        public let dequantized: Float
        /// ``dequantized`` minus ``weight``.
        public let error: Double
    }

    /// The candidate that was chosen; `nil` for a type with nothing to choose.
    public var chosen: Candidate? { candidates.first(where: \.isChosen) }
}

extension GroupExplanation {
    /// Most weights of a group that is shown.
    public static let weightLimit = 16_384

    /// Quantises a tensor of a checkpoint and tells of one of its groups.
    /// - Parameters:
    ///   - file: path of the checkpoint.
    ///   - tensor: name of a matrix with elements F32, F16 or BF16.
    ///   - row: output channel in which groups are counted; `nil` to count from the start of the tensor.
    ///   - group: from 0.
    ///   - settings: what the tensor is quantised to.
    /// - Throws: ``QuantizationError``: `tensorUnavailable` with the nearest names, `invalidParameter` for a
    ///   row or group that isn't there, groups of more than ``weightLimit`` weights and a packed container,
    ///   otherwise as reading and quantising.
    public init(
        file: String, tensor name: String, row: Int? = nil, group: Int, settings: QuantizationSettings
    ) throws {
        let reader = try CheckpointKind.open(file)
        try TensorSelection.checkHoldsWeights(reader)
        let entry = try TensorSelection.matrix(named: name, in: reader)
        do {
            let groupSize = try settings.groupSize(rows: entry.shape[0], columns: entry.shape[1])
            let index = try Self.group(
                group, row: row, rows: entry.shape[0], columns: entry.shape[1], groupSize: groupSize)
            let values = try reader.floats(entry)
            let quantized = try Quantizer.quantize(
                values: values, rows: entry.shape[0], columns: entry.shape[1], settings: settings)
            self.init(
                file: file, tensor: name, group: index, settings: settings, quantized: quantized,
                values: values)
        } catch let error as QuantizationError {
            throw error.located(file: file, tensor: name)
        }
    }

    /// The group from the start of the tensor, checked.
    private static func group(
        _ group: Int, row: Int?, rows: Int, columns: Int, groupSize: Int
    ) throws -> Int {
        let groupsPerRow = max(columns / groupSize, 1)
        let groupCount = rows * columns / groupSize
        let bound = row == nil ? groupCount : groupsPerRow
        if let row, !(0..<rows).contains(row) {
            throw QuantizationError(
                .invalidParameter, problem: "there is no row \(row)", remedy: "Use 0 to \(rows - 1)")
        }
        if row != nil && groupSize > columns {
            throw QuantizationError(
                .invalidParameter, problem: "the whole tensor is one group, which belongs to no row",
                remedy: "Leave out the row")
        }
        guard (0..<bound).contains(group) else {
            let place = row.map { "row \($0)" } ?? "the tensor"
            throw QuantizationError(
                .invalidParameter,
                problem: "\(place) has no group \(group): it has \(bound) of \(groupSize) weights",
                remedy: bound == 1 ? "Use 0" : "Use 0 to \(bound - 1)")
        }
        guard groupSize <= weightLimit else {
            throw QuantizationError(
                .invalidParameter, problem: "a group has \(groupSize) weights, too many to show",
                remedy: "Use a group size of at most \(weightLimit)")
        }
        return row.map { $0 * groupsPerRow + group } ?? group
    }

    /// - Parameters:
    ///   - quantized: the tensor.
    ///   - values: the rows · columns weights that it was made from.
    private init(
        file: String, tensor: String, group: Int, settings: QuantizationSettings, quantized: QuantizedTensor,
        values: [Float]
    ) {
        let type = quantized.type
        let groupSize = quantized.groupSize
        let (row, column) = (group * groupSize / quantized.columns, group * groupSize % quantized.columns)
        let units = Double(type.gridUnitsPerOne)
        let scale = quantized.scale(row: row, group: column / groupSize)
        var weights: [Weight] = []
        var (signal, noise) = (0.0, 0.0)
        let restored = quantized.dequantized(group: group)
        for index in 0..<groupSize {
            let place = group * groupSize + index
            let (row, column) = (place / quantized.columns, place % quantized.columns)
            let weight = Weight(
                row: row, column: column, weight: values[place], code: quantized.codes[place],
                value: Double(quantized.gridValue(row: row, column: column)) / units,
                dequantized: restored[index], error: Double(restored[index]) - Double(values[place]))
            weights.append(weight)
            signal += Double(weight.weight) * Double(weight.weight)
            noise += weight.error * weight.error
        }
        self.file = file
        self.tensor = tensor
        rows = quantized.rows
        columns = quantized.columns
        self.type = type
        scaleFormat = type.scaleFormat(requested: settings.scaleFormat)
        arithmetic = settings.arithmetic
        self.group = group
        groupCount = quantized.groupCount
        self.row = row
        self.column = column
        candidates = Self.candidates(
            Array(values[group * groupSize..<(group + 1) * groupSize]), settings: settings,
            chosen: Int(quantized.selectors[group]))
        zeroPoint = quantized.zeroPoints.isEmpty ? nil : Int(quantized.zeroPoints[group])
        self.scale = scale * Float(type.gridUnitsPerOne)
        levels = Self.levels(quantized, group: group, weights: weights)
        self.weights = weights
        meanSquareError = noise / Double(groupSize)
        signalToNoiseRatio = GroupErrors.decibels(signal: signal, noise: noise)
    }
}
