import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// The bit-serial dequantiser over every scale with extreme and random group sums of the rows that it serves, groups
/// captured as early as the array captures them and later.
public struct DequantizerBench: Sendable {
    private let model: BuiltModel
    private let configuration: ArrayConfiguration

    private let overlapsCapture: Bool

    /// - Parameter overlapsCapture: the model is of a dequantiser that holds the sum that it works on apart from the others.
    public init(model: BuiltModel, configuration: ArrayConfiguration, overlapsCapture: Bool = false) {
        self.model = model
        self.configuration = configuration
        self.overlapsCapture = overlapsCapture
    }

    /// Every scale with the extreme sums and at least `randomSums` random ones.
    public func run(randomSums: Int, _ options: BenchOptions) throws -> BenchReport {
        let instance = try options.start(model)
        var generator = SeededGenerator(seed: options.seed)
        let largest = 1 << (configuration.accumulatorWidth - 1)
        let extremes = [-largest, largest - 1, -largest + 1, -1, 0, 1, largest / 2, -largest / 2 - 1]
        var runner = try DequantizerRunner(instance, configuration, overlapsCapture: overlapsCapture, options)
        for scale in UInt8.min...UInt8.max {
            var sums = extremes
            // Every extreme comes to every row, and rows differ.
            sums.shuffle(using: &generator)
            let rows = configuration.rowsPerDequantizer
            let total = (extremes.count + randomSums + rows - 1) / rows * rows
            while sums.count < total { sums.append(Int.random(in: -largest..<largest, using: &generator)) }
            for first in stride(from: 0, to: total, by: rows) {
                runner.run(Array(sums[first..<first + rows]), scale: scale, &generator)
                if options.stopsAtMismatch && runner.report.mismatches > 0 { break }
            }
            if options.stopsAtMismatch && runner.report.mismatches > 0 { break }
        }
        runner.drain(&generator)
        instance.closeTrace()
        runner.report.cycles = Int(instance.cycleCount)
        return runner.report
    }
}

private struct DequantizerRunner {
    var report: BenchReport
    private let model: VerilatedModel
    private let altersGolden: Bool
    private let largestExponent: Int
    /// Dequantisers of a column start one after the other: the last one so many cycles after the first.
    private let latestStart: Int
    private let overlapsCapture: Bool
    private let capture, advance, proceed, scaleBit, product: Port
    private let accumulators: [Port]
    /// Exponents of the rows and of the product; the shared-exponent dequantiser has none.
    private let exponents: [Port]
    private let productExponent: Port?
    /// The group that was captured last.
    private var next: Group?
    /// Its first sum is the one to be worked on.
    private var isFirst = false

    private struct Group {
        let sums: [Int]
        let exponents: [Int]
        let scale: UInt8
    }

    private struct Turn {
        let group: Group
        let row: Int
    }

    init(
        _ model: VerilatedModel, _ configuration: ArrayConfiguration, overlapsCapture: Bool,
        _ options: BenchOptions
    ) throws {
        self.overlapsCapture = overlapsCapture
        self.model = model
        report = BenchReport(seed: options.seed)
        altersGolden = options.altersGolden
        capture = try model.port(named: "capture")
        advance = try model.port(named: "advance")
        proceed = try model.port(named: "proceed")
        scaleBit = try model.port(named: "scale_bit")
        product = try model.port(named: "product")
        let rows = 0..<configuration.rowsPerDequantizer
        accumulators = try rows.map { try model.port(named: "accumulator_\($0)") }
        let hasExponents = configuration.processingElement == .exponentMatched
        exponents = hasExponents ? try rows.map { try model.port(named: "exponent_\($0)") } : []
        productExponent = hasExponents ? try model.port(named: "product_exponent") : nil
        latestStart = configuration.dequantizersPerColumn - 1
        largestExponent = (1 << configuration.sumExponentWidth) - 1
    }

