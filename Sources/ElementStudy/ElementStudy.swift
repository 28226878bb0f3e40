import Configuration
import Cost
import Verification

/// Processing elements side by side: area, clock, throughput and energy with one library and one flow, and how exact each is.
public struct ElementStudy: Sendable {
    /// Nanoseconds of the clock at which energies are compared.
    public var powerPeriod = 1.0
    /// W of the shared-exponent elements: all are measured with the first, that of radix 8 with the others, too.
    public var alignedWidths = Self.standardAlignedWidths
    /// Groups of the accuracy figures.
    public var groups = 4000
    public var seed: UInt64 = 1
    private let progress: @Sendable (String) -> Void

    /// That of the default array, and what one bit more costs.
    public static let standardAlignedWidths = [
        ArrayConfiguration.standard.alignedWidth, ArrayConfiguration.standard.alignedWidth + 1,
    ]

    public init(progress: @escaping @Sendable (String) -> Void = { _ in }) { self.progress = progress }

    /// Measures everything; results of synthesis are kept in the evaluator's cache.
    /// - Precondition: there is an aligned width.
    /// - Throws: `CostError`, `ConfigurationError`, `ElaborationError` or `CosimulationError`.
    public func run(_ evaluator: CostEvaluator) throws -> ElementStudyReport {
        let elements = try studied(evaluator)
        let study = CostStudy(elements.map(\.whole))
        let curves = try study.curves(evaluator)
        var known: [String: CostCurve] = [:]
        for (module, curve) in zip(modules(elements), curves) { known[Self.key(module)] = curve }
        let atEqualClock = try elements.map {
            try CostStudy([$0.whole]).costs(
                at: powerPeriod, self.curves($0, known), evaluator, withPower: true)[0]
        }
        var accuracy = AccuracyStudy()
        accuracy.groups = groups
        accuracy.seed = seed
        progress("comparing sums with exact ones")
        let errors = try accuracy.run()
        return ElementStudyReport(
            library: evaluator.library.name, powerPeriod: powerPeriod,
            elements: try zip(elements, atEqualClock).map { element, cost in
                try ElementStudyReport.Element(
                    element, curves: self.curves(element, known), core: known[Self.key(element.core)], cost,
                    errors)
            }, accuracy: errors)
    }

    /// The elements, each with the inputs that a co-simulated tile of FP4 weights gave its parts.
    private func studied(_ evaluator: CostEvaluator) throws -> [StudiedElement] {
        var elements: [StudiedElement] = []
        for configuration in try configurations() {
            let job = CosimulationJob(
                configuration: configuration, dataType: .fp4,
                weights: .heavyTailed(
                    channels: configuration.columns, inputs: 2 * configuration.groupSize), seed: seed)
            let workload = try CostWorkload(job, progress: progress)
            elements.append(try StudiedElement(configuration).with(workload, evaluator))
        }
        let standard = try ArrayConfiguration(alignedWidth: alignedWidths[0])
        return elements + [
            try .integerWeight(standard), try .halfPrecision(standard, seed: seed),
        ]
    }

    private func configurations() throws -> [ArrayConfiguration] {
        let matched = try DigitRadix.allCases.map {
            try ArrayConfiguration(processingElement: .exponentMatched, radix: $0)
        }
        let four = try ArrayConfiguration(radix: .four, alignedWidth: alignedWidths[0])
        return try matched + [four]
            + alignedWidths.map { try ArrayConfiguration(radix: .eight, alignedWidth: $0) }
    }

    /// All modules of the elements, each once, as ``CostStudy`` orders them.
    private func modules(_ elements: [StudiedElement]) -> [CostModule] {
        var seen: Set<CostModule> = []
        return elements.flatMap { $0.whole.parts.map(\.module) }.filter { seen.insert($0).inserted }
    }

    private func curves(_ element: StudiedElement, _ known: [String: CostCurve]) -> [CostCurve] {
        element.whole.parts.map {
            known[Self.key($0.module)] ?? CostCurve(module: $0.module.name, points: [])
        }
    }

    /// Modules that differ in workload alone have one curve.
    private static func key(_ module: CostModule) -> String { module.top + "\n" + module.verilog }
}

extension StudiedElement {
    /// The element whose parts have the inputs of a co-simulated tile.
    func with(_ workload: CostWorkload, _ evaluator: CostEvaluator) throws -> StudiedElement {
        let attached = try workload.attached(to: whole, prefix: "bitmod_", evaluator)
        return StudiedElement(
            name: name, core: attached.parts[0].module, whole: attached, lanes: lanes, cycles: cycles,
            configuration: configuration, method: method, judgedType: judgedType)
    }

    private init(
        name: String, core: CostModule, whole: CostDesign, lanes: Int, cycles: [WeightDataType: Int],
        configuration: ArrayConfiguration?, method: AccumulationMethod, judgedType: WeightDataType
    ) {
        self.method = method
        self.judgedType = judgedType
        self.name = name
        self.core = core
        self.whole = whole
        self.lanes = lanes
        self.cycles = cycles
        self.configuration = configuration
    }
}
