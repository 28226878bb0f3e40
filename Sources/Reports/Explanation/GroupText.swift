import Quantization

/// One group as a picture of text, for a terminal of 100 columns.
public struct GroupText: Sendable {
    public let group: GroupExplanation

    public init(_ group: GroupExplanation) { self.group = group }

    private static let width = 96
    /// Most values that are listed one by one.
    private static let levelLimit = 40
    /// Weights in the table of the largest errors.
    private static let errorCount = 8

    public var text: String {
        [facts, candidates, numberLine, levels, errors].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var facts: String {
        var facts = Facts()
        facts.add("Tensor", "\(group.tensor), \(group.rows) × \(group.columns)")
        facts.add("Group", Self.place(group))
        facts.add(
            "Type",
            "\(group.type.name), \(group.scaleFormat.rawValue) scales, chosen in \(group.arithmetic.rawValue)"
        )
        if let chosen = group.chosen { facts.add("Choice", chosen.name) }
        if let zeroPoint = group.zeroPoint { facts.add("Zero point", "\(zeroPoint)") }
        facts.add("Scale", Figure.short(Double(group.scale), significant: 6) + " as stored")
        facts.add(
            "Error",
            "mean square \(Figure.scientific(group.meanSquareError)), SNR "
                + (group.signalToNoiseRatio.map { Figure.decimal($0, places: 2) + " dB" }
                    ?? ComparisonTable.exact))
        return facts.text
    }

    /// `10 of 0 to 1151: row 3, columns 128 to 255`.
    static func place(_ group: GroupExplanation) -> String {
        let count = group.weights.count
        let place =
            count > group.columns
            ? "the whole tensor"
            : "row \(group.row), columns \(group.column) to \(group.column + count - 1)"
        return group.groupCount == 1
            ? "\(group.group), the only one: \(place)"
            : "\(group.group) of 0 to \(group.groupCount - 1): \(place)"
    }

    private var candidates: String {
        guard !group.candidates.isEmpty else { return "" }
        let best = group.candidates.map(\.meanSquareError).min() ?? 0
        var table = TextTable(header: ["Candidate", "Scale", "Mean square error", "Of the least", ""])
        for candidate in group.candidates {
            let error = candidate.meanSquareError
            table.add([
                candidate.name, Figure.short(Double(candidate.scale), significant: 6),
                error.isFinite ? Figure.scientific(Double(error)) : "overflows",
                error.isFinite && best > 0 ? Figure.decimal(Double(error / best), places: 3) : "-",
                candidate.isChosen ? "<- chosen" : "",
            ])
        }
        return table.text.split(separator: "\n").map { Self.trimmed(String($0)) }.joined(separator: "\n")
    }

    /// Weights as a histogram over a line on which the values stand.
    private var numberLine: String {
        let numbers =
            group.weights.map { Double($0.weight) } + group.nearLevels.map { Double($0.dequantized) }
        guard let lowest = numbers.min(), let highest = numbers.max(), lowest < highest else { return "" }
        func column(_ number: Double) -> Int {
            Int(((number - lowest) / (highest - lowest) * Double(Self.width - 1)).rounded())
        }
        var counts = [Int](repeating: 0, count: Self.width)
        for weight in group.weights { counts[column(Double(weight.weight))] += 1 }
        let highestCount = counts.max() ?? 1
        let height = min(8, highestCount)
        let blocks = Array(" ▁▂▃▄▅▆▇█")
        var lines: [String] = []
        for line in (0..<height).reversed() {
            let cells = counts.map { count -> Character in
                let eighths = (Double(count) / Double(highestCount) * Double(height * 8)).rounded(.up)
                return blocks[min(max(Int(eighths) - line * 8, 0), 8)]
            }
            lines.append(String(cells))
        }
        var axis = [Character](repeating: "─", count: Self.width)
        var labels = [Character](repeating: " ", count: Self.width + 8)
        for level in group.nearLevels where !level.isSpecial { axis[column(Double(level.dequantized))] = "┼" }
        for level in group.nearLevels where level.isSpecial { axis[column(Double(level.dequantized))] = "◆" }
        var free = 0
        for level in group.nearLevels {
            let text = Figure.short(level.value) + (level.isSpecial ? "*" : "")
            let start = max(column(Double(level.dequantized)) - text.count / 2, 0)
            guard start >= free, start + text.count <= labels.count else { continue }
            labels.replaceSubrange(start..<start + text.count, with: Array(text))
            free = start + text.count + 1
        }
        lines.append(String(axis))
        lines.append(String(labels))
        return "Weights (the highest column is \(highestCount)) over the values they can become"
            + (group.nearLevels.contains(where: \.isSpecial) ? ", * the special one" : "") + "\n"
            + lines.map { Self.trimmed($0) }.joined(separator: "\n")
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }

    private var levels: String {
        guard group.levels.count <= Self.levelLimit else { return "" }
        var table = TextTable(header: ["", "Value", "Stands for", "Weights"])
        let most = max(group.levels.map(\.count).max() ?? 1, 1)
        for level in group.levels {
            table.add([
                level.isSpecial ? "special" : "", Figure.short(level.value),
                Figure.short(Double(level.dequantized), significant: 5), "\(level.count)",
            ])
        }
        let bars =
            [""]
            + group.levels.map { level in
                let length = Double(level.count) / Double(most) * 40
                return String(repeating: "█", count: level.count == 0 ? 0 : max(1, Int(length.rounded())))
            }
        return zip(table.text.split(separator: "\n", omittingEmptySubsequences: false), bars)
            .map { Self.trimmed("\($0)  \($1)") }.joined(separator: "\n")
    }

    private var errors: String {
        let largest = group.weights.enumerated().sorted {
            (abs($1.element.error), $0.offset) < (abs($0.element.error), $1.offset)
        }.prefix(Self.errorCount)
        let isWhole = group.weights.count > group.columns
        var table = TextTable(
            header: [
                isWhole ? "Row, column" : "Column", "Weight", "Code", "Value", "Stands for", "Error",
                "Of the square error",
            ])
        let total = group.meanSquareError * Double(group.weights.count)
        for (_, weight) in largest {
            table.add([
                isWhole ? "\(weight.row), \(weight.column)" : "\(weight.column)",
                Figure.short(Double(weight.weight), significant: 5), Self.code(weight.code, group.type),
                Figure.short(weight.value), Figure.short(Double(weight.dequantized), significant: 5),
                Figure.short(weight.error, significant: 3),
                total > 0 ? Figure.percent(weight.error * weight.error / total) : "-",
            ])
        }
        return "Largest errors\n" + table.text
    }

    /// The bits of a code.
    static func code(_ code: UInt8, _ type: QuantizationType) -> String {
        let bits = String(code, radix: 2)
        return String(repeating: "0", count: max(type.codeBits - bits.count, 0)) + bits
    }
}
