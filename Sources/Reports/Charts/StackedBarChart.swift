/// Horizontal bars of parts of a whole, one a name, all of full length.
public struct StackedBarChart: Sendable {
    /// A part of a bar.
    public struct Part: Sendable {
        public let name: String
        /// Of the whole, 0 to 1.
        public let share: Double
        /// Number of the series, which gives the colour (``ChartStyle/series``).
        public let series: Int

        public init(name: String, share: Double, series: Int) {
            self.name = name
            self.share = share
            self.series = series
        }
    }

    /// One bar.
    public struct Bar: Sendable {
        public let name: String
        public let parts: [Part]

        public init(name: String, parts: [Part]) {
            self.name = name
            self.parts = parts
        }
    }

    /// What the drawing shows.
    public var description: String
    public var bars: [Bar]
    public var width: Double

    public init(description: String, bars: [Bar], width: Double = 900) {
        self.description = description
        self.bars = bars
        self.width = width
    }

    private static let rowHeight = 26.0

    /// The drawing: as high as the bars are many. A part has its name and share on it where they fit.
    public var chart: Chart {
        let left = 16 + (bars.map { ChartStyle.width(of: $0.name, size: 12) }.max() ?? 0)
        let right = width - 20
        let bottom = Double(bars.count) * Self.rowHeight + 4
        let axis = ChartAxis(.linear, of: [0, 1], from: left, to: right, tickCount: 5)
        var marks: [MarkupElement] = []
        for tick in axis.ticks {
            let x = axis.position(tick.value)
            marks.append(ChartMark.line(x, 0, x, bottom))
            marks.append(
                ChartMark.text(
                    Figure.percent(tick.value, places: 0), x, bottom + 14, anchor: "middle", kind: "soft",
                    size: 11))
        }
        for (index, bar) in bars.enumerated() {
            let y = Double(index) * Self.rowHeight + 3
            marks.append(ChartMark.text(bar.name, left - 8, y + 15, anchor: "end"))
            var sum = 0.0
            for part in bar.parts {
                let start = axis.position(sum)
                sum += part.share
                let end = axis.position(sum)
                let text = "\(part.name)  \(Figure.percent(part.share))"
                marks.append(
                    ChartMark.bar(
                        x: start, y: y, width: end - start, height: Self.rowHeight - 5,
                        color: ChartStyle.color(part.series)
                    ).titled("\(bar.name), \(text)"))
                if ChartStyle.width(of: text, size: 11) + 8 < end - start {
                    marks.append(
                        MarkupElement(
                            "text",
                            [
                                "x": ChartMark.number((start + end) / 2), "y": ChartMark.number(y + 14.5),
                                "text-anchor": "middle", "font-size": "11", "fill": "#ffffff",
                            ], text: text))
                }
            }
        }
        return Chart(description: description, width: width, height: bottom + 22, marks: marks)
    }
}
