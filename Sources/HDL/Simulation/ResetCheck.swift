/// A signal that differs between runs that differ only in what registers and memories held before the reset.
public struct UndeterminedSignal: Equatable, Sendable, CustomStringConvertible {
    /// The path from the top.
    public let name: String
    /// Whether an output of the top module shows it; otherwise it is a register with a reset value.
    public let isOutput: Bool
    /// The first cycle after the reset, from 0, in which it differs.
    public let cycle: Int
    /// Two of the values seen, in hexadecimal.
    public let values: [String]

    public var description: String {
        "\(isOutput ? "output" : "register") '\(name)' isn't determined by the reset: in cycle \(cycle) after it, it is "
            + values.joined(separator: " or ")
    }
}

/// An output that counts only while another output, one bit, is one.
public struct QualifiedOutput {
    let output: Signal
    let qualifier: Signal

    /// `output` counts in cycles in which `qualifier` is one; the qualifier itself always counts.
    public init(_ output: Signal, while qualifier: Signal) {
        self.output = output
        self.qualifier = qualifier
    }
}

/// Looks for what a reset leaves undetermined.
///
/// Runs of the design differ in what registers and memories hold before the first cycle: zeros, ones, random values and
/// their complements. All are reset alike and then driven alike, and every output is compared in every cycle after the
/// reset. An output that shows a register without reset before it was loaded is found; one that shows it only while its
/// qualifier is zero isn't.
///
/// - Parameters:
///   - resetCycles: edges with all resets active.
///   - cycles: cycles that are compared.
///   - seed: of the inputs and the random contents.
///   - qualified: outputs that count only sometimes.
///   - includingRegisters: whether registers that have a reset value are compared as well.
///   - drive: sets the inputs of a cycle, alike in all runs; random inputs by default. The cycle counts from the reset
///     and is negative during it.
/// - Returns: the first difference of each signal, in the order of declaration; empty for a sound reset.
/// - Throws: ``ElaborationError``, or what a run throws; assertions don't stop it.
public func checkReset<Top: Module>(
    _ top: @autoclosure () -> Top, resetCycles: Int = 1, cycles: Int = 100, seed: UInt64 = 1,
    qualified: [QualifiedOutput] = [], includingRegisters: Bool = false,
    drive: ((_ simulation: Simulator, _ cycle: Int) -> Void)? = nil
) throws -> [UndeterminedSignal] {
    let first = try Simulator(top())
    var runs = [first]
    let seeds = [seed, seed &+ 1]
    for contents in [.ones] + seeds.flatMap({ [InitialContents.random(seed: $0), .complement(seed: $0)] }) {
        runs.append(first.sibling(initialContents: contents))
    }
    for run in runs { run.stopsAtPropertyFailure = false }
    var check = ResetComparison(runs, qualified, includingRegisters: includingRegisters)
    let stimulus = InitialContents.random(seed: seed ^ 0x5eed).makeGenerator()
    for cycle in -resetCycles..<cycles {
        if let drive {
            for run in runs { drive(run, cycle) }
        } else {
            for input in first.inputs {
                let words = (0..<(input.width + 63) / 64).map { _ in stimulus() }
                for run in runs { run.set(input, BitPattern(words: words, width: input.width)) }
            }
        }
        if cycle >= 0 { check.compare(cycle) }
        for run in runs { try cycle < 0 ? run.reset() : run.step() }
    }
    for run in runs { try run.finish() }
    return check.found
}

private struct ResetComparison {
    private struct Watched {
        let name: String
        let access: SignalAccess
        let qualifier: SignalAccess?
        let isOutput: Bool
        var isFound = false
    }

    private let runs: [Simulator]
    private var watched: [Watched] = []
    private(set) var found: [UndeterminedSignal] = []

    init(_ runs: [Simulator], _ qualified: [QualifiedOutput], includingRegisters: Bool) {
        self.runs = runs
        let first = runs[0]
        let location = SourceLocation.unknown
        for output in first.outputs {
            guard let access = first.access(to: output, at: location) else { continue }
            let qualifier = qualified.first { $0.output === output }?.qualifier
            watched.append(
                Watched(
                    name: output.name, access: access,
                    qualifier: qualifier.flatMap { first.access(to: $0, at: location) }, isOutput: true))
        }
        for entry in qualified where !first.outputs.contains(where: { $0 === entry.output }) {
            first.keep(.unknownSignal(entry.output, first.design, portsOnly: true, at: location))
        }
        if includingRegisters { addRegisters(first) }
    }

    private mutating func addRegisters(_ simulator: Simulator) {
        let netlist = simulator.program.netlist
        for instance in netlist.instances.indices {
            let path = netlist.path(of: instance)
            for (index, signal) in netlist.definition(instance).declarations.enumerated() {
                guard signal.registerTraits?.reset != nil else { continue }
                let node = netlist.signalNodes[netlist.instances[instance].firstSignal + index]
                watched.append(
                    Watched(
                        name: path.isEmpty ? signal.name : "\(path).\(signal.name)",
                        access: SignalAccess(simulator.program, signal: signal, node: node, isTop: false),
                        qualifier: nil, isOutput: false))
            }
        }
    }

    mutating func compare(_ cycle: Int) {
        for run in runs { run.settleAll() }
        for index in watched.indices where !watched[index].isFound {
            let item = watched[index]
            let counting = runs.filter { run in
                item.qualifier.map { run.storage.words[$0.position] != 0 } ?? true
            }
            guard let first = counting.first else { continue }
            let expected = value(item.access, first)
            guard let other = counting.first(where: { value(item.access, $0) != expected }) else { continue }
            watched[index].isFound = true
            found.append(
                UndeterminedSignal(
                    name: item.name, isOutput: item.isOutput, cycle: cycle,
                    values: [expected.hexadecimal, value(item.access, other).hexadecimal]))
        }
    }

    private func value(_ access: SignalAccess, _ run: Simulator) -> BitPattern {
        run.storage.pattern(at: access.position, count: access.count, width: access.width)
    }
}
