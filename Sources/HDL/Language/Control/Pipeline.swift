/// Registers between the stages of a computation, for all values that cross a stage and for their valid bit.
///
/// A value is carried from the stage where it is made; read later, it has passed the registers between. So values
/// that meet are always of one age, and no register is made that nothing reads.
///
/// ```swift
/// final class MultiplyAdd: Module {
///     let isValid = Input()
///     let a = Input(8), b = Input(8), c = Input(16)
///     let result = Output(17)
///     let isResult = Output()
///
///     func describe() {
///         let pipeline = Pipeline(valid: isValid)
///         let product = pipeline.carry("product", a * b)
///         let addend = pipeline.carry("addend", c)
///         pipeline.nextStage()
///         let sum = pipeline.carry("sum", product.value + addend.value)
///         pipeline.nextStage()
///         result <- sum.value
///         isResult <- pipeline.valid
///     }
/// }
/// ```
///
/// Registers are called after the value and the stage that reads them: `product_stage_1`, `sum_stage_2`,
/// `valid_stage_1`. Only the valid bits have a reset; a value means something where its valid bit is one. With an
/// `enable` all registers hold their values in cycles in which it is zero.
public final class Pipeline {
    /// The stage that is being described, from 0: as many registers stand in front of it.
    public var stage: Int { registers.stage }
    private let registers: StageRegisters
    private let valids: Staged

    /// - Parameters:
    ///   - valid: one bit: whether the values of stage 0 mean something.
    ///   - name: put before the names of the valid bits, for modules with several pipelines.
    ///   - enable: one bit: whether values move on in this cycle; nil for always.
    ///   - domain: the clock domain of all registers.
    public init(
        valid: Signal, name: String = "", enable: Signal? = nil, in domain: ClockDomain = .main,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        let location = SourceLocation(file: file, line: line)
        Elaboration.current?.locate(statement: location)
        let bit = oneBit(valid, "valid bit of a pipeline", at: location)
        registers = StageRegisters(
            enable: enable.map { oneBit($0, "enable of a pipeline", at: location) }, domain: domain)
        valids = Staged(
            name.isEmpty ? "valid" : "\(name)_valid", bit, reset: 0, registers: registers, location)
    }

    /// One bit: whether the values of the present stage mean something.
    public var valid: Signal { valids.value }

    /// Takes `value` along from the present stage on; `name` is that of its registers.
    public func carry(
        _ name: String, _ value: Signal, file: StaticString = #fileID, line: UInt = #line
    ) -> Staged {
        let location = SourceLocation(file: file, line: line)
        Elaboration.current?.locate(statement: location)
        return Staged(name, value, reset: nil, registers: registers, location)
    }

    /// Ends the present stage: what is read from here on has passed one register more.
    public func nextStage() { registers.stage += 1 }
}

/// A value on its way through a ``Pipeline``.
public final class Staged {
    private let name: String
    private let reset: Int?
    private let registers: StageRegisters
    private let firstStage: Int
    private let location: SourceLocation
    /// The value in its first stage and behind each register so far.
    private var signals: [Signal]

    fileprivate init(
        _ name: String, _ value: Signal, reset: Int?, registers: StageRegisters, _ location: SourceLocation
    ) {
        self.name = name
        self.reset = reset
        self.registers = registers
        self.location = location
        firstStage = registers.stage
        signals = [value]
    }

    /// The value in the pipeline's present stage, behind as many registers as stages have begun since it was carried.
    public var value: Signal {
        while firstStage + signals.count <= registers.stage {
            let stage = firstStage + signals.count
            let value = signals[signals.count - 1]
            let register = declareLocal(
                "\(name)_stage_\(stage)",
                makeRegister(
                    value.shape, reset: reset, RegisterTraits(domain: registers.domain), "", location),
                at: location)
            if !value.isRejected && !register.isRejected {
                registers.drive(register, with: value, inFrontOf: stage, Place(location))
            }
            signals.append(value.isRejected ? value : register)
        }
        return signals[signals.count - 1]
    }
}

/// What the values of one pipeline share: the present stage, and the statements that drive its registers.
private final class StageRegisters {
    var stage = 0
    let domain: ClockDomain
    private let enable: Signal?
    /// For each stage but the first what drives the registers in front of it.
    private var blocks: [Int: Block] = [:]

    init(enable: Signal?, domain: ClockDomain) {
        self.enable = enable
        self.domain = domain
    }

    /// Registers of one stage stand under one condition, which never depends on those around the reading.
    func drive(_ register: Signal, with value: Signal, inFrontOf stage: Int, _ place: Place) {
        let drive = Statement(.drive(target: register, low: 0, value: value), at: place)
        guard let enable else {
            Elaboration.current?.recordUnconditionally(drive)
            return
        }
        if let block = blocks[stage] {
            block.statements.append(drive)
            return
        }
        let block = Block()
        block.statements = [drive]
        blocks[stage] = block
        Elaboration.current?.recordUnconditionally(
            Statement(.when(branches: [(enable, block)], otherwise: nil), at: place))
    }
}

/// The signal, when it is one bit; otherwise reported.
private func oneBit(_ signal: Signal, _ what: String, at location: SourceLocation) -> Signal {
    if signal.width == 1 || signal.isRejected { return signal }
    return reject(
        .widthMismatch, "The \(what) is one bit, but \(signal.displayNameAndShape) is given",
        suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: .bit, at: Place(location))
}
