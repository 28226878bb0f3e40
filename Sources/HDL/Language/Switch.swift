// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// Statements chosen by the value of `subject`: one ``Case`` a value or list of values, and a ``Default``.
///
/// Values must be distinct; without a default they must be all the subject can have: every pattern of its width or,
/// when the cases name an enumeration, every case of it.
public func Switch(
    _ subject: Signal, file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
) {
    let location = SourceLocation(file: file, line: line)
    guard let elaboration = Elaboration.current else { return }
    elaboration.locatePending(at: location)
    let statement = Statement(.switch(subject: subject, cases: [], otherwise: nil), location: location)
    SwitchScope.$current.withValue(SwitchScope(statement: statement, subject: subject)) {
        // Only Case and Default belong here: what else is recorded lands in a block nobody reads.
        let stray = Block()
        elaboration.inside(stray, body)
        for stray in stray.statements {
            elaboration.report(
                .misplacedStatement, "A statement inside Switch stands outside its cases",
                at: stray.location.isKnown ? stray.location : location)
        }
    }
    checkCoverage(of: statement, in: elaboration)
    elaboration.record(statement)
}

/// The statements of a ``Switch`` for `values`.
public func Case(
    _ values: Int..., file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
) {
    guard let subject = SwitchScope.current?.subject else { return reportStrayCase(file, line) }
    addCase(values.map { literal($0, like: subject) }, SourceLocation(file: file, line: line), body)
}

/// The statements of a ``Switch`` for `values` of an enumeration.
public func Case<Enumeration: HardwareEnumeration>(
    _ values: Enumeration..., file: StaticString = #fileID, line: UInt = #line,
    @HardwareBuilder _ body: () -> Void
) {
    guard SwitchScope.current != nil else { return reportStrayCase(file, line) }
    addCase(values.map { constant($0) }, SourceLocation(file: file, line: line), body)
}

/// The statements of a ``Switch`` for every value without a case.
public func Default(
    file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
) {
    guard let scope = SwitchScope.current, let elaboration = Elaboration.current,
        case .switch(let subject, let cases, _) = scope.statement.kind
    else { return reportStrayCase(file, line) }
    let block = Block()
    elaboration.inside(block, body)
    scope.statement.kind = .switch(subject: subject, cases: cases, otherwise: block)
}

private final class SwitchScope: @unchecked Sendable {
    @TaskLocal static var current: SwitchScope?
    let statement: Statement
    let subject: Signal
    init(statement: Statement, subject: Signal) {
        self.statement = statement
        self.subject = subject
    }
}

private func reportStrayCase(_ file: StaticString, _ line: UInt) {
    Elaboration.current?.report(
        .misplacedStatement, "A Case or Default stands outside a Switch",
        at: SourceLocation(file: file, line: line))
}

private func addCase(_ values: [Signal], _ location: SourceLocation, _ body: () -> Void) {
    guard let scope = SwitchScope.current, let elaboration = Elaboration.current,
        case .switch(let subject, let cases, let otherwise) = scope.statement.kind
    else { return }
    elaboration.locatePending(at: location)
    var patterns: [BitPattern] = []
    var symbols: [EnumerationSymbol?] = []
    for value in values {
        guard case .constant(let pattern, let symbol) = value.node else { continue }
        if pattern.width != subject.width {
            elaboration.report(
                .widthMismatch, "\(value.displayName) (\(value.shape)) is no value of \(subject.displayNameAndShape)",
                at: location)
        } else if cases.contains(where: { $0.patterns.contains(pattern) }) || patterns.contains(pattern) {
            elaboration.report(
                .invalidCase, "\(value.displayName) has a case already, so this one is never reached", at: location)
        } else {
            patterns.append(pattern)
            symbols.append(symbol)
        }
    }
    let block = Block()
    // A nested Switch sets its own scope; statements inside a case see none, so a stray Case is found.
    elaboration.inside(block, body)
    let added = Statement.SwitchCase(patterns: patterns, symbols: symbols, block: block)
    scope.statement.kind = .switch(subject: subject, cases: cases + [added], otherwise: otherwise)
}

private func checkCoverage(of statement: Statement, in elaboration: Elaboration) {
    guard case .switch(let subject, let cases, nil) = statement.kind else { return }
    let covered = cases.reduce(0) { $0 + $1.patterns.count }
    if let enumeration = cases.lazy.flatMap(\.symbols).compactMap({ $0 }).first?.enumeration {
        let missing = enumeration.cases.filter { candidate in
            !cases.contains { $0.symbols.contains { $0?.caseName == candidate } }
        }
        guard !missing.isEmpty else { return }
        elaboration.report(
            .invalidCase, "The switch over \(subject.displayName) has no case for \(missing.joined(separator: ", "))",
            suggestion: "Add the cases or a Default", at: statement.location)
    } else if subject.width >= 24 || covered != 1 << subject.width {
        elaboration.report(
            .invalidCase, "The switch over \(subject.displayNameAndShape) covers \(covered) values and has no Default",
            suggestion: "Add a Default", at: statement.location)
    }
}
