/// Statements in source order. Later drives override earlier ones only from inside a condition.
final class Block {
    var statements: [Statement] = []
}

/// One recorded statement. A class, since a located construct fills in ``location`` after the fact.
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
    }

    struct SwitchCase {
        let patterns: [BitPattern]
        let symbols: [EnumerationSymbol?]
        let block: Block
    }

    var kind: Kind
    var location: SourceLocation

    init(_ kind: Kind, location: SourceLocation) {
        self.kind = kind
        self.location = location
    }
}
