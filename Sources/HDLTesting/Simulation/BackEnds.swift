import HDL

/// What a test bench can run on.
public enum BackEnd: String, Sendable, CaseIterable, CustomStringConvertible {
    /// The language's own simulator.
    case inProcess
    /// A Verilator model of the Verilog.
    case verilator
    /// Icarus Verilog.
    case icarus

    public var description: String {
        switch self {
        case .inProcess: "the in-process simulator"
        case .verilator: "Verilator"
        case .icarus: "Icarus"
        }
    }

    /// A simulation of the design.
    ///
    /// - Throws: what the back end's own initialiser does.
    public func simulation(
        of design: Design, options: VerilogOptions = VerilogOptions()
    ) throws -> any Simulation {
        switch self {
        case .inProcess: try Simulator(design)
        case .verilator: try VerilatedSimulation(design, options: options)
        case .icarus: try IcarusSimulation(design, options: options)
        }
    }
}

/// The first output in the first cycle in which two back ends differ under the same bench.
public struct BackEndDisagreement: Error, CustomStringConvertible, Equatable, Sendable {
    /// The two, the one that was run first in front.
    public let backEnds: [BackEnd]
    /// The output; empty when one of them ran for fewer cycles.
    public let output: String
    public let cycle: Int
    /// What each has, in hexadecimal; or how many cycles each ran.
    public let values: [String]

    public var description: String {
        output.isEmpty
            ? "\(backEnds[0]) runs \(values[0]) cycles and \(backEnds[1]) \(values[1])"
            : "In cycle \(cycle), output '\(output)' is \(values[0]) on \(backEnds[0]), but \(values[1]) on \(backEnds[1])"
    }
}

/// Runs one bench on several simulators and compares every output in every cycle, just before its edge and at the end.
///
/// ```swift
/// let counter = Counter()
/// try onEveryBackEnd(counter) { simulation in try run(simulation, counter) }
/// ```
///
/// Cycles under reset are left out, since simulators start registers differently, and so are bits that are undefined on
/// Icarus.
///
/// - Parameters:
///   - options: how the Verilog is written.
///   - backEnds: what to run on, the one that the others are compared with first.
/// - Throws: ``BackEndDisagreement``; `ElaborationError`; or what the bench throws, once on the first back end that it
///   throws on.
public func onEveryBackEnd<Top: Module>(
    _ top: @autoclosure () -> Top, options: VerilogOptions = VerilogOptions(),
    backEnds: [BackEnd] = BackEnd.allCases, bench: (any Simulation) throws -> Void
) throws {
    try onEveryBackEnd(try Design { top() }, options: options, backEnds: backEnds, bench: bench)
}

/// Runs one bench on several simulators of a design; see ``onEveryBackEnd(_:options:backEnds:bench:)``.
///
/// - Throws: ``BackEndDisagreement``, or what the bench throws.
public func onEveryBackEnd(
    _ design: Design, options: VerilogOptions = VerilogOptions(), backEnds: [BackEnd] = BackEnd.allCases,
    bench: (any Simulation) throws -> Void
) throws {
    var first: (backEnd: BackEnd, records: [OutputRecord])?
    for backEnd in backEnds {
        let recorded = RecordedSimulation(try backEnd.simulation(of: design, options: options))
        try bench(recorded)
        recorded.record()
        try recorded.finish()
        guard let expected = first else {
            first = (backEnd, recorded.records)
            continue
        }
        try compare(expected.records, recorded.records, design, [expected.backEnd, backEnd])
    }
}

private func compare(
    _ expected: [OutputRecord], _ found: [OutputRecord], _ design: Design, _ backEnds: [BackEnd]
) throws {
    let names = design.ports().filter { $0.direction == .output }.map(\.name)
    for (one, other) in zip(expected, found) {
        for (index, name) in names.enumerated() where !one.agrees(with: other, at: index) {
            throw BackEndDisagreement(
                backEnds: backEnds, output: name, cycle: one.cycle,
                values: [one.values[index].hexadecimal, other.values[index].hexadecimal])
        }
    }
    guard expected.count == found.count else {
        throw BackEndDisagreement(
            backEnds: backEnds, output: "", cycle: 0,
            values: [expected, found].map { "\(max(0, $0.count - 1))" })
    }
}
