import ArgumentParser
import Configuration
import Cost
import ElementStudy
import HDL
import Hardware
import Reports
import Verification

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
            curve of area over delay, too. Power is at the mean toggle rate of the netlist's nets while it repeats \
            what a tile's instance of it did in a co-simulation, on weights that are given or seeded. With --fpga, \
            look-up tables, flip-flops, memories, multipliers and, for ECP5 and iCE40, the clock over three seeds \
            instead. Results are kept in the cache; scripts/install cost installs the tools.

            EXAMPLES:
              bitmod cost --design processing-element
              bitmod cost --design processing-element --period 12 --json
              bitmod cost --liberty cells.lib.gz --sweep --output cost.html
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

    @Option(
        help: ArgumentHelp(
            "Measure on a field-programmable gate array: ecp5, ice40 or xilinx7.", valueName: "family"))
    var fpga: FieldProgrammableFamily?

    @Option(help: "Inputs that power is measured under.")
    var activity: ActivitySource = .cosimulation

    @Option(help: ArgumentHelp("Safetensors file of weights for the co-simulation.", valueName: "file"))
    var weights: String?

    @Option(help: "Data type of the co-simulation's weights.")
    var dataType: WeightDataType = .fp4

    @Option(help: ArgumentHelp("Seed of the co-simulation.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "File to be written as well: .json, or .html for a page with charts; may be given several times.",
            valueName: "file"))
    var output: [String] = []

    @Flag(help: "Print the result as JSON.")
    var json = false

    /// Where the inputs come from that power is measured under.
    enum ActivitySource: String, ExpressibleByArgument, CaseIterable {
        case cosimulation, random, none
    }

    func validate() throws {
        if let period, !(period > 0 && period.isFinite) {
            throw ValidationError("--period is \(period); give nanoseconds above zero")
        }
        if fpga != nil && (period != nil || sweep || !liberty.isEmpty || !exclude.isEmpty) {
            throw ValidationError(
                "--fpga has no library and no recipes: leave out --liberty, --exclude, --period and --sweep")
        }
    }

    func run() throws {
        let kinds = try output.map {
            try ReportFiles.kind(
                of: $0, suffixes: [".json", ".html"], keeping: array.configurationFile ?? "")
        }
        let (configuration, file) = try array.resolve()
        if let fpga {
            let module = try design.flatCostModule(configuration)
            let cost = try FieldProgrammableEvaluator(progress: Console.progress).cost(of: module, on: fpga)
            let table = FieldProgrammableTable(cost)
            try present(cost, text: table.text, page: table.page, kinds)
            return
        }
        let library = try CellLibrary(
            paths: liberty.isEmpty ? [CellLibrary.defaultPath] : liberty, excluding: exclude)
        let evaluator = try CostEvaluator(library: library, progress: Console.progress)
        var measured = try design.costDesign(configuration)
        if activity == .cosimulation {
            let source: WeightSource =
                if let weights = weights ?? file?.weights {
                    .tensor(file: weights, name: self.weights == nil ? file?.tensor : nil)
                } else {
                    .heavyTailed(channels: configuration.columns, inputs: 4 * configuration.groupSize)
                }
            let job = CosimulationJob(
                configuration: configuration, dataType: dataType, weights: source, seed: seed)
            measured = try CostWorkload(job, progress: Console.progress).attached(
                to: measured, prefix: VerilogOptions.generated.modulePrefix, evaluator)
        }
        let report = try report(CostStudy([measured]), library, evaluator)
        try present(report, text: CostTable(report).text, page: CostPage(report).text, kinds)
    }

    private func report(
        _ study: CostStudy, _ library: CellLibrary, _ evaluator: CostEvaluator
    ) throws -> CostReport {
        let withPower = activity != .none
        if sweep {
            let curves = try study.curves(evaluator)
            return CostReport(
                library: library,
                designs: try study.costs(at: period, curves, evaluator, withPower: withPower),
                curves: curves, tradeOffs: study.tradeOffs(curves))
        }
        let designs =
            try period.map { try study.atPeriod($0, evaluator, withPower: withPower) }
            ?? study.smallest(evaluator, withPower: withPower)
        return CostReport(library: library, designs: designs)
    }

    private func present(
        _ value: some Encodable, text: String, page: @autoclosure () -> String, _ kinds: [String]
    ) throws {
        var files = ReportFiles()
        for (path, kind) in zip(output, kinds) {
            files.add(path, kind == ".json" ? try ReportJSON.text(value) + "\n" : page())
        }
        try files.write()
        if json {
            try Console.result(json: value)
        } else {
            try Console.result(text)
        }
    }
}

extension HardwareDesign: ExpressibleByArgument {}
extension FieldProgrammableFamily: ExpressibleByArgument {}
