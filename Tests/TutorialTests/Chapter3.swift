import Foundation
import HDL
import HDLTesting
import Testing

struct Chapter3 {
    @Test func countsWhatItIsToldTo() throws {
        let counter = Counter()
        let simulation = try Simulator(counter)
        try simulation.reset()
        simulation[counter.enable] = 1
        try simulation.step(cycles: 3)
        #expect(simulation[counter.count] == 3)
        simulation[counter.enable] = 0
        try simulation.step()
        #expect(simulation[counter.count] == 3)
        try simulation.finish()
    }

    static func misuse() throws {
        #sourceLocation(file:"CounterTests.swift",line:1)
        let counter = Counter()
        let simulation = try Simulator(counter)
        simulation[counter.enable] = 2
        try simulation.step()
        #sourceLocation()
    }

    static let expectedWaves = """
        clock   _-_-_-_-_-_-
        enable  __------____
        count   0   |1|2|3
        """

    @Test func showsItsWaves() throws {
        let counter = Counter()
        let simulation = try Simulator(counter)
        let waves = WaveRecorder(simulation, [counter.enable, counter.count])
        try simulation.reset()
        try waves.step()
        simulation[counter.enable] = 1
        try waves.step(cycles: 3)
        simulation[counter.enable] = 0
        try waves.step(cycles: 2)
        #expect(waves.picture == Self.expectedWaves)
    }

    @Test func leavesATrace() throws {
        let simulation = try Simulator(Counter())
        try simulation.trace(to: "counter.vcd")
        defer { try? FileManager.default.removeItem(atPath: "counter.vcd") }
        try simulation.step()
        try simulation.finish()
        #expect(FileManager.default.fileExists(atPath: "counter.vcd"))
    }

    /// A bench for any simulator.
    static func run(_ simulation: some Simulation, _ counter: Counter) throws {
        try simulation.reset()
        for cycle in 0..<300 {
            simulation[counter.enable] = cycle % 3 == 0 ? 0 : 1
            try simulation.step()
        }
        #expect(simulation[counter.count] == 200)
    }

    @Test func isTheSameEverywhere() throws {
        let counter = Counter()
        try onEveryBackEnd(counter) { simulation in try Self.run(simulation, counter) }
    }

    @Test func startsFromItsReset() throws {
        let failures = try checkReset(Counter())
        #expect(failures.isEmpty, "\(failures)")
    }

    @Test func theArticleIsRight() throws {
        var message = ""
        do { try Self.misuse() } catch { message = "\(error)" }
        try expectArticle("Chapter3-Testing", shows: [], prints: [Self.expectedWaves, message])
    }
}
