import Quantization

/// A comparison as text for a terminal and as comma-separated values.
public struct ComparisonTable: Sendable {
    public let result: TypeComparison

    public init(_ result: TypeComparison) { self.result = result }

    /// What stands for a signal-to-noise ratio without noise.
    static let exact = "exact"

    static func decibels(_ ratio: Double?) -> String {
        ratio.map { Figure.decimal($0, places: 2) } ?? exact
    }

    /// `128`, or `64, 128` where rows became groups.
    static func groupSizes(_ figures: TypeComparison.Figures) -> String {
        figures.groupSizes.map(String.init).joined(separator: ", ")
    }

    /// `+5 25.1 %, -5 24.9 %`.
    static func selections(_ figures: TypeComparison.Figures) -> String {
        figures.selections.map { "\($0.name) \(Figure.percent($0.share))" }.joined(separator: ", ")
    }

    /// The tables and, below them, what they are of.
    public var text: String {
        ([figures, choices, worst] + result.types.map(tensors)).filter { !$0.isEmpty }
            .joined(separator: "\n\n") + "\n\n" + facts
    }

    private var figures: String {
        var table = TextTable(header: [
            "Type", "Bits a weight", "Mean square error", "SNR, dB", "Group", "Scale",
        ])
        for type in result.types {
            table.add([
                type.type.name, Figure.decimal(type.figures.bitsPerWeight, places: 3),
                Figure.scientific(type.figures.meanSquareError),
                Self.decibels(type.figures.signalToNoiseRatio),
                Self.groupSizes(type.figures) + (type.type.fixedGroupSize == nil ? "" : " own"),
                type.scaleFormat.rawValue + (type.type.prescribedScaleFormat == nil ? "" : " own"),
            ])
        }
        return table.text
    }

    private var choices: String {
        let lines = result.types.filter { !$0.figures.selections.isEmpty }
        guard let width = lines.map(\.type.name.count).max() else { return "" }
        return "Share of groups by special value or choice\n"
            + lines.map { type in
                let padding = String(repeating: " ", count: width - type.type.name.count)
                return "  \(type.type.name)\(padding)  \(Self.selections(type.figures))"
            }.joined(separator: "\n")
    }

    private var worst: String {
        var table = TextTable(header: [
            "Worst group of", "Tensor", "Row", "Group", "Mean square error", "SNR, dB",
        ])
        for type in result.types {
            let group = type.figures.worstGroup
            table.add([
                type.type.name, group.tensor, "\(group.row)", "\(group.group)",
                Figure.scientific(group.meanSquareError), Self.decibels(group.signalToNoiseRatio),
            ])
        }
        return table.text
    }

    private func tensors(_ type: TypeComparison.TypeResult) -> String {
        guard !type.tensors.isEmpty else { return "" }
        var table = TextTable(
            header: [
                "Tensor in \(type.type.name)", "Rows", "Columns", "Group", "Mean square error", "SNR, dB",
                "Bits a weight",
            ])
        for tensor in type.tensors {
            table.add([
                tensor.tensor, "\(tensor.rows)", "\(tensor.columns)", Self.groupSizes(tensor.figures),
                Figure.scientific(tensor.figures.meanSquareError),
                Self.decibels(tensor.figures.signalToNoiseRatio),
                Figure.decimal(tensor.figures.bitsPerWeight, places: 3),
            ])
        }
        return table.text
    }

    private var facts: String {
        var facts = Facts()
        facts.add("File", result.file)
        facts.add(
            "Weights",
            "\(Figure.integer(result.weights)) of \(Figure.count(result.tensorCount, "tensor", "tensors"))")
        if !result.skipped.isEmpty {
            facts.add(
                "Left out",
                "\(Figure.count(result.skipped.count, "tensor", "tensors")) that are no matrices of floating-point numbers"
            )
        }
        facts.add("Settings", Self.settings(result))
        if result.types.contains(where: { $0.type.fixedGroupSize != nil }) {
            facts.add("Own", "groups and scales that the type prescribes, whatever was asked for")
        }
        let clipped = result.types.filter(\.searchesClipping).map(\.type.name)
        if !clipped.isEmpty { facts.add("Clipping", "searched for \(clipped.joined(separator: ", "))") }
        facts.add("Errors", "over all weights alike: the sum of squared errors over the number of weights")
        return facts.text
    }

    /// `groups of 128, int8 scales, codes chosen in fp32`.
    static func settings(_ result: TypeComparison) -> String {
        let groups: String
        switch result.granularity {
        case .tensor: groups = "one group a tensor"
        case .channel: groups = "one group a row"
        case .group(let size): groups = "groups of \(size)"
        }
        return
            "\(groups), \(result.scaleFormat.rawValue) scales, codes chosen in \(result.arithmetic.rawValue)"
    }
}

extension ComparisonTable {
    /// One row a type, with an empty tensor, and one for each tensor of it, where tensors were kept. Numbers
    /// read back as they were; a ratio without noise is an empty cell.
    public var commaSeparated: String {
        var table = CommaSeparatedTable(
            header: [
                "type", "tensor", "weights", "groups", "group_sizes", "scale", "bits_per_weight",
                "mean_square_error", "signal_to_noise_db", "special_values", "worst_tensor", "worst_row",
                "worst_group", "worst_mean_square_error",
            ])
        for type in result.types {
            table.add(row(type, tensor: "", type.figures))
            for tensor in type.tensors { table.add(row(type, tensor: tensor.tensor, tensor.figures)) }
        }
        return table.text
    }

    private func row(
        _ type: TypeComparison.TypeResult, tensor: String, _ figures: TypeComparison.Figures
    ) -> [String] {
        [
            type.type.name, tensor, "\(figures.weights)", "\(figures.groups)",
            figures.groupSizes.map(String.init).joined(separator: " "), type.scaleFormat.rawValue,
            "\(figures.bitsPerWeight)", "\(figures.meanSquareError)",
            figures.signalToNoiseRatio.map { "\($0)" } ?? "",
            figures.selections.map { "\($0.name):\($0.share)" }.joined(separator: " "),
            figures.worstGroup.tensor, "\(figures.worstGroup.row)", "\(figures.worstGroup.group)",
            "\(figures.worstGroup.meanSquareError)",
        ]
    }
}
