import ExternalTools
import Foundation

/// Measures modules with one library, several recipes at a time, and keeps what it measured.
public struct CostEvaluator: Sendable {
    public let library: CellLibrary
    let tools: CostTools
    let cache: ContentCache
    private let workers: Int
    private let progress: @Sendable (String) -> Void

    /// - Parameters:
    ///   - workers: synthesis jobs at a time.
    ///   - progress: told of each job that was begun.
    /// - Throws: `MissingTool` when Yosys or OpenSTA isn't there.
    public init(
        library: CellLibrary, cache: ContentCache = ContentCache(), workers: Int = 2,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        self.library = library
        self.cache = cache
        self.workers = max(1, workers)
        self.progress = progress
        tools = try CostTools()
    }

    /// Recipes for the smallest area, one a style of adders.
    public static let smallestRecipes = AdderStyle.allCases.map { Recipe(.minimumArea, $0) }

    /// One point a module and recipe, in the order of `recipes`.
    public func points(_ jobs: [(module: CostModule, recipes: [Recipe])]) throws -> [[CostPoint]] {
        let results = Results(counts: jobs.map(\.recipes.count))
        var work: [@Sendable () throws -> Void] = []
        for (index, job) in jobs.enumerated() {
            for (number, recipe) in job.recipes.enumerated() {
                let module = job.module
                work.append {
                    progress("\(module.name): \(recipe.name)")
                    let netlist = try MappedNetlist(module, recipe, library, tools, cache)
                    results.set(netlist.point, job: index, recipe: number)
                }
            }
        }
        try ParallelJobs.run(work, atATime: workers)
        return results.points
    }

    /// The area-delay curves of modules: minimum area, then target delays from that of the smallest down to where the
    /// recipes give up.
    public func curves(_ modules: [CostModule]) throws -> [CostCurve] {
        let base = try points(modules.map { ($0, Self.smallestRecipes) })
        let swept = try points(
            zip(modules, base).map { module, points in
                (module, Self.sweepRecipes(slowest: Self.delay(points)))
            })
        return zip(modules, zip(base, swept)).map { module, points in
            CostCurve(module: module.name, points: points.0 + points.1)
        }
    }

    /// Curves of modules that reach down to a period, with no more points than are needed to find a small one there.
    ///
    /// A module whose curve ends above the period has been tried with every recipe at its fastest.
    public func curves(_ modules: [CostModule], reaching period: Double) throws -> [CostCurve] {
        var found = try points(modules.map { ($0, Self.smallestRecipes) })
        for factors in [[1, 0.85], [0.7], [0.5], [0]] {
            let open = modules.indices.filter { index in !found[index].contains { $0.period <= period } }
            guard !open.isEmpty else { break }
            let more = try points(
                open.map { index in
                    let slowest = Self.smallestPoint(found[index])
                    let available = max(period - (slowest.period - slowest.logicDelay), 0)
                    return (modules[index], Self.recipes(targets: factors.map { $0 * available }))
                })
            for (index, points) in zip(open, more) { found[index] += points }
        }
        return zip(modules, found).map { CostCurve(module: $0.name, points: $1) }
    }

    /// Parts of the smallest netlist's delay that a sweep aims at, and styles of adders: where each kind of recipe has been
    /// found to give points of the curve.
    private static let sweeps: [(kind: Recipe.Kind, adders: [AdderStyle], factors: [Double])] = [
        (.balanced, [.ripple, .koggeStone], [1, 0.8, 0.65, 0.5]),
        (.fastest, [.ripple, .koggeStone], [0.45, 0.35, 0]),
        (.fourInputCuts, AdderStyle.allCases, [0.55, 0.45, 0.35, 0]),
        (.areaFlow, AdderStyle.allCases, [0.5, 0.35, 0.25, 0]),
    ]

    /// The recipes of a sweep.
    ///
    /// - Parameter slowest: nanoseconds of the smallest netlist's logic.
    private static func sweepRecipes(slowest: Double) -> [Recipe] {
        sweeps.flatMap { kind, adders, factors in
            factors.flatMap { recipes(kind, adders, target: $0 * slowest) }
        }
    }

    /// Every kind of recipe that takes a target, with all styles of adders; targets in nanoseconds.
    private static func recipes(targets: [Double]) -> [Recipe] {
        targets.flatMap { target in sweeps.flatMap { recipes($0.kind, AdderStyle.allCases, target: target) } }
    }

    private static func recipes(_ kind: Recipe.Kind, _ adders: [AdderStyle], target: Double) -> [Recipe] {
        adders.map {
            Recipe(kind, $0, targetPicoseconds: max(1, Int((target * 1000).rounded())))
        }
    }

    private static func smallestPoint(_ points: [CostPoint]) -> CostPoint {
        points.min { ($0.area, $0.period) < ($1.area, $1.period) } ?? points[0]
    }

    private static func delay(_ points: [CostPoint]) -> Double { smallestPoint(points).logicDelay }

    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var found: [[CostPoint?]]

        init(counts: [Int]) { found = counts.map { Array(repeating: nil, count: $0) } }

        func set(_ point: CostPoint, job: Int, recipe: Int) { lock.withLock { found[job][recipe] = point } }

        var points: [[CostPoint]] { lock.withLock { found.map { $0.compactMap { $0 } } } }
    }
}
