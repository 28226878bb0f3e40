// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// Statements that hold in cycles in which `condition`, one bit, is one.
@discardableResult
public func When(
    _ condition: Signal, file: StaticString = #fileID, line: UInt = #line,
    @HardwareBuilder _ body: () -> Void
) -> WhenChain {
    let location = SourceLocation(file: file, line: line)
    let statement = Statement(.when(branches: [], otherwise: nil), at: Place(location))
    let chain = WhenChain(statement: statement, block: Elaboration.current?.block)
    Elaboration.current?.record(statement)
    chain.add(condition, location, body)
    return chain
}

/// The branches of a `When`, for `.elseWhen` and `.otherwise`.
public struct WhenChain {
    let statement: Statement
    let block: Block?

    /// Statements that hold when no condition before was one and `condition` is.
    @discardableResult
    public func elseWhen(
        _ condition: Signal, file: StaticString = #fileID, line: UInt = #line,
        @HardwareBuilder _ body: () -> Void
    ) -> WhenChain {
        let location = SourceLocation(file: file, line: line)
        if continues("elseWhen", at: location) { add(condition, location, body) }
        return self
    }

    /// Statements that hold when no condition before was one.
    public func otherwise(
        file: StaticString = #fileID, line: UInt = #line, @HardwareBuilder _ body: () -> Void
    ) {
        let location = SourceLocation(file: file, line: line)
        guard continues("otherwise", at: location) else { return }
        Elaboration.current?.locate(statement: location)
        let block = Block(at: Place(location))
        Elaboration.current?.inside(block, body)
        guard case .when(let branches, _) = statement.kind else { return }
        statement.kind = .when(branches: branches, otherwise: block)
    }

    /// Whether a branch can be added here: right behind the chain, and once.
    private func continues(_ name: String, at location: SourceLocation) -> Bool {
        guard let elaboration = Elaboration.current else { return false }
        if case .when(_, .some) = statement.kind {
            elaboration.report(
                .misplacedStatement,
                "A .\(name) follows .otherwise, so its condition would never be looked at",
                suggestion: "Put .otherwise last", at: Place(location))
            return false
        }
        // Outside describe() the When itself has been reported.
        guard let block else { return false }
        guard block === elaboration.block, block.statements.last === statement else {
            elaboration.report(
                .misplacedStatement, "A .\(name) isn't right behind its When at \(statement.place.location)",
                suggestion: "Chain it: When(...) { }.\(name) { }", at: Place(location))
            return false
        }
        return true
    }

    fileprivate func add(_ condition: Signal, _ location: SourceLocation, _ body: () -> Void) {
        if condition.isRejected {
            condition.surface()
        } else if condition.width != 1 {
            reject(
                .widthMismatch, "A condition is one bit, but \(condition.displayNameAndShape) is given",
                suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: .bit)
        }
        Elaboration.current?.locate(statement: location)
        let block = Block(at: Place(location))
        Elaboration.current?.inside(block, body)
        statement.append(branch: (condition, block))
    }
}
