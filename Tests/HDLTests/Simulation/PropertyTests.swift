// swift-format-ignore-file: AlwaysUseLowerCamelCase
import Testing

@testable import HDL

/// Assertions, assumptions and cover points of a running design.
struct SimulatedPropertyTests {
    static func Property(
        _ kind: PropertyKind, _ condition: Signal, _ message: String, line: UInt = #line
    ) {
        let place = Place("Bench/Design.swift", line)
        Elaboration.current?.record(
            Statement(.property(kind, condition: condition, message: message, domain: .main), at: place))
    }

    final class Leaf: Module {
        let value = Input(4)
        let mode = Input(2)
        let echo = Output(4)
        private let last = Register(4, reset: 0)

        func describe() {
            last <- value
            echo <- last
            Property(.assume, value .!= 15, "the value is never 15", line: 10)
            Switch(mode) {
                Case(1) {
                    When(value[0]) {
                        Property(.assert, last .<= value, "odd values rise", line: 20)
                    }.otherwise {
                        Property(.cover, last .== 0, "even after zero", line: 30)
                    }
                }
                Default { Property(.cover, value .== 7, "seven", line: 40) }
            }
        }
    }

    final class Top: Module {
        let value = Input(4)
        let mode = Input(2)
        let echo = Output(4)
        private let leaf = Leaf()

        func describe() {
            leaf.value <- value
            leaf.mode <- mode
            echo <- leaf.echo
        }
    }

    @Test func propertiesHoldUnderTheConditionsAroundThem() throws {
        let top = Top()
        let simulation = try Simulator(top)
        simulation.stopsAtPropertyFailure = false
        var generator = SeededGenerator(seed: 11)
        var last = 0
        var expected: [String] = []
        var covers = [0, 0]
        for cycle in 0..<500 {
            let (value, mode) = (Int(generator.next() % 16), Int(generator.next() % 4))
            simulation[top.value] = value
            simulation[top.mode] = mode
            // During the reset nothing counts.
            let isReset = cycle % 50 == 0
            if !isReset {
                if value == 15 { expected.append("assumption \(cycle)") }
                if mode == 1 && value % 2 == 1 && last > value { expected.append("assertion \(cycle)") }
                if mode == 1 && value % 2 == 0 && last == 0 { covers[0] += 1 }
                if mode != 1 && value == 7 { covers[1] += 1 }
            }
            try isReset ? simulation.reset() : simulation.step()
            last = isReset ? 0 : value
        }
        #expect(simulation.propertyFailures.map { "\($0.kind) \($0.cycle)" } == expected)
        #expect(expected.count > 20 && simulation.covers.map(\.count) == covers)
        #expect(simulation.covers[1].description == "Bench/Design.swift:40: seven [in leaf]: \(covers[1])")
    }

    @Test func theFirstFailureStopsTheRun() throws {
        let top = Top()
        let simulation = try Simulator(top)
        try simulation.reset()
        simulation[top.value] = 8
        try simulation.step()
        simulation[top.value] = 3
        simulation[top.mode] = 1
        do {
            try simulation.step(cycles: 5)
            Issue.record("nothing thrown")
        } catch let failure as PropertyFailure {
            #expect(
                failure.description
                    == "Bench/Design.swift:20: assertion failed in cycle 2: odd values rise [in leaf]")
        }
        simulation[top.value] = 15
        simulation[top.mode] = 0
        do {
            try simulation.step()
            Issue.record("nothing thrown")
        } catch let failure as PropertyFailure {
            #expect(
                failure.description
                    == "Bench/Design.swift:10: the bench breaks an assumption in cycle 2: the value is never 15 [in leaf]"
            )
        }
    }
}
