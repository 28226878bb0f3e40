// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

infix operator <- : AssignmentPrecedence

/// A drive that was just recorded; the builder gives it its place.
public struct Drive {
    let statement: Statement?
}

/// Drives `target`, a signal or a slice of one, with `value` of the same shape; a slice takes bits of either sign.
@discardableResult
public func <- (target: Signal, value: Signal) -> Drive {
    if target.isRejected || value.isRejected {
        target.surface()
        value.surface()
        return Drive(statement: nil)
    }
    guard target.width == value.width else {
        reject(
            .widthMismatch,
            "\(target.displayNameAndShape) can't be driven by \(value.displayNameAndShape)",
            suggestion: value.width < target.width
                ? "Extend the value: .extended(to: \(target.width))"
                : "Cut the value: .truncated(to: \(target.width)), or widen the target",
            shape: target.shape)
        return Drive(statement: nil)
    }
    guard let (declared, low) = target.declaredTarget else {
        reject(
            .invalidTarget, "\(target.displayNameAndShape) can't be driven",
            suggestion: "Drive an output, a wire, a register, an instance's input or a slice of one",
            shape: target.shape)
        return Drive(statement: nil)
    }
    guard declared !== target || target.shape.isSigned == value.shape.isSigned else {
        reject(
            .signMismatch, "\(target.displayNameAndShape) can't be driven by \(value.displayNameAndShape)",
            suggestion: "Say which is meant: .asSigned or .asUnsigned", shape: target.shape)
        return Drive(statement: nil)
    }
    return recordDrive(target: declared, low: low, value: value, location: .unknown)
}

/// Drives `target` with a constant that must fit its shape.
@discardableResult
public func <- (target: Signal, value: Int) -> Drive {
    target <- literal(value, like: target)
}

extension Signal {
    /// The declared signal of which this is a part, and where the part starts.
    fileprivate var declaredTarget: (signal: Signal, low: Int)? {
        if isDeclared { return (self, 0) }
        switch node {
        case .operation(.slice(let low), let operands) where operands[0].isDeclared: return (operands[0], low)
        case .operation(.truncate, let operands) where operands[0].isDeclared: return (operands[0], 0)
        case .operation(.reinterpret, let operands): return operands[0].declaredTarget
        default: return nil
        }
    }
}

@discardableResult
func recordDrive(target: Signal, low: Int, value: Signal, location: SourceLocation) -> Drive {
    let statement = Statement(.drive(target: target, low: low, value: value), at: Place(location))
    Elaboration.current?.record(statement)
    return Drive(statement: statement)
}

/// Collects the statements of `describe()` and of conditions, and gives each its line.
@resultBuilder
public enum HardwareBuilder {
    public static func buildExpression(
        _ drive: Drive, file: StaticString = #fileID, line: UInt = #line
    ) {
        let location = SourceLocation(file: file, line: line)
        drive.statement?.place = Place(location)
        Elaboration.current?.locate(statement: location)
    }

    public static func buildExpression(
        _ chain: WhenChain, file: StaticString = #fileID, line: UInt = #line
    ) {
        Elaboration.current?.locate(statement: SourceLocation(file: file, line: line))
    }

    public static func buildExpression(
        _ other: Void, file: StaticString = #fileID, line: UInt = #line
    ) {
        Elaboration.current?.locate(statement: SourceLocation(file: file, line: line))
    }

    public static func buildBlock(_ statements: Void...) {}
    public static func buildArray(_ statements: [Void]) {}
    public static func buildOptional(_ statements: Void?) {}
    public static func buildEither(first: Void) {}
    public static func buildEither(second: Void) {}
    public static func buildLimitedAvailability(_ statements: Void) {}
}

/// Prints `text` above the next statement in the Verilog.
public func Comment(_ text: String, file: StaticString = #fileID, line: UInt = #line) {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    Elaboration.current?.record(Statement(.comment(text), at: Place(location)))
}

/// Leaves signals, or slices of signals, unread on purpose.
public func Discard(_ signals: Signal..., file: StaticString = #fileID, line: UInt = #line) {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    for signal in signals { signal.surface() }
    Elaboration.current?.recordUnconditionally(
        Statement(.discard(signals.filter { !$0.isRejected }), at: Place(location)))
}
