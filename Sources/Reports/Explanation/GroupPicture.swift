import Foundation
import Quantization

/// One group as a drawing: its weights over the values that they can become, their errors, and what there was
/// to choose from.
public struct GroupPicture: Sendable {
    public let group: GroupExplanation

    public init(_ group: GroupExplanation) { self.group = group }

    private static let width = 920.0
    private static let left = 64.0
    private static let right = 900.0
    private static let specialSeries = 1
    private static let dotRadius = 2.4

    /// The SVG file.
    public var file: String {
        let line = group.weights.count > Self.dotLimit ? histogram : dots
        var y = 64.0
        var marks = heading
        for part in [line, errors] + (group.candidates.isEmpty ? [] : [candidates]) {
            marks.append(part.moved(x: 0, y: y))
            y += part.height + 18
        }
        return Chart(
            description: "One group of \(group.tensor) in \(group.type.name)", width: Self.width, height: y,
            marks: marks
        ).file
    }

    /// Most weights that are drawn each by itself over the number line.
    private static let dotLimit = 1024

    private var heading: [MarkupElement] {
        let choice = group.chosen.map { ", choice \($0.name)" } ?? ""
        let error =
            group.signalToNoiseRatio.map { "SNR \(Figure.decimal($0, places: 2)) dB" }
            ?? "no error"
        return [
            ChartMark.text(
                "\(group.tensor), group \(GroupText.place(group))", 16, 24, size: 15, isBold: true),
            ChartMark.text(
                "\(group.type.name)\(choice), scale \(Figure.short(Double(group.scale), significant: 5)) "
                    + "(\(group.scaleFormat.rawValue)), mean square error "
                    + "\(Figure.scientific(group.meanSquareError)), \(error)", 16, 44, kind: "soft"),
        ]
    }

    /// Where weights and values are from left to right.
    private var axis: ChartAxis {
        ChartAxis(
            .linear,
            of: group.weights.map { Double($0.weight) } + group.nearLevels.map { Double($0.dequantized) },
            from: Self.left, to: Self.right, margin: 0.02, tickCount: 8)
    }

    private var specialColor: String { ChartStyle.color(Self.specialSeries) }

    /// Lines where values are, and the values below, as many as there is room for.
    private func levels(_ axis: ChartAxis, top: Double, bottom: Double, isNamed: Bool) -> [MarkupElement] {
        var marks: [MarkupElement] = []
        var free = 0.0
        // The special value's name is placed first, so that no other takes its room.
        let special = group.levels.first(where: \.isSpecial).map { axis.position(Double($0.dequantized)) }
        for level in group.nearLevels {
            let x = axis.position(Double(level.dequantized))
            let title = "\(Figure.short(level.value)) stands for \(Figure.short(Double(level.dequantized)))"
            marks.append(
                (level.isSpecial
                    ? ChartMark.colored(x, top, x, bottom, color: specialColor, width: 2)
                    : ChartMark.line(x, top, x, bottom)).titled(title))
            let text = Figure.short(level.value)
            let half = ChartStyle.width(of: text, size: 11) / 2 + 2
            let collides = !level.isSpecial && special.map { abs($0 - x) < 2 * half + 4 } ?? false
            guard isNamed && (level.isSpecial || (x - half >= free && !collides)) else { continue }
            free = x + half
            marks.append(
                ChartMark.text(text, x, bottom + 14, anchor: "middle", size: 11, isBold: level.isSpecial))
        }
        return marks
    }

    /// Weights as dots, stacked where they are close together.
    private var dots: Chart {
        let axis = axis
        let bins = Int((Self.right - Self.left) / (2 * Self.dotRadius))
        var stacks = [[GroupExplanation.Weight]](repeating: [], count: bins + 1)
        for weight in group.weights {
            let x = axis.position(Double(weight.weight))
            stacks[Int((x - Self.left) / (Self.right - Self.left) * Double(bins))].append(weight)
        }
        let highest = Double(stacks.map(\.count).max() ?? 1)
        let spacing = min(2 * Self.dotRadius + 0.6, 150 / highest)
        let bottom = 24 + max(highest * spacing + 10, 60)
        var marks = [
            ChartMark.text("weights, in columns where they are close", 16, 10, kind: "soft", size: 11)
        ]
        marks += levels(axis, top: 20, bottom: bottom, isNamed: true)
        for (index, stack) in stacks.enumerated() {
            let x = Self.left + (Double(index) + 0.5) * 2 * Self.dotRadius
            for (place, weight) in stack.enumerated() {
                let y = bottom - 5 - Double(place) * spacing
                marks.append(
                    ChartMark.dot(
                        min(x, Self.right), y, radius: Self.dotRadius, color: ChartStyle.color(0),
                        opacity: 0.85
                    ).titled(title(weight)))
            }
        }
        marks.append(ChartMark.line(Self.left, bottom, Self.right, bottom, kind: "axis"))
        marks += valueAxisName(bottom + 30)
        return Chart(description: "weights", width: Self.width, height: bottom + 36, marks: marks)
    }

