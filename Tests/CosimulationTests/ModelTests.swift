import Foundation
import Testing

@testable import Cosimulation

@Suite struct ModelTests {
    @Test func counterCounts() throws {
        let model = try Fixture.model(TestDesigns.counter())
        let step = try model.port(named: "step")
        let count = try model.port(named: "count")
        try model.port(named: "reset").setExactly(1)
        model.cycle()
        try model.port(named: "reset").setExactly(0)
        var generator = TestGenerator(state: 1)
        var expected: UInt32 = 0
        var mismatches = 0
        for _ in 0..<10_000 {
            let value = UInt32(truncatingIfNeeded: generator.next())
            step.set(UInt64(value))
            model.cycle()
            expected &+= value
            if count.get() != UInt64(expected) { mismatches += 1 }
        }
        #expect(mismatches == 0)
        #expect(model.cycleCount == 10_001)
        step.set(3)
        model.cycle(count: 1000)
        model.cycle(count: 0)
        model.cycle(count: -5)
        #expect(count.get() == UInt64(expected &+ 3000))
        #expect(model.cycleCount == 11_001)
        #expect(model.state == .running && model.isRunning)
    }

    @Test func adderAddsWithoutClock() throws {
        let model = try Fixture.model(TestDesigns.adder)
        let (a, b, sum) = (
            try model.port(named: "a"), try model.port(named: "b"), try model.port(named: "sum")
        )
        var mismatches = 0
        for left in UInt64(0)..<256 {
            for right in UInt64(0)..<256 {
                a.set(left)
                b.set(right)
                model.evaluate()
                if sum.get() != left + right { mismatches += 1 }
            }
        }
        #expect(mismatches == 0)
        #expect(model.cycleCount == 0)
    }

    @Test func unknownPortListsTheKnown() throws {
        let model = try Fixture.model(TestDesigns.adder)
        #expect {
            _ = try model.port(named: "c")
        } throws: { error in
            "\(error)" == "model adder has no port 'c': use one of a, b, sum."
        }
    }

    /// Without hidden names the second model would silently run the first one's code.
    @Test func modelsOfOneNameDoNotInterfere() throws {
        let plain = try Fixture.model(TestDesigns.counter())
        let tripled = try Fixture.model(TestDesigns.counter(increment: "32'd3 * step"))
        for model in [plain, tripled] {
            try model.port(named: "reset").setExactly(1)
            model.cycle()
            try model.port(named: "reset").setExactly(0)
            try model.port(named: "step").setExactly(5)
        }
        for _ in 0..<7 {
            plain.cycle()
            tripled.cycle()
        }
        #expect(try plain.port(named: "count").get() == 35)
        #expect(try tripled.port(named: "count").get() == 105)
    }

    @Test func instancesOfOneModelDoNotInterfere() throws {
        let built = try Fixture.builder.build(TestDesigns.ender)
        let models = try (0..<4).map { _ in try VerilatedModel(built) }
        for (how, model) in models.enumerated() {
            try model.port(named: "how").setExactly(UInt64(how))
        }
        for _ in 0..<6 { for model in models { model.cycle() } }
        #expect(models[0].state == .running)
        #expect(models[1].state == .finished(file: "ender.sv", line: 5))
        #expect(models[2].state == .stopped(file: "ender.sv", line: 6))
        #expect(models[3].state == .stopped(file: "ender.sv", line: 7))
        #expect(models[0].displayedText.isEmpty)
        #expect(models[2].displayedText == "the count is 3\n")
        #expect(models[3].displayedText.contains("beyond 3"))
        #expect(models.map(\.cycleCount) == [6, 4, 4, 4])
        #expect(models.map(\.isRunning) == [true, false, false, false])
    }

    @Test func batchEndsWithTheSimulation() throws {
        let model = try Fixture.model(TestDesigns.ender)
        try model.port(named: "how").setExactly(1)
        model.cycle(count: 1_000_000)
        #expect(model.cycleCount == 4)
    }

    @Test func loopThatDoesNotSettleIsReported() throws {
        let model = try Fixture.model(TestDesigns.oscillator)
        try model.port(named: "a").setExactly(1)
        model.evaluate()
        #expect(try model.port(named: "b").get() == 1)
        try model.port(named: "enable").setExactly(1)
        model.evaluate()
        guard case .failed(let reason) = model.state else {
            Issue.record("state is \(model.state)")
            return
        }
        #expect(reason.contains("converge"))
        model.evaluate()
    }

    @Test func twoThreadsRunTheirOwnInstances() async throws {
        let built = [
            try Fixture.builder.build(TestDesigns.counter()),
            try Fixture.builder.build(TestDesigns.counter(increment: "32'd3 * step")),
        ]
        let wrong = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    guard let model = try? VerilatedModel(built[worker % 2]),
                        let step = try? model.port(named: "step"),
                        let count = try? model.port(named: "count")
                    else { return 1 }
                    var expected: UInt32 = 0
                    var mismatches = 0
                    for index in 0..<20_000 {
                        step.set(UInt64(index + worker))
                        model.cycle()
                        expected &+= UInt32(index + worker) &* (worker % 2 == 0 ? 1 : 3)
                        if count.get() != UInt64(expected) { mismatches += 1 }
                    }
                    return mismatches
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test func oddPortNames() throws {
        let model = try Fixture.model(TestDesigns.oddNames)
        try model.port(named: "load__value").setExactly(1)
        try model.port(named: "template").setExactly(0x12_3456_789a)
        try model.port(named: "a___b").setExactly(1)
        try model.port(named: "c$d").setExactly(1)
        model.cycle()
        #expect(try model.port(named: "value__").get() == 0x12_3456_789a)
        #expect(try model.port(named: "both").get() == 1)
    }

    @Test func initialValuesShowTheMissingReset() throws {
        let built = try Fixture.builder.build(TestDesigns.oddNames)
        func initial(_ values: InitialValues) throws -> UInt64 {
            let model = try VerilatedModel(built, initialValues: values)
            #expect(try model.port(named: "template").get() == 0)
            model.cycle()
            return try model.port(named: "value__").get()
        }
        #expect(try initial(.zeros) == 0)
        #expect(try initial(.ones) == 0xff_ffff_ffff)
        let drawn = try (0..<8).map { try initial(.random(seed: $0)) }
        #expect(Set(drawn).count == 8)
        #expect(try (0..<8).map { try initial(.random(seed: $0)) } == drawn)
    }
}
