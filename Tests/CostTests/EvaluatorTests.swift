import Foundation
import Testing

@testable import Cost

@Suite(.enabled(if: Fixture.hasTools && Fixture.hasLibrary)) struct EvaluatorTests {
    @Test func pathsHaveTheDesignsNames() throws {
        try Fixture.withEvaluator { evaluator in
            let point = try evaluator.points([(Fixture.module(), [Recipe(.minimumArea, .ripple)])])[0][0]
            #expect(point.flipFlops == 10)
            let path = try #require(point.criticalPath)
            let names = ["held", "first", "second", "reset", "sum", "above"]
            for end in [path.start, path.end] {
                #expect(names.contains(String(end.prefix { $0 != "[" })), "\(end)")
            }
            #expect(path.cells > 5)
            #expect(point.period > point.logicDelay * 0.5)
            #expect(abs(point.nand2Equivalents - point.area / evaluator.library.nand2Area) < 1e-3)
        }
    }

    /// The same work, once more from the cache and once from the start, gives the same bytes.
    @Test func resultsAreReproducibleAndKept() throws {
        func run(_ body: (CostEvaluator, [String: Data]) throws -> Void) throws -> [String: Data] {
            try Fixture.withEvaluator { evaluator in
                let recipes = [Recipe(.balanced, .koggeStone, targetPicoseconds: 1500)]
                let points = try evaluator.points([(Fixture.module(), recipes)])
                let power = try evaluator.power(of: points[0][0], Fixture.module())
                let made = Fixture.contents(evaluator.cache.directory + "/cost")
                #expect(try evaluator.points([(Fixture.module(), recipes)]) == points)
                #expect(try evaluator.power(of: points[0][0], Fixture.module()) == power)
                #expect(Fixture.contents(evaluator.cache.directory + "/cost") == made)
                try body(evaluator, made)
                return made
            }
        }
        let first = try run { _, made in #expect(made.keys.contains { $0.hasSuffix("netlist.v") }) }
        let second = try run { _, _ in }
        #expect(
            Set(first.keys.filter { $0.hasPrefix("points") })
                == Set(second.keys.filter { $0.hasPrefix("points") }))
        for (name, data) in first where name.hasSuffix(".json") && !name.hasPrefix("front") {
            #expect(second[name] == data, "\(name)")
        }
    }

    @Test func areasOfModulesAddUp() throws {
        try Fixture.withEvaluator { evaluator in
            let study = CostStudy([
                CostDesign(
                    name: "by modules",
                    parts: [
                        .init(Fixture.module("accumulator", Fixture.pair), weight: 2),
                        .init(Fixture.module("pair", Fixture.pair, isOwnLogicOnly: true)),
                    ]),
                CostDesign(Fixture.module("pair", Fixture.pair)),
                CostDesign(
                    name: "a share",
                    parts: [.init(Fixture.module("accumulator", Fixture.pair), weight: 0.125)]),
            ])
            let costs = try study.smallest(evaluator)
            let (sum, flat, share) = (costs[0], costs[1], costs[2])
            #expect(sum.flipFlops == 30 && flat.flipFlops == 30)
            #expect(sum.area == 2 * sum.parts[0].point.area + sum.parts[1].point.area)
            #expect(share.area == sum.parts[0].point.area / 8)
            // Optimising across boundaries gains something: one input of an instance is constant.
            #expect(flat.area <= sum.area * 1.05 && flat.area > sum.area * 0.6)
            #expect(sum.period == max(sum.parts[0].point.period, sum.parts[1].point.period))
            #expect(sum.parts[1].point.criticalPath?.end.contains("clock") == false)
        }
    }

    @Test func curvesFallAndPeriodsAreKept() throws {
        try Fixture.withEvaluator { evaluator in
            let study = CostStudy([CostDesign(Fixture.module())])
            let curve = try study.curves(evaluator)[0]
            let best = curve.best
            #expect(best.count > 1)
            #expect(zip(best, best.dropFirst()).allSatisfy { $0.area < $1.area && $0.period > $1.period })
            #expect(
                curve.points.allSatisfy { point in
                    best.contains { $0.area <= point.area && $0.period <= point.period }
                })
            let (slow, fast) = (best[0].period, best[best.count - 1].period)
            let period = (slow + fast) / 2
            let found = try study.atPeriod(period, evaluator, withPower: true)[0]
            #expect(found.period <= period)
            #expect(found.requestedPeriod == period)
            #expect(found.parts[0].power?.period == period)
            let trade = study.tradeOffs([curve])[0].points
            #expect(trade.map(\.area) == best.reversed().map(\.area))

            let error = #expect(throws: CostError.self) { try study.atPeriod(0.01, evaluator) }
            #expect(error?.kind == .period)
            #expect(error?.problem.contains("0.010 ns: the best reached is") == true)
            #expect(error?.remedy.contains("critical path from") == true)
        }
    }

    @Test func activityFollowsTheWorkload() throws {
        try Fixture.withEvaluator { evaluator in
            let inputs = try evaluator.inputs(of: Fixture.module())
            #expect(inputs.map(\.name) == ["first", "second"])
            var still = PortVectors(source: "nothing", ports: inputs)
            for _ in 0..<64 { still.append([[0], [0]]) }
            let point = try evaluator.points([(Fixture.module(), [Recipe(.minimumArea, .ripple)])])[0][0]
            let quiet = try evaluator.power(of: point, Fixture.module(workload: still), period: 5)
            let busy = try evaluator.power(of: point, Fixture.module(), period: 5)
            #expect(quiet.activity.togglesPerCycle == 0)
            #expect(quiet.activity.source == "nothing")
            #expect(busy.activity.source.contains("seed 1"))
            #expect(busy.activity.togglesPerCycle > 0.1 && busy.activity.togglesPerCycle < 1)
            #expect(busy.total > quiet.total && quiet.cells > 0)
            let slower = try evaluator.power(of: point, Fixture.module(), period: 10)
            #expect(abs(slower.energyPerCycle / busy.energyPerCycle - 1) < 0.01)
            var other = PortVectors(source: "other", ports: [.init(name: "third", width: 1)])
            other.append([[1]])
            let error = #expect(throws: CostError.self) {
                try evaluator.power(of: point, Fixture.module(workload: other))
            }
            #expect(error?.kind == .workload)
        }
    }

    @Test func whatCantBeSynthesisedIsTold() throws {
        try Fixture.withEvaluator { evaluator in
            func error(_ module: CostModule) -> CostError? {
                #expect(throws: CostError.self) {
                    try evaluator.points([(module, [Recipe(.minimumArea, .ripple)])])
                }
            }
            let unknown = error(CostModule(name: "x", verilog: Fixture.accumulator, top: "adder"))
            #expect(unknown?.description.contains("no module 'adder'") == true)
            #expect(unknown?.remedy == "name one of accumulator")
            let latch =
                "module latch (input wire open, input wire d, output reg q);\nalways @* if (open) q = d;\nendmodule\n"
            #expect(error(CostModule(name: "latch", verilog: latch, top: "latch"))?.kind == .library)
            let broken = error(CostModule(name: "b", verilog: "module b (;\nendmodule\n", top: "b"))
            #expect(broken?.kind == .design && broken?.toolOutput.contains("syntax error") == true)
        }
    }
}
