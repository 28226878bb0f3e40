import Reports

extension ElementStudyReport {
    /// The report as charts and tables in one file.
    public var page: String {
        var page = ReportPage(
            title: "Processing elements side by side",
            summary:
                "Library \(library). Areas are of cells alone and count an element's share of row and column in a tile of "
                + "8 x 8; each element is at its own best point.")
        page.add(
            "Area and error",
            note:
                "Further left: less area and time for a multiply-accumulate. Further down: sums nearer to the exact ones. Both "
                + "axes show ratios.",
            [areaAndError])
        page.add(
            "Where the area goes",
            note: "Square micrometres of an element and its shares, at its best point.",
            elements.flatMap { element in
                [
                    MarkupElement("h3", text: "\(element.name), \(Self.text(element.best))"),
                    TreeMap(
                        description: "Area of \(element.name) by part",
                        tiles: element.parts.enumerated().map { index, part in
                            TreeMap.Tile(
                                name: part.module, value: part.area,
                                text: Figure.decimal(part.area, places: 1) + " um2", series: index)
                        }, height: 200
                    ).chart.element,
                ]
            })
        page.add(
            "Figures", note: "Periods in ns, areas in um2.",
            [
                ReportPage.table(
                    header: [
                        "Element", "Core at 0.75", "Best whole", "FP4, 10^6 MAC/s/um2", "FP4, fJ",
                        "Mean error",
                    ],
                    rows: elements.map { element in
                        [
                            element.name, Self.text(element.coreAt750Picoseconds), Self.text(element.best),
                            element.throughput["fp4"].map { Figure.decimal($0 * 1e-6, places: 1) } ?? "-",
                            element.energy.map { Figure.decimal($0 * 1e15, places: 1) } ?? "-",
                            element.meanError.map { Figure.short($0, significant: 3) } ?? "-",
                        ]
                    })
            ])
        return page.text
    }

    /// Square micrometres times nanoseconds of a multiply-accumulate of the weights that an element is judged by.
    private var areaAndError: MarkupElement {
        ScatterChart(
            description: "Area and time of a multiply-accumulate over the error of a sum",
            xName: "um2 ns a multiply-accumulate", yName: "mean error",
            points: elements.enumerated().compactMap { index, element in
                guard let rate = element.throughput["fp4"] ?? element.throughput["int8"],
                    let error = element.meanError
                else { return nil }
                return ScatterChart.Point(name: element.name, x: 1e9 / rate, y: error, series: index)
            }, xKind: .logarithmic, yKind: .logarithmic, height: 420
        ).chart.element
    }
}
