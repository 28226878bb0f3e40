import Cost

/// What was measured of some designs, for a table, a page and JSON; the keys of its JSON.
public struct CostReport: Codable, Sendable {
    /// A design's area over its period.
    public struct TradeOff: Codable, Sendable {
        public struct Point: Codable, Sendable {
            /// Nanoseconds.
            public let period: Double
            /// Square micrometres.
            public let area: Double
        }

        public let design: String
        public let points: [Point]
    }

    /// A design's sums, beside its parts.
    public struct Total: Codable, Sendable {
        public let design: String
        public let area: Double
        public let nand2Equivalents: Double
        public let flipFlops: Double
        public let period: Double
        public let power: Double?
        public let energyPerCycle: Double?
    }

    /// Name of the library.
    public let library: String
    /// The cell that areas are multiples of.
    public let nand2: String
    public let totals: [Total]
    public let designs: [DesignCost]
    /// Every point of every module, from a sweep.
    public let curves: [CostCurve]
    public let tradeOffs: [TradeOff]

    public init(
        library: CellLibrary, designs: [DesignCost], curves: [CostCurve] = [],
        tradeOffs: [(design: String, points: [(period: Double, area: Double)])] = []
    ) {
        self.library = library.name
        nand2 = library.nand2
        self.designs = designs
        self.curves = curves
        totals = designs.map {
            Total(
                design: $0.design, area: $0.area, nand2Equivalents: $0.nand2Equivalents,
                flipFlops: $0.flipFlops,
                period: $0.period, power: $0.power, energyPerCycle: $0.energyPerCycle)
        }
        self.tradeOffs = tradeOffs.map { tradeOff in
            TradeOff(
                design: tradeOff.design,
                points: tradeOff.points.map { TradeOff.Point(period: $0.period, area: $0.area) })
        }
    }

    /// What all figures have in common.
    public static let conditions =
        "Cells alone: no wires, no placement, the library's corner. Inputs come from its smallest buffer without delay, "
        + "outputs have one as load. The period is that of the slowest path between registers, inputs and outputs, with "
        + "setup; of several modules, the slowest module's. Power is at one toggle rate for all nets, without glitches."
}

/// Cost figures as text.
public struct CostTable: Sendable {
    public let report: CostReport

    public init(_ report: CostReport) { self.report = report }

    public var text: String {
        var parts = ["Library \(report.library), areas in um2 and in \(report.nand2)"]
        for design in report.designs { parts.append(Self.text(design)) }
        if report.designs.count > 1 { parts.append(comparison) }
        for curve in report.curves { parts.append(Self.text(curve)) }
        return parts.joined(separator: "\n\n")
    }

    static let partHeader = [
        "Module", "Count", "Area", "Sum", "NAND2", "Flip-flops", "Period, ns", "Power, uW", "Toggle rate",
    ]

    static func row(_ part: DesignCost.Part) -> [String] {
        [
            part.module, Figure.short(part.weight, significant: 6), area(part.point.area), area(part.area),
            Figure.decimal(part.point.nand2Equivalents, places: 0), "\(part.point.flipFlops)",
            Figure.decimal(part.point.period, places: 3),
            part.power.map { Figure.decimal($0.total * 1e6, places: 2) } ?? "-",
            part.power.map { Figure.decimal($0.activity.togglesPerCycle, places: 3) } ?? "-",
        ]
    }

    static func area(_ value: Double) -> String { Figure.decimal(value, places: value < 1000 ? 2 : 0) }

    /// Name and value of what concerns a whole design.
    static func facts(_ design: DesignCost) -> [(name: String, value: String)] {
        var facts = [("Design", design.design)]
        if let period = design.requestedPeriod { facts.append(("Asked for", "\(period) ns")) }
        facts.append(
            ("Area", "\(area(design.area)) um2, \(Figure.decimal(design.nand2Equivalents, places: 0)) NAND2"))
        let gates =
            design.clockGates == 0 ? "" : ", \(Figure.short(design.clockGates, significant: 9)) clock gates"
        facts.append(("Flip-flops", Figure.short(design.flipFlops, significant: 9) + gates))
        facts.append(("Period", "\(Figure.decimal(design.period, places: 3)) ns, \(clock(design.period))"))
        if let slowest = design.slowest, let path = slowest.point.criticalPath {
            let place = design.parts.count > 1 ? " in \(slowest.module)" : ""
            facts.append(("Critical path", "\(path.start) to \(path.end)\(place), \(path.cells) cells"))
            facts.append(("Recipe", slowest.point.recipe.name))
        }
        if let power = design.power, let first = design.parts.first?.power {
            facts.append(
                (
                    "Power",
                    "\(Figure.decimal(power * 1e6, places: 2)) uW at \(Figure.decimal(first.period, places: 3)) ns"
                ))
            facts.append(
                ("Energy", "\(Figure.decimal((design.energyPerCycle ?? 0) * 1e15, places: 1)) fJ a cycle"))
            let sources = design.parts.compactMap { $0.power?.activity.source }
            var named: [String] = []
            for source in sources where !named.contains(source) { named.append(source) }
            facts.append(("Activity", named.joined(separator: "; ")))
        }
        return facts
    }

    private static func clock(_ period: Double) -> String {
        period > 0 ? "\(Figure.decimal(1000 / period, places: 1)) MHz" : "no path"
    }

    private static func text(_ design: DesignCost) -> String {
        var facts = Facts()
        for fact in Self.facts(design) { facts.add(fact.name, fact.value) }
        guard design.parts.count > 1 else {
            let rate = design.parts.first?.power?.activity.togglesPerCycle
            if let rate { facts.add("Toggle rate", "\(Figure.decimal(rate, places: 3)) a net and cycle") }
            return facts.text
        }
        var table = TextTable(header: partHeader)
        for part in design.parts.sorted(by: { ($1.area, $0.module) < ($0.area, $1.module) }) {
            table.add(row(part))
        }
        return facts.text + "\n\n" + table.text
    }

    private var comparison: String {
        var table = TextTable(header: ["Design", "Area", "NAND2", "Period, ns", "Power, uW"])
        for total in report.totals {
            table.add([
                total.design, Self.area(total.area), Figure.decimal(total.nand2Equivalents, places: 0),
                Figure.decimal(total.period, places: 3),
                total.power.map { Figure.decimal($0 * 1e6, places: 2) } ?? "-",
            ])
        }
        return table.text
    }

    private static func text(_ curve: CostCurve) -> String {
        var table = TextTable(header: ["\(curve.module), * best", "Area", "NAND2", "Period, ns"])
        for row in rows(curve) { table.add(row) }
        return table.text
    }

    /// A line a point, the smallest first; those that no other is as good as in both have a star.
    static func rows(_ curve: CostCurve) -> [[String]] {
        let best = Set(curve.best)
        return curve.points.sorted {
            ($0.area, $0.period, $0.recipe.name) < ($1.area, $1.period, $1.recipe.name)
        }
        .map { point in
            [
                (best.contains(point) ? "* " : "  ") + point.recipe.name, area(point.area),
                Figure.decimal(point.nand2Equivalents, places: 0), Figure.decimal(point.period, places: 3),
            ]
        }
    }
}
