import ArgumentParser
import Foundation
import HDL

/// What one process found out about the simulator.
struct SimulationMeasurement: Codable {
    let cyclesPerSecond: Double
    /// The total that was read in each cycle, every element in turn.
    let totals: [Int]
}

/// `hdl-bench simulate`: the array in the in-process simulator, driven as the peers' are.
struct SimulateArray: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Simulate an array in this process and print the result as JSON.",
        discussion: """
            In every cycle all operands at the edges are set and one total is read. Speed is that of the fastest round.
            """)

    @Argument(help: "Rows and columns.")
    var size = 4

    @Option(help: "Cycles of a round.")
    var cycles = 5000

    @Option(help: "Seconds within which more rounds are started.")
    var seconds = 1.0

    func validate() throws {
        guard size >= 1, cycles >= 1 else { throw ValidationError("Size and cycles are at least 1") }
    }

    func run() throws {
        let array = MultiplyAccumulateArray(size: size, isShared: true)
        let simulator = try Simulator(array)
        let stimulus = Stimulus(size: size, cycles: cycles)
        let start = DispatchTime.now().uptimeNanoseconds
        var totals: [Int] = []
        var fastest = UInt64.max
        var now = start
        repeat {
            // Each round starts from zeros.
            let found = try Self.round(simulator.sibling(), array, stimulus)
            guard totals.isEmpty || found == totals else {
                throw Peers.Failure(description: "two rounds of one stimulus differ")
            }
            totals = found
            let end = DispatchTime.now().uptimeNanoseconds
            fastest = min(fastest, end - now)
            now = end
        } while Double(now - start) < seconds * 1e9
        let result = SimulationMeasurement(
            cyclesPerSecond: Double(cycles) * 1e9 / Double(fastest), totals: totals)
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    private static func round(
        _ simulation: Simulator, _ array: MultiplyAccumulateArray, _ stimulus: Stimulus
    ) throws -> [Int] {
        let size = array.left.count
        var totals: [Int] = []
        totals.reserveCapacity(stimulus.cycles.count)
        simulation[array.enable] = 1
        for (cycle, operands) in stimulus.cycles.enumerated() {
            for index in 0..<size {
                simulation[array.left[index]] = operands.left[index]
                simulation[array.top[index]] = operands.top[index]
            }
            let element = cycle % (size * size)
            totals.append(simulation[array.total[element / size][element % size]])
            try simulation.step()
        }
        return totals
    }
}
