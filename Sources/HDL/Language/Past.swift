// Values of earlier cycles, for properties.

/// The value of `signal` `cycles` clock edges ago, in registers named after it: `count_past_1`, `count_past_2`.
///
/// A property that depends on it, directly or through wires, is looked at only once the reset has been inactive for
/// that many cycles, so it never sees a value from before.
///
/// - Parameters:
///   - cycles: at least 1.
///   - domain: whose clock counts.
public func past(
    _ signal: Signal, _ cycles: Int = 1, in domain: ClockDomain = .main, file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    if signal.isRejected { return .rejected(signal.shape, from: [signal]) }
    guard (1...deepestPast).contains(cycles) else {
        return reject(
            .invalidPast, "\(signal.displayNameAndShape) is asked for \(cycles) cycles ago",
            suggestion: "Ask for 1 to \(deepestPast) cycles", shape: signal.shape, at: Place(location))
    }
    if signal.constantValue != nil { return signal }
    guard let elaboration = Elaboration.current, let module = elaboration.module else {
        return reject(
            .misplacedStatement, "A past value stands outside describe()",
            suggestion: "Move it into the module's describe()", shape: signal.shape, at: Place(location))
    }
    var value = signal
    for cycle in 1...cycles {
        let key = PastKey(signal: ObjectIdentifier(signal), cycles: cycle, domain: domain)
        if let known = module.pastRegisters[key] {
            value = known
            continue
        }
        let traits = RegisterTraits(domain: domain, pastCycles: cycle)
        let register = declare(.register(traits), signal.shape, "", location)
        module.adopt(signal: register, named: module.freeName("\(module.nameOfPast(signal))_past_\(cycle)"))
        elaboration.recordUnconditionally(
            Statement(.drive(target: register, low: 0, value: value), at: Place(location)))
        module.pastRegisters[key] = register
        value = register
    }
    return value
}

/// Registers for values of longer ago would be a memory.
private let deepestPast = 256

/// One bit: whether `signal` is what it was a cycle before.
public func stable(
    _ signal: Signal, in domain: ClockDomain = .main, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    signal .== past(signal, in: domain, file: file, line: line)
}

/// One bit: whether `signal` is not what it was a cycle before.
public func changed(
    _ signal: Signal, in domain: ClockDomain = .main, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    signal .!= past(signal, in: domain, file: file, line: line)
}

/// One bit: whether `bit` is one and was zero a cycle before.
public func rose(
    _ bit: Signal, in domain: ClockDomain = .main, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    oneBit(bit, "A rise", file, line) & ~past(bit, in: domain, file: file, line: line)
}

/// One bit: whether `bit` is zero and was one a cycle before.
public func fell(
    _ bit: Signal, in domain: ClockDomain = .main, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    ~oneBit(bit, "A fall", file, line) & past(bit, in: domain, file: file, line: line)
}

private func oneBit(_ bit: Signal, _ what: String, _ file: StaticString, _ line: UInt) -> Signal {
    if bit.width == 1 || bit.isRejected { return bit }
    return reject(
        .invalidProperty, "\(what) is that of one bit, but \(bit.displayNameAndShape) is given",
        suggestion: "Take the bit meant, or use changed(...)", shape: bit.shape, at: Place(file, line))
}

/// One bit: whether the reset has been inactive for at least `cycles` cycles before this one.
public func outsideReset(
    _ cycles: Int = 1, in domain: ClockDomain = .main, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    guard (1...deepestPast).contains(cycles) else {
        return reject(
            .invalidPast, "The reset is asked for \(cycles) cycles ago",
            suggestion: "Ask for 1 to \(deepestPast) cycles", shape: .bit, at: Place(location))
    }
    guard let module = Elaboration.current?.module, Elaboration.current?.block != nil else {
        return reject(
            .misplacedStatement, "A past value stands outside describe()",
            suggestion: "Move it into the module's describe()", shape: .bit, at: Place(location))
    }
    return module.outsideReset(cycles, in: domain, at: Place(location))
}

/// A value of `shape` that a proof chooses once and for all: what is proved of it holds for every value.
///
/// It is a register without reset that keeps what it starts with; read it in properties and what only they read.
public func anyConstant(
    _ name: String, _ shape: Shape, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let value = register(name, shape, comment, file: file, line: line)
    if value.isRejected { return value }
    Elaboration.current?.recordUnconditionally(
        Statement(.drive(target: value, low: 0, value: value), at: Place(file, line)))
    return value
}

/// Whose value, how long ago.
struct PastKey: Hashable {
    /// Nil for the reset.
    let signal: ObjectIdentifier?
    let cycles: Int
    let domain: ClockDomain
}

extension ModuleBase {
    /// The register that is one when the reset has been inactive for `cycles` cycles.
    func outsideReset(_ cycles: Int, in domain: ClockDomain, at place: Place) -> Signal {
        var before = high
        for cycle in 1...cycles {
            let key = PastKey(signal: nil, cycles: cycle, domain: domain)
            if let known = pastRegisters[key] {
                before = known
                continue
            }
            let traits = RegisterTraits(
                reset: ResetValue(pattern: .bit(false), symbol: nil), domain: domain)
            let register = declare(.register(traits), .bit, "", place.location)
            let prefix = domain == .main ? "" : "\(domain.name)_"
            adopt(signal: register, named: freeName("\(prefix)outside_reset_for_\(cycle)"))
            let drive = Statement(.drive(target: register, low: 0, value: before), at: place)
            // The outermost block: it may be called from inside a condition.
            body.statements.insert(drive, at: max(0, body.statements.count - 1))
            pastRegisters[key] = register
            before = register
        }
        return before
    }

    fileprivate func nameOfPast(_ signal: Signal) -> String {
        let namer = ExpressionNamer(
            netName: { [identity] signal in
                guard let owner = signal.declaration?.owner, owner !== identity else { return signal.name }
                return "\(owner.name)_\(signal.name)"
            }, madeNames: [:], context: "")
        return namer.name(for: signal)
    }

    /// `wanted`, with a number where a signal of that name is declared.
    fileprivate func freeName(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while declarations.contains(where: { $0.name == name }) {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }
}
