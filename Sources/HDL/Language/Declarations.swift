// Declarations read like types (`let count = Output(8)`), hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// A port through which the module is given `width` bits.
///
/// - Parameter domain: the clock domain in which the bits change; by default that of the registers that sample them.
public func Input(
    _ width: Int = 1, in domain: ClockDomain? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    declare(.input, Shape(width: width), in: domain, comment, SourceLocation(file: file, line: line))
}

/// A port through which the module is given a value of `shape`.
public func Input(
    _ shape: Shape, in domain: ClockDomain? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    declare(.input, shape, in: domain, comment, SourceLocation(file: file, line: line))
}

/// A port through which the module gives `width` bits; it may be read inside, too.
///
/// - Parameter domain: the clock domain in which the bits change, which is then checked; by default that of the
///   registers they come from.
public func Output(
    _ width: Int = 1, in domain: ClockDomain? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    declare(.output, Shape(width: width), in: domain, comment, SourceLocation(file: file, line: line))
}

/// A port through which the module gives a value of `shape`; it may be read inside, too.
public func Output(
    _ shape: Shape, in domain: ClockDomain? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    declare(.output, shape, in: domain, comment, SourceLocation(file: file, line: line))
}

/// A wire of `width` bits, driven by statements.
public func Wire(
    _ width: Int = 1, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declare(.wire, Shape(width: width), comment, SourceLocation(file: file, line: line))
}

/// A wire of `shape`, driven by statements.
public func Wire(
    _ shape: Shape, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declare(.wire, shape, comment, SourceLocation(file: file, line: line))
}

/// A register of `width` bits that holds its value in cycles in which no statement drives it.
///
/// - Parameters:
///   - reset: its value after reset; without one the reset doesn't touch it (data paths need none).
///   - domain: the clock domain that it is in.
///   - crossing: why it may sample values of other domains; without one it may not.
public func Register(
    _ width: Int = 1, reset: Int? = nil, in domain: ClockDomain = .main, crossing: Crossing? = nil,
    _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    Register(
        Shape(width: width), reset: reset, in: domain, crossing: crossing, comment, file: file, line: line)
}

/// A register of `shape` that holds its value in cycles in which no statement drives it.
public func Register(
    _ shape: Shape, reset: Int? = nil, in domain: ClockDomain = .main, crossing: Crossing? = nil,
    _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let traits = RegisterTraits(domain: domain, crossing: crossing)
    return makeRegister(shape, reset: reset, traits, comment, SourceLocation(file: file, line: line))
}

/// A register with `traits`, whose reset value is still to be taken from `reset`.
func makeRegister(
    _ shape: Shape, reset: Int?, _ traits: RegisterTraits, _ comment: String, _ location: SourceLocation
) -> Signal {
    if traits.crossing == .singleBit && shape.width > 1 {
        return rejectCrossing(of: shape, at: Place(location))
    }
    guard let reset, shape.isBuildable else { return declare(.register(traits), shape, comment, location) }
    guard let value = BitPattern(reset, width: shape.width, isSigned: shape.isSigned) else {
        return reject(
            .constantOutOfRange, "Reset value \(reset) doesn't fit \(shape)",
            suggestion: "Use a value that fits or a wider register", shape: shape, at: Place(location))
    }
    var traits = traits
    traits.reset = ResetValue(pattern: value, symbol: nil)
    return declare(.register(traits), shape, comment, location)
}

/// A named wire driven by `value`: the way to name an expression. It holds always, also inside a condition.
///
/// ```swift
/// let window = wire("window", cat(multiplier[1, 0], previousBit))
/// ```
public func wire(
    _ name: String, _ value: Signal, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    if value.isRejected { return .rejected(value.shape, from: [value]) }
    let target = declareLocal(name, declare(.wire, value.shape, comment, location), at: location)
    if !target.isRejected {
        let drive = Statement(.drive(target: target, low: 0, value: value), at: Place(location))
        Elaboration.current?.recordUnconditionally(drive)
    }
    return target
}

/// A named wire of `shape`, driven by statements that follow.
public func wire(
    _ name: String, _ shape: Shape, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    return declareLocal(name, Wire(shape, comment, file: file, line: line), at: location)
}

/// A named register of `shape`; see `Register`.
public func register(
    _ name: String, _ shape: Shape, reset: Int? = nil, in domain: ClockDomain = .main,
    crossing: Crossing? = nil, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    let made = Register(
        shape, reset: reset, in: domain, crossing: crossing, comment, file: file, line: line)
    return declareLocal(name, made, at: location)
}

/// A named register without reset that takes `next` in every cycle in which `enable` (default: always) is one.
public func register(
    _ name: String, next: Signal, enable: Signal? = nil, in domain: ClockDomain = .main,
    crossing: Crossing? = nil, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    if next.isRejected { return .rejected(next.shape, from: [next]) }
    let target = register(
        name, next.shape, in: domain, crossing: crossing, comment, file: file, line: line)
    if target.isRejected { return target }
    guard let enable else {
        recordDrive(target: target, low: 0, value: next, location: location)
        return target
    }
    When(enable, file: file, line: line) {
        recordDrive(target: target, low: 0, value: next, location: location)
    }
    return target
}

func declare(
    _ node: Signal.Node, _ shape: Shape, in domain: ClockDomain? = nil, _ comment: String,
    _ location: SourceLocation
) -> Signal {
    guard shape.isBuildable else {
        return reject(
            .invalidShape, "A signal of \(shape.width) bits can't be built",
            suggestion: "Give it 1 to \(Shape.widest) bits, or leave it out where a parameter makes it empty",
            shape: shape, at: Place(location))
    }
    return DeclaredSignal(node, shape: shape, at: location, comment: comment, domain: domain)
}

func declareLocal(_ name: String, _ signal: Signal, at location: SourceLocation) -> Signal {
    if signal.isRejected { return signal }
    guard let elaboration = Elaboration.current, let module = elaboration.module else {
        return reject(
            .misplacedStatement, "A local named \"\(name)\" stands outside describe()",
            suggestion: "Declare a stored property with Wire or Register instead", shape: signal.shape,
            at: Place(location))
    }
    module.adopt(signal: signal, named: elaboration.snakeCase(name))
    return signal
}
