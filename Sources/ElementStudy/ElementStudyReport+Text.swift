import Configuration
import Reports
import Verification

extension ElementStudyReport {
    /// The report as a page of the documentation: tables in Markdown, the same for the same figures.
    public var markdown: String {
        var lines = [
            "# Processing elements side by side", "",
            "Area, clock, throughput and energy with one library and one flow, and the error of group sums.",
            "",
            "## Overview", "",
            "Library \(library). Areas in um2, periods in ns, zero wire load; *whole* counts an element's share of row and "
                + "column in a tile of 8 x 8. `bitmod study` writes this page.", "", "### Which to choose",
            "",
        ]
        lines += choices.map { "- " + $0 } + ["", "### Area and clock", ""]
        lines += Self.table(
            ["Element", "Smallest core", "Core at 0.75", "Core at 0.95", "Fastest core", "Best whole"],
            elements.map { element in
                [element.name]
                    + [
                        element.smallestCore, element.coreAt750Picoseconds, element.coreAt950Picoseconds,
                        element.fastestCore, element.best,
                    ].map(Self.text)
            })
        lines += [
            "", "### Where the area goes", "",
            "Square micrometres of the whole at its best point: the core, and an element's share of the others.",
            "",
        ]
        lines += Self.table(
            ["Element", "Parts"],
            elements.map { element in
                let parts = element.parts.map { "\($0.module) \(Figure.decimal($0.area, places: 1))" }
                return [element.name, parts.joined(separator: ", ")]
            })
        lines += [
            "", "### Throughput and energy", "",
            "Multiply-accumulates a second and um2 at the best point of the whole, in 10^6, and energy:", "",
        ]
        let types = WeightDataType.allCases.map(\.rawValue)
        lines += Self.table(
            ["Element"] + types + ["FP4, fJ at \(Figure.decimal(powerPeriod, places: 2)) ns", "Toggle rate"],
            elements.map { element in
                [element.name]
                    + types.map { element.throughput[$0].map { Figure.decimal($0 * 1e-6, places: 1) } ?? "-" }
                    + [
                        element.energy.map { Figure.decimal($0 * 1e15, places: 1) } ?? "-",
                        element.activity.map { Figure.decimal($0.togglesPerCycle, places: 3) } ?? "-",
                    ]
            })
        lines += [
            "", "### Accuracy", "",
            "Mean error over root mean square of the exact sum, groups of \(accuracy.groupSize), "
                + "\(accuracy.groups) groups, seed \(accuracy.seed):", "",
        ]
        lines += Self.table(
            ["Method", "Weights", "Activations", "Mean error", "Largest error"],
            accuracy.figures.map {
                [
                    $0.method, $0.dataType.rawValue, $0.activations.rawValue,
                    Figure.short($0.meanError, significant: 3), Figure.short($0.largestError, significant: 3),
                ]
            })
        return lines.joined(separator: "\n") + "\n"
    }

    static func text(_ point: Point?) -> String {
        point.map { "\(Figure.decimal($0.area, places: 1)) @ \(Figure.decimal($0.period, places: 3))" } ?? "-"
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> [String] {
        ([header, header.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    }
}
