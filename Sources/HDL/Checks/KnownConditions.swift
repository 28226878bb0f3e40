/// What the conditions around and before a statement say of the cycles in which it counts.
///
/// Signals have one value in a cycle, so what is known of one holds wherever it is read.
struct KnownConditions {
    private var conditions: [(signal: Signal, isHigh: Bool)] = []
    /// Values of enumerations that a signal is known to have one of, or none of.
    private var values: [(signal: Signal, patterns: [BitPattern], isOneOf: Bool)] = []

    /// Operators inside each other that are looked into.
    private static let deepest = 16

    // MARK: Learning

    mutating func learn(_ condition: Signal, is isHigh: Bool) { learn(condition, isHigh, depth: 0) }

    private mutating func learn(_ condition: Signal, _ isHigh: Bool, depth: Int) {
        guard condition.kind != .constant, depth < Self.deepest else { return }
        conditions.append((condition, isHigh))
        guard case .operation(let operation, let operands) = condition.node else { return }
        switch operation {
        case .not: learn(operands[0], !isHigh, depth: depth + 1)
        case .and where isHigh, .or where !isHigh:
            for operand in operands { learn(operand, isHigh, depth: depth + 1) }
        case .equal, .notEqual:
            guard let (signal, symbol) = Self.comparison(operands) else { return }
            values.append((signal, [symbol.pattern], isHigh == (operation == .equal)))
        default: break
        }
    }

    mutating func learn(_ signal: Signal, isOneOf patterns: [BitPattern]) {
        values.append((signal, patterns, true))
    }

    mutating func learn(_ signal: Signal, isNoneOf patterns: [BitPattern]) {
        values.append((signal, patterns, false))
    }

    // MARK: Asking

    /// The value of a condition, if what is known settles it.
    func value(of condition: Signal) -> Bool? {
        conditions.isEmpty && values.isEmpty ? nil : value(of: condition, depth: 0)
    }

    private func value(of condition: Signal, depth: Int) -> Bool? {
        guard condition.kind != .constant, depth < Self.deepest else { return nil }
        if let known = conditions.first(where: { Self.isSame($0.signal, condition, depth: 0) }) {
            return known.isHigh
        }
        guard case .operation(let operation, let operands) = condition.node else { return nil }
        switch operation {
        case .not: return value(of: operands[0], depth: depth + 1).map { !$0 }
        case .and, .or:
            let left = value(of: operands[0], depth: depth + 1)
            let right = value(of: operands[1], depth: depth + 1)
            let decisive = operation == .or
            if left == decisive || right == decisive { return decisive }
            return left != nil && right != nil ? !decisive : nil
        case .equal, .notEqual:
            guard let (signal, symbol) = Self.comparison(operands) else { return nil }
            return value(of: signal, equals: symbol).map { $0 == (operation == .equal) }
        default: return nil
        }
    }

    /// Whether the signal holds the enumeration's case, if what is known settles it.
    func value(of signal: Signal, equals symbol: EnumerationSymbol) -> Bool? {
        for known in values where Self.isSame(known.signal, signal, depth: 0) {
            let isListed = known.patterns.contains(symbol.pattern)
            if isListed != known.isOneOf { return false }
            if known.isOneOf && known.patterns.count == 1 { return true }
        }
        return nil
    }

    // MARK: Comparing

    /// A signal and the case of an enumeration that it is compared with.
    private static func comparison(_ operands: [Signal]) -> (Signal, EnumerationSymbol)? {
        if case .constant(_, let symbol?) = operands[1].node { return (operands[0], symbol) }
        if case .constant(_, let symbol?) = operands[0].node { return (operands[1], symbol) }
        return nil
    }

    /// Whether two expressions say the same whatever a generator's parameters are: numbers and positions may be equal
    /// by chance of those.
    private static func isSame(_ left: Signal, _ right: Signal, depth: Int) -> Bool {
        if left === right { return true }
        guard depth < deepest, left.kind == right.kind, left.shape == right.shape else { return false }
        switch (left.node, right.node) {
        case (.constant(_, let first?), .constant(_, let second?)): return first == second
        case (.operation(let first, let ours), .operation(let second, let theirs)):
            if case .slice = first { return false }
            guard first == second, ours.count == theirs.count else { return false }
            return zip(ours, theirs).allSatisfy { isSame($0, $1, depth: depth + 1) }
        default: return false
        }
    }
}
