/// A table of numbers, each on a ground the stronger the larger it is.
public struct HeatMap: Sendable {
    /// What the drawing shows.
    public var description: String
    /// Names of the columns.
    public var columns: [String]
    /// Rows with as many values as there are columns; a missing one leaves its cell empty.
    public var rows: [(name: String, values: [Double?])]
    /// Decimals of the numbers.
    public var places: Int

    public init(
        description: String, columns: [String], rows: [(name: String, values: [Double?])], places: Int = 1
    ) {
        self.description = description
        self.columns = columns
        self.rows = rows
        self.places = places
    }

    /// The drawing: as wide and as high as there are columns and rows.
    public var chart: Chart {
        let values = rows.flatMap(\.values).compactMap { $0 }.filter(\.isFinite)
        let scale = ChartAxis(.linear, of: values, from: 0.08, to: 0.85)
        let left = 12 + (rows.map { ChartStyle.width(of: $0.name, size: 11) }.max() ?? 0)
        let top = 12 + (columns.map { ChartStyle.width(of: $0, size: 11) }.max() ?? 0) * 0.75
        let (cellWidth, cellHeight) = (44.0, 18.0)
        var marks: [MarkupElement] = []
        for (index, column) in columns.enumerated() {
            let x = left + (Double(index) + 0.5) * cellWidth
            marks.append(
                ChartMark.text(column, 0, 0, size: 11).with(
                    "transform", "translate(\(ChartMark.number(x)) \(ChartMark.number(top - 6))) rotate(-45)")
            )
        }
        for (index, row) in rows.enumerated() {
            let y = top + Double(index) * cellHeight
            marks.append(ChartMark.text(row.name, left - 8, y + 13, anchor: "end", size: 11))
            for (place, value) in row.values.enumerated() {
                guard let value, value.isFinite else { continue }
                let opacity = scale.position(value)
                let x = left + Double(place) * cellWidth
                let text = Figure.decimal(value, places: places)
                marks.append(
                    ChartMark.bar(
                        x: x, y: y, width: cellWidth - 1, height: cellHeight - 1, color: ChartStyle.color(0),
                        opacity: opacity
                    ).titled("\(row.name), \(columns[place]): \(text)"))
                marks.append(
                    ChartMark.text(text, x + cellWidth / 2, y + 12.5, anchor: "middle", size: 11))
            }
        }
        let slant = (columns.last.map { ChartStyle.width(of: $0, size: 11) } ?? 0) * 0.75
        return Chart(
            description: description, width: left + Double(columns.count) * cellWidth + slant,
            height: top + Double(rows.count) * cellHeight + 4, marks: marks)
    }
}
