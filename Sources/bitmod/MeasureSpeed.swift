import ArgumentParser
import Benchmarks

/// `bitmod bench`.
struct MeasureSpeed: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Time the hot paths beside the figures to reach.",
        discussion: """
            Elaboration and emission of 64 × 64 elements, co-simulation of an element and of a tile, quantisation, perplexity \
            of a small model. Each figure is the best of three runs, but that of the golden data path, which runs once; \
            ratio is how many times better than the target it is. Quantisation is timed in NumPy as well, when \
            \(NumPyPeer.standardPath) is there (scripts/bench-peers installs it), and has to give the same results.

            EXAMPLES:
              bitmod bench
              bitmod bench --models ~/models --json
            """)

    @Option(
        help: ArgumentHelp(
            "Folder of stories260K.bin and stories260K-eval.json. (default: \(Benchmark.modelsVariable) of the "
                + "environment, or the current folder)", valueName: "folder"))
    var models: String?

    @Option(
        help: ArgumentHelp(
            "A Python with NumPy. (default: \(NumPyPeer.standardPath))", valueName: "path"))
    var python: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let figures = try Benchmark(python: python, models: models, progress: Console.progress).run()
        guard !json else { return try Console.result(json: figures) }
        var table = TextTable(header: [
            "figure", "measured", "target", "unit", "ratio", "NumPy", "ours to NumPy",
        ])
        for figure in figures {
            table.add([
                figure.name, text(figure.value), text(figure.target), figure.unit,
                text(figure.ratio, places: 2),
                text(figure.numPy), figure.numPyRemark ?? text(figure.numPyRatio, places: 0),
            ])
        }
        let remarks = figures.compactMap { figure in figure.remark.map { "\(figure.name): \($0)" } }
        try Console.result(([table.text] + remarks).joined(separator: "\n"))
    }

    private func text(_ value: Double?, places: Int = 3) -> String {
        guard let value else { return "-" }
        return value >= 1000 ? Figure.integer(Int(value)) : Figure.decimal(value, places: places)
    }
}
