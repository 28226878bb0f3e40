/// A design that runs in this process, cycle by cycle, two-valued.
///
/// ```swift
/// let counter = Counter()
/// let simulation = try Simulator(counter)
/// ```
///
/// Beside the ports it reads every signal inside, by the signal or by its path, and the words of memories. Whether a
/// reset is synchronous makes no difference to whole cycles.
public final class Simulator: Simulation {
    public let design: Design
    /// Cycles so far, resets included, of all domains.
    public internal(set) var cycle = 0
    /// Whether ``step(_:cycles:)`` throws the first ``PropertyFailure``; otherwise they gather in
    /// ``propertyFailures``.
    public var stopsAtPropertyFailure = true
    /// Assertions that failed and assumptions that the bench broke, in order; at most ``mostPropertyFailures``.
    public internal(set) var propertyFailures: [PropertyFailure] = []
    /// As many failures are kept.
    public static let mostPropertyFailures = 1000

    let program: SimulationProgram
    let storage: SimulatorStorage
    /// By declaration of the top module.
    private let ports: [SignalAccess]
    private let topIdentity: ModuleIdentity
    /// Registers or memories have changed since the logic behind them was computed.
    var isStateStale = true
    /// Inputs have.
    var isInputStale = true
    /// Logic that only serves looking inside is behind.
    var areObserversStale = true
    var misuse: SimulationError?
    var coverCounts: [Int]
    var trace: ValueChangeDump?
    /// The position of an instance by its identity.
    var knownInstances: [ObjectIdentifier: Int] = [:]

    /// Elaborates, checks and prepares a module.
    ///
    /// - Parameter initialContents: what registers, and memories without contents, hold before the first reset.
    /// - Throws: ``ElaborationError`` with every finding of the design, or ``SimulationError`` of code `missingModel`
    ///   for a black box without a simulation model.
    public convenience init<Top: Module>(
        _ top: @autoclosure () -> Top, initialContents: InitialContents = .zeros
    ) throws {
        try self.init(try Design { top() }, initialContents: initialContents)
    }

    /// Prepares a design; a bench that holds its top module names ports by its signals.
    ///
    /// - Throws: ``SimulationError`` of code `missingModel` for a black box without a simulation model.
    public convenience init(_ design: Design, initialContents: InitialContents = .zeros) throws {
        self.init(design, SimulationProgram(try Netlist(design)), initialContents)
    }

    init(_ design: Design, _ program: SimulationProgram, _ initialContents: InitialContents) {
        self.design = design
        self.program = program
        storage = SimulatorStorage(program)
        topIdentity = design.top.identity
        ports = design.top.declarations.indices.map { index in
            SignalAccess(
                program, signal: design.top.declarations[index], node: program.netlist.signalNodes[index])
        }
        coverCounts = Array(repeating: 0, count: program.netlist.properties.count)
        fill(initialContents)
    }

    deinit { trace?.abandon() }

    /// A second simulation of the same design, without preparing it again, from the first cycle on.
    public func sibling(initialContents: InitialContents = .zeros) -> Simulator {
        Simulator(design, program, initialContents)
    }

    private func fill(_ contents: InitialContents) {
        if contents == .zeros { return }
        let next = contents.makeGenerator()
        for register in program.netlist.registers {
            let operand = program.operand(register.node)
            let value = BitPattern(words: (0..<operand.count).map { _ in next() }, width: register.width)
            for (index, word) in value.words.enumerated() { storage.words[operand.offset + index] = word }
        }
        for (memory, array) in zip(program.netlist.memories, storage.memories) where memory.contents == nil {
            for word in 0..<memory.depth {
                let value = BitPattern(words: (0..<memory.stride).map { _ in next() }, width: memory.width)
                for (index, part) in value.words.enumerated() {
                    array.words[word * memory.stride + index] = part
                }
            }
        }
    }

    // MARK: Logic

    /// Brings what depends on registers alone up to date.
    func settleState() {
        guard isStateStale else { return }
        storage.stateLogic.run(on: storage.words, storage.tables)
        isStateStale = false
        isInputStale = true
        areObserversStale = true
    }

    /// Brings outputs and next values up to date.
    func settle() {
        settleState()
        guard isInputStale else { return }
        storage.inputLogic.run(on: storage.words, storage.tables)
        isInputStale = false
        areObserversStale = true
    }

    /// Brings every signal up to date.
    func settleAll() {
        settle()
        guard areObserversStale else { return }
        storage.observerLogic.run(on: storage.words, storage.tables)
        areObserversStale = false
    }

    func settle(for access: SignalAccess) {
        if access.isObserver { settleAll() } else if access.dependsOnInput { settle() } else { settleState() }
    }

