import Arithmetic
import Configuration
import Foundation
import HDL
import Hardware
import Quantization

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
                name: "memory to do so", value: Self.peakMegabytes(), unit: "MB", target: 300,
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
            guard report.passed else { throw BenchmarkError(name: name, mismatch: report.firstMismatch) }
            cycles = report.cycles
        }
        return BenchmarkFigure(
            name: name, value: Double(cycles) / seconds, unit: "per second", target: target,
            largerIsBetter: true)
    }

    /// Algorithm 1 on a matrix of 4096 × 4096 heavy-tailed weights; all cores.
    func quantization() throws -> [BenchmarkFigure] {
        step("quantisation")
        var generator = SeededGenerator(seed: 1)
        let row = (0..<1 << 20).map { _ in Float(generator.nextStudentT() * 0.02) }
        let values = (0..<16).flatMap { _ in row }
        let cases: [(QuantizationType, QuantizationArithmetic, Double)] = [
            (.bitmod4, .binary32, 2.5e8), (.bitmod3, .binary32, 2.5e8), (.int8, .binary32, 2.5e8),
            (.bitmod4, .binary16, 6e7), (.bitmod3, .binary16, 6e7),
        ]
        return try cases.map { type, arithmetic, target in
            let seconds = try Self.best(of: 3) {
                _ = try Quantizer.quantize(
                    values: values, rows: 4096, columns: 4096, type: type, groupSize: 128,
                    arithmetic: arithmetic)
            }
            return BenchmarkFigure(
                name: "quantise to \(type.name) in \(arithmetic.rawValue), groups of 128, weights",
                value: Double(values.count) / seconds, unit: "per second", target: target,
                largerIsBetter: true)
        }
    }
}

/// A benchmark whose co-simulation disagreed.
public struct BenchmarkError: Error, CustomStringConvertible {
    let name: String
    let mismatch: Mismatch?

    public var description: String {
        "\(name): hardware and golden model disagree, so there is nothing to time. "
            + (mismatch?.description ?? "Nothing was checked") + "."
    }
}
