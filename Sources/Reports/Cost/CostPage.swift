import Cost

/// Costs as a page of charts and tables.
public struct CostPage: Sendable {
    public let report: CostReport

    public init(_ report: CostReport) { self.report = report }

    /// The HTML file.
    public var text: String {
        var page = ReportPage(
            title: "Cost of \(report.designs.map(\.design).joined(separator: ", "))",
            summary: "Library \(report.library); one NAND2 is \(report.nand2). \(CostReport.conditions)")
        for design in report.designs {
            page.add(
                design.design, note: "Areas of rectangles are areas of all instances of a module.",
                [
                    treeMap(design), Self.facts(design),
                    ReportPage.table(
                        header: CostTable.partHeader,
                        rows: design.parts.sorted { ($1.area, $0.module) < ($0.area, $1.module) }
                            .map(CostTable.row)),
                ])
        }
        if report.tradeOffs.contains(where: { !$0.points.isEmpty }) {
            page.add(
                "Area and period",
                note: "The best points of each design; further left is faster, further down smaller.",
                [scatter])
        }
        for curve in report.curves {
            page.add(
                "Points of \(curve.module)",
                note: "On the line, and with a star: no other point is as good in both area and period.",
                [
                    curveChart(curve),
                    ReportPage.table(
                        header: ["Recipe", "Area, um2", "NAND2", "Period, ns"], rows: CostTable.rows(curve)),
                ])
        }
        return page.text
    }

    /// One rectangle a module; a module alone has its flip-flops apart.
    private func treeMap(_ design: DesignCost) -> MarkupElement {
        func text(_ area: Double) -> String {
            "\(CostTable.area(area)) um2, \(Figure.percent(design.area > 0 ? area / design.area : 0))"
        }
        let tiles = design.parts.enumerated().flatMap { index, part -> [TreeMap.Tile] in
            let name =
                part.weight == 1
                ? part.module : "\(Figure.short(part.weight, significant: 6)) x \(part.module)"
            let flipFlops = part.weight * part.point.flipFlopArea
            guard design.parts.count == 1 else {
                return [TreeMap.Tile(name: name, value: part.area, text: text(part.area), series: index)]
            }
            return [
                TreeMap.Tile(
                    name: "logic", value: part.area - flipFlops, text: text(part.area - flipFlops), series: 0),
                TreeMap.Tile(name: "flip-flops", value: flipFlops, text: text(flipFlops), series: 1),
            ]
        }
        return TreeMap(description: "Area of \(design.design) by module", tiles: tiles, height: 400).chart
            .element
    }

    private static func facts(_ design: DesignCost) -> MarkupElement {
        ReportPage.table(header: ["", ""], rows: CostTable.facts(design).map { [$0.name, $0.value] })
    }

    private var scatter: MarkupElement {
        ScatterChart(
            description: "Area over period, one colour a design", xName: "period, ns", yName: "area, um2",
            points: report.tradeOffs.enumerated().flatMap { index, tradeOff in
                tradeOff.points.enumerated().map { place, point in
                    ScatterChart.Point(
                        name: place == 0 ? tradeOff.design : "", x: point.period, y: point.area, series: index
                    )
                }
            }, stairs: Set(report.tradeOffs.indices), height: 420
        ).chart.element
    }

    private func curveChart(_ curve: CostCurve) -> MarkupElement {
        let best = Set(curve.best)
        return ScatterChart(
            description: "Area over period of \(curve.module), one point a recipe", xName: "period, ns",
            yName: "area, um2",
            points: curve.points.map { point in
                ScatterChart.Point(
                    name: best.contains(point) ? point.recipe.name : "", x: point.period, y: point.area,
                    series: best.contains(point) ? 0 : 8)
            }, stairs: [0], height: 420
        ).chart.element
    }
}
