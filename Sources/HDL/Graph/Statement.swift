/// Statements in source order. Later drives override earlier ones only from inside a condition.
final class Block {
    var statements: [Statement] = []
    /// Where the branch or case starts; unknown for a module's body.
    let place: Place

    init(at place: Place = .unknown) { self.place = place }
}

/// One recorded statement. A class, since a located construct fills in ``place`` after the fact.
final class Statement {
    enum Kind {
        /// Bits `low` … `low + value.width − 1` of a declared signal take `value`.
        case drive(target: Signal, low: Int, value: Signal)
        /// The first branch whose condition holds, otherwise the last block.
        case when(branches: [(condition: Signal, block: Block)], otherwise: Block?)
        /// The case that holds the subject's value, otherwise the last block.
        case `switch`(subject: Signal, cases: [SwitchCase], otherwise: Block?)
        /// A line that is printed above the next statement.
        case comment(String)
        /// Signals whose bits are left unread on purpose.
        case discard([Signal])
        /// `condition`, one bit, at each active edge of the domain's clock outside its reset.
        case property(PropertyKind, condition: Signal, message: String, domain: ClockDomain)
    }

    struct SwitchCase {
        let patterns: [BitPattern]
        let symbols: [EnumerationSymbol?]
        let block: Block
    }

    var kind: Kind
    var place: Place

    init(_ kind: Kind, at place: Place) {
        self.kind = kind
        self.place = place
    }
}

/// What is claimed of a property's condition.
public enum PropertyKind: String, Sendable, Hashable {
    /// Holds always.
    case assert
    /// Is taken to hold always: what the surroundings promise.
    case assume
    /// Can be reached.
    case cover
}

extension Block {
    /// Calls `visit` for every statement, those inside conditions after their condition.
    func forEachStatement(_ visit: (Statement) -> Void) {
        for statement in statements {
            visit(statement)
            statement.forEachBlock { $0.forEachStatement(visit) }
        }
    }
}

// A chain or a switch can be long, so it grows in place: its array is taken out while it changes.
extension Statement {
    func append(branch: (condition: Signal, block: Block)) {
        guard case .when(var branches, let otherwise) = kind else { return }
        kind = .when(branches: [], otherwise: nil)
        branches.append(branch)
        kind = .when(branches: branches, otherwise: otherwise)
    }

    func append(case added: SwitchCase) {
        guard case .switch(let subject, var cases, let otherwise) = kind else { return }
        kind = .switch(subject: subject, cases: [], otherwise: nil)
        cases.append(added)
        kind = .switch(subject: subject, cases: cases, otherwise: otherwise)
    }
}

extension Statement {
    /// Calls `visit` for the blocks inside, in source order.
    func forEachBlock(_ visit: (Block) -> Void) {
        switch kind {
        case .when(let branches, let otherwise):
            for branch in branches { visit(branch.block) }
            if let otherwise { visit(otherwise) }
        case .switch(_, let cases, let otherwise):
            for item in cases { visit(item.block) }
            if let otherwise { visit(otherwise) }
        case .drive, .comment, .discard, .property: break
        }
    }

    /// Calls `visit` for the expressions that the statement itself reads.
    func forEachExpression(_ visit: (Signal) -> Void) {
        switch kind {
        case .drive(_, _, let value): visit(value)
        case .when(let branches, _): for branch in branches { visit(branch.condition) }
        case .switch(let subject, _, _): visit(subject)
        case .discard(let signals): for signal in signals { visit(signal) }
        case .property(_, let condition, _, _): visit(condition)
        case .comment: break
        }
    }

    var isCompound: Bool {
        switch kind {
        case .when, .switch: true
        case .drive, .comment, .discard, .property: false
        }
    }
}
