// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

infix operator <- : AssignmentPrecedence

/// A drive that was just recorded; the builder gives it its place.
public struct Drive {
    let statement: Statement?

    /// Says that the drive stands at `location`, and so does what is inside it.
    func move(to location: SourceLocation) {
        guard let statement else { return }
        statement.place = Place(location)
        statement.forEachBlock { block in
            for inner in block.statements { inner.place = Place(location) }
        }
    }
}

/// Drives `target`, a signal or a slice of one, with `value` of the same shape; a slice takes bits of either sign.
///
/// An element that an index signal chooses (`vector[index]`, `signal.bit(at: index)`) can be driven, too: the others
/// keep what they have, so wires need a default before.
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
    if let drive = driveElement(of: target, value) { return drive }
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

/// Drives the element that an index chooses, when the target is one: a case for each.
private func driveElement(of target: Signal, _ value: Signal) -> Drive? {
    guard case .operation(.select, let operands) = target.node, target.shape.isSigned == value.shape.isSigned
    else { return nil }
    let targets = operands.dropFirst().compactMap(\.declaredTarget)
    guard targets.count == operands.count - 1 else { return nil }
    let index = operands[0]
    let cases = targets.enumerated().map { position, target in
        let block = Block()
        block.statements = [
            Statement(.drive(target: target.signal, low: target.low, value: value), at: .unknown)
        ]
        return Statement.SwitchCase(
            patterns: [BitPattern(words: [UInt64(position)], width: index.width)], symbols: [nil],
            block: block)
    }
    let coversAll = index.width < 24 && targets.count == 1 << index.width
    let statement = Statement(
        .switch(subject: index, cases: cases, otherwise: coversAll ? nil : Block()), at: .unknown)
    Elaboration.current?.record(statement)
    return Drive(statement: statement)
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
        drive.move(to: location)
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
