import Synchronization

/// Numbers for traversals that mark nodes. A node belongs to no traversal but the last that visited it, in whatever
/// design that was.
enum Traversal {
    private static let last = Atomic(0)

    static func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// Walks each expression node once.
struct ExpressionWalker {
    private let traversal = Traversal.next()

    /// Calls `visit` for each declared signal below and including `signal` that this walker hasn't met, and the bits
    /// of it that are read; each slice of a declared signal is visited by itself.
    func readings(in signal: Signal, _ visit: (_ signal: Signal, _ low: Int, _ width: Int) -> Void) {
        guard signal.traversal != traversal else { return }
        signal.traversal = traversal
        guard case .operation(let operation, let operands) = signal.node else {
            if signal.isDeclared { visit(signal, 0, signal.width) }
            return
        }
        if case .slice(let low) = operation, operands[0].isDeclared {
            return visit(operands[0], low, signal.width)
        }
        for operand in operands { readings(in: operand, visit) }
    }
}
