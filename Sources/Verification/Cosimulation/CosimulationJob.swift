import Arithmetic
import Configuration
import Cosimulation
import Foundation
import GoldenModel
import Hardware
import Quantization

/// A matrix of weights times random activations on the whole tile, every result compared with the golden model.
public struct CosimulationJob: Sendable {
    public var configuration: ArrayConfiguration
    public var dataType: WeightDataType
    public var weights: WeightSource
    /// Activations, back-pressure and seeded weights follow from it.
    public var seed: UInt64
    /// A VCD file: of the first mismatch's batch or, without a mismatch, of the first tile.
    public var trace: String?

    /// Tiles streamed back to back from one reset; the unit that is replayed.
    private static let batchSize = 8

    public init(
        configuration: ArrayConfiguration, dataType: WeightDataType, weights: WeightSource, seed: UInt64
    ) {
        self.configuration = configuration
        self.dataType = dataType
        self.weights = weights
        self.seed = seed
    }

    /// Builds the model, or finds it in the cache, and runs all of the matrix on both cores.
    ///
    /// - Throws: `QuantizationError` for bad weights, `CosimulationError` for missing tools.
    public func run(progress: @escaping @Sendable (String) -> Void) throws -> CosimulationSummary {
        let (tensor, description) = try weights.quantized(for: configuration, dataType, seed: seed)
        let models = try VerificationModels(progress: progress)
        let model = try models.model(of: .tile, configuration)
        progress("simulating \(description)")
        let tiles = (tensor.rows + configuration.columns - 1) / configuration.columns
        let batches = (tiles + Self.batchSize - 1) / Self.batchSize
        let start = Date()
        let meter = ProgressMeter(total: batches, unit: "batches of tiles", report: progress)
        let reports = try concurrently(batches) { batch in
            defer { meter.advance() }
            return try simulate(batch: batch, limit: Self.batchSize, of: tensor, model, trace: nil)
        }
        let seconds = Date().timeIntervalSince(start)
        var total = BenchReport(seed: seed)
        for report in reports { total.add(report) }
        total.seed = seed
        if let trace {
            let failed = reports.firstIndex { $0.mismatches > 0 }
            progress("tracing \(failed == nil ? "the first tile" : "the mismatch")")
            let traced = try models.model(of: .tile, configuration, tracing: true)
            _ = try simulate(
                batch: failed ?? 0, limit: failed == nil ? 1 : Self.batchSize, of: tensor, traced,
                trace: trace)
        }
        return CosimulationSummary(
            total, job: self, weightSource: description, tools: models.toolDescription, seconds: seconds)
    }

    /// Simulates the first tile and writes its wave: what hardware is measured under.
    ///
    /// - Returns: what the weights are, in words.
    /// - Throws: as ``run(progress:)``, and `CosimulationError` when the wave can't be written.
    public func recordFirstTile(
        to path: String, progress: @escaping @Sendable (String) -> Void
    ) throws -> String {
        let (tensor, description) = try weights.quantized(for: configuration, dataType, seed: seed)
        let model = try VerificationModels(progress: progress).model(of: .tile, configuration, tracing: true)
        progress("recording a tile of \(description)")
        _ = try simulate(batch: 0, limit: 1, of: tensor, model, trace: path)
        return description
    }

    private func simulate(
        batch: Int, limit: Int, of tensor: QuantizedTensor, _ model: BuiltModel, trace: String?
    ) throws -> BenchReport {
        var report = BenchReport(seed: seed)
        var generator = SeededGenerator(seed: seed).stream(batch)
        var golden = try GoldenArray(configuration: configuration)
        let first = batch * Self.batchSize * configuration.columns
        let channels = min(first + limit * configuration.columns, tensor.rows)
        var jobs: [TileJob] = []
        for channel in stride(from: first, to: channels, by: configuration.columns) {
            let input = tileInput(tensor, firstChannel: channel, &generator)
            jobs.append(
                TileJob(
                    input: input, expected: try golden.process(tile: input), firstChannel: channel,
                    channels: min(configuration.columns, tensor.rows - channel),
                    name: "channels from \(channel)"))
        }
        var options = BenchOptions(seed: seed)
        options.trace = trace
        let instance = try options.start(model)
        let driver = try TileDriver(instance, configuration)
        // Every fourth batch runs at full speed, the others against back-pressure.
        let pressure = batch % 4 == 0 ? StreamPressure.none : .random(&generator)
        driver.run(jobs, pressure: pressure, &generator, &report)
        driver.compareStatus(golden.status, &report)
        instance.closeTrace()
        report.cycles = Int(instance.cycleCount)
        return report
    }

    /// All groups of some channels; channels beyond the last are zero.
    private func tileInput(
        _ tensor: QuantizedTensor, firstChannel: Int, _ generator: inout SeededGenerator
    ) -> GoldenTileInput {
        let (columns, depth, groups) = (configuration.columns, tensor.columns, tensor.groupsPerRow)
        var input = GoldenTileInput(
            activations: [], weights: Array(repeating: 0, count: columns * depth),
            dataTypes: Array(repeating: dataType, count: groups),
            selectors: Array(repeating: 0, count: groups * columns),
            scales: Array(repeating: 0, count: groups * columns),
            channelScales: Array(repeating: 0, count: columns))
        input.activations.reserveCapacity(configuration.rows * depth)
        for _ in 0..<configuration.rows {
            for index in 0..<depth {
                input.activations.append(ActivationPattern.outliers.value(at: index, &generator))
            }
        }
        guard case .integer(8, let scales, let channelScales) = tensor.scales else { return input }
        for column in 0..<min(columns, tensor.rows - firstChannel) {
            let channel = firstChannel + column
            input.weights.replaceSubrange(
                column * depth..<(column + 1) * depth,
                with: tensor.codes[channel * depth..<(channel + 1) * depth])
            input.channelScales[column] = channelScales[channel].bitPattern
            for group in 0..<groups {
                input.selectors[group * columns + column] = tensor.selectors[channel * groups + group]
                input.scales[group * columns + column] = scales[channel * groups + group]
            }
        }
        return input
    }
}

/// What a co-simulation did; the keys of its JSON.
public struct CosimulationSummary: Codable, Sendable {
    /// Results, status bits and stream properties compared.
    public let checked: Int
    public let mismatches: Int
    /// Clock cycles, over all instances.
    public let cycles: Int
    /// Cycles over wall-clock seconds, both cores together, golden model included.
    public let cyclesPerSecond: Double
    public let seed: UInt64
    public let weightSource: String
    public let dataType: WeightDataType
    /// Dequantised group sums that entered compared results.
    public let groups: Int
    /// Steps of processing elements that entered compared results.
    public let elementSteps: Int
    /// Wall-clock seconds of the simulation, builds excluded.
    public let seconds: Double
    public let firstMismatch: Mismatch?
    /// The wave that was written.
    public let trace: String?
    /// The simulator and its version.
    public let tools: String

    init(_ report: BenchReport, job: CosimulationJob, weightSource: String, tools: String, seconds: Double) {
        checked = report.checked
        mismatches = report.mismatches
        cycles = report.cycles
        cyclesPerSecond = seconds > 0 ? Double(report.cycles) / seconds : 0
        seed = report.seed
        self.weightSource = weightSource
        dataType = job.dataType
        groups = report.groups
        elementSteps = report.elementSteps
        self.seconds = seconds
        firstMismatch = report.firstMismatch
        trace = job.trace
        self.tools = tools
    }

    /// Whether something was checked and all of it agreed.
    public var passed: Bool { checked > 0 && mismatches == 0 }
}
