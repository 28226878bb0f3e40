import Configuration
import HDL
import Hardware
import Verification

extension Benchmark {
    /// Elaborating, checking and printing a tile of 64 × 64 elements.
    func elaboration() throws -> [BenchmarkFigure] {
        step("elaboration of 64 x 64 elements")
        let configuration = try ArrayConfiguration(rows: 64, columns: 64)
        var bytes = 0
        let seconds = try Self.best(of: 3) {
            let design = try HardwareDesign.tile.elaborate(configuration)
            bytes = design.verilog().reduce(0) { $0 + $1.text.utf8.count }
        }
        guard bytes > 0 else { return [] }
        return [
            BenchmarkFigure(
                name: "elaborate and emit 64 x 64 elements", value: seconds, unit: "s", target: 1,
                largerIsBetter: false),
            BenchmarkFigure(
                name: "memory to do so", value: ResidentMemory.peakMegabytes(), unit: "MB", target: 300,
                largerIsBetter: false),
        ]
    }

    /// Hardware and golden model in step, every value compared; one core.
    func cosimulation() throws -> [BenchmarkFigure] {
        step("co-simulation")
        let configuration = ArrayConfiguration.standard
        let models = try VerificationModels()
        var element = ProcessingElementBench(
            model: try models.model(of: .processingElement, configuration), configuration: configuration)
        element.patterns = [.gaussian, .outliers]
        let tile = TileBench(model: try models.model(of: .tile, configuration), configuration: configuration)
        return [
            try rate("co-simulated element, checked cycles", target: 2e6) {
                try element.run(steps: 1_000_000, BenchOptions(seed: 1))
            },
            try rate("co-simulated tile of 8 x 8, checked cycles", target: 1e5) {
                var streaming = tile
                streaming.pressure = StreamPressure.none
                return try streaming.run(tiles: 100, BenchOptions(seed: 1))
            },
        ]
    }

    private func rate(
        _ name: String, target: Double, _ run: () throws -> BenchReport
    ) throws -> BenchmarkFigure {
        var cycles = 0
        let seconds = try Self.best(of: 3) {
            let report = try run()
            guard report.passed else {
                let mismatch = report.firstMismatch?.description ?? "nothing was checked"
                throw BenchmarkError(name, "hardware and golden model disagree (\(mismatch))")
            }
            cycles = report.cycles
        }
        return BenchmarkFigure(
            name: name, value: Double(cycles) / seconds, unit: "per second", target: target,
            largerIsBetter: true)
    }
}
