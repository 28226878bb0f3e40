/// Points of two numbers, each with its name beside it.
public struct ScatterChart: Sendable {
    /// One point; left out unless both numbers are finite, and positive where an axis is logarithmic.
    public struct Point: Sendable {
        /// Empty for a point that is only a dot.
        public let name: String
        public let x: Double
        public let y: Double
        /// Number of the series, which gives the colour (``ChartStyle/series``).
        public let series: Int

        public init(name: String, x: Double, y: Double, series: Int = 0) {
            self.name = name
            self.x = x
            self.y = y
            self.series = series
        }
    }

    /// What the drawing shows.
    public var description: String
    /// What the axes stand for.
    public var xName: String, yName: String
    public var points: [Point]
    /// Whether equal distances are equal differences or equal ratios.
    public var xKind: ChartAxis.Kind, yKind: ChartAxis.Kind
    /// Series whose points are the corners of a staircase: each holds from its x on, up to that of the next.
    public var stairs: Set<Int>
    public var width: Double, height: Double

    public init(
        description: String, xName: String, yName: String, points: [Point],
        xKind: ChartAxis.Kind = .linear, yKind: ChartAxis.Kind = .linear, stairs: Set<Int> = [],
        width: Double = 900, height: Double = 560
    ) {
        self.description = description
        self.xName = xName
        self.yName = yName
        self.points = points
        self.xKind = xKind
        self.yKind = yKind
        self.stairs = stairs
        self.width = width
        self.height = height
    }

    /// The drawing. Names that would lie on each other or on points are moved to where there is room, with a
    /// line to their points.
    public var chart: Chart {
        let area = ChartRectangle(left: 56, top: 24, right: width - 16, bottom: height - 42)
        let finite = points.filter { xKind.hasPlace(for: $0.x) && yKind.hasPlace(for: $0.y) }
        let x = ChartAxis(xKind, of: finite.map(\.x), from: area.left, to: area.right, margin: 0.1)
        let y = ChartAxis(yKind, of: finite.map(\.y), from: area.bottom, to: area.top, margin: 0.08)
        let shown = Self.joined(finite, x, y)
        var marks: [MarkupElement] = []
        for tick in x.ticks {
            let place = x.position(tick.value)
            marks.append(ChartMark.line(place, area.top, place, area.bottom))
            marks.append(
                ChartMark.text(tick.label, place, area.bottom + 16, anchor: "middle", kind: "soft", size: 11))
        }
        for tick in y.ticks {
            let place = y.position(tick.value)
            marks.append(ChartMark.line(area.left, place, area.right, place))
            marks.append(
                ChartMark.text(tick.label, area.left - 8, place + 4, anchor: "end", kind: "soft", size: 11))
        }
        marks.append(ChartMark.line(area.left, area.bottom, area.right, area.bottom, kind: "axis"))
        marks.append(ChartMark.line(area.left, area.top, area.left, area.bottom, kind: "axis"))
        marks.append(
            ChartMark.text(
                xName, (area.left + area.right) / 2, height - 6, anchor: "middle", kind: "soft", size: 11))
        marks.append(ChartMark.text(yName, 4, 12, kind: "soft", size: 11))

        for series in stairs.sorted() {
            marks += Self.steps(finite.filter { $0.series == series }, x, y, color: ChartStyle.color(series))
        }

        let places = shown.map { (x: x.position($0.x), y: y.position($0.y)) }
        let labels = LabelPlacement.place(shown.map(\.name), at: places, in: area)
        for (point, (place, label)) in zip(shown, zip(places, labels)) {
            if label.isDistant && !point.name.isEmpty {
                let edge = min(max(place.x, label.box.left), label.box.right)
                marks.append(
                    ChartMark.line(
                        place.x, place.y, edge, (label.box.top + label.box.bottom) / 2, kind: "axis"
                    )
                    .with("stroke-opacity", "0.6"))
            }
            marks.append(
                ChartMark.dot(place.x, place.y, radius: 4, color: ChartStyle.color(point.series))
                    .titled(point.name))
            if point.name.isEmpty { continue }
            marks.append(ChartMark.text(point.name, label.box.left + 1, label.box.bottom - 3, size: 11))
        }
        return Chart(description: description, width: width, height: height, marks: marks)
    }
}

