import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// The bit-serial dequantiser over every scale with extreme and random group sums, one group straight after another.
public struct DequantizerBench: Sendable {
    private let model: BuiltModel
    private let configuration: ArrayConfiguration

    public init(model: BuiltModel, configuration: ArrayConfiguration) {
        self.model = model
        self.configuration = configuration
    }

    /// Every scale with the extreme sums and `randomSums` random ones.
    public func run(randomSums: Int, _ options: BenchOptions) throws -> BenchReport {
        var report = BenchReport(seed: options.seed)
        let instance = try options.start(model)
        var generator = SeededGenerator(seed: options.seed)
        let largest = 1 << (configuration.accumulatorWidth - 1)
        let extremes = [-largest, largest - 1, -largest + 1, -1, 0, 1, largest / 2, -largest / 2 - 1]
        let drive = try DequantizerPorts(instance)
        for scale in UInt8.min...UInt8.max {
            let random = (0..<randomSums).map { _ in Int.random(in: -largest..<largest, using: &generator) }
            for sum in extremes + random {
                let exponent = Int.random(in: 0...38, using: &generator)
                let pause = generator.next() & 7 == 0
                let seen = drive.run(
                    sum, exponent: exponent, scale: scale, pause: pause, noise: generator.next())
                let golden = GoldenDequantizer.product(
                    accumulator: sum, scale: options.altersGolden ? scale ^ 1 : scale)
                report.groups += 1
                report.check(
                    seen.product == golden && seen.exponent == exponent && seen.held,
                    Mismatch(
                        place: "sum \(sum), scale \(scale), exponent \(exponent)",
                        expected: "\(golden) with exponent \(exponent)",
                        seen: "\(seen.product) with exponent \(seen.exponent)"
                            + (seen.held ? "" : ", not held")))
                if options.stopsAtMismatch && report.mismatches > 0 { break }
            }
            if options.stopsAtMismatch && report.mismatches > 0 { break }
        }
        instance.closeTrace()
        report.cycles = Int(instance.cycleCount)
        return report
    }
}

private struct DequantizerPorts {
    let model: VerilatedModel
    let capture, accumulator, exponent, dequantize, scaleBit, product, productExponent: Port

    init(_ model: VerilatedModel) throws {
        self.model = model
        capture = try model.port(named: "capture")
        accumulator = try model.port(named: "accumulator")
        exponent = try model.port(named: "exponent")
        dequantize = try model.port(named: "dequantize")
        scaleBit = try model.port(named: "scale_bit")
        product = try model.port(named: "product")
        productExponent = try model.port(named: "product_exponent")
    }

    /// One group: capture, eight scale bits, and a cycle or three in which the product must hold still.
    func run(
        _ sum: Int, exponent value: Int, scale: UInt8, pause: Bool, noise: UInt64
    ) -> (product: Int, exponent: Int, held: Bool) {
        capture.set(1)
        accumulator.setSigned(Int64(sum))
        exponent.set(UInt64(value))
        dequantize.set(0)
        scaleBit.set(noise)
        model.cycle()
        capture.set(0)
        accumulator.set(noise)
        exponent.set(noise >> 32)
        dequantize.set(1)
        for bit in (0..<8).reversed() {
            scaleBit.set(UInt64(scale) >> UInt64(bit))
            model.cycle()
        }
        dequantize.set(0)
        scaleBit.set(1)
        let result = product.getSigned()
        if pause { model.cycle(count: 3) }
        return (Int(result), Int(productExponent.get()), product.getSigned() == result)
    }
}
