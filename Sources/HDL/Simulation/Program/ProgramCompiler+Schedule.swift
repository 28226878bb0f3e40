// In which order instructions run.

extension ProgramCompiler {
    /// The nodes of a phase, each after its operands, those of one opcode side by side as far as that goes: the
    /// simulator decides what to do once for each run of them.
    func scheduled(_ phase: Phase, _ opcodes: [Opcode]) -> [Node] {
        let members = graph.nodes.indices.filter { index in
            let operation = graph.nodes[index].operation
            return nodePhases[index] == phase && operation != .constant && operation != .source
        }
        let readers = Readers(of: members, self, phase)
        var waiting = readers.operandCounts
        var ready = Opcode.allCases.map { _ in [Node]() }
        for index in members where waiting[index] == 0 {
            ready[Int(opcodes[index].rawValue)].append(Node(index))
        }
        var order: [Node] = []
        order.reserveCapacity(members.count)
        while order.count < members.count {
            // The opcode of which most are ready; those that become ready meanwhile join them.
            let opcode = ready.indices.max { ready[$0].count < ready[$1].count } ?? 0
            var taken = 0
            while taken < ready[opcode].count {
                let node = ready[opcode][taken]
                taken += 1
                order.append(node)
                for reader in readers[node] {
                    waiting[Int(reader)] -= 1
                    if waiting[Int(reader)] == 0 { ready[Int(opcodes[Int(reader)].rawValue)].append(reader) }
                }
            }
            ready[opcode].removeAll(keepingCapacity: true)
        }
        return order
    }
}

/// Which nodes of a phase read which others of it.
private struct Readers {
    /// By node: operands in the phase, counted as often as they are read.
    private(set) var operandCounts: [Int32]
    private var starts: [Int32]
    private var readers: [LogicGraph.Node]

    init(of members: [Int], _ compiler: ProgramCompiler, _ phase: ProgramCompiler.Phase) {
        let graph = compiler.graph
        var operandCounts = [Int32](repeating: 0, count: graph.nodes.count)
        var starts = [Int32](repeating: 0, count: graph.nodes.count + 1)
        func forEachPair(_ visit: (_ operand: Int, _ reader: Int) -> Void) {
            for member in members {
                compiler.forEachOperand(graph.nodes[member]) { operand in
                    let operation = graph.nodes[Int(operand)].operation
                    guard operation != .constant, operation != .source,
                        compiler.nodePhases[Int(operand)] == phase
                    else { return }
                    visit(Int(operand), member)
                }
            }
        }
        var total: Int32 = 0
        forEachPair { operand, reader in
            operandCounts[reader] += 1
            starts[operand + 1] += 1
            total += 1
        }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        var readers = [LogicGraph.Node](repeating: 0, count: Int(total))
        forEachPair { operand, reader in
            readers[Int(next[operand])] = LogicGraph.Node(reader)
            next[operand] += 1
        }
        self.operandCounts = operandCounts
        self.starts = starts
        self.readers = readers
    }

    subscript(node: LogicGraph.Node) -> ArraySlice<LogicGraph.Node> {
        readers[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
    }
}