    /// Queues a group and runs the one before it.
    mutating func run(_ sums: [Int], scale: UInt8, _ generator: inout SeededGenerator) {
        let values = sums.map { _ in Int.random(in: 0...largestExponent, using: &generator) }
        let group = Group(sums: sums, exponents: values, scale: scale)
        if let previous = next {
            dequantize(previous, before: group, &generator)
        } else {
            take(group, &generator)
        }
        next = group
    }

    /// Runs the last group.
    mutating func drain(_ generator: inout SeededGenerator) {
        if let next { dequantize(next, before: nil, &generator) }
        next = nil
    }

    /// A cycle that does nothing but capture.
    private mutating func take(_ group: Group, _ generator: inout SeededGenerator) {
        setSums(group, &generator)
        setBit(nil, &generator)
        cycle()
    }

    private mutating func dequantize(
        _ group: Group, before following: Group?, _ generator: inout SeededGenerator
    ) {
        // Sums may be captured with the last bit of the ones before, or a cycle earlier.
        let overlaps = following != nil && generator.next() & 1 == 0
        if !isFirst {
            for _ in 0..<Int.random(in: 0...latestStart, using: &generator) {
                setSums(nil, &generator)
                setBit(nil, &generator)
                cycle()
            }
            if overlapsCapture { bringFirst(&generator) }
        }
        let rows = group.sums.count
        for row in 0..<rows {
            for bit in 0..<8 {
                let isEnd = row == rows - 1 && bit == (overlapsCapture ? 6 : 7)
                setSums(isEnd && overlaps ? following : nil, &generator)
                setBit((group.scale, bit), &generator)
                cycle(ends: bit == 7 ? Turn(group: group, row: row) : nil)
            }
        }
        isFirst = overlapsCapture && overlaps
        if !overlaps, let following {
            while generator.next() & 3 == 0 {
                setSums(nil, &generator)
                setBit(nil, &generator)
                cycle()
            }
            take(following, &generator)
        }
    }

    /// A cycle in which the first of the captured sums becomes the one to be worked on.
    private mutating func bringFirst(_ generator: inout SeededGenerator) {
        setSums(nil, &generator)
        setBit(nil, &generator)
        advance.set(1)
        cycle()
    }

    /// A cycle, with the last bit of a row or without.
    private mutating func cycle(ends turn: Turn? = nil) {
        model.cycle()
        if let turn { compare(turn.group, turn.row) }
    }

    /// The sums on the ports: a group's with its capture, noise without.
    private func setSums(_ group: Group?, _ generator: inout SeededGenerator) {
        capture.set(group == nil ? 0 : 1)
        for (row, port) in accumulators.enumerated() {
            if let group { port.setSigned(Int64(group.sums[row])) } else { port.set(generator.next()) }
        }
        for (row, port) in exponents.enumerated() {
            port.set(group.map { UInt64($0.exponents[row]) } ?? generator.next())
        }
    }

    /// A scale bit, the least significant first, or none.
    private func setBit(_ scale: (value: UInt8, bit: Int)?, _ generator: inout SeededGenerator) {
        advance.set(scale?.bit == 7 ? 1 : 0)
        proceed.set(scale.map { $0.bit == 0 ? 0 : 1 } ?? generator.next())
        scaleBit.set(scale.map { UInt64($0.value) >> UInt64($0.bit) & 1 } ?? generator.next())
    }

    private mutating func compare(_ group: Group, _ row: Int) {
        let golden = GoldenDequantizer.product(
            accumulator: group.sums[row], scale: altersGolden ? group.scale ^ 1 : group.scale)
        let seen = product.getWideSigned()
        let seenExponent = productExponent.map { Int($0.get()) } ?? group.exponents[row]
        report.groups += 1
        report.check(
            seen == golden && seenExponent == group.exponents[row],
            Mismatch(
                place: "sum \(group.sums[row]) of row \(row), scale \(group.scale)",
                expected: "\(golden) with exponent \(group.exponents[row])",
                seen: "\(seen) with exponent \(seenExponent)"))
    }
}
