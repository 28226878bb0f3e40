/// A running design that a test bench drives: in this process (``Simulator``) or in another simulator.
///
/// The bench holds the top module and names its ports by the module's own signals:
///
/// ```swift
/// func run(_ simulation: some Simulation, _ counter: Counter) throws {
///     try simulation.reset()
///     simulation[counter.enable] = 1
///     try simulation.step(cycles: 3)
///     #expect(simulation[counter.count] == 3)
///     try simulation.finish()
/// }
/// ```
///
/// An input holds its value until it is set again and starts at zero. A port reads as it is now: after inputs were set,
/// outputs that depend on them have followed; after ``step(_:cycles:)``, registers have. Values are numbers of the port's
/// shape, so a signed port gives negative ones.
///
/// Reading and setting can't throw, so a misuse (a value that doesn't fit, an output set, a signal of another module) is
/// kept with its line in the bench, does nothing, and is thrown by the next ``step(_:cycles:)``, ``reset(_:cycles:)`` or
/// ``finish()``; only the first counts.
public protocol Simulation: AnyObject {
    /// What runs.
    var design: Design { get }

    /// Cycles so far, resets included, of all domains.
    var cycle: Int { get }

    /// The number on a port; of one with more bits than an `Int`, misuse unless the number fits.
    func number(on port: Signal, at location: SourceLocation) -> Int
    /// Puts a number on an input; it must fit the input's shape.
    func set(_ port: Signal, number: Int, at location: SourceLocation)
    /// The bits on a port.
    func value(on port: Signal, at location: SourceLocation) -> BitPattern
    /// Puts bits on an input, as many as it has.
    func set(_ port: Signal, value: BitPattern, at location: SourceLocation)

    /// Gives a domain, or all domains together where it is nil, `cycles` active edges, with the reset active or not;
    /// what ``step(_:cycles:)`` and ``reset(_:cycles:)`` come to.
    ///
    /// - Throws: the first misuse as ``SimulationError``, or what the simulator finds.
    func advance(_ domain: ClockDomain?, cycles: Int, isReset: Bool) throws
    /// Ends the run: files are complete, and what was kept is thrown.
    ///
    /// - Throws: the first misuse as ``SimulationError``.
    func finish() throws
}

extension Simulation {
    /// The number on a port of the top module.
    public subscript(port: Signal, file: StaticString = #fileID, line: UInt = #line) -> Int {
        get { number(on: port, at: SourceLocation(file: file, line: line)) }
        set { set(port, number: newValue, at: SourceLocation(file: file, line: line)) }
    }

    /// The bits on a port of the top module.
    public func value(of port: Signal, file: StaticString = #fileID, line: UInt = #line) -> BitPattern {
        value(on: port, at: SourceLocation(file: file, line: line))
    }

    /// Puts bits on an input of the top module; they must be as many as it has.
    public func set(
        _ port: Signal, _ value: BitPattern, file: StaticString = #fileID, line: UInt = #line
    ) {
        set(port, value: value, at: SourceLocation(file: file, line: line))
    }

    /// Gives a domain's clock `cycles` active edges; other domains stand still.
    ///
    /// - Throws: the first misuse so far, or what the simulator finds.
    public func step(_ domain: ClockDomain = .main, cycles: Int = 1) throws {
        try advance(domain, cycles: cycles, isReset: false)
    }

    /// Gives a domain, by default all domains together, `cycles` active edges with the reset active.
    ///
    /// - Throws: the first misuse so far, or what the simulator finds.
    public func reset(_ domain: ClockDomain? = nil, cycles: Int = 1) throws {
        try advance(domain, cycles: cycles, isReset: true)
    }

    /// The inputs of the top module in the order of their declaration; clocks and resets aren't among them.
    public var inputs: [Signal] { design.top.ports.filter(\.isInput) }

    /// The outputs of the top module in the order of their declaration.
    public var outputs: [Signal] { design.top.ports.filter(\.isOutput) }

    /// The port of that name; for benches that hold only the design.
    public func port(named name: String) -> Signal? { design.top.ports.first { $0.name == name } }
}

extension Signal {
    /// What a declared signal is called in its module; empty for anything else.
    public var declaredName: String { name }
}
