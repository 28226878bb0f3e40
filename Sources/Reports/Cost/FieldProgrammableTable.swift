import Cost

/// Cost on a field-programmable gate array as text.
public struct FieldProgrammableTable: Sendable {
    public let cost: FieldProgrammableCost

    public init(_ cost: FieldProgrammableCost) { self.cost = cost }

    /// Name and value of each figure.
    var facts: [(name: String, value: String)] {
        var facts = [
            ("Design", cost.design), ("Family", cost.family.title),
            ("Look-up tables", Figure.integer(cost.resources.lookUpTables)),
            ("Flip-flops", Figure.integer(cost.resources.flipFlops)),
            ("Block memories", Figure.integer(cost.resources.blockMemories)),
            ("Multipliers", Figure.integer(cost.resources.multipliers)),
        ]
        if let median = cost.medianClock, let least = cost.slowestClock, let most = cost.fastestClock {
            facts.append(
                (
                    "Clock",
                    "\(Figure.decimal(median, places: 1)) MHz, \(Figure.decimal(least, places: 1)) to "
                        + "\(Figure.decimal(most, places: 1)) over "
                        + Figure.count(cost.clocks.count, "seed", "seeds")
                ))
        }
        return facts
    }

    public var text: String {
        var lines = Facts()
        for fact in facts { lines.add(fact.name, fact.value) }
        return lines.text
    }

    /// The HTML file.
    public var page: String {
        var page = ReportPage(
            title: "\(cost.design) on \(cost.family.title)",
            summary: "Synthesised by Yosys, placed and routed by nextpnr where a clock is told.")
        page.add("Figures", [ReportPage.table(header: ["", ""], rows: facts.map { [$0.name, $0.value] })])
        return page.text
    }
}
