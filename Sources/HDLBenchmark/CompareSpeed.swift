import ArgumentParser
import Foundation

/// `hdl-bench`: every design in a process of its own, then the peers.
struct CompareSpeed: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Time arrays of multiply-accumulate elements, here and in Amaranth and PyRTL.",
        discussion: """
            Each element has four 8 x 8-bit products, an adder tree and an accumulator, and passes its operands on. \
            Designs are elaborated, checked and emitted as Verilog, each in a process of its own; times are the best of \
            several; 'cpu s' is processor time, which other work on the machine hardly touches. The peers are installed by \
            scripts/bench-peers, and scripts/bench-build prints how long a clean debug build of the language takes.

            EXAMPLES:
              hdl-bench
              hdl-bench --json --peer-size 64
            """)

    @Option(parsing: .upToNextOption, help: "Rows and columns of the arrays.")
    var sizes: [Int] = [8, 16, 32, 64, 128]

    @Option(parsing: .upToNextOption, help: "Statements of the flat modules.")
    var statements: [Int] = [10_000, 100_000]

    @Option(help: "Rows and columns of the peers' arrays.")
    var peerSize = 16

    @Option(help: "Cycles of the peers' simulations.")
    var cycles = 5000

    @Option(help: "The Python in which the peers are installed; .tools/peers/bin/python otherwise.")
    var python: String?

    @Option(help: "Runs of each design, of which the fastest counts.")
    var runs = 3

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard (sizes + statements + [peerSize, cycles, runs]).allSatisfy({ $0 >= 1 }) else {
            throw ValidationError("Sizes, statements, cycles and runs are at least 1")
        }
    }

    func run() throws {
        var report = Report()
        for design in MeasuredDesign.allCases { try measure(design, into: &report) }
        let simulation = try measureSimulators(into: &report)
        if let peers = Peers(path: python) {
            try compare(with: peers, simulation, into: &report)
        } else {
            report.remarks.append(
                "The peers weren't timed: there is no Python at \(python ?? Peers.standardPath). "
                    + "Run scripts/bench-peers to install them.")
        }
        report.goals = goals(of: report)
        guard json else { return print(report.text) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    // MARK: This language

    private func measure(_ design: MeasuredDesign, into report: inout Report) throws {
        var each: [Double] = []
        for size in (design == .flat ? statements : sizes).sorted() {
            let found = try measure(design, size)
            each.append(found.seconds * 1e9 / Double(design == .flat ? size : size * size))
            report.designs.append(
                Report.Row(
                    design: design, size: size, measurement: found, target: target(of: design, size),
                    nanosecondsEach: each[each.count - 1]))
        }
        if let first = each.first, let last = each.last, each.count > 1 {
            report.growth[design.rawValue] = last / first
        }
    }

    private func measure(_ design: MeasuredDesign, _ size: Int) throws -> DesignMeasurement {
        progress("measuring \(design.rawValue) \(size)")
        var best: DesignMeasurement?
        for _ in 0..<runs {
            let found = try Subprocess.runSelf(
                ["measure", design.rawValue, "\(size)"], as: DesignMeasurement.self)
            if found.seconds < best?.seconds ?? .infinity { best = found }
        }
        guard let best else { throw ValidationError("Runs are at least 1") }
        return best
    }

    /// Seconds that an array may take; known for 64 × 64 elements, and growth is to be linear.
    private func target(of design: MeasuredDesign, _ size: Int) -> Double? {
        let elements = Double(size * size) / 4096
        return switch design {
        case .everyElement: 0.5 * elements
        case .sharedElement: 0.1 * elements
        case .flat: nil
        }
    }

    // MARK: Simulators

    /// Rows and columns of the array that the peers simulate, too.
    private static let simulatedSize = 4

    /// - Returns: that of the array that the peers simulate, too.
    private func measureSimulators(into report: inout Report) throws -> SimulationMeasurement {
        func measure(_ size: Int, cycles: Int) throws -> SimulationMeasurement {
            progress("simulating \(size) x \(size)")
            let found = try Subprocess.runSelf(
                ["simulate", "\(size)", "--cycles", "\(cycles)"], as: SimulationMeasurement.self)
            report.simulators.append(
                Report.SimulationRow(
                    simulator: "this language", size: size, cyclesPerSecond: found.cyclesPerSecond))
            return found
        }
        _ = try measure(64, cycles: max(1, cycles / 20))
        let found = try measure(Self.simulatedSize, cycles: cycles)
        for _ in 0..<runs {
            let start = DispatchTime.now().uptimeNanoseconds
            _ = try Subprocess.runSelf(
                ["simulate", "\(Self.simulatedSize)", "--cycles", "1", "--seconds", "0"],
                as: SimulationMeasurement.self)
            let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            report.firstResult = min(report.firstResult ?? .infinity, seconds)
        }
        return found
    }

    // MARK: Peers

    private func compare(
        with peers: Peers, _ simulation: SimulationMeasurement, into report: inout Report
    ) throws {
        progress("measuring every-element \(peerSize)")
        let own = try measure(.everyElement, peerSize).seconds
        for (name, script) in [("Amaranth", "amaranth_array"), ("PyRTL", "pyrtl_array")] {
            attempt("\(name)'s array", &report) { report in
                let found = try peers.run(script, .emit(size: peerSize), as: Peers.Emission.self)
                report.peers.append(
                    Report.PeerRow(peer: name, size: peerSize, emission: found, ratio: found.seconds / own))
            }
            attempt("\(name)'s simulator", &report) { report in
                let found = try peers.run(script, .simulate(cycles: cycles), as: Peers.Simulation.self)
                report.simulators.append(
                    Report.SimulationRow(
                        simulator: name, size: Self.simulatedSize, cyclesPerSecond: found.cyclesPerSecond,
                        ratio: simulation.cyclesPerSecond / found.cyclesPerSecond,
                        agrees: found.totals == simulation.totals))
            }
        }
    }

    /// A peer that isn't there or fails is a remark, not the end of the run.
    private func attempt(_ name: String, _ report: inout Report, _ work: (inout Report) throws -> Void) {
        progress("measuring \(name)")
        do {
            try work(&report)
        } catch {
            report.remarks.append("\(name) wasn't timed: \(error)")
        }
    }

    private func progress(_ message: String) {
        FileHandle.standardError.write(Data("hdl-bench: \(message)\n".utf8))
    }
}
