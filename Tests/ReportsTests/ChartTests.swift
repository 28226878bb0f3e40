import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads XML and keeps what tests ask about.
final class MarkupReader: NSObject, XMLParserDelegate {
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private(set) var text = ""
    private(set) var error: (any Error)?

    init(_ document: String) {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        if !parser.parse() { error = parser.parserError ?? CocoaError(.coderInvalidValue) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func named(_ name: String) -> [[String: String]] {
        elements.filter { $0.name == name }.map(\.attributes)
    }

    /// Attributes that should be numbers of some size and aren't.
    var badCoordinates: [String] {
        let names = [
            "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "stroke-width",
            "fill-opacity", "stroke-opacity",
        ]
        return elements.flatMap { element in
            element.attributes.filter { names.contains($0.key) }.sorted { $0.key < $1.key }.compactMap {
                guard let number = Double($0.value), number.isFinite, abs(number) < 20_000 else {
                    return "\(element.name) \($0.key)=\($0.value)"
                }
                return nil
            }
        }
    }
}

@Suite struct ChartTests {
    private func read(_ chart: Chart) -> MarkupReader {
        let reader = MarkupReader(chart.file)
        #expect(reader.error == nil)
        #expect(reader.badCoordinates.isEmpty, "\(reader.badCoordinates.prefix(3))")
        return reader
    }

    @Test func axesMarkRoundNumbersAndKeepOrder() {
        let cases: [([Double], ChartAxis.Kind)] = [
            ([0.0, 1], .linear), ([3.1e-5, 2.9e-4], .linear), ([-7, 12345], .linear),
            ([5, 5], .linear), ([0, 0], .linear), ([], .linear), ([1e-300, 3e-300], .linear),
            ([-4, -4], .linear), ([1e-6, 2], .logarithmic), ([3, 3], .logarithmic), ([], .logarithmic),
            ([0, -1, 20, 70], .logarithmic), ([1e12, 1.1e12], .linear), ([.nan, 2, .infinity], .linear),
        ]
        for (values, kind) in cases {
            let axis = ChartAxis(kind, of: values, from: 10, to: 110)
            #expect(axis.lower < axis.upper, "\(values)")
            #expect(axis.ticks.count >= 1 && axis.ticks.count <= 24, "\(values): \(axis.ticks.count)")
            let places = axis.ticks.map { axis.position($0.value) }
            #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 }, "\(values)")
            #expect(places.allSatisfy { $0 >= 10 && $0 <= 110 }, "\(values)")
            #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count, "\(axis.ticks.map(\.label))")
            for value in values where value.isFinite && (kind == .linear || value > 0) {
                #expect(axis.position(value) >= 10 && axis.position(value) <= 110)
            }
        }
        #expect(
            ChartAxis(.linear, of: [0, 1], from: 0, to: 100).ticks.map(\.label)
                == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(
            ChartAxis(.linear, of: [0, 8.7e-5], from: 0, to: 100).ticks.map(\.label)
                == ["0", "2e-5", "4e-5", "6e-5", "8e-5"])
        let falling = ChartAxis(.linear, of: [0, 10], from: 200, to: 0)
        #expect(falling.position(10) == 0 && falling.position(2.5) == 150)
        let ratio = ChartAxis(.logarithmic, of: [1, 100], from: 0, to: 100)
        #expect(abs(ratio.position(10) - 50) < 1e-9)
    }

    @Test func coordinatesAreShortNumbers() {
        let cases: [(Double, String)] = [
            (0, "0"), (1.5, "1.5"), (-0.25, "-0.25"), (2.999, "3"), (-0.001, "0"), (10.01, "10.01"),
            (.nan, "0"), (.infinity, "0"), (-12.3456, "-12.35"), (0.05, "0.05"),
        ]
        for (value, text) in cases {
            #expect(ChartMark.number(value) == text, "\(value)")
        }
    }

    @Test func barsAreAsLongAsTheirValues() throws {
        let chart = BarChart(
            description: "lengths", axisName: "length",
            bars: [
                .init(name: "one", value: 1, text: "1"), .init(name: "four", value: 4, text: "4"),
                .init(name: "none", value: 0, text: "0"), .init(name: "lost", value: .infinity, text: "lost"),
                .init(name: "<&\">", value: .nan, text: "x"),
            ])
        let reader = read(chart.chart)
        // The first rectangle is the ground.
        let widths = reader.named("rect").dropFirst().compactMap { Double($0["width"] ?? "") }
        #expect(widths.count == 5)
        #expect(abs(widths[1] / widths[0] - 4) < 0.01)
        #expect(widths[2...].allSatisfy { $0 == 0 })
        #expect(reader.text.contains("<&\">"))
        #expect(read(BarChart(description: "", axisName: "", bars: []).chart).named("rect").count == 1)
    }

    @Test func partsFillTheirBar() throws {
        let chart = StackedBarChart(
            description: "parts",
            bars: [
                .init(
                    name: "bar",
                    parts: [
                        .init(name: "a", share: 0.25, series: 0), .init(name: "b", share: 0.75, series: 1),
                    ])
            ])
        let parts = read(chart.chart).named("rect").dropFirst().map {
            (x: Double($0["x"] ?? "")!, width: Double($0["width"] ?? "")!, color: $0["fill"]!)
        }
        #expect(parts.count == 2)
        #expect(abs(parts[1].width / parts[0].width - 3) < 0.01)
        #expect(abs(parts[0].x + parts[0].width - parts[1].x) < 0.02)
        #expect(parts.map(\.color) == [ChartStyle.color(0), ChartStyle.color(1)])
    }

    @Test func namesOfPointsDontLieOnEachOther() throws {
        // Many points in a small part of the chart, one far away.
        let points = (0..<20).map { index -> ScatterChart.Point in
            let (x, y) = (4 + Double(index % 5) * 0.01, 18 + Double(index) * 0.13)
            return ScatterChart.Point(name: "point \(index)", x: x, y: y, series: index)
        }
        let chart = ScatterChart(
            description: "points", xName: "x", yName: "y",
            points: points + [
                .init(name: "far", x: 8, y: 40), .init(name: "lost", x: .nan, y: 1),
                .init(name: "twin", x: 8, y: 40),
            ])
        let reader = read(chart.chart)
        #expect(reader.named("circle").count == 21)
        #expect(reader.text.contains("far, twin") && !reader.text.contains("lost"))
        let ratios = ScatterChart(
            description: "ratios", xName: "x", yName: "y",
            points: [
                .init(name: "a", x: 1, y: 1), .init(name: "b", x: 10, y: 2), .init(name: "c", x: 100, y: 3),
                .init(name: "d", x: 0, y: 2),
            ], xKind: .logarithmic)
        let centers = read(ratios.chart).named("circle").compactMap { Double($0["cx"] ?? "") }
        #expect(centers.count == 3)
        #expect(abs((centers[2] - centers[1]) - (centers[1] - centers[0])) < 0.03)
        let area = ChartRectangle(left: 56, top: 24, right: 884, bottom: 518)
        let places = (0..<12).map { index -> (x: Double, y: Double) in
            (x: index % 2 == 0 ? 300 : 301, y: 200 + 5 * Double(index))
        }
        let boxes = LabelPlacement.place(places.map { "p\($0.y)" }, at: places, in: area).map(\.box)
        for (index, box) in boxes.enumerated() {
            #expect(area.contains(box))
            #expect(!boxes[..<index].contains { $0.overlaps(box) })
        }
        #expect(
            read(ScatterChart(description: "", xName: "", yName: "", points: []).chart).named("circle")
                .isEmpty)
    }

    @Test func aStaircaseLeadsThroughItsSeriesAndPointsMayBeNameless() {
        let points: [ScatterChart.Point] = [
            .init(name: "", x: 3, y: 2, series: 8), .init(name: "slow", x: 5, y: 1),
            .init(name: "fast", x: 1, y: 4),
            .init(name: "middle", x: 3, y: 2), .init(name: "", x: 4, y: 5, series: 8),
        ]
        func lines(_ stairs: Set<Int>) -> [(x1: Double, y1: Double, x2: Double, y2: Double)] {
            let chart = ScatterChart(description: "", xName: "x", yName: "y", points: points, stairs: stairs)
            return read(chart.chart).named("line").map { line in
                func number(_ name: String) -> Double { Double(line[name] ?? "") ?? .nan }
                return (number("x1"), number("y1"), number("x2"), number("y2"))
            }
        }
        // Marks of the axes come first.
        let steps = lines([0]).dropFirst(lines([]).count)
        #expect(steps.count == 4)
        for (line, next) in zip(steps, steps.dropFirst()) {
            #expect(line.x2 == next.x1 && line.y2 == next.y1)
        }
        #expect(steps.allSatisfy { $0.x1 <= $0.x2 && $0.y1 <= $0.y2 })
        let names = read(
            ScatterChart(description: "", xName: "x", yName: "y", points: points).chart
        ).text
        #expect(names.contains("middle") && !names.contains(","))
    }

    @Test func cellsAreStrongerForLargerNumbers() {
        let reader = read(
            HeatMap(
                description: "cells", columns: ["a", "b", "c"],
                rows: [(name: "r", values: [1, nil, 5]), (name: "s", values: [3, .nan, 3])]
            ).chart)
        let cells = reader.named("rect").dropFirst().compactMap { Double($0["fill-opacity"] ?? "") }
        #expect(cells.count == 4)
        #expect(cells[0] < cells[2] && cells[2] < cells[1] && cells[2] == cells[3])
    }

    @Test func markupEscapesWhatParsersRead() {
        let element = MarkupElement("p", ["title": "a\"b<c>&\u{1}"], text: "1 < 2 & \u{0} \"quoted\"")
        let reader = MarkupReader(element.text)
        #expect(reader.error == nil)
        #expect(reader.named("p").first?["title"] == "a\"b<c>&\u{FFFD}")
        #expect(reader.text == "1 < 2 & \u{FFFD} \"quoted\"")
    }

    @Test func commaSeparatedCellsAreQuoted() {
        var table = CommaSeparatedTable(header: ["a", "b"])
        table.add(["x,y", "say \"z\"\n"])
        #expect(table.text == "a,b\n\"x,y\",\"say \"\"z\"\"\n\"\n")
    }
}
