import ArgumentParser
import Configuration
import Cost
import HDL
import Hardware
import Reports

/// `bitmod cost`.
struct MeasureCost: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "Measure area, clock and power of the hardware.",
        discussion: """
            Synthesises a design with Yosys and abc, times it with OpenSTA and reports area, flip-flops, the smallest \
            clock period and the path that sets it, and power. Figures are of cells alone: no wires, no placement, \
            typical corner. A module is flattened; a tile is measured module by module, areas added by instances, its \
            period that of the slowest module between its ports.

            Without --period, the smallest netlist; with it, the smallest that reaches the period; with --sweep, the \
            curve of area over delay. Power is at the mean toggle rate of the netlist's nets under the workload that is \
            named. Results are kept in the cache; scripts/install cost installs the tools.

            EXAMPLES:
              bitmod cost --design processing-element
              bitmod cost --design processing-element --period 12 --json
              bitmod cost --liberty cells.lib.gz --liberty flipflops.lib.gz --sweep --output cost.html
              bitmod cost --design tile --rows 2 --columns 2 --output tile.html
              bitmod cost --design processing-element --fpga ecp5
            """)

    @OptionGroup(title: "Array") var array: ArrayOptions

    @Option(help: "What to measure.")
    var design: HardwareDesign = .processingElement

    @Option(
        help: ArgumentHelp(
            "Liberty file, plain or .gz; several make one library (default: Debian's qflow-tech-osu018).",
            valueName: "file"))
    var liberty: [String] = []

    @Option(
        help: ArgumentHelp(
            "Cells that synthesis mustn't choose: * stands for any text, ? for any character; may be given several "
                + "times.", valueName: "pattern"))
    var exclude: [String] = []

    @Option(help: ArgumentHelp("Clock period to reach, in nanoseconds.", valueName: "ns"))
    var period: Double?

    @Flag(help: "Try all recipes at several target delays and show the curve.")
    var sweep = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        if let period, !(period > 0 && period.isFinite) {
            throw ValidationError("--period is \(period); give nanoseconds above zero")
        }
    }

    func run() throws {
        let configuration = try array.resolve().array
        let library = try CellLibrary(
            paths: liberty.isEmpty ? [CellLibrary.defaultPath] : liberty, excluding: exclude)
        let evaluator = try CostEvaluator(library: library, progress: Console.progress)
        let study = CostStudy([try design.costDesign(configuration)])
        if sweep {
            let curves = try study.curves(evaluator)
            var table = TextTable(header: ["Recipe", "Area", "NAND2", "Period"])
            for curve in curves {
                for point in curve.points.sorted(by: { $0.area < $1.area }) {
                    table.add([
                        point.recipe.name + (curve.best.contains(point) ? " *" : ""), Figure.decimal(point.area, places: 1),
                        Figure.decimal(point.nand2Equivalents, places: 0), Figure.decimal(point.period, places: 3),
                    ])
                }
            }
            try Console.result(table.text)
            return
        }
        let costs =
            try period.map { try study.atPeriod($0, evaluator, withPower: true) }
            ?? study.smallest(evaluator, withPower: true)
        try Console.result(json: costs)
    }
}

extension HardwareDesign: ExpressibleByArgument {}
