/// How many places read each expression node of a module, noted in the nodes themselves, and each signal.
///
/// Holds until another traversal marks the nodes, so make it last.
struct UseCounts {
    private let traversal = Traversal.next()
    private let module: ModuleDefinition
    /// Of declared signals, by slot.
    private var signals: [Int32]

    /// - Parameter body: the module's, or a part of it.
    init(_ module: ModuleDefinition, _ body: Block) {
        self.module = module
        signals = Array(repeating: 0, count: module.slotCount)
        guard body === module.body else {
            body.forEachStatement { $0.forEachExpression { count($0) } }
            return
        }
        for index in module.wholeDrives.indices where module.wholeDrives[index].isPresent {
            signals[module.wholeDrives[index].value] += 1
        }
        module.forEachOtherStatement { $0.forEachExpression { count($0) } }
    }

    private mutating func count(_ signal: Signal) {
        if signal.isDeclared {
            signals[module.slot(of: signal)] += 1
            return
        }
        if signal.traversal == traversal {
            signal.mark += 1
            return
        }
        signal.traversal = traversal
        signal.mark = 1
        guard case .operation(_, let operands) = signal.node else { return }
        for operand in operands { count(operand) }
    }

    func count(of signal: Signal) -> Int {
        if signal.isDeclared { return count(at: module.slot(of: signal)) }
        return signal.traversal == traversal ? Int(signal.mark) : 0
    }

    /// Of the declared signal that has the number.
    func count(at slot: Int) -> Int { Int(signals[slot]) }
}
