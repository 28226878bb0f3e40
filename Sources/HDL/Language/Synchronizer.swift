/// A chain of registers through which a value enters a clock domain; made by
/// ``synchronized(_:into:stages:_:reset:named:file:line:)``.
///
/// It is a module of its own in the Verilog, `synchronizer_2` for two stages of one bit and `synchronizer_2x8` for
/// eight bits, so that a flow can put a library's synchroniser cell in its place. Its registers carry the attribute
/// `async_reg`.
public final class Synchronizer: Module {
    /// The value of the other domain, straight from a register.
    public let data: Signal
    /// The value `stages` edges later.
    public let synchronized: Signal
    private let stage: [Signal]
    private let reset: Int?

    /// - Parameters:
    ///   - shape: what is carried over.
    ///   - stages: registers in a row, at least 2; each more gives a metastable bit one more period to settle.
    ///   - crossing: why more than one bit may be carried over.
    ///   - reset: the value of all stages after reset; without one the reset doesn't touch them.
    public init(
        _ shape: Shape = .bit, stages: Int = 2, _ crossing: Crossing = .singleBit, reset: Int? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        let location = SourceLocation(file: file, line: line)
        self.reset = reset
        data = Input(shape, file: file, line: line)
        synchronized = Output(shape, file: file, line: line)
        guard stages >= 2 else {
            let problem = reject(
                .invalidShape, "A synchroniser of \(stages) stages isn't one",
                suggestion: "Give it at least two: the first can become metastable", shape: shape,
                at: Place(location))
            stage = [problem]
            return
        }
        stage = (0..<stages).map { index in
            let traits = RegisterTraits(
                crossing: index == 0 ? crossing : nil, isSynchronizerStage: index > 0)
            return makeRegister(shape, reset: reset, traits, "", location)
        }
    }

    override public var moduleName: String {
        let sign = data.shape.isSigned ? "s" : ""
        let width = data.shape == .bit ? "" : "x\(data.width)\(sign)"
        let suffix = reset.map { "_reset_\($0 < 0 ? "m" : "")\($0.magnitude)" } ?? ""
        return "synchronizer_\(stage.count)\(width)\(suffix)"
    }

    override public var documentation: String {
        """
        Carries \(data.width == 1 ? "a bit" : "\(data.width) bits") of another clock domain into this one; its registers must neither be copied,
        moved nor retimed, and stand side by side.
        """
    }

    public func describe() {
        stage[0] <- data
        for index in stage.indices.dropFirst() { stage[index] <- stage[index - 1] }
        synchronized <- stage[stage.count - 1]
    }
}

/// `signal` of another clock domain, some edges later, as a value of `domain`: through a ``Synchronizer``, whose
/// instance is called `<signal>_in_<domain>`.
///
/// ```swift
/// let requested = synchronized(request, into: pixel)
/// ```
///
/// - Parameters:
///   - signal: a register or a port, or bits of one; logic in between could glitch just when it is sampled, and is
///     an error.
///   - domain: where the value is wanted.
///   - stages: registers in a row, at least 2.
///   - crossing: why more than one bit may be carried over: bits that change together arrive in different cycles.
///   - reset: the value after reset; without one the reset doesn't touch the stages.
///   - named: the instance's name where the signal's isn't wanted.
/// - Returns: a signal of `signal`'s shape.
public func synchronized(
    _ signal: Signal, into domain: ClockDomain, stages: Int = 2, _ crossing: Crossing = .singleBit,
    reset: Int? = nil, named: String? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    if signal.isRejected { return .rejected(signal.shape, from: [signal]) }
    if crossing == .singleBit && signal.width > 1 {
        return rejectCrossing(of: signal.shape, at: Place(location))
    }
    let name = named ?? "\(signal.nameOfSource)_in_\(domain.displayName)"
    let synchronizer = instance(
        name,
        Synchronizer(signal.shape, stages: stages, crossing, reset: reset, file: file, line: line)
            .clocked(by: domain, file: file, line: line), file: file, line: line)
    recordDrive(target: synchronizer.data, low: 0, value: signal, location: location)
    return synchronizer.synchronized
}

func rejectCrossing(of shape: Shape, at place: Place) -> Signal {
    reject(
        .incoherentCrossing,
        "\(shape.width) bits that cross clock domains one by one arrive in different cycles",
        suggestion:
            "Say why that is right (.grayCoded, .heldStable), or synchronise one bit that says when to look",
        shape: shape, at: place)
}

extension Signal {
    /// The name of the first declared signal in the expression, with the index of a single bit.
    fileprivate var nameOfSource: String {
        if isDeclared { return name.isEmpty ? "value" : name }
        guard case .operation(let operation, let operands) = node, let first = operands.first else {
            return "value"
        }
        if case .slice(let low) = operation, width == 1 { return "\(first.nameOfSource)_\(low)" }
        return first.nameOfSource
    }
}
