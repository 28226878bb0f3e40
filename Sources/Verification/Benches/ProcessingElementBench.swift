import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// One processing element in step with the golden one: accumulator (and exponent, where the element has one) compared
/// after every step, over groups of every data type and activation pattern, with idle cycles between steps.
public struct ProcessingElementBench: Sendable {
    private let model: BuiltModel
    private let configuration: ArrayConfiguration
    /// Activation patterns to draw from.
    public var patterns = ActivationPattern.allCases
    /// Data types to draw from.
    public var dataTypes = WeightDataType.allCases

    public init(model: BuiltModel, configuration: ArrayConfiguration) {
        self.model = model
        self.configuration = configuration
    }

    /// Runs at least `steps` steps, whole groups.
    public func run(steps: Int, _ options: BenchOptions) throws -> BenchReport {
        let instance = try options.start(model)
        switch configuration.processingElement {
        case .exponentMatched:
            return run(steps, options, instance, try ExponentMatchedDriver(instance, configuration, options))
        case .sharedExponent:
            return run(steps, options, instance, try SharedExponentDriver(instance, configuration, options))
        }
    }

    private func run(
        _ steps: Int, _ options: BenchOptions, _ instance: VerilatedModel, _ driver: some ElementDriver
    ) -> BenchReport {
        var runner = ElementRunner(driver, configuration, seed: options.seed)
        var generator = SeededGenerator(seed: options.seed)
        let radix = configuration.radix
        let tables = dataTypes.map { dataType in
            let magnitudes = dataType.isFloatingPoint ? radix.expressibleMagnitudes : [0]
            return magnitudes.flatMap { [$0, -$0] }.map {
                GoldenTermTable(dataType: dataType, specialValue: $0, radix: radix)
            }
        }
        while runner.report.elementSteps < steps {
            guard let table = tables.randomElement(using: &generator)?.randomElement(using: &generator),
                let pattern = patterns.randomElement(using: &generator)
            else { break }
            runner.runGroup(table, pattern, &generator)
            if options.stopsAtMismatch && runner.report.mismatches > 0 { break }
        }
        runner.drain()
        instance.closeTrace()
        runner.report.cycles = Int(instance.cycleCount)
        return runner.report
    }
}

/// What an accumulator holds.
struct ElementState: Equatable, CustomStringConvertible {
    let accumulator: Int
    /// Nil for an element whose exponent is that of the group.
    var exponent: Int?

    var description: String { exponent.map { "\(accumulator) * 2^(\($0) - 28)" } ?? "\(accumulator)" }
}

/// Drives the ports of one kind of element. A step's operands enter in one cycle or two.
protocol ElementDriver {
    /// Cycles after that in which a step's first operands enter until the accumulator has it in.
    var cyclesToAccumulator: Int { get }
    /// Takes in the activations of the next group.
    mutating func startGroup(_ activations: [GoldenActivation])
    /// Puts a step on the ports of the first stage, runs a cycle, and gives the state that the golden element then has.
    mutating func step(beat: Int, _ terms: UnsafePointer<GoldenTerm>, isFirst: Bool) -> ElementState
    /// A cycle without a step: the operands are noise and must not matter.
    mutating func idle(_ noise: UInt64)
    /// What the hardware's accumulator holds.
    func state() -> ElementState
}

/// Draws groups and compares what comes out some cycles after a step went in.
private struct ElementRunner<Driver: ElementDriver> {
    var report: BenchReport
    private var driver: Driver
    private let lanes: Int
    private let beats: Int
    /// Golden states of the steps on their way; nil where there is none.
    private var expectedAfter: CycleDelay<ElementState?>
    private var place = (group: 0, step: 0, pattern: ActivationPattern.gaussian, dataType: WeightDataType.fp4)

    init(_ driver: Driver, _ configuration: ArrayConfiguration, seed: UInt64) {
        self.driver = driver
        expectedAfter = CycleDelay(cycles: driver.cyclesToAccumulator, initial: nil)
        report = BenchReport(seed: seed)
        lanes = configuration.lanes
        beats = configuration.beatsPerGroup
    }

    mutating func runGroup(
        _ table: GoldenTermTable, _ pattern: ActivationPattern, _ generator: inout SeededGenerator
    ) {
        place = (place.group + 1, 0, pattern, table.dataType)
        // Idle cycles in one group of four, one cycle of four; one group of four has a single code throughout, so that
        // products pile up on one bit.
        let pauses = generator.next() & 3 == 0
        let sole = generator.next()
        let soleCodes: UInt64? = sole & 3 == 0 ? (sole >> 8 & 255) * 0x0101_0101_0101_0101 : nil
        driver.startGroup(
            (0..<beats * lanes).map { GoldenActivation(bits: pattern.value(at: $0, &generator)) })
        withUnsafeTemporaryAllocation(of: GoldenTerm.self, capacity: 16) { terms in
            for beat in 0..<beats {
                let codes = (soleCodes ?? generator.next(), soleCodes ?? generator.next())
                for term in 0..<table.termCount {
                    var remaining = codes
                    for lane in 0..<lanes {
                        terms.initializeElement(
                            at: lane, to: table[UInt8(truncatingIfNeeded: remaining.0), term])
                        remaining = (remaining.0 >> 8 | remaining.1 << 56, remaining.1 >> 8)
                    }
                    while pauses && generator.next() & 3 == 0 { idle(generator.next()) }
                    place.step += 1
                    report.elementSteps += 1
                    let expected = driver.step(
                        beat: beat, terms.baseAddress!, isFirst: beat == 0 && term == 0)
                    advance(expected)
                }
            }
        }
        report.groups += 1
    }

    /// Lets the steps in flight come out.
    mutating func drain() { for _ in 0...driver.cyclesToAccumulator { idle(0) } }

    private mutating func idle(_ noise: UInt64) {
        driver.idle(noise)
        advance(nil)
    }

    private mutating func advance(_ state: ElementState?) {
        if let expected = expectedAfter.next(state) {
            let seen = driver.state()
            let place = place
            report.check(
                seen == expected,
                Mismatch(
                    place:
                        "group \(place.group), near step \(place.step), \(place.dataType), \(place.pattern)",
                    expected: "\(expected)", seen: "\(seen)"))
        }
    }
}
