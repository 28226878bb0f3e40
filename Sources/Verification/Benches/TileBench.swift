import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// A whole tile with random shapes: data types that change from group to group, any special values, any channel
/// scales, random back-pressure on every stream, and now and then a reset in the midst of work.
public struct TileBench: Sendable {
    private let model: BuiltModel
    private let configuration: ArrayConfiguration
    /// Activation patterns to draw from, one a row.
    public var patterns = ActivationPattern.allCases
    /// Data types to draw from, one a group.
    public var dataTypes = WeightDataType.allCases
    /// The most groups of one dot product.
    public var mostGroups = 4
    /// Back-pressure; nil draws another one for each batch.
    public var pressure: StreamPressure?
    /// Whether special value registers are written between batches, inexpressible values included.
    public var writesSpecialValues = true
    /// Tiles streamed back to back.
    public var batchSize = 4

    public init(model: BuiltModel, configuration: ArrayConfiguration) {
        self.model = model
        self.configuration = configuration
    }

    /// Computes and compares `tiles` output tiles.
    public func run(tiles: Int, _ options: BenchOptions) throws -> BenchReport {
        var report = BenchReport(seed: options.seed)
        let instance = try options.start(model)
        let driver = try TileDriver(instance, configuration)
        var golden = try GoldenArray(configuration: configuration)
        var generator = SeededGenerator(seed: options.seed)
        let longest = 3 * configuration.drainInterval + 2 * configuration.stepsPerGroup(.int8)
        var done = 0
        var resets = 0
        while done < tiles {
            // Half of the batches, as drawn, follow a reset in the midst of work, each a cycle later than the one before, and at once:
            // what a reset leaves behind may be gone a few cycles later.
            if generator.next() & 1 == 0 {
                driver.abandon(randomTile(&generator), cycles: 1 + resets % longest)
                resets += 1
                golden = try GoldenArray(configuration: configuration)
            } else if writesSpecialValues {
                try writeSpecialValues(driver, &golden, &generator)
            }
            var jobs: [TileJob] = []
            for index in 0..<min(batchSize, tiles - done) {
                let input = randomTile(&generator)
                var shown = input
                if options.altersGolden { shown.scales[0] ^= 1 }
                jobs.append(
                    TileJob(
                        input: input, expected: try golden.process(tile: shown),
                        channels: configuration.columns,
                        name: "tile \(done + index)"))
            }
            // Full speed in every fourth batch: only then does the driver count cycles.
            let drawn = generator.next() & 3 == 0 ? StreamPressure.none : .random(&generator)
            driver.run(jobs, pressure: pressure ?? drawn, &generator, &report)
            driver.compareStatus(golden.status, &report)
            golden.clearStatus()
            done += jobs.count
            if options.stopsAtMismatch && report.mismatches > 0 { break }
        }
        instance.closeTrace()
        report.cycles = Int(instance.cycleCount)
        return report
    }

    private func writeSpecialValues(
        _ driver: TileDriver, _ golden: inout GoldenArray, _ generator: inout SeededGenerator
    ) throws {
        for address in 0..<2 * SpecialValues.count where generator.next() & 3 == 0 {
            let register = GoldenSpecialValueRegister(pattern: UInt8(generator.next() & 63))
            driver.writeSpecialValue(address: address, register)
            try golden.writeSpecialValue(
                dataType: address < SpecialValues.count ? .fp4 : .fp3,
                selector: address % SpecialValues.count,
                register: register)
        }
    }

    private func randomTile(_ generator: inout SeededGenerator) -> GoldenTileInput {
        let groups = Int.random(in: 1...mostGroups, using: &generator)
        let depth = groups * configuration.groupSize
        var activations: [UInt16] = []
        activations.reserveCapacity(configuration.rows * depth)
        for _ in 0..<configuration.rows {
            // Values with infinities and NaNs end most dot products, so they are rare.
            var pattern = patterns.randomElement(using: &generator) ?? .gaussian
            if pattern == .anyBits && generator.next() & 3 != 0 { pattern = .gaussian }
            let start = activations.count
            for index in 0..<depth { activations.append(pattern.value(at: index, &generator)) }
            // A single one, anywhere, has to stay known to the end.
            if patterns.contains(.anyBits), generator.next() & 7 == 0 {
                let special: [UInt16] = [0x7C00, 0xFC00, 0x7C01, 0xFE00]
                activations[start + Int.random(in: 0..<depth, using: &generator)] =
                    special[Int(generator.next() & 3)]
            }
        }
        var weights = [UInt8](repeating: 0, count: configuration.columns * depth)
        for index in weights.indices { weights[index] = UInt8(truncatingIfNeeded: generator.next() >> 13) }
        let count = groups * configuration.columns
        return GoldenTileInput(
            activations: activations, weights: weights,
            dataTypes: (0..<groups).map { _ in dataTypes.randomElement(using: &generator) ?? .fp4 },
            selectors: (0..<count).map { _ in UInt8(generator.next() & 3) },
            scales: (0..<count).map { _ in randomScale(&generator) },
            channelScales: (0..<configuration.columns).map { _ in randomChannelScale(&generator) })
    }

    private func randomScale(_ generator: inout SeededGenerator) -> UInt8 {
        let bits = generator.next()
        switch bits & 7 {
        case 0: return 255
        case 1: return bits & 8 == 0 ? 0 : 1
        default: return UInt8(truncatingIfNeeded: bits >> 16)
        }
    }

    /// Mostly such as bring results into the range of binary16; now and then any bit pattern.
    private func randomChannelScale(_ generator: inout SeededGenerator) -> UInt32 {
        let bits = generator.next()
        guard bits & 15 != 0 else { return UInt32(truncatingIfNeeded: bits >> 32) }
        let exponent = 75 + UInt32(bits >> 8 & 63)
        return (bits & 16 == 0 ? 0 : 1 << 31) | exponent << 23 | UInt32(truncatingIfNeeded: bits >> 32)
            & 0x7F_FFFF
    }
}
