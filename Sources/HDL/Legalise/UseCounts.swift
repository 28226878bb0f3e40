/// How many places read each expression node of a module, noted in the nodes themselves.
///
/// Holds until another traversal marks the nodes, so make it last.
struct UseCounts {
    private let traversal = Traversal.next()

    init(_ body: Block) {
        body.forEachStatement { $0.forEachExpression(count) }
    }

    private func count(_ signal: Signal) {
        if signal.traversal == traversal {
            signal.mark += 1
            return
        }
        signal.traversal = traversal
        signal.mark = 1
        guard case .operation(_, let operands) = signal.node else { return }
        for operand in operands { count(operand) }
    }

    func count(of signal: Signal) -> Int { signal.traversal == traversal ? Int(signal.mark) : 0 }
}
