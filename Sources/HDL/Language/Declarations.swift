// Declarations read like types (`let count = Output(8)`), hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// A port through which the module is given `width` bits.
public func Input(
    _ width: Int = 1, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declare(.input, Shape(width: width), comment, SourceLocation(file: file, line: line))
}

/// A port through which the module is given a value of `shape`.
public func Input(
    _ shape: Shape, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declare(.input, shape, comment, SourceLocation(file: file, line: line))
}

/// A port through which the module gives `width` bits; it may be read inside, too.
public func Output(
    _ width: Int = 1, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declare(.output, Shape(width: width), comment, SourceLocation(file: file, line: line))
}

/// A port through which the module gives a value of `shape`; it may be read inside, too.
public func Output(
    _ shape: Shape, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declare(.output, shape, comment, SourceLocation(file: file, line: line))
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
/// - Parameter reset: its value after reset; without one the reset doesn't touch it (data paths need none).
public func Register(
    _ width: Int = 1, reset: Int? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    Register(Shape(width: width), reset: reset, comment, file: file, line: line)
}

/// A register of `shape` that holds its value in cycles in which no statement drives it.
public func Register(
    _ shape: Shape, reset: Int? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    guard let reset else { return declare(.register(reset: nil), shape, comment, location) }
    guard let value = BitPattern(reset, width: shape.width, isSigned: shape.isSigned) else {
        Elaboration.current?.report(
            .constantOutOfRange, "Reset value \(reset) doesn't fit \(shape)", at: location)
        return declare(.register(reset: .zero(width: shape.width)), shape, comment, location)
    }
    return declare(.register(reset: value), shape, comment, location)
}

/// A named wire driven by `value`: the way to name an expression.
///
/// ```swift
/// let window = wire("window", cat(multiplier[1, 0], previousBit))
/// ```
public func wire(
    _ name: String, _ value: Signal, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locatePending(at: location)
    let target = declareLocal(name, Signal(.wire, shape: value.shape, location: location, comment: comment))
    if !value.isRejected { recordDrive(target: target, low: 0, value: value, location: location) }
    return value.isRejected ? value : target
}

/// A named wire of `shape`, driven by statements that follow.
public func wire(
    _ name: String, _ shape: Shape, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    declareLocal(name, Wire(shape, comment, file: file, line: line))
}

/// A named register of `shape`; see `Register`.
public func register(
    _ name: String, _ shape: Shape, reset: Int? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    declareLocal(name, Register(shape, reset: reset, comment, file: file, line: line))
}

/// A named register without reset that takes `next` in every cycle in which `enable` (default: always) is one.
public func register(
    _ name: String, next: Signal, enable: Signal? = nil, _ comment: String = "", file: StaticString = #fileID,
    line: UInt = #line
) -> Signal {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locatePending(at: location)
    if next.isRejected { return next }
    let target = register(name, next.shape, comment, file: file, line: line)
    guard let enable else {
        recordDrive(target: target, low: 0, value: next, location: location)
        return target
    }
    When(enable, file: file, line: line) {
        recordDrive(target: target, low: 0, value: next, location: location)
    }
    return target
}

private func declare(
    _ node: Signal.Node, _ shape: Shape, _ comment: String, _ location: SourceLocation
) -> Signal {
    guard shape.width >= 1 else {
        return reject(
            .invalidShape, "A signal of \(shape.width) bits makes no hardware",
            suggestion: "Give it at least one bit, or leave it out where a parameter makes it empty",
            shape: Shape(width: 1, isSigned: shape.isSigned), at: location)
    }
    return Signal(node, shape: shape, location: location, comment: comment)
}

private func declareLocal(_ name: String, _ signal: Signal) -> Signal {
    guard let elaboration = Elaboration.current, let module = elaboration.module else {
        Elaboration.current?.report(
            .misplacedStatement, "A local named \"\(name)\" stands outside describe()", at: signal.location)
        return signal
    }
    module.adopt(signal, named: elaboration.snakeCase(name), in: elaboration)
    return signal
}
