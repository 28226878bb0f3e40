import HDL

/// The outputs at one moment.
struct OutputRecord {
    let cycle: Int
    let values: [BitPattern]
    /// Ones where a value is undefined; empty where the simulator knows no such bits.
    let undefined: [BitPattern]

    func agrees(with other: OutputRecord, at index: Int) -> Bool {
        let (one, two) = (values[index], other.values[index])
        let ignored = [undefined, other.undefined].filter { !$0.isEmpty }.map { $0[index] }
        return one.words.indices.allSatisfy { word in
            let mask = ignored.reduce(UInt64.max) { $0 & ~$1.words[word] }
            return (one.words[word] ^ two.words[word]) & mask == 0
        }
    }
}

/// A simulation that notes its outputs before every edge.
final class RecordedSimulation: Simulation {
    private let base: any Simulation
    private let watched: [Signal]
    private(set) var records: [OutputRecord] = []
    private var isFinished = false

    init(_ base: any Simulation) {
        self.base = base
        watched = base.design.topPorts.filter { !$0.isInputPort }
    }

    var design: Design { base.design }
    var cycle: Int { base.cycle }

    func record() {
        // What was noted before the bench's own end is the end.
        if isFinished { return }
        let icarus = base as? IcarusSimulation
        records.append(
            OutputRecord(
                cycle: cycle, values: watched.map { base.value(of: $0) },
                undefined: icarus.map { icarus in watched.map { icarus.undefinedBits(of: $0) } } ?? []))
    }

    func number(on port: Signal, at location: SourceLocation) -> Int { base.number(on: port, at: location) }
    func set(_ port: Signal, number: Int, at location: SourceLocation) {
        base.set(port, number: number, at: location)
    }
    func value(on port: Signal, at location: SourceLocation) -> BitPattern {
        base.value(on: port, at: location)
    }
    func set(_ port: Signal, value: BitPattern, at location: SourceLocation) {
        base.set(port, value: value, at: location)
    }

    func advance(_ domain: ClockDomain?, cycles: Int, isReset: Bool) throws {
        for _ in 0..<max(0, cycles) {
            // Under reset, what isn't reset is as each simulator starts it.
            if !isReset { record() }
            try base.advance(domain, cycles: 1, isReset: isReset)
        }
    }

    func finish() throws {
        if isFinished { return }
        record()
        isFinished = true
        try base.finish()
    }
}
