import Cosimulation
import HDL

/// A design that runs as a Verilator model of its Verilog, in this process.
public final class VerilatedSimulation: Simulation {
    public let design: Design
    public private(set) var cycle = 0

    private struct Wire {
        let clock: Port
        let reset: Port?
        let resetIsActiveLow: Bool
    }

    private let model: VerilatedModel
    private let ports: [Port]
    private let clocking: Clocking
    private let wires: [Wire]
    private var values: PortValues

    /// Builds the model, or takes it from the cache.
    ///
    /// - Parameters:
    ///   - options: how the Verilog is written.
    ///   - builder: the tools; by default those that are installed.
    ///   - initialValues: what registers and memories hold before the first reset.
    /// - Throws: `CosimulationError` when a tool is missing or fails, `ElaborationError` when the options don't suit the
    ///   design.
    public init(
        _ design: Design, options: VerilogOptions = VerilogOptions(), builder: ModelBuilder? = nil,
        initialValues: InitialValues = .zeros
    ) throws {
        try design.check(options)
        self.design = design
        clocking = Clocking(design, options)
        values = PortValues(design)
        var ports = values.ports.map {
            ModelPort(name: $0.declaredName, direction: $0.isInputPort ? .input : .output, width: $0.width)
        }
        for domain in clocking.domains {
            ports.append(ModelPort(name: domain.clock, direction: .input, width: 1))
            if let reset = domain.reset { ports.append(ModelPort(name: reset, direction: .input, width: 1)) }
        }
        let source = ModelSource(
            top: options.modulePrefix + design.topName,
            files: design.supportFiles.map { VerilogSource(name: $0.name, text: $0.text) }
                + design.verilog(options).map { VerilogSource(name: $0.fileName, text: $0.text) },
            ports: ports)
        let builder = try builder ?? ModelBuilder(toolchain: .locate())
        model = try VerilatedModel(try builder.build(source), initialValues: initialValues)
        let model = model
        self.ports = try values.ports.map { try model.port(named: $0.declaredName) }
        wires = try clocking.domains.map { domain in
            Wire(
                clock: try model.port(named: domain.clock),
                reset: try domain.reset.map { try model.port(named: $0) },
                resetIsActiveLow: domain.resetIsActiveLow)
        }
        for wire in wires { wire.reset?.set(wire.resetIsActiveLow ? 1 : 0) }
    }

    private func settle() {
        guard values.isStale else { return }
        model.evaluate()
        values.isStale = false
    }

    public func value(on port: Signal, at location: SourceLocation) -> BitPattern {
        guard let position = values.position(of: port, at: location) else { return .zero(width: port.width) }
        settle()
        let words = ports[position].wordArray()
        let pairs = stride(from: 0, to: words.count, by: 2).map { index in
            UInt64(words[index]) | (index + 1 < words.count ? UInt64(words[index + 1]) << 32 : 0)
        }
        return BitPattern(words: pairs, width: port.width)
    }

    public func number(on port: Signal, at location: SourceLocation) -> Int {
        values.number(value(on: port, at: location), on: port, at: location)
    }

    public func set(_ port: Signal, number: Int, at location: SourceLocation) {
        if let position = values.set(port, number: number, at: location) { send(position) }
    }

    public func set(_ port: Signal, value: BitPattern, at location: SourceLocation) {
        if let position = values.set(port, value: value, at: location) { send(position) }
    }

    private func send(_ position: Int) {
        let words = values.values[position].words
        ports[position].setWords(
            words.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)] })
    }

    public func advance(_ domain: ClockDomain?, cycles: Int, isReset: Bool) throws {
        try values.throwMisuse()
        let edges = try clocking.indices(domain).map { wires[$0] }
        func setResets(active: Bool) {
            for wire in edges { wire.reset?.set(wire.resetIsActiveLow != active ? 1 : 0) }
        }
        for _ in 0..<max(0, cycles) {
            if isReset { setResets(active: true) }
            model.evaluate()
            for wire in edges { wire.clock.set(1) }
            model.evaluate()
            for wire in edges { wire.clock.set(0) }
            model.evaluate()
            cycle += 1
        }
        if isReset { setResets(active: false) }
        values.isStale = true
        guard model.isRunning else {
            throw SimulationError(
                .backEnd, "The Verilator model ended in cycle \(cycle): \(model.state) \(model.displayedText)"
            )
        }
    }

    public func finish() throws { try values.throwMisuse() }
}