    /// Weights as bars, when they are too many for dots.
    private var histogram: Chart {
        let axis = axis
        let bins = 160
        var counts = [Int](repeating: 0, count: bins)
        for weight in group.weights {
            let part = (axis.position(Double(weight.weight)) - Self.left) / (Self.right - Self.left)
            counts[min(Int(part * Double(bins)), bins - 1)] += 1
        }
        let most = Double(max(counts.max() ?? 1, 1))
        let bottom = 180.0
        let step = (Self.right - Self.left) / Double(bins)
        var marks = [
            ChartMark.text("weights, at most \(Int(most)) in a column", 16, 10, kind: "soft", size: 11)
        ]
        marks += levels(axis, top: 20, bottom: bottom, isNamed: true)
        for (index, count) in counts.enumerated() where count > 0 {
            let height = Double(count) / most * 150
            marks.append(
                ChartMark.bar(
                    x: Self.left + Double(index) * step, y: bottom - height, width: step - 0.5,
                    height: height,
                    color: ChartStyle.color(0), opacity: 0.85))
        }
        marks.append(ChartMark.line(Self.left, bottom, Self.right, bottom, kind: "axis"))
        marks += valueAxisName(bottom + 30)
        return Chart(description: "weights", width: Self.width, height: bottom + 36, marks: marks)
    }

    private func valueAxisName(_ y: Double) -> [MarkupElement] {
        let note = group.levels.contains(where: \.isSpecial) ? ", the special one in bold" : ""
        return [
            ChartMark.text(
                "values before scaling\(note)", (Self.left + Self.right) / 2, y, anchor: "middle",
                kind: "soft",
                size: 11)
        ]
    }

    /// The error of each weight, as a stem.
    private var errors: Chart {
        let axis = axis
        let largest = group.weights.map { abs($0.error) }.max() ?? 0
        let height = ChartAxis(
            .linear, of: largest > 0 ? [-largest, largest] : [], from: 170, to: 20, margin: 0.05, tickCount: 5
        )
        var marks = [ChartMark.text("error against weight", 16, 10, kind: "soft", size: 11)]
        marks += levels(axis, top: 20, bottom: 170, isNamed: false)
        for tick in height.ticks {
            let y = height.position(tick.value)
            marks.append(ChartMark.line(Self.left, y, Self.right, y))
            marks.append(
                ChartMark.text(tick.label, Self.left - 6, y + 4, anchor: "end", kind: "soft", size: 11))
        }
        let zero = height.position(0)
        marks.append(ChartMark.line(Self.left, zero, Self.right, zero, kind: "axis"))
        for weight in group.weights {
            let isSpecial = group.levels.contains { $0.isSpecial && $0.value == weight.value }
            let color = isSpecial ? specialColor : ChartStyle.color(0)
            let x = axis.position(Double(weight.weight))
            let y = height.position(weight.error)
            marks.append(ChartMark.colored(x, zero, x, y, color: color, width: 1, opacity: 0.5))
            marks.append(ChartMark.dot(x, y, radius: 2.2, color: color).titled(title(weight)))
        }
        for tick in axis.ticks {
            let x = axis.position(tick.value)
            marks.append(ChartMark.line(x, 170, x, 174, kind: "axis"))
            marks.append(ChartMark.text(tick.label, x, 187, anchor: "middle", kind: "soft", size: 11))
        }
        marks.append(
            ChartMark.text(
                "weight", (Self.left + Self.right) / 2, 203, anchor: "middle", kind: "soft", size: 11))
        return Chart(description: "errors", width: Self.width, height: 208, marks: marks)
    }

    private func title(_ weight: GroupExplanation.Weight) -> String {
        "column \(weight.column): \(Figure.short(Double(weight.weight))) becomes "
            + "\(Figure.short(Double(weight.dequantized))), code \(GroupText.code(weight.code, group.type))"
    }

    /// The mean square error of each candidate.
    private var candidates: Chart {
        BarChart(
            description: "candidates", axisName: "mean square error with each candidate",
            bars: group.candidates.map { candidate in
                let error = Double(candidate.meanSquareError)
                return BarChart.Bar(
                    name: candidate.name, value: error,
                    text: (error.isFinite ? Figure.scientific(error) : "overflows")
                        + (candidate.isChosen ? "  chosen" : ""),
                    series: candidate.isChosen ? Self.specialSeries : 0)
            }, width: Self.width, left: Self.left
        ).chart
    }
}