    // MARK: Ports

    func access(to signal: Signal, at location: SourceLocation) -> SignalAccess? {
        if let declaration = signal.declaration, declaration.owner === topIdentity {
            return ports[declaration.index]
        }
        return innerAccess(to: signal, at: location)
    }

    public func number(on port: Signal, at location: SourceLocation) -> Int {
        guard let access = access(to: port, at: location) else { return 0 }
        settle(for: access)
        if access.width < 64 {
            let word = Int64(bitPattern: storage.words[access.position])
            return access.isSigned ? Int((word << access.shift) >> access.shift) : Int(word)
        }
        let value = storage.pattern(at: access.position, count: access.count, width: port.width)
        guard let number = value.number(isSigned: access.isSigned) else {
            keep(.unfitNumber(port, value, at: location))
            return Int(truncatingIfNeeded: value.words[0])
        }
        return number
    }

    public func set(_ port: Signal, number: Int, at location: SourceLocation) {
        guard let access = inputAccess(to: port, at: location) else { return }
        if access.width < 64 {
            let low = access.isSigned ? -(1 << (access.width - 1)) : 0
            let high =
                access.isSigned ? 1 << (access.width - 1) : access.width == 63 ? Int.max : 1 << access.width
            guard number >= low, number < high || access.width == 63 else {
                return keep(.unfitValue(port, "\(number)", at: location))
            }
            let word = UInt64(bitPattern: Int64(number)) & access.mask
            if storage.words[access.position] != word {
                storage.words[access.position] = word
                isInputStale = true
            }
            return
        }
        guard let value = BitPattern(number, width: access.width, isSigned: access.isSigned) else {
            return keep(.unfitValue(port, "\(number)", at: location))
        }
        place(value, access)
    }

    public func value(on port: Signal, at location: SourceLocation) -> BitPattern {
        guard let access = access(to: port, at: location) else { return .zero(width: port.width) }
        settle(for: access)
        return storage.pattern(at: access.position, count: access.count, width: port.width)
    }

    public func set(_ port: Signal, value: BitPattern, at location: SourceLocation) {
        guard let access = inputAccess(to: port, at: location) else { return }
        guard value.width == access.width else {
            return keep(.unfitValue(port, "a pattern of \(value.width) bits", at: location))
        }
        place(value, access)
    }

    private func inputAccess(to port: Signal, at location: SourceLocation) -> SignalAccess? {
        guard let access = access(to: port, at: location) else { return nil }
        if access.isInput { return access }
        keep(.notAnInput(port, at: location))
        return nil
    }

    private func place(_ value: BitPattern, _ access: SignalAccess) {
        for (index, word) in value.words.enumerated() where storage.words[access.position + index] != word {
            storage.words[access.position + index] = word
            isInputStale = true
        }
    }

    /// Keeps the first misuse for whoever can throw it.
    func keep(_ error: SimulationError) { if misuse == nil { misuse = error } }

    func throwMisuse() throws {
        guard let error = misuse else { return }
        misuse = nil
        throw error
    }
}

/// Where a signal's value is and how it reads.
struct SignalAccess {
    let position: Int
    /// Words of the node, which may be fewer than the signal's.
    let count: Int
    let width: Int
    let isSigned: Bool
    /// Whether it is an input of the top module.
    let isInput: Bool
    let dependsOnInput: Bool
    let isObserver: Bool
    /// Of a signed signal below 64 bits: how far up its sign must go.
    let shift: Int64
    let mask: UInt64

    init(_ program: SimulationProgram, signal: Signal, node: LogicGraph.Node, isTop: Bool = true) {
        let operand = program.operand(node)
        position = operand.offset
        count = operand.count
        width = signal.width
        isSigned = signal.shape.isSigned
        isInput = isTop && signal.isInput
        dependsOnInput = program.dependsOnInput[Int(node)]
        isObserver = program.isObserver[Int(node)]
        shift = width < 64 ? Int64(64 - width) : 0
        mask = width < 64 ? (1 << UInt64(width)) - 1 : .max
    }
}

extension BitPattern {
    /// The number when it fits an `Int`.
    func number(isSigned: Bool) -> Int? {
        let isNegative = isSigned && self[width - 1]
        let extended = extended(to: max(64, width), isSigned: isSigned)
        let low = Int(truncatingIfNeeded: extended.words[0])
        guard (low < 0) == isNegative else { return nil }
        let fill = BitPattern(
            words: isNegative ? Array(repeating: .max, count: extended.words.count) : [],
            width: extended.width)
        return zip(extended.words, fill.words).dropFirst().allSatisfy { $0 == $1 } ? low : nil
    }
}
