import Cosimulation
import HDLTesting
import Testing

@testable import HDL

/// One bench on the in-process simulator, on Verilator and on Icarus.
struct BackEndTests {
    private func run(_ simulation: some HDL.Simulation, _ counter: SimulatorTests.Counter) throws {
        try simulation.reset(cycles: 2)
        simulation[counter.enable] = 1
        simulation[counter.step] = -5
        #expect(simulation[counter.count] == -3 && simulation[counter.next] == -8)
        try simulation.step(cycles: 3)
        #expect(simulation[counter.count] == -18 && simulation.cycle == 5)
        simulation[counter.step] = 7
        #expect(simulation[counter.next] == -11)
        simulation[counter.enable] = 0
        try simulation.step()
        #expect(simulation[counter.count] == -18)
        #expect(simulation.value(of: counter.count) == BitPattern(-18, width: 8, isSigned: true))
        try simulation.reset()
        #expect(simulation[counter.count] == -3)
        try simulation.finish()
    }

    @Test func oneBenchRunsOnAll() throws {
        let counter = SimulatorTests.Counter()
        try onEveryBackEnd(counter) { simulation in try run(simulation, counter) }
    }

    @Test(arguments: RegisterTests.ResetStyle.all)
    func resetsOfEveryKindComeToTheSame(style: RegisterTests.ResetStyle) throws {
        var options = VerilogOptions()
        options.resetKind = style.kind
        options.resetIsActiveLow = style.isActiveLow
        options.clockName = "clk"
        options.resetName = "rst"
        options.modulePrefix = "p_"
        let counter = SimulatorTests.Counter()
        try onEveryBackEnd(counter, options: options, backEnds: [.inProcess, .icarus]) { simulation in
            try run(simulation, counter)
        }
    }

    @Test func misuseIsTheSameOnAll() throws {
        let counter = SimulatorTests.Counter()
        let design = try Design { counter }
        let uses: [(any HDL.Simulation) -> Void] = [
            { $0[counter.step, "Bench/File.swift", 3] = 8 },
            { $0[counter.count, "Bench/File.swift", 3] = 0 },
            { $0.set(counter.enable, .ones(width: 2), file: "Bench/File.swift", line: 3) },
        ]
        var messages: [[String]] = []
        for backEnd in BackEnd.allCases {
            let simulation = try backEnd.simulation(of: design)
            messages.append(
                uses.map { use in
                    use(simulation)
                    do {
                        try simulation.step()
                        return "nothing"
                    } catch { return "\(error)" }
                })
            #expect(throws: SimulationError.self) { try simulation.step(ClockDomain("pixel")) }
            _ = simulation[Input()]
            #expect(throws: SimulationError.self) { try simulation.finish() }
        }
        #expect(messages[0] == messages[1] && messages[0] == messages[2], "\(messages)")
        #expect(messages[0].allSatisfy { $0.hasPrefix("Bench/File.swift:3: error H08") })
    }

    @Test func memoriesAndWidePortsAgree() throws {
        let store = SimulatorTests.Store()
        try onEveryBackEnd(store) { simulation in
            var generator = SeededGenerator(seed: 21)
            for cycle in 0..<100 {
                // All words are written first: before, they are undefined.
                simulation[store.address] = cycle < 6 ? cycle : Int(generator.next() % 6)
                simulation[store.write] = cycle < 6 ? 1 : Int(generator.next() % 2)
                simulation.set(
                    store.data, BitPattern(words: [generator.next(), generator.next()], width: 100))
                try simulation.step()
            }
        }
    }

    @Test func undefinedBitsAreTold() throws {
        let store = SimulatorTests.Store()
        let simulation = try IcarusSimulation(try Design { store })
        simulation[store.write] = 1
        simulation[store.address] = 1
        try simulation.step()
        #expect(simulation.undefinedBits(of: store.result).isZero)
        simulation[store.address] = 2
        #expect(simulation.undefinedBits(of: store.result) == .ones(width: 100))
        #expect(simulation.value(of: store.result).isZero)
        try simulation.finish()
        #expect(throws: SimulationError.self) { try simulation.step() }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func randomStatementsAgree(seed: UInt64) throws {
        let module = RandomStatements(seed: seed)
        try onEveryBackEnd(module) { simulation in
            var generator = SeededGenerator(seed: seed)
            try simulation.reset()
            for _ in 0..<200 {
                for input in simulation.inputs {
                    simulation[input] = Int(generator.next() % UInt64(1 << input.width))
                }
                try generator.next() % 20 == 0 ? simulation.reset() : simulation.step()
            }
        }
    }

    private final class Expressions: Module {
        let a = RandomExpressions.shapes.map { Input($0) }
        let result: [Signal]
        private let values: [Signal]

        init(seed: UInt64) {
            values = RandomExpressions(inputs: a, count: 150, seed: seed).signals
            result = values.map { Output($0.shape) }
        }

        func describe() { for (output, value) in zip(result, values) { output <- value } }
    }

    @Test(arguments: [31, 32] as [UInt64]) func randomExpressionsAgree(seed: UInt64) throws {
        let module = Expressions(seed: seed)
        try onEveryBackEnd(module) { simulation in
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<50 {
                for input in module.a {
                    simulation.set(input, BitPattern(words: [generator.next()], width: input.width))
                }
                try simulation.step()
            }
        }
    }

    /// The bench itself behaves differently on the second back end: so does the design as far as the comparison sees.
    @Test func theFirstDisagreementIsReported() throws {
        let counter = SimulatorTests.Counter()
        var runs = 0
        do {
            try onEveryBackEnd(counter, backEnds: [.inProcess, .icarus]) { simulation in
                runs += 1
                try simulation.reset()
                simulation[counter.enable] = 1
                simulation[counter.step] = 1
                try simulation.step(cycles: 3)
                simulation[counter.step] = runs
                try simulation.step(cycles: 4)
            }
            Issue.record("nothing thrown")
        } catch let error as BackEndDisagreement {
            #expect(
                error.description
                    == "In cycle 4, output 'next' is 01 on the in-process simulator, but 02 on Icarus")
        }
        runs = 0
        #expect(throws: BackEndDisagreement.self) {
            try onEveryBackEnd(SimulatorTests.Counter(), backEnds: [.inProcess, .icarus]) { simulation in
                runs += 1
                try simulation.step(cycles: runs)
            }
        }
    }
}
