import ArgumentParser
import Verification

/// `bitmod bench`.
struct MeasureSpeed: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Time the hot paths beside the figures to reach.",
        discussion: """
            Elaboration and emission of 64 × 64 elements, co-simulation of an element and of a tile, quantisation. Each \
            figure is the best of three runs; ratio is how many times better than the target it is.

            EXAMPLES:
              bitmod bench
              bitmod bench --json
            """)

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let figures = try Benchmark(progress: Console.progress).run()
        guard !json else { return try Console.result(json: figures) }
        var table = TextTable(header: ["figure", "measured", "target", "unit", "ratio"])
        for figure in figures {
            table.add([
                figure.name, text(figure.value), text(figure.target), figure.unit,
                Figure.decimal(figure.ratio, places: 2),
            ])
        }
        try Console.result(table.text)
    }

    private func text(_ value: Double) -> String {
        value >= 1000 ? Figure.integer(Int(value)) : Figure.decimal(value, places: 3)
    }
}
