import Arithmetic
import Foundation
import Quantization

extension Benchmark {
    /// Weights of Llama-2-7B.
    private static let llamaWeights = 6.5e9

    /// Algorithm 1 on a matrix of 4096 × 4096 heavy-tailed weights; all cores. NumPy takes a sixteenth of them, and its
    /// results have to be the same.
    func quantization() throws -> [BenchmarkFigure] {
        step("quantisation")
        let row = Self.weights(count: 1 << 20)
        let values = (0..<16).flatMap { _ in row }
        let cases: [(QuantizationType, QuantizationArithmetic, Double)] = [
            (.bitmod4, .binary32, 2.5e8), (.bitmod3, .binary32, 2.5e8), (.bitmod4, .binary16, 6e7),
            (.bitmod3, .binary16, 6e7), (try .named("int4-asym"), .binary32, 2.5e8),
            (.int8, .binary32, 2.5e8),
        ]
        var figures: [BenchmarkFigure] = []
        var slowest = Double.infinity
        for (type, arithmetic, target) in cases {
            let times = try Self.bestTimes(of: 3) {
                _ = try Quantizer.quantize(
                    values: values, rows: 4096, columns: 4096, type: type, groupSize: 128,
                    arithmetic: arithmetic)
            }
            let rate = Double(values.count) / times.wall
            let perProcessor = Double(values.count) / times.processor / 1e6
            var figure = BenchmarkFigure(
                name: "quantise to \(type.name) in \(arithmetic.rawValue), groups of 128, weights",
                value: rate,
                unit: "per second", target: target, largerIsBetter: true,
                remark: String(format: "%.0f million per processor second", perProcessor))
            figure.numPy = try numPyRate(row, type, arithmetic, name: figure.name)
            if figure.numPy == nil { figure.numPyRemark = NumPyPeer.absence }
            figures.append(figure)
            if arithmetic == .binary32 && !type.specialValues.isEmpty { slowest = min(slowest, rate) }
        }
        figures.append(
            BenchmarkFigure(
                name: "Llama-2-7B's 6.5e9 weights at the slower rate of bitmod4 and bitmod3 in fp32",
                value: Self.llamaWeights / slowest, unit: "s", target: 40, largerIsBetter: false,
                remark: "extrapolated"))
        return figures
    }

    /// Weights with the tails that layers of language models have.
    private static func weights(count: Int) -> [Float] {
        var generator = SeededGenerator(seed: 1)
        return (0..<count).map { _ in Float(generator.nextStudentT() * 0.02) }
    }

    /// Weights a second of NumPy, once it agrees.
    private func numPyRate(
        _ weights: [Float], _ type: QuantizationType, _ arithmetic: QuantizationArithmetic, name: String
    ) throws -> Double? {
        guard let peer else { return nil }
        step("\(type.name) in \(arithmetic.rawValue) in NumPy")
        let theirs = try peer.quantize(weights, type: type, groupSize: 128, arithmetic: arithmetic, runs: 2)
        let ours = try Quantizer.quantize(
            values: weights, rows: 1, columns: weights.count, type: type, groupSize: 128, scale: .binary32,
            arithmetic: arithmetic)
        if let group = theirs.firstDisagreement(with: ours) {
            throw BenchmarkError(name, "group \(group) differs from NumPy's")
        }
        return Double(weights.count) / theirs.seconds
    }

    /// Memory that a checkpoint takes, one of twenty tensors beside one of a single tensor of 8 MB.
    func streaming() throws -> [BenchmarkFigure] {
        step("memory of a checkpoint")
        let name = "memory to quantise a file of 20 tensors beside that of 1 tensor"
        func figure(_ value: Double?, _ remark: String?) -> [BenchmarkFigure] {
            [
                BenchmarkFigure(
                    name: name, value: value, unit: "times", target: 1.25, largerIsBetter: false,
                    remark: remark)
            ]
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bitmod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let counts = [1, 20]
        try writeCheckpoints(counts, in: folder)
        guard let before = ResidentMemory.currentMegabytes() else {
            return figure(nil, "skipped: the system doesn't say what memory a process holds")
        }
        var growth: [Double] = []
        for count in counts {
            guard ResidentMemory.resetPeak() else {
                return figure(nil, "skipped: the system doesn't forget the largest footprint")
            }
            let path = folder.appendingPathComponent("\(count)").path
            _ = try CheckpointQuantizer(
                input: path, output: path + ".packed", settings: QuantizationSettings(type: .bitmod4)
            ).run()
            growth.append(ResidentMemory.peakMegabytes() - before)
        }
        return figure(
            growth[1] / growth[0],
            growth.map { String(format: "%.0f", $0) }.joined(separator: " and ") + " MB")
    }

    /// Files of so many tensors of 512 × 4096 weights, called like their numbers of tensors.
    private func writeCheckpoints(_ counts: [Int], in folder: URL) throws {
        let weights = Self.weights(count: 512 * 4096)
        for count in counts {
            let names = (0..<count).map { "layer.\($0).weight" }
            let writer = try SafetensorsWriter(
                path: folder.appendingPathComponent("\(count)").path,
                tensors: names.map { .init(name: $0, format: .binary32, shape: [512, 4096]) })
            for name in names { try writer.append(weights, to: name) }
            try writer.finish()
        }
    }
}
