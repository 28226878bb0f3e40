/// Which bits of which nets a module's items don't read. What instances read is noted as they are made, since there
/// can be very many of them.
struct UnreadBits {
    /// What is to be read for no other purpose than that.
    private(set) var parts: [VerilogExpression] = []
    private var read: [String: BitSet] = [:]
    /// Slots of signals whose nets are known to be read as a whole, without a look at their names.
    private var isReadAsWhole: [Bool]

    init(slotCount: Int) { isReadAsWhole = Array(repeating: false, count: slotCount) }

    /// An instance reads the whole net of the signal.
    mutating func addWhole(_ slot: Int) { isReadAsWhole[slot] = true }

    func isRead(_ slot: Int) -> Bool { isReadAsWhole[slot] }

    /// Parts that are read already for no other purpose than that.
    mutating func addDiscarded(_ discarded: [VerilogExpression]) {
        parts += discarded
        for part in discarded { add(part) }
    }

    /// Adds the bits of the net that nothing reads to ``parts``.
    mutating func check(_ name: String, width: Int) {
        switch read[name] ?? .none {
        case .all: return
        case .none: parts.append(.identifier(name))
        case .some(let bits):
            let unread = ~bits.extended(to: width, isSigned: false)
            for run in unread.runs { parts.append(.partSelect(name, high: run.high, low: run.low)) }
        }
    }

    mutating func add(_ item: VerilogItem) {
        switch item.kind {
        case .definition(_, let value), .assign(_, let value): add(value)
        case .always(_, let statements), .initial(let statements):
            for statement in statements { add(statement) }
        case .instance, .declaration, .memory, .parameter, .formal, .comment, .blank: break
        }
    }

    private mutating func add(_ statement: VerilogStatement) {
        switch statement.kind {
        case .assign(_, let value, _): add(value)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                add(branch.condition)
                for inner in branch.statements { add(inner) }
            }
            for inner in otherwise.statements { add(inner) }
        case .choice(let subject, let cases, let otherwise, _):
            add(subject)
            for item in cases { for inner in item.statements { add(inner) } }
            for inner in otherwise.statements { add(inner) }
        case .property(_, _, let condition): add(condition)
        case .comment: break
        }
    }

    mutating func add(_ expression: VerilogExpression) {
        switch expression {
        case .identifier(let name): read[name] = .all
        case .literal: break
        case .partSelect(let name, let high, let low): add(name, high: high, low: low)
        case .element(let name, let index), .elementPart(let name, let index, _, _):
            read[name] = .all
            add(index)
        case .unary(_, let operand), .replication(_, let operand), .call(_, let operand): add(operand)
        case .binary(_, let left, let right):
            add(left)
            add(right)
        case .conditional(let condition, let first, let second):
            add(condition)
            add(first)
            add(second)
        case .concatenation(let parts): for part in parts { add(part) }
        }
    }

    /// The width of the net isn't known here: a pattern reaches up to the highest bit read, and grows.
    private mutating func add(_ name: String, high: Int, low: Int) {
        let bits = BitPattern.mask(low: low, count: high - low + 1, width: high + 1)
        guard let known = read[name] else {
            read[name] = .some(bits)
            return
        }
        guard case .some(let other) = known else { return }
        let width = max(bits.width, other.width)
        read[name] = .some(
            bits.extended(to: width, isSigned: false) | other.extended(to: width, isSigned: false))
    }
}
