import Configuration
import Cost
import Hardware
import Verification

/// Figures of ``ElementStudy``.
public struct ElementStudyReport: Codable, Sendable {
    /// One trade-off of an element, core or whole.
    public struct Point: Codable, Sendable {
        /// Square micrometres.
        public let area: Double
        /// Nanoseconds.
        public let period: Double
    }

    /// What an element has of a module: itself, or its share of a unit of its row or column.
    public struct Part: Codable, Sendable {
        public let module: String
        /// Square micrometres, times the share.
        public let area: Double
    }

    public struct Element: Codable, Sendable {
        public let name: String
        /// Whether it is an element of the array, not a baseline beside it.
        public let isOfArray: Bool
        /// Whether it is the FP16 multiply-accumulate that others are compared with.
        public let isHalfPrecision: Bool
        /// Of the core: the smallest, the smallest at most 0.75 and 0.95 ns, and the fastest netlist.
        public let smallestCore: Point?
        public let coreAt750Picoseconds: Point?
        public let coreAt950Picoseconds: Point?
        public let fastestCore: Point?
        /// The element with its share of row and column, where throughput per area is the largest.
        public let best: Point
        /// Where the area of that point goes.
        public let parts: [Part]
        /// Multiply-accumulates a second and square micrometre at that point, by weight type.
        public let throughput: [String: Double]
        /// Joules of a multiply-accumulate of FP4 weights at the clock of the comparison; nil without FP4.
        public let energy: Double?
        /// Of a group's sum, over the root mean square of exact ones: normal activations, FP4 weights, or INT8 without FP4.
        public let meanError: Double?
        /// Changes of a net in a cycle, core, with their source.
        public let activity: Activity?
    }

    public let library: String
    /// Nanoseconds of the clock at which energies are compared.
    public let powerPeriod: Double
    public let elements: [Element]
    public let accuracy: AccuracyReport
}

extension ElementStudyReport.Element {
    /// - Parameters:
    ///   - curves: of the whole's parts, in their order.
    ///   - cost: the whole at the clock of the comparison, with power.
    init(
        _ element: StudiedElement, curves: [CostCurve], core: CostCurve?, _ cost: DesignCost,
        _ accuracy: AccuracyReport
    ) throws {
        name = element.name
        isOfArray = element.configuration != nil
        isHalfPrecision = element.core.name == HardwareDesign.halfPrecisionElement.rawValue
        smallestCore = core?.smallest.map(Self.point)
        coreAt750Picoseconds = core?.best.first { $0.period <= 0.75 }.map(Self.point)
        coreAt950Picoseconds = core?.best.first { $0.period <= 0.95 }.map(Self.point)
        fastestCore = core?.fastest.map(Self.point)
        let weights = element.whole.parts.map(\.weight)
        let periods = Set(curves.flatMap(\.points).map(\.period)).sorted()
        let candidates = periods.compactMap { period -> ElementStudyReport.Point? in
            let parts = curves.map { try? $0.smallest(at: period) }
            guard !parts.contains(where: { $0 == nil }) else { return nil }
            let area = zip(weights, parts).reduce(0.0) { $0 + $1.0 * ($1.1?.area ?? 0) }
            return ElementStudyReport.Point(area: area, period: period)
        }
        guard let best = candidates.min(by: { $0.area * $0.period < $1.area * $1.period }) else {
            throw CostError(
                .period, "\(element.name) has no netlists", remedy: "look at the recipes' findings above")
        }
        self.best = best
        parts = try zip(element.whole.parts, curves).map { part, curve in
            let point = try curve.smallest(at: best.period)
            return ElementStudyReport.Part(module: part.module.name, area: part.weight * point.area)
        }
        throughput = Dictionary(
            uniqueKeysWithValues: element.cycles.map { type, cycles in
                (type.rawValue, Double(element.lanes) / Double(cycles) / (best.period * 1e-9) / best.area)
            })
        energy = element.cycles[.fp4].flatMap { cycles in
            cost.energyPerCycle.map { $0 * Double(cycles) / Double(element.lanes) }
        }
        meanError = accuracy.figure(element.method, element.judgedType, .gaussian)?.meanError
        activity = cost.parts[0].power?.activity
    }

    private static func point(_ point: CostPoint) -> ElementStudyReport.Point {
        ElementStudyReport.Point(area: point.area, period: point.period)
    }
}
