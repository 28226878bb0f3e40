import ArgumentParser
import Configuration
import Cost
import ElementStudy
import Reports

/// `bitmod study`.
struct StudyElements: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study",
        abstract: "Compare processing elements: area, clock, throughput, energy and accuracy.",
        discussion: """
            Measures the exponent-matched and the shared-exponent element in both radices, an FP16 multiply-accumulate and \
            an FP16 x INT8 element with one library and one flow: cores alone, and with their share of what rows and \
            columns carry for them in a tile of 8 x 8. Energies are at one clock, at the toggle rates of a co-simulated \
            tile of FP4 weights. Errors are against exact sums. With a library of 200 cells it takes some 20 minutes on \
            two cores the first time; results are kept in the cache. scripts/install cost installs the tools.

            EXAMPLES:
              bitmod study --output study.md --output study.html
              bitmod study --liberty cells.lib.gz --liberty flipflops.lib.gz --json
              bitmod study --aligned-width 13 --aligned-width 14 --aligned-width 16
            """)

    @Option(
        help: ArgumentHelp(
            "Liberty file, plain or .gz; several make one library (default: Debian's qflow-tech-osu018).",
            valueName: "file"))
    var liberty: [String] = []

    @Option(
        help: ArgumentHelp(
            "Cells that synthesis mustn't choose: * stands for any text; may be given several times.",
            valueName: "pattern"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp(
            "Bits of an aligned activation, \(ArrayConfiguration.alignedWidthRange.lowerBound) to \(ArrayConfiguration.alignedWidthRange.upperBound); others than the first are measured in radix 8 alone (default: \(Self.list(ElementStudy.standardAlignedWidths))).",
            valueName: "bits"))
    var alignedWidth: [Int] = []

    @Option(
        help: ArgumentHelp("Clock period at which energies are compared, in nanoseconds.", valueName: "ns"))
    var powerPeriod = 1.0

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("File to be written as well: .md, .json or .html.", valueName: "file"))
    var output: [String] = []

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard powerPeriod > 0 && powerPeriod.isFinite else {
            throw ValidationError("--power-period is \(powerPeriod); give nanoseconds above zero")
        }
        for (index, width) in alignedWidth.enumerated() where alignedWidth[..<index].contains(width) {
            throw ValidationError("--aligned-width \(width) is given twice")
        }
    }

    func run() throws {
        let kinds = try output.map {
            try ReportFiles.kind(of: $0, suffixes: [".json", ".md", ".html"], keeping: "")
        }
        let library = try CellLibrary(
            paths: liberty.isEmpty ? [CellLibrary.defaultPath] : liberty, excluding: exclude)
        var study = ElementStudy(progress: Console.progress)
        study.powerPeriod = powerPeriod
        study.seed = seed
        if !alignedWidth.isEmpty { study.alignedWidths = alignedWidth }
        let report = try study.run(CostEvaluator(library: library, progress: Console.progress))
        var files = ReportFiles()
        for (path, kind) in zip(output, kinds) {
            switch kind {
            case ".json": files.add(path, try ReportJSON.text(report) + "\n")
            case ".html": files.add(path, report.page)
            default: files.add(path, report.markdown)
            }
        }
        try files.write()
        if json {
            try Console.result(json: report)
        } else {
            try Console.result(report.markdown)
        }
    }

    private static func list(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined(separator: " and ")
    }
}
