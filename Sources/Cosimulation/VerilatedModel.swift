import CosimulationInterface

/// One instance of a built model, running in this process.
///
/// Instances are independent of one another, whether of the same model or of different ones. An instance
/// belongs to one thread at a time.
///
/// Set inputs, call ``cycle()``, read outputs: the clock rises with the inputs in place, and outputs are read
/// after it has fallen.
public final class VerilatedModel {
    /// Name of the top module.
    public let top: String
    /// Input that a cycle toggles, nil for a combinational model.
    public let clock: String?
    @usableFromInline let instance: UnsafeMutablePointer<CosimulationInstance>
    @usableFromInline typealias Instance = UnsafeMutablePointer<CosimulationInstance>
    @usableFromInline let cycleFunction: @convention(c) (Instance, UInt64) -> Void
    @usableFromInline let evaluateFunction: @convention(c) (Instance) -> Void
    let entry: UnsafePointer<CosimulationEntry>
    private let portsByName: [String: Port]

    /// Loads the model and makes an instance with all inputs 0, evaluated once.
    ///
    /// - Parameter initialValues: Values of registers before reset; the same values, seed included, give the
    ///   same run.
    /// - Throws: ``CosimulationError`` of kind `modelUnloadable`.
    public init(_ built: BuiltModel, initialValues: InitialValues = .zeros) throws {
        let library = try ModelLibrary(built)
        entry = library.entry
        guard let instance = entry.pointee.create(initialValues.code, initialValues.generatorSeed) else {
            throw CosimulationError(
                .modelUnloadable, "no instance of the model of \(built.top) can be made, for want of memory",
                remedy: "keep fewer or smaller models alive at a time")
        }
        self.instance = instance
        cycleFunction = entry.pointee.cycle
        evaluateFunction = entry.pointee.evaluate
        top = built.top
        clock = built.clock
        let ports = (0..<built.ports.count).map { Port(instance.pointee.ports[$0]) }
        portsByName = Dictionary(uniqueKeysWithValues: ports.map { ($0.name, $0) })
    }

    deinit { entry.pointee.destroy(instance) }

    /// The port of some name; keep it rather than ask again every cycle.
    ///
    /// - Throws: ``CosimulationError`` of kind `unknownPort`.
    public func port(named name: String) throws -> Port {
        if let port = portsByName[name] { return port }
        throw CosimulationError(
            .unknownPort, "model \(top) has no port '\(name)'",
            remedy: "use one of \(portsByName.keys.sorted().joined(separator: ", "))")
    }

    /// Brings outputs up to date with inputs, the clock as it is. Does nothing once the simulation has ended.
    @inlinable public func evaluate() {
        evaluateFunction(instance)
    }

    /// Raises the clock and evaluates, lowers it and evaluates. A combinational model is evaluated only.
    ///
    /// Does nothing, and counts nothing, once the simulation has ended.
    @inlinable public func cycle() {
        cycleFunction(instance, 1)
    }

    /// Runs cycles with the inputs as they are, until the simulation ends; none if the count isn't positive.
    @inlinable public func cycle(count: Int) {
        if count > 0 { cycleFunction(instance, UInt64(count)) }
    }

    /// Cycles run so far.
    @inlinable public var cycleCount: UInt64 { instance.pointee.cycles }

    /// Whether nothing has ended the simulation.
    @inlinable public var isRunning: Bool { instance.pointee.state == 0 }

    /// Whether the simulation still runs, and if not, what ended it and where.
    public var state: SimulationState {
        let status = instance.pointee
        let file = status.file.map { String(cString: $0) } ?? ""
        switch status.state {
        case COSIMULATION_RUNNING.rawValue: return .running
        case COSIMULATION_FINISHED.rawValue: return .finished(file: file, line: Int(status.line))
        case COSIMULATION_STOPPED.rawValue: return .stopped(file: file, line: Int(status.line))
        default: return .failed(reason: status.message.map { String(cString: $0) } ?? "no reason given")
        }
    }

    /// What the design has displayed, with `$display` and the like, up to 64 KiB.
    public var displayedText: String {
        let status = instance.pointee
        guard let output = status.output else { return "" }
        let bytes = UnsafeRawBufferPointer(start: output, count: Int(status.outputLength))
        return String(decoding: bytes, as: UTF8.self)
    }
}
