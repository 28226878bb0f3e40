import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// The aligner of one row, exhaustively: every activation in every lane at every shared exponent from its own to 31, with its odd
/// multiples, beats loaded back to back and with pauses in which outputs must hold. Groups end at random and their
/// exponents are handed over at random.
public struct ActivationAlignerBench: Sendable {
    private let model: BuiltModel
    private let configuration: ArrayConfiguration

    public init(model: BuiltModel, configuration: ArrayConfiguration) {
        self.model = model
        self.configuration = configuration
    }

    public func run(_ options: BenchOptions) throws -> BenchReport {
        let instance = try options.start(model)
        var generator = SeededGenerator(seed: options.seed)
        var runner = try AlignerRunner(instance, configuration, options)
        // The largest exponent first: all distances in one sweep.
        for sharedExponent in (1...31).reversed() {
            let activations = (UInt16.min...UInt16.max).filter {
                GoldenActivation(bits: $0).exponent <= sharedExponent
            }
            // Every lane sees them all, each another one at a time; no two lanes see their infinities and NaNs together.
            let distance = activations.count / configuration.lanes + 2048
            for index in activations.indices {
                let beat = (0..<configuration.lanes).map {
                    activations[(index + $0 * distance) % activations.count]
                }
                runner.load(beat, sharedExponent: sharedExponent, &generator)
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

private struct AlignerRunner {
    var report: BenchReport
    private let model: VerilatedModel
    private let lanes, width: Int
    private let aligner: GoldenActivationAligner
    private let loadPort, values, sharedExponent, aligned, signs: Port
    private let issue, finish, capture, isSpecial, capturedExponent: Port
    /// The odd multiples, in radix 8.
    private let multiples: [(factor: Int, port: Port)]
    /// Beats in the three stages, the youngest first.
    private var stages: [Beat?] = [nil, nil]
    private var expected: Beat?
    /// The beat that is held, and the shared exponents of the last finished group and of the captured one.
    private var held: Beat?
    private var finished: Int?
    private var captured: Int?

    private struct Beat {
        let values: [UInt16]
        let sharedExponent: Int
    }

    init(_ model: VerilatedModel, _ configuration: ArrayConfiguration, _ options: BenchOptions) throws {
        self.model = model
        report = BenchReport(seed: options.seed)
        lanes = configuration.lanes
        width = configuration.alignedWidth
        // One bit less: what the altered golden side loses.
        aligner = GoldenActivationAligner(width: options.altersGolden ? width - 1 : width)
        loadPort = try model.port(named: "load")
        values = try model.port(named: "values")
        sharedExponent = try model.port(named: "shared_exponent")
        aligned = try model.port(named: "activation_aligned")
        signs = try model.port(named: "activation_signs")
        issue = try model.port(named: "issue")
        finish = try model.port(named: "finish")
        capture = try model.port(named: "capture")
        isSpecial = try model.port(named: "is_special")
        capturedExponent = try model.port(named: "captured_exponent")
        let ports =
            configuration.radix == .four ? [] : [(3, "activation_tripled"), (5, "activation_quintupled")]
        multiples = try ports.map { ($0.0, try model.port(named: $0.1)) }
    }

    mutating func load(_ bits: [UInt16], sharedExponent exponent: Int, _ generator: inout SeededGenerator) {
        while generator.next() & 7 == 0 { pause(&generator) }
        loadPort.set(1)
        sharedExponent.set(UInt64(exponent))
        for lane in 0..<lanes { values.setLane(lane, width: 17, Self.fields(bits[lane])) }
        cycle(Beat(values: bits, sharedExponent: exponent), controls: generator.next())
    }

    /// Sign, exponent of at least 1 and significand with its hidden bit, as the group buffer hands them over.
    private static func fields(_ bits: UInt16) -> UInt64 {
        let exponent = UInt64(bits) >> 10 & 31
        let significand = UInt64(bits) & 1023 | (exponent == 0 ? 0 : 1024)
        return (UInt64(bits) >> 15) << 16 | max(exponent, 1) << 11 | significand
    }

    mutating func drain(_ generator: inout SeededGenerator) {
        for _ in 0..<4 { pause(&generator) }
    }

    private mutating func pause(_ generator: inout SeededGenerator) {
        loadPort.set(0)
        sharedExponent.set(generator.next())
        values.setNoise(generator.next())
        cycle(nil, controls: generator.next())
    }

    private mutating func cycle(_ beat: Beat?, controls: UInt64) {
        let (isIssued, isLast, isCaptured) = (controls & 1 == 1, controls & 6 == 0, controls & 24 == 0)
        issue.set(isIssued ? 1 : 0)
        finish.set(isLast ? 1 : 0)
        capture.set(isCaptured ? 1 : 0)
        model.cycle()
        if isCaptured { captured = finished }
        if isIssued && isLast { finished = held?.sharedExponent }
        held = beat ?? held
        compareGroup()
        if let finished = stages[1] { expected = finished }
        stages = [beat, stages[0]]
        if let expected { compare(expected) }
    }

    private mutating func compareGroup() {
        if let held {
            let golden = held.values.contains { GoldenActivation(bits: $0).isSpecial }
            let seen = isSpecial.get() == 1
            report.check(
                seen == golden,
                Mismatch(place: "is_special of \(held.values)", expected: "\(golden)", seen: "\(seen)"))
        }
        if let captured {
            let seen = Int(capturedExponent.get())
            report.check(
                seen == captured,
                Mismatch(place: "captured_exponent", expected: "\(captured)", seen: "\(seen)"))
        }
    }

    private mutating func compare(_ beat: Beat) {
        for lane in 0..<lanes {
            let activation = GoldenActivation(bits: beat.values[lane])
            let golden = aligner.magnitude(activation, sharedExponent: beat.sharedExponent)
            let seen = Int(aligned.bits(offset: lane * width, width: width))
            var matches = seen == golden
            var text = "\(seen)"
            for (factor, port) in multiples {
                // 3a has two bits more, 5a three.
                let multipleWidth = width + (factor == 3 ? 2 : 3)
                let multiple = Int(port.bits(offset: lane * multipleWidth, width: multipleWidth))
                matches = matches && multiple == factor * golden
                text += ", times \(factor) \(multiple)"
            }
            let isNegative = signs.bits(offset: lane, width: 1) == 1
            matches = matches && isNegative == activation.isNegative
            report.check(
                matches,
                Mismatch(
                    place:
                        "activation \(String(beat.values[lane], radix: 16)), lane \(lane), shared exponent "
                        + "\(beat.sharedExponent)",
                    expected: "\(golden), sign \(activation.isNegative)", seen: text + ", sign \(isNegative)")
            )
        }
    }
}
