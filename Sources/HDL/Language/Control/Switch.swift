// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// Statements chosen by the value of `subject`: one `Case` a value or list of values, and a `Default`.
///
/// Values must be distinct; without a default they must be all the subject can have: every pattern of its width or,
/// when the cases name an enumeration, every case of it.
public func Switch(
    _ subject: Signal, file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
) {
    guard let elaboration = Elaboration.current else { return }
    let statement = recordSwitch(over: subject, SourceLocation(file: file, line: line), in: elaboration, body)
    if !subject.isRejected { checkCoverage(of: statement, in: elaboration) }
}

/// Records the switch whose cases `body` adds.
///
/// - Parameter machine: the state machine whose states are the cases.
func recordSwitch(
    over subject: Signal, machine: AnyObject? = nil, _ location: SourceLocation, in elaboration: Elaboration,
    _ body: () -> Void
) -> Statement {
    subject.surface()
    elaboration.locate(statement: location)
    let statement = Statement(.switch(subject: subject, cases: [], otherwise: nil), at: Place(location))
    elaboration.record(statement)
    let scope = SwitchScope(statement: statement, subject: subject, machine: machine)
    SwitchScope.$current.withValue(scope) {
        // Only Case and Default belong here: what else is recorded lands in a block nobody reads.
        let stray = Block()
        elaboration.inside(stray, body)
        for stray in stray.statements {
            if case .comment = stray.kind { continue }
            elaboration.report(
                .misplacedStatement, "A statement inside Switch stands outside its cases",
                suggestion: "Move it into a Case, or in front of the Switch",
                at: stray.place.location.isKnown ? stray.place : Place(location))
        }
    }
    return statement
}

/// The statements of a `Switch` for `values`.
public func Case(
    _ values: Int..., file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
) {
    let location = SourceLocation(file: file, line: line)
    guard let scope = SwitchScope.current else { return reportStrayCase("Case", location) }
    addCase(to: scope, values.map { literal($0, like: scope.subject) }, location, body)
}

/// The statements of a `Switch` for `values` of an enumeration.
public func Case<Enumeration: HardwareEnumeration>(
    _ values: Enumeration..., file: StaticString = #fileID, line: UInt = #line,
    @HardwareBuilder _ body: () -> Void
) {
    let location = SourceLocation(file: file, line: line)
    guard let scope = SwitchScope.current else { return reportStrayCase("Case", location) }
    addCase(to: scope, values.map { constant($0) }, location, body)
}

/// The statements of a `Switch` for every value without a case.
public func Default(
    file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
) {
    let location = SourceLocation(file: file, line: line)
    guard let scope = SwitchScope.current, let elaboration = Elaboration.current,
        case .switch(let subject, let cases, let existing) = scope.statement.kind
    else { return reportStrayCase("Default", location) }
    elaboration.locate(statement: location)
    if existing != nil {
        elaboration.report(
            .invalidCase, "The switch over \(subject.displayName) has a Default already", at: Place(location))
    }
    let block = scope.describe(body, at: Place(location), in: elaboration)
    scope.statement.kind = .switch(subject: subject, cases: cases, otherwise: block)
}

final class SwitchScope: @unchecked Sendable {
    @TaskLocal static var current: SwitchScope?
    let statement: Statement
    let subject: Signal
    let machine: AnyObject?
    /// The values that have a case.
    var covered: Set<BitPattern> = []

    init(statement: Statement, subject: Signal, machine: AnyObject?) {
        self.statement = statement
        self.subject = subject
        self.machine = machine
    }

    /// The statements of a case. A nested Switch sets a scope of its own; a stray Case inside sees none.
    func describe(_ body: () -> Void, at place: Place, in elaboration: Elaboration) -> Block {
        let block = Block(at: place)
        SwitchScope.$current.withValue(nil) { elaboration.inside(block, body) }
        return block
    }
}

func reportStrayCase(_ name: String, in place: String = "Switch", _ location: SourceLocation) {
    Elaboration.current?.report(
        .misplacedStatement, "A \(name) stands outside a \(place)",
        suggestion: "Put it directly inside the braces of one", at: Place(location))
}

func addCase(
    to scope: SwitchScope, _ values: [Signal], _ location: SourceLocation, _ body: () -> Void
) {
    guard let elaboration = Elaboration.current else { return }
    let subject = scope.subject
    elaboration.locate(statement: location)
    let place = Place(location)
    var patterns: [BitPattern] = []
    var symbols: [EnumerationSymbol?] = []
    for value in values {
        guard case .constant(let pattern, let symbol) = value.node, !subject.isRejected else { continue }
        if pattern.width != subject.width {
            elaboration.report(
                .widthMismatch,
                "\(value.displayName) (\(value.shape)) is no value of \(subject.displayNameAndShape)",
                suggestion: "Give the subject \(pattern.width) bits", at: place)
        } else if symbol != nil && subject.shape.isSigned {
            elaboration.report(
                .signMismatch,
                "\(value.displayName) (\(value.shape)) is no value of \(subject.displayNameAndShape)",
                suggestion: "Switch over .asUnsigned", at: place)
        } else if !scope.covered.insert(pattern).inserted {
            elaboration.report(
                .invalidCase, "\(value.displayName) has a case already, so this one is never reached",
                suggestion: "Remove one of them", at: place)
        } else {
            patterns.append(pattern)
            symbols.append(symbol)
        }
    }
    if values.isEmpty {
        elaboration.report(
            .invalidCase, "A Case without values is never reached",
            suggestion: "Name its values, or use Default",
            at: place)
    }
    let block = scope.describe(body, at: place, in: elaboration)
    let added = Statement.SwitchCase(patterns: patterns, symbols: symbols, block: block)
    scope.statement.append(case: added)
}

private func checkCoverage(of statement: Statement, in elaboration: Elaboration) {
    guard case .switch(let subject, let cases, let otherwise) = statement.kind else { return }
    let covered = cases.reduce(0) { $0 + $1.patterns.count }
    let coversAll = subject.width < 24 && covered == 1 << subject.width
    if otherwise != nil { return }
    if coversAll { return }
    if let enumeration = cases.lazy.flatMap(\.symbols).compactMap({ $0 }).first?.enumeration {
        let missing = enumeration.cases.filter { candidate in
            !cases.contains { $0.patterns.contains { $0 == candidate.pattern } }
        }
        guard !missing.isEmpty else { return }
        let names = missing.map(\.name).joined(separator: ", ")
        elaboration.report(
            .invalidCase, "The switch over \(subject.displayNameAndShape) has no case for \(names)",
            suggestion: "Add the cases or a Default", at: statement.place)
    } else {
        elaboration.report(
            .invalidCase,
            "The switch over \(subject.displayNameAndShape) covers \(covered) values and has no Default",
            suggestion: "Add a Default", at: statement.place)
    }
}
