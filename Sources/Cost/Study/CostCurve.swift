/// All points that were found of a module.
public struct CostCurve: Codable, Hashable, Sendable {
    public let module: String
    /// In the order of recipes.
    public let points: [CostPoint]

    public init(module: String, points: [CostPoint]) {
        self.module = module
        self.points = points
    }

    /// Points that no other is as good as in area and period both, the smallest first.
    public var best: [CostPoint] {
        var result: [CostPoint] = []
        for point in points.sorted(by: { ($0.area, $0.period) < ($1.area, $1.period) })
        where point.period < (result.last?.period ?? .infinity) {
            result.append(point)
        }
        return result
    }

    public var smallest: CostPoint? { best.first }
    public var fastest: CostPoint? { best.last }

    /// The smallest point at a period or faster.
    ///
    /// - Throws: ``CostError`` of kind `period` that says the best period reached.
    public func smallest(at period: Double) throws -> CostPoint {
        if let point = best.first(where: { $0.period <= period }) { return point }
        let reached = fastest.map { "the best reached is \(Self.text($0.period)) ns (\($0.recipe.name))" }
        throw CostError(
            .period,
            "\(module) can't be clocked at \(Self.text(period)) ns: \(reached ?? "it has no points")",
            remedy: "ask for a longer period, or shorten the critical path"
                + (fastest?.criticalPath.map { " from \($0.start) to \($0.end)" } ?? ""))
    }

    private static func text(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded(.up))
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
