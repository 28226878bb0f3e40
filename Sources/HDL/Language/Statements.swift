// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

infix operator <- : AssignmentPrecedence

/// A drive that was just recorded; the builder gives it its place.
public struct Drive {
    let statement: Statement?
}

/// Drives `target`, a signal or a slice of one, with `value` of the same shape.
@discardableResult
public func <- (target: Signal, value: Signal) -> Drive {
    if target.isRejected || value.isRejected { return Drive(statement: nil) }
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
    if case .operation(.slice(let low), let operands) = target.node, operands[0].isDeclared {
        return recordDrive(target: operands[0], low: low, value: value, location: .unknown)
    }
    guard target.isDeclared else {
        reject(
            .invalidTarget, "\(target.displayNameAndShape) can't be driven",
            suggestion: "Drive an output, a wire, a register, an instance's input or a slice of one",
            shape: target.shape)
        return Drive(statement: nil)
    }
    guard target.shape.isSigned == value.shape.isSigned else {
        reject(
            .signMismatch, "\(target.displayNameAndShape) can't be driven by \(value.displayNameAndShape)",
            suggestion: "Say which is meant: .asSigned or .asUnsigned", shape: target.shape)
        return Drive(statement: nil)
    }
    return recordDrive(target: target, low: 0, value: value, location: .unknown)
}

/// Drives `target` with a constant that must fit its shape.
@discardableResult
public func <- (target: Signal, value: Int) -> Drive {
    target <- literal(value, like: target)
}

@discardableResult
func recordDrive(target: Signal, low: Int, value: Signal, location: SourceLocation) -> Drive {
    let statement = Statement(.drive(target: target, low: low, value: value), location: location)
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
        drive.statement?.location = location
        Elaboration.current?.locatePending(at: location)
    }

    public static func buildExpression(
        _ chain: WhenChain, file: StaticString = #fileID, line: UInt = #line
    ) {
        Elaboration.current?.locatePending(at: SourceLocation(file: file, line: line))
    }

    public static func buildExpression(
        _ other: Void, file: StaticString = #fileID, line: UInt = #line
    ) {
        Elaboration.current?.locatePending(at: SourceLocation(file: file, line: line), isExact: false)
    }

    public static func buildBlock(_ statements: Void...) {}
    public static func buildArray(_ statements: [Void]) {}
    public static func buildOptional(_ statements: Void?) {}
    public static func buildEither(first: Void) {}
    public static func buildEither(second: Void) {}
    public static func buildLimitedAvailability(_ statements: Void) {}
}

/// Statements that hold in cycles in which `condition`, one bit, is one.
@discardableResult
public func When(
    _ condition: Signal, file: StaticString = #fileID, line: UInt = #line,
    @HardwareBuilder _ body: () -> Void
) -> WhenChain {
    let location = SourceLocation(file: file, line: line)
    let statement = Statement(.when(branches: [], otherwise: nil), location: location)
    let chain = WhenChain(statement: statement)
    chain.add(condition, location, body)
    Elaboration.current?.record(statement)
    return chain
}

/// The branches of a `When`, for `.elseWhen` and `.otherwise`.
public struct WhenChain {
    let statement: Statement

    /// Statements that hold when no condition before was one and `condition` is.
    @discardableResult
    public func elseWhen(
        _ condition: Signal, file: StaticString = #fileID, line: UInt = #line,
        @HardwareBuilder _ body: () -> Void
    ) -> WhenChain {
        add(condition, SourceLocation(file: file, line: line), body)
        return self
    }

    /// Statements that hold when no condition before was one.
    public func otherwise(@HardwareBuilder _ body: () -> Void) {
        let block = Block()
        Elaboration.current?.inside(block, body)
        guard case .when(let branches, _) = statement.kind else { return }
        statement.kind = .when(branches: branches, otherwise: block)
    }

    fileprivate func add(_ condition: Signal, _ location: SourceLocation, _ body: () -> Void) {
        if condition.width != 1 && !condition.isRejected {
            reject(
                .widthMismatch, "A condition is one bit, but \(condition.displayNameAndShape) is given",
                suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: .bit)
        }
        Elaboration.current?.locatePending(at: location)
        let block = Block()
        Elaboration.current?.inside(block, body)
        guard case .when(let branches, let otherwise) = statement.kind else { return }
        statement.kind = .when(branches: branches + [(condition, block)], otherwise: otherwise)
    }
}

/// Prints `text` above the next statement in the Verilog.
public func Comment(_ text: String, file: StaticString = #fileID, line: UInt = #line) {
    Elaboration.current?.record(
        Statement(.comment(text), location: SourceLocation(file: file, line: line)))
}

/// Leaves signals, or slices of signals, unread on purpose.
public func Discard(_ signals: Signal..., file: StaticString = #fileID, line: UInt = #line) {
    Elaboration.current?.record(
        Statement(.discard(signals), location: SourceLocation(file: file, line: line)))
}
