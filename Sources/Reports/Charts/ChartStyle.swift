import Foundation

/// Colours of charts. Marks carry their colours themselves and are legible on light and dark ground; text, axes
/// and ground have classes, whose colours follow the reader's system.
public enum ChartStyle {
    /// Colours of series, in their order; more series start again.
    public static let series = [
        "#3b76c4", "#c8741f", "#3f9b68", "#c4528a", "#8563c2", "#2f9fb0", "#c25344", "#97924a", "#6d7f91",
    ]

    /// The colour of series number `index`.
    public static func color(_ index: Int) -> String { series[index % series.count] }

    /// Style rules of the classes, without quotes, brackets and ampersands.
    static let rules = """

        .chart-ground { fill: #ffffff; }
        .chart-text { fill: #1c2024; }
        .chart-soft { fill: #5b6570; }
        .chart-grid { stroke: #e3e7eb; }
        .chart-axis { stroke: #8d97a1; }
        @media (prefers-color-scheme: dark) {
        .chart-ground { fill: #14181c; }
        .chart-text { fill: #e3e7eb; }
        .chart-soft { fill: #98a2ad; }
        .chart-grid { stroke: #2b3138; }
        .chart-axis { stroke: #6b747d; }
        }

        """

    /// Pixels that a text takes at most, as far as one can know without the font.
    static func width(of text: String, size: Double) -> Double { Double(text.count) * size * 0.62 }
}

/// The parts that charts are drawn with, their coordinates rounded to hundredths of a pixel.
enum ChartMark {
    /// A coordinate as text; numbers that aren't finite, which no chart has a place for, are zero.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let hundredths = Int((min(max(value, -1e7), 1e7) * 100).rounded())
        guard !hundredths.isMultiple(of: 100) else { return "\(hundredths / 100)" }
        let digits = String(format: "%03d", abs(hundredths))
        let text = digits.dropLast(2) + "." + digits.suffix(2)
        return (hundredths < 0 ? "-" : "") + (text.hasSuffix("0") ? text.dropLast() : text)
    }

    static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, kind: String = "grid"
    ) -> MarkupElement {
        MarkupElement(
            "line",
            [
                "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2),
                "class": "chart-\(kind)", "stroke": kind == "grid" ? "#e3e7eb" : "#8d97a1",
            ])
    }

    static func colored(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String, width: Double = 1,
        opacity: Double = 1
    ) -> MarkupElement {
        MarkupElement(
            "line",
            [
                "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2), "stroke": color,
                "stroke-width": number(width), "stroke-opacity": number(opacity),
            ])
    }

    static func text(
        _ text: String, _ x: Double, _ y: Double, anchor: String = "start", kind: String = "text",
        size: Double = 12, isBold: Bool = false
    ) -> MarkupElement {
        let element = MarkupElement(
            "text",
            [
                "x": number(x), "y": number(y), "text-anchor": anchor, "font-size": number(size),
                "class": "chart-\(kind)", "fill": kind == "text" ? "#1c2024" : "#5b6570",
            ])
        var result = isBold ? element.with("font-weight", "600") : element
        result.content = [.text(text)]
        return result
    }

    static func bar(
        x: Double, y: Double, width: Double, height: Double, color: String, opacity: Double = 1
    ) -> MarkupElement {
        MarkupElement(
            "rect",
            [
                "x": number(x), "y": number(y), "width": number(max(width, 0)),
                "height": number(max(height, 0)), "fill": color, "fill-opacity": number(opacity),
            ])
    }

    static func dot(
        _ x: Double, _ y: Double, radius: Double, color: String, opacity: Double = 1
    ) -> MarkupElement {
        MarkupElement(
            "circle",
            [
                "cx": number(x), "cy": number(y), "r": number(radius), "fill": color,
                "fill-opacity": number(opacity),
            ])
    }
}