extension ScatterChart {
    /// The staircase through points of one series, from left to right.
    private static func steps(
        _ points: [Point], _ x: ChartAxis, _ y: ChartAxis, color: String
    ) -> [MarkupElement] {
        let corners = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }.map {
            (x.position($0.x), y.position($0.y))
        }
        return zip(corners, corners.dropFirst()).flatMap { corner, next in
            [
                ChartMark.colored(corner.0, corner.1, next.0, corner.1, color: color, opacity: 0.5),
                ChartMark.colored(next.0, corner.1, next.0, next.1, color: color, opacity: 0.5),
            ]
        }
    }

    /// Points that would hide each other become one with the names of all, in the colour of the first that has a name.
    private static func joined(_ points: [Point], _ x: ChartAxis, _ y: ChartAxis) -> [Point] {
        var result: [Point] = []
        for point in points {
            let hidden = result.firstIndex { other in
                abs(x.position(other.x) - x.position(point.x)) < 1
                    && abs(y.position(other.y) - y.position(point.y)) < 1
            }
            guard let hidden else {
                result.append(point)
                continue
            }
            let other = result[hidden]
            let names = [other.name, point.name].filter { !$0.isEmpty }
            result[hidden] = Point(
                name: names.joined(separator: ", "), x: other.x, y: other.y,
                series: other.name.isEmpty && !point.name.isEmpty ? point.series : other.series)
        }
        return result
    }
}

/// A rectangle of pixels, y downwards.
struct ChartRectangle: Sendable, Equatable {
    var left: Double, top: Double, right: Double, bottom: Double

    func overlaps(_ other: ChartRectangle) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: ChartRectangle) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }
}

/// Finds places for names of points.
enum LabelPlacement {
    /// Where a name stands.
    struct Label {
        let box: ChartRectangle
        /// Whether it is so far from its point that a line is needed.
        let isDistant: Bool
    }

    private static let height = 14.0
    private static let size = 11.0

    /// One label a point. Each takes the first place, from near to far, where it lies on nothing; if there is
    /// none, the one beside its point.
    static func place(
        _ names: [String], at points: [(x: Double, y: Double)], in area: ChartRectangle
    ) -> [Label] {
        let dots = points.map {
            ChartRectangle(left: $0.x - 5, top: $0.y - 5, right: $0.x + 5, bottom: $0.y + 5)
        }
        var labels = [Label?](repeating: nil, count: names.count)
        // From the top, so that names of close points keep their order.
        let order = points.indices.sorted {
            (points[$0].y, points[$0].x, $0) < (points[$1].y, points[$1].x, $1)
        }
        for index in order {
            let candidates = candidates(names[index], at: points[index])
            let taken = labels.compactMap { $0?.box }
            labels[index] =
                candidates.first { candidate in
                    area.contains(candidate.box) && !taken.contains { $0.overlaps(candidate.box) }
                        && !dots.contains { $0.overlaps(candidate.box) }
                } ?? candidates[0]
        }
        return labels.map { $0! }
    }

    private static func candidates(_ name: String, at point: (x: Double, y: Double)) -> [Label] {
        let width = ChartStyle.width(of: name, size: size) + 2
        func box(_ left: Double, _ middle: Double) -> ChartRectangle {
            ChartRectangle(
                left: left, top: middle - height / 2, right: left + width, bottom: middle + height / 2)
        }
        var labels: [Label] = []
        for shift in [0.0, -7, 7] {
            for left in [point.x + 7, point.x - 7 - width] {
                labels.append(Label(box: box(left, point.y + shift), isDistant: false))
            }
        }
        for shift in [-13.0, 13] {
            labels.append(Label(box: box(point.x - width / 2, point.y + shift), isDistant: false))
        }
        for step in 2...20 {
            for shift in [Double(step) * 8, Double(-step) * 8] {
                for left in [point.x + 14, point.x - 14 - width, point.x + 60, point.x - 60 - width] {
                    labels.append(Label(box: box(left, point.y + shift), isDistant: true))
                }
            }
        }
        return labels
    }
}
