/// Rectangles whose areas are parts of a whole, the largest first (squarified: Bruls, Huizing and van Wijk, 2000).
public struct TreeMap: Sendable {
    /// One rectangle.
    public struct Tile: Sendable {
        public let name: String
        /// What the rectangle's area stands for; left out unless it is positive and finite.
        public let value: Double
        /// The value as text.
        public let text: String
        /// Number of the series, which gives the colour (``ChartStyle/series``).
        public let series: Int

        public init(name: String, value: Double, text: String, series: Int) {
            self.name = name
            self.value = value
            self.text = text
            self.series = series
        }
    }

    /// What the drawing shows.
    public var description: String
    public var tiles: [Tile]
    public var width: Double, height: Double

    public init(description: String, tiles: [Tile], width: Double = 900, height: Double = 480) {
        self.description = description
        self.tiles = tiles
        self.width = width
        self.height = height
    }

    /// The drawing. A rectangle has its name and value on it where they fit, the name in several lines if it has
    /// hyphens, and always as a title.
    public var chart: Chart {
        let shown = tiles.filter { $0.value > 0 && $0.value.isFinite }.sorted {
            ($1.value, $0.name) < ($0.value, $1.name)
        }
        let area = ChartRectangle(left: 0, top: 0, right: width, bottom: height)
        var marks: [MarkupElement] = []
        for (tile, place) in zip(shown, Self.places(shown.map(\.value), in: area)) {
            let (wide, high) = (place.right - place.left, place.bottom - place.top)
            marks.append(
                ChartMark.bar(
                    x: place.left + 1, y: place.top + 1, width: wide - 2, height: high - 2,
                    color: ChartStyle.color(tile.series)
                ).titled("\(tile.name): \(tile.text)"))
            let room = wide - 8
            let lines = Self.lines(tile.name, width: room) + [tile.text]
            guard lines.allSatisfy({ ChartStyle.width(of: $0, size: 11) < room }),
                high > 15 * Double(lines.count) + 6
            else { continue }
            for (line, text) in lines.enumerated() {
                let bottom = 16 + 15 * Double(line)
                marks.append(
                    MarkupElement(
                        "text",
                        [
                            "x": ChartMark.number(place.left + 6), "y": ChartMark.number(place.top + bottom),
                            "font-size": "11", "fill": "#ffffff",
                        ], text: text))
            }
        }
        return Chart(description: description, width: width, height: height, marks: marks)
    }

    /// A name in lines that are as long as a width allows, or one part between hyphens long.
    static func lines(_ name: String, width: Double) -> [String] {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        var lines = [""]
        for (index, part) in parts.enumerated() {
            let text = part + (index < parts.count - 1 ? "-" : "")
            let longer = lines[lines.count - 1] + text
            if index > 0, ChartStyle.width(of: longer, size: 11) > width {
                lines.append(String(text))
            } else {
                lines[lines.count - 1] = longer
            }
        }
        return lines
    }

    /// A rectangle a value, of areas in their proportion, that fill `area`: each row along the shorter side takes values
    /// for as long as its rectangles get closer to squares.
    ///
    /// - Parameter values: positive, the largest first.
    static func places(_ values: [Double], in area: ChartRectangle) -> [ChartRectangle] {
        let total = values.reduce(0, +)
        guard total > 0 else { return [] }
        let scale = (area.right - area.left) * (area.bottom - area.top) / total
        var rest = area
        var result: [ChartRectangle] = []
        var start = 0
        while start < values.count {
            let (wide, high) = (rest.right - rest.left, rest.bottom - rest.top)
            let side = min(wide, high)
            guard side > 0 else {
                result += values[start...].map { _ in rest }
                break
            }
            var (end, sum) = (start + 1, values[start] * scale)
            var worst = Self.worstRatio(values[start..<end], scale: scale, sum: sum, side: side)
            while end < values.count {
                let longer = sum + values[end] * scale
                let ratio = Self.worstRatio(values[start...end], scale: scale, sum: longer, side: side)
                guard ratio <= worst else { break }
                (worst, sum, end) = (ratio, longer, end + 1)
            }
            let depth = sum / side
            var position = wide >= high ? rest.top : rest.left
            for value in values[start..<end] {
                let length = value * scale / depth
                result.append(
                    wide >= high
                        ? ChartRectangle(
                            left: rest.left, top: position, right: rest.left + depth,
                            bottom: position + length)
                        : ChartRectangle(
                            left: position, top: rest.top, right: position + length, bottom: rest.top + depth)
                )
                position += length
            }
            if wide >= high { rest.left += depth } else { rest.top += depth }
            start = end
        }
        return result
    }

    /// The largest quotient of long and short side in a row of rectangles.
    private static func worstRatio(
        _ values: ArraySlice<Double>, scale: Double, sum: Double, side: Double
    ) -> Double {
        let depth = sum / side
        return values.map { value in
            let length = value * scale / depth
            return max(length / depth, depth / length)
        }.max() ?? .infinity
    }
}
