import Quantization

/// A comparison as JSON, under the keys that <doc:Comparing> lists.
public struct ComparisonJSON: Encodable, Sendable {
    private let file: String
    private let group: String
    private let scale: String
    private let arithmetic: String
    private let indivisible: String
    private let tensorCount: Int
    private let weights: Int
    private let skippedTensors: [Skipped]
    private let types: [TypeFigures]

    public init(_ result: TypeComparison) {
        file = result.file
        group = result.granularity.description
        scale = result.scaleFormat.rawValue
        arithmetic = result.arithmetic.rawValue
        indivisible = result.indivisible.rawValue
        tensorCount = result.tensorCount
        weights = result.weights
        skippedTensors = result.skipped.map { Skipped(tensor: $0.tensor, reason: $0.reason) }
        types = result.types.map { TypeFigures(result: $0) }
    }

    private enum CodingKeys: String, CodingKey {
        case file, group, scale, arithmetic, indivisible, weights, types
        case tensorCount = "tensor_count"
        case skippedTensors = "skipped_tensors"
    }

    private struct Skipped: Encodable {
        let tensor: String
        let reason: String
    }

    private struct TypeFigures: Encodable {
        let result: TypeComparison.TypeResult

        enum CodingKeys: String, CodingKey {
            case type, scale, clipping, tensors
            case codeBits = "code_bits"
            case fixedGroupSize = "fixed_group_size"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(result.type.name, forKey: .type)
            try container.encode(result.type.codeBits, forKey: .codeBits)
            try container.encode(result.type.fixedGroupSize, forKey: .fixedGroupSize)
            try container.encode(result.scaleFormat.rawValue, forKey: .scale)
            try container.encode(result.searchesClipping, forKey: .clipping)
            try Figures(figures: result.figures, type: result.type).encode(to: encoder)
            try container.encode(
                result.tensors.map { TensorFigures(result: $0, type: result.type) }, forKey: .tensors)
        }
    }

    private struct TensorFigures: Encodable {
        let result: TypeComparison.TensorResult
        let type: QuantizationType

        enum CodingKeys: String, CodingKey { case tensor, rows, columns }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(result.tensor, forKey: .tensor)
            try container.encode(result.rows, forKey: .rows)
            try container.encode(result.columns, forKey: .columns)
            try Figures(figures: result.figures, type: type).encode(to: encoder)
        }
    }
}

/// What tensors and all of them together have; `null` stands for a ratio without noise.
private struct Figures: Encodable {
    let figures: TypeComparison.Figures
    let type: QuantizationType

    enum CodingKeys: String, CodingKey {
        case weights, groups, choices
        case groupSizes = "group_sizes"
        case bitsPerWeight = "bits_per_weight"
        case meanSquareError = "mean_square_error"
        case signalToNoise = "signal_to_noise_db"
        case specialValues = "special_values"
        case worstGroup = "worst_group"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(figures.weights, forKey: .weights)
        try container.encode(figures.groups, forKey: .groups)
        try container.encode(figures.groupSizes, forKey: .groupSizes)
        try container.encode(figures.bitsPerWeight, forKey: .bitsPerWeight)
        try container.encode(figures.meanSquareError, forKey: .meanSquareError)
        try container.encode(figures.signalToNoiseRatio, forKey: .signalToNoise)
        let isSpecial = !type.specialValues.isEmpty
        let units = Double(type.gridUnitsPerOne)
        try container.encode(
            isSpecial
                ? zip(type.specialValues, figures.selections).map {
                    Share(value: Double($0) / units, type: nil, groups: $1.groups, share: $1.share)
                } : [], forKey: .specialValues)
        try container.encode(
            isSpecial
                ? []
                : figures.selections.map {
                    Share(value: nil, type: $0.name, groups: $0.groups, share: $0.share)
                }, forKey: .choices)
        try container.encode(Worst(group: figures.worstGroup), forKey: .worstGroup)
    }

    private struct Share: Encodable {
        let value: Double?
        let type: String?
        let groups: Int
        let share: Double
    }

    private struct Worst: Encodable {
        let group: TypeComparison.WorstGroup

        enum CodingKeys: String, CodingKey {
            case tensor, row, group
            case groupOfRow = "group_of_row"
            case groupSize = "group_size"
            case meanSquareError = "mean_square_error"
            case signalToNoise = "signal_to_noise_db"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(group.tensor, forKey: .tensor)
            try container.encode(group.row, forKey: .row)
            try container.encode(group.group, forKey: .group)
            try container.encode(group.groupOfRow, forKey: .groupOfRow)
            try container.encode(group.groupSize, forKey: .groupSize)
            try container.encode(group.meanSquareError, forKey: .meanSquareError)
            try container.encode(group.signalToNoiseRatio, forKey: .signalToNoise)
        }
    }
}
