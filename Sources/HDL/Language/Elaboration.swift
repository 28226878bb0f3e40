/// What is being described at the moment, and what was found wrong so far.
///
/// Confined to the task that elaborates: designs on different threads don't meet.
final class Elaboration: @unchecked Sendable {
    @TaskLocal static var current: Elaboration?

    private(set) var diagnostics: [Diagnostic] = []
    /// Diagnostics from here on come from plain expressions and wait for the next located construct.
    private var firstPending = 0
    private(set) var module: ModuleBase?
    private(set) var path: [String] = []
    private var blocks: [Block] = []
    private var snakeCaseNames: [String: String] = [:]
    /// Numbers modules and traversals.
    let identifiers = IdentifierCounter()

    /// The block that takes the next statement; nil outside `describe()`.
    var block: Block? { blocks.last }

    func snakeCase(_ name: String) -> String {
        if let known = snakeCaseNames[name] { return known }
        let converted = name.asSnakeCase
        snakeCaseNames[name] = converted
        return converted
    }

    func describing(_ described: ModuleBase, named name: String, _ body: () -> Void) {
        let outer = (module, blocks)
        module = described
        blocks = [described.body]
        path.append(name)
        body()
        path.removeLast()
        (module, blocks) = outer
    }

    func inside(_ block: Block, _ body: () -> Void) {
        blocks.append(block)
        body()
        blocks.removeLast()
    }

    /// Records a finding; without a location it is given that of the next located construct.
    func report(
        _ code: DiagnosticCode, _ message: String, suggestion: String = "", at location: SourceLocation? = nil
    ) {
        let diagnostic = Diagnostic(
            code: code, message: message, suggestion: suggestion, instancePath: path.joined(separator: "."),
            location: location ?? .unknown, isLocationExact: location != nil)
        diagnostics.append(diagnostic)
        if location != nil && firstPending == diagnostics.count - 1 { firstPending = diagnostics.count }
    }

    /// Gives the diagnostics that wait for a place this one.
    ///
    /// - Parameter isExact: whether they come from this very statement.
    func locatePending(at location: SourceLocation, isExact: Bool = true) {
        guard firstPending < diagnostics.count else { return }
        for index in firstPending..<diagnostics.count where !diagnostics[index].location.isKnown {
            let old = diagnostics[index]
            diagnostics[index] = Diagnostic(
                code: old.code, message: old.message, suggestion: old.suggestion,
                instancePath: old.instancePath, location: location, isLocationExact: isExact)
        }
        firstPending = diagnostics.count
    }

    func record(_ statement: Statement) {
        guard let block else {
            report(
                .misplacedStatement, "A statement stands outside describe()",
                suggestion: "Move it into the module's describe()",
                at: statement.location.isKnown ? statement.location : nil)
            return
        }
        block.statements.append(statement)
    }
}

/// Gives numbers that nothing else of one design has.
final class IdentifierCounter {
    private var last = 0

    func next() -> Int {
        last += 1
        return last
    }
}

/// Reports to the elaboration under way; without one the rejected signal carries the finding to its first use.
@discardableResult
func reject(
    _ code: DiagnosticCode, _ message: String, suggestion: String = "", shape: Shape,
    at location: SourceLocation? = nil
) -> Signal {
    Elaboration.current?.report(code, message, suggestion: suggestion, at: location)
    return Signal(.rejected, shape: shape)
}

extension String {
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
