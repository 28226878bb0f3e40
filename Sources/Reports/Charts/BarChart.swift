/// Horizontal bars, one a name, with their values at their ends.
public struct BarChart: Sendable {
    /// One bar.
    public struct Bar: Sendable {
        public let name: String
        /// From zero; a bar without a finite value is left out, its text stays.
        public let value: Double
        /// The value as text.
        public let text: String
        /// Number of the series, which gives the colour (``ChartStyle/series``).
        public let series: Int

        public init(name: String, value: Double, text: String, series: Int = 0) {
            self.name = name
            self.value = value
            self.text = text
            self.series = series
        }
    }

    /// What the drawing shows.
    public var description: String
    /// What lengths stand for.
    public var axisName: String
    public var bars: [Bar]
    public var width: Double
    /// Where bars start at the earliest, in pixels; further right where names are longer.
    public var left: Double

    public init(
        description: String, axisName: String, bars: [Bar], width: Double = 900, left: Double = 0
    ) {
        self.description = description
        self.axisName = axisName
        self.bars = bars
        self.width = width
        self.left = left
    }

    private static let rowHeight = 20.0

    /// The drawing: as high as the bars are many.
    public var chart: Chart {
        let left = max(left, 16 + (bars.map { ChartStyle.width(of: $0.name, size: 12) }.max() ?? 0))
        let right = width - 16 - (bars.map { ChartStyle.width(of: $0.text, size: 11) }.max() ?? 0)
        let bottom = Double(bars.count) * Self.rowHeight + 6
        let axis = ChartAxis(
            .linear, of: bars.map(\.value), from: left, to: max(right, left + 50), includesZero: true)
        var marks: [MarkupElement] = []
        for tick in axis.ticks {
            let x = axis.position(tick.value)
            marks.append(ChartMark.line(x, 0, x, bottom))
            marks.append(ChartMark.text(tick.label, x, bottom + 14, anchor: "middle", kind: "soft", size: 11))
        }
        marks.append(
            ChartMark.text(
                axisName, (left + right) / 2, bottom + 31, anchor: "middle", kind: "soft", size: 11))
        let zero = axis.position(0)
        for (index, bar) in bars.enumerated() {
            let y = Double(index) * Self.rowHeight + 4
            let end = axis.position(bar.value.isFinite ? bar.value : 0)
            marks.append(ChartMark.text(bar.name, left - 8, y + 12, anchor: "end"))
            marks.append(
                ChartMark.bar(
                    x: min(zero, end), y: y, width: abs(end - zero), height: Self.rowHeight - 5,
                    color: ChartStyle.color(bar.series)
                ).titled("\(bar.name): \(bar.text)"))
            marks.append(ChartMark.text(bar.text, max(zero, end) + 6, y + 12, kind: "soft", size: 11))
        }
        marks.append(ChartMark.line(zero, 0, zero, bottom, kind: "axis"))
        return Chart(description: description, width: width, height: bottom + 38, marks: marks)
    }
}
