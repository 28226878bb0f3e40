import Quantization

/// One group as JSON, under the keys that <doc:Comparing> lists; `null` stands for a ratio without noise and for an
/// error that overflowed binary16.
public struct GroupJSON: Encodable, Sendable {
    private let group: GroupExplanation

    public init(_ group: GroupExplanation) { self.group = group }

    private enum CodingKeys: String, CodingKey {
        case file, tensor, rows, columns, type, arithmetic, row, column, group, scale, candidates, chosen
        case levels, weights
        case scaleFormat = "scale_format"
        case groupCount = "group_count"
        case groupSize = "group_size"
        case zeroPoint = "zero_point"
        case meanSquareError = "mean_square_error"
        case signalToNoise = "signal_to_noise_db"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(group.file, forKey: .file)
        try container.encode(group.tensor, forKey: .tensor)
        try container.encode(group.rows, forKey: .rows)
        try container.encode(group.columns, forKey: .columns)
        try container.encode(group.type.name, forKey: .type)
        try container.encode(group.scaleFormat.rawValue, forKey: .scaleFormat)
        try container.encode(group.arithmetic.rawValue, forKey: .arithmetic)
        try container.encode(group.row, forKey: .row)
        try container.encode(group.column, forKey: .column)
        try container.encode(group.group, forKey: .group)
        try container.encode(group.groupCount, forKey: .groupCount)
        try container.encode(group.weights.count, forKey: .groupSize)
        try container.encode(group.chosen?.name, forKey: .chosen)
        try container.encode(group.zeroPoint, forKey: .zeroPoint)
        try container.encode(group.scale, forKey: .scale)
        try container.encode(group.meanSquareError, forKey: .meanSquareError)
        try container.encode(group.signalToNoiseRatio, forKey: .signalToNoise)
        try container.encode(group.candidates.map(CandidateFigures.init), forKey: .candidates)
        try container.encode(group.levels.map(LevelFigures.init), forKey: .levels)
        try container.encode(group.weights.map(WeightFigures.init), forKey: .weights)
    }

    private struct CandidateFigures: Encodable {
        let candidate: GroupExplanation.Candidate

        enum CodingKeys: String, CodingKey {
            case name, scale, chosen
            case meanSquareError = "mean_square_error"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            let error = candidate.meanSquareError
            try container.encode(candidate.name, forKey: .name)
            try container.encode(candidate.scale, forKey: .scale)
            try container.encode(error.isFinite ? error : nil, forKey: .meanSquareError)
            try container.encode(candidate.isChosen, forKey: .chosen)
        }
    }

    private struct LevelFigures: Encodable {
        let value: Double
        let dequantized: Float
        let special: Bool
        let count: Int

        init(_ level: GroupExplanation.Level) {
            value = level.value
            dequantized = level.dequantized
            special = level.isSpecial
            count = level.count
        }
    }

    private struct WeightFigures: Encodable {
        let row: Int
        let column: Int
        let weight: Float
        let code: UInt8
        let value: Double
        let dequantized: Float
        let error: Double

        init(_ weight: GroupExplanation.Weight) {
            row = weight.row
            column = weight.column
            self.weight = weight.weight
            code = weight.code
            value = weight.value
            dequantized = weight.dequantized
            error = weight.error
        }
    }
}
