/// What is being described at the moment, and what was found wrong so far.
///
/// Confined to the task that elaborates: designs on different threads don't meet.
final class Elaboration: @unchecked Sendable {
    @TaskLocal static var current: Elaboration?

    /// Levels of modules inside each other; a module that holds itself would go on for ever.
    static let deepestHierarchy = 100

    private(set) var diagnostics: [Diagnostic] = []
    /// Findings so far that leave the design without a meaning; the others may be waived.
    private(set) var mistakes = 0
    private var surfaced: [ObjectIdentifier: Finding] = [:]
    /// Findings of plain expressions, which wait for the next located construct, and the first line they can be on.
    private var pending: [(index: Int, since: SourceLocation)] = []
    /// The last located statement; plain expressions after it start on a later line.
    private var lastStatement = SourceLocation.unknown
    /// The last located part of an expression after that statement.
    private var lastExpression = SourceLocation.unknown

    private(set) var module: ModuleBase?
    /// Names of the instances from the top to the module that is being described or checked.
    private(set) var path: [String] = []
    private var blocks: [Block] = []
    private var snakeCaseNames: [String: String] = [:]
    private var moduleNames: [ObjectIdentifier: String] = [:]
    private var elementNames: [String: [String]] = [:]
    var propertyLayouts: [ObjectIdentifier: PropertyLayout] = [:]
    var enumerations: [ObjectIdentifier: EnumerationDescription] = [:]

    /// The block that takes the next statement; nil outside `describe()`.
    var block: Block? { blocks.last }

    func snakeCase(_ name: String) -> String {
        if name.isSnakeCase { return name }
        if let known = snakeCaseNames[name] { return known }
        let converted = name.asSnakeCase
        snakeCaseNames[name] = converted
        return converted
    }

    /// The name of a module's class in snake case.
    static func moduleName(of type: ModuleBase.Type) -> String {
        guard let current else { return String(describing: type).asSnakeCase }
        if let known = current.moduleNames[ObjectIdentifier(type)] { return known }
        let name = String(describing: type).asSnakeCase
        current.moduleNames[ObjectIdentifier(type)] = name
        return name
    }

    /// `name_0` … `name_(count − 1)`.
    func elementNames(of name: String, count: Int) -> [String] {
        if let known = elementNames[name], known.count >= count { return known }
        let names = (0..<count).map { "\(name)_\($0)" }
        elementNames[name] = names
        return names
    }

    /// What remains to be looked at once the module is described; see ``finishDescription()``.
    private var closingChecks: [() -> Void] = []

    /// Has `check` run once the module under way is described.
    func atEndOfDescription(_ check: @escaping () -> Void) { closingChecks.append(check) }

    func finishDescription() {
        let checks = closingChecks
        closingChecks = []
        for check in checks { check() }
    }

    func describing<Result>(_ described: ModuleBase, named name: String, _ body: () -> Result) -> Result {
        let outer = (module, blocks, lastStatement, lastExpression)
        module = described
        let block = described.body
        described.description = block
        blocks = [block]
        lastStatement = described.declarations.last?.location ?? .unknown
        lastExpression = .unknown
        path.append(name)
        let result = body()
        path.removeLast()
        (module, blocks, lastStatement, lastExpression) = outer
        return result
    }

    func inside(_ block: Block, _ body: () -> Void) {
        blocks.append(block)
        body()
        blocks.removeLast()
    }

    // MARK: Findings

    /// Records a finding; without a place it is given that of the next located construct.
    ///
    /// - Parameter subject: the signal or instance by which a waiver names it.
    func report(
        _ code: DiagnosticCode, _ message: String, suggestion: String = "", about subject: String = "",
        at place: Place? = nil
    ) {
        if !code.isWaivable { mistakes += 1 }
        if place == nil { pending.append((diagnostics.count, firstLineOfPlainExpression())) }
        diagnostics.append(
            Diagnostic(
                code: code, message: message, suggestion: suggestion,
                instancePath: path.joined(separator: "."), subject: subject,
                location: place?.location ?? .unknown, locationNote: place?.note ?? ""))
    }

