/// A design as a sum of modules: each is synthesised once and counts as often as it is there, or for the share that one
/// part of an array has in it.
public struct CostDesign: Sendable, Hashable {
    public struct Part: Sendable, Hashable {
        public let module: CostModule
        /// Instances; a fraction for what several parts share, such as 1/8 of a row's aligner.
        public let weight: Double

        public init(_ module: CostModule, weight: Double = 1) {
            self.module = module
            self.weight = weight
        }
    }

    public let name: String
    public let parts: [Part]

    public init(name: String, parts: [Part]) {
        self.name = name
        self.parts = parts
    }

    /// One module, flat.
    public init(_ module: CostModule) { self.init(name: module.name, parts: [Part(module)]) }
}

/// What a design costs, made of its parts' points.
public struct DesignCost: Codable, Hashable, Sendable {
    public struct Part: Codable, Hashable, Sendable {
        public let module: String
        public let weight: Double
        public let point: CostPoint
        /// Of one instance.
        public let power: CostPower?

        public init(module: String, weight: Double, point: CostPoint, power: CostPower?) {
            self.module = module
            self.weight = weight
            self.point = point
            self.power = power
        }

        /// Square micrometres of all instances.
        public var area: Double { weight * point.area }
    }

    public let design: String
    /// Nanoseconds that were asked for; nil where the smallest netlists were.
    public let requestedPeriod: Double?
    public let parts: [Part]

    public init(design: String, requestedPeriod: Double?, parts: [Part]) {
        self.design = design
        self.requestedPeriod = requestedPeriod
        self.parts = parts
    }

    /// Square micrometres.
    public var area: Double { parts.reduce(0) { $0 + $1.area } }
    public var nand2Equivalents: Double { parts.reduce(0) { $0 + $1.weight * $1.point.nand2Equivalents } }
    public var flipFlops: Double { parts.reduce(0) { $0 + $1.weight * Double($1.point.flipFlops) } }
    public var clockGates: Double { parts.reduce(0) { $0 + $1.weight * Double($1.point.clockGates) } }
    /// Nanoseconds of the slowest part: paths end at the modules' ports.
    public var period: Double { parts.map(\.point.period).max() ?? 0 }
    /// The part that sets the period.
    public var slowest: Part? { parts.first { $0.point.period == period } }
    /// Watts of all instances, nil unless every part's was measured.
    public var power: Double? {
        parts.reduce(0) { sum, part in
            guard let sum, let power = part.power else { return nil }
            return sum + part.weight * power.total
        }
    }
    /// Joules of a clock cycle of all instances.
    public var energyPerCycle: Double? {
        guard let clock = parts.first?.power?.period else { return nil }
        return power.map { $0 * clock * 1e-9 }
    }
}

/// Designs measured with one library, so that they can be compared.
public struct CostStudy: Sendable {
    public let designs: [CostDesign]

    public init(_ designs: [CostDesign]) { self.designs = designs }

    /// All modules of the designs, each once.
    private var modules: [CostModule] {
        var seen: Set<CostModule> = []
        return designs.flatMap { $0.parts.map(\.module) }.filter { seen.insert($0).inserted }
    }

    /// The smallest netlists, whatever their clock.
    public func smallest(_ evaluator: CostEvaluator, withPower: Bool = false) throws -> [DesignCost] {
        let points = try evaluator.points(modules.map { ($0, CostEvaluator.smallestRecipes) })
        let curves = zip(modules, points).map { CostCurve(module: $0.name, points: $1) }
        return try costs(at: nil, curves, evaluator, withPower: withPower)
    }

    /// Each design with the smallest netlists that reach a period.
    ///
    /// - Throws: ``CostError`` of kind `period` for a module that none of whose recipes reached it.
    public func atPeriod(
        _ period: Double, _ evaluator: CostEvaluator, withPower: Bool = false
    ) throws -> [DesignCost] {
        try costs(
            at: period, evaluator.curves(modules, reaching: period), evaluator, withPower: withPower)
    }

    /// The curves of all modules, in the order in which the designs name them first.
    public func curves(_ evaluator: CostEvaluator) throws -> [CostCurve] { try evaluator.curves(modules) }

    /// Each design at a period, or at its smallest, from curves that are known.
    ///
    /// - Parameter curves: as ``curves(_:)`` gives them.
    public func costs(
        at period: Double?, _ curves: [CostCurve], _ evaluator: CostEvaluator, withPower: Bool = false
    ) throws -> [DesignCost] {
        let known = Dictionary(zip(modules, curves), uniquingKeysWith: { first, _ in first })
        return try designs.map { design in
            let points = try design.parts.map { part -> CostPoint in
                let curve = known[part.module] ?? CostCurve(module: part.module.name, points: [])
                return try period.map { try curve.smallest(at: $0) } ?? curve.smallest(at: .infinity)
            }
            let clock = period ?? points.map(\.period).max() ?? 0
            return DesignCost(
                design: design.name, requestedPeriod: period,
                parts: try zip(design.parts, points).map { part, point in
                    DesignCost.Part(
                        module: part.module.name, weight: part.weight, point: point,
                        power: withPower ? try evaluator.power(of: point, part.module, period: clock) : nil)
                })
        }
    }

    /// Area over period of each design: at every period at which some part has a point, the sum of the parts' smallest
    /// points.
    ///
    /// - Parameter curves: as ``curves(_:)`` gives them.
    public func tradeOffs(_ curves: [CostCurve]) -> [(
        design: String, points: [(period: Double, area: Double)]
    )] {
        let known = Dictionary(zip(modules, curves), uniquingKeysWith: { first, _ in first })
        return designs.map { design in
            let own = design.parts.map { (weight: $0.weight, best: known[$0.module]?.best ?? []) }
            let periods = Set(own.flatMap { $0.best.map(\.period) }).sorted()
            var points: [(period: Double, area: Double)] = []
            for period in periods {
                var area = 0.0
                var isReached = true
                for part in own {
                    let point = part.best.first { $0.period <= period }
                    area += part.weight * (point?.area ?? 0)
                    isReached = isReached && point != nil
                }
                if isReached && area < (points.last?.area ?? .infinity) { points.append((period, area)) }
            }
            return (design.name, points)
        }
    }
}