    /// Uses of rejected signals so far: a module that has one isn't whole.
    private(set) var rejectedUses = 0

    func surface(_ finding: Finding) {
        rejectedUses += 1
        guard surfaced.updateValue(finding, forKey: ObjectIdentifier(finding)) == nil else { return }
        report(finding.code, finding.message, suggestion: finding.suggestion, at: finding.place)
    }

    private func firstLineOfPlainExpression() -> SourceLocation {
        let after = lastStatement.at(line: lastStatement.isKnown ? lastStatement.line + 1 : 0)
        guard lastExpression.isKnown else { return after }
        guard after.isKnown, after.isInSameFile(as: lastExpression) else { return lastExpression }
        return lastExpression.line > after.line ? lastExpression : after
    }

    // MARK: Places

    /// A statement is at `location`: findings that wait for a place come from it or from plain expressions since the
    /// last one.
    func locate(statement location: SourceLocation) {
        if !pending.isEmpty { settlePending(at: location) }
        // The end of a condition comes back to its first line; what was inside is later.
        if location.line > lastStatement.line || !location.isInSameFile(as: lastStatement) {
            lastStatement = location
            lastExpression = .unknown
        }
    }

    /// A part of an expression is at `location`.
    func locate(expression location: SourceLocation) { lastExpression = location }

    /// The place of a statement that has no location of its own.
    var approximatePlace: Place {
        lastStatement.isKnown ? Place(lastStatement, note: "or shortly after") : .unknown
    }

    private func settlePending(at location: SourceLocation) {
        for (index, since) in pending {
            var place = Place(location)
            if !since.isKnown {
                place.note = "or a plain expression before"
            } else if !since.isInSameFile(as: location) {
                place.note = "or a plain expression from \(since) on"
            } else if since.line < location.line {
                place.note = "or a plain expression from line \(since.line) on"
            } else if since.line > location.line {
                place.note = "or a plain expression before"
            }
            diagnostics[index] = diagnostics[index].moved(to: place)
        }
        pending.removeAll()
    }

    /// No located construct follows that the waiting findings could belong to.
    func settlePending() {
        for (index, since) in pending {
            diagnostics[index] = diagnostics[index].moved(
                to: Place(since, note: "a plain expression here or after"))
        }
        pending.removeAll()
    }

    func record(_ statement: Statement) {
        guard let block else { return reportOutside(statement) }
        if !statement.place.location.isKnown { statement.place = approximatePlace }
        block.statements.append(statement)
    }

    /// Records a statement that holds always: above the outermost condition inside which it stands.
    func recordUnconditionally(_ statement: Statement) {
        guard let outermost = blocks.first else { return reportOutside(statement) }
        if blocks.count == 1 {
            outermost.statements.append(statement)
        } else {
            outermost.statements.insert(statement, at: outermost.statements.count - 1)
        }
    }

    private func reportOutside(_ statement: Statement) {
        report(
            .misplacedStatement, "A statement stands outside describe()",
            suggestion: "Move it into the module's describe()",
            at: statement.place.location.isKnown ? statement.place : nil)
    }
}

extension String {
    /// Whether ``asSnakeCase`` would change nothing; false for letters beyond ASCII, which it looks at closely.
    fileprivate var isSnakeCase: Bool {
        utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0) }
    }

    /// `productSum4` → `product_sum4`, `FP16Adder` → `fp16_adder`.
    var asSnakeCase: String {
        var result = ""
        let characters = Array(self)
        for (index, character) in characters.enumerated() {
            guard character.isUppercase else {
                result.append(character)
                continue
            }
            let previous = index > 0 ? characters[index - 1] : "_"
            let next = index + 1 < characters.count ? characters[index + 1] : "_"
            let startsWord = previous != "_" && (!previous.isUppercase || next.isLowercase)
            if startsWord { result.append("_") }
            result.append(contentsOf: character.lowercased())
        }
        return result
    }
}
