/// Chooses which nodes are computed when, where their words are, and by which instructions.
struct ProgramCompiler {
    typealias Node = LogicGraph.Node

    enum Phase: UInt8 { case state, input, observer, none }

    let netlist: Netlist
    let graph: LogicGraph
    /// Instructions by ``Phase``.
    var phases: [[Instruction]] = [[], [], []]
    var selections: [Int32] = []
    var wide: [WideInstruction] = []
    var domains: [SimulationProgram.DomainLayout] = []
    var positions: [Int32]
    var dependsOnInput: [Bool]
    var isObserver: [Bool]
    var words: [UInt64] = []
    private(set) var nodePhases: [Phase]
    /// Where the next value of each register goes.
    private var nextPositions: [Int]

    init(_ netlist: Netlist) {
        self.netlist = netlist
        graph = netlist.graph
        let count = graph.nodes.count
        positions = Array(repeating: -1, count: count)
        dependsOnInput = Array(repeating: false, count: count)
        isObserver = Array(repeating: false, count: count)
        nodePhases = Array(repeating: .none, count: count)
        nextPositions = Array(repeating: -1, count: netlist.registers.count)
    }

    mutating func compile() {
        markInputs()
        markLive()
        placeSources()
        placeRegisters()
        placeNextValues()
        emit()
        emitCopies()
        addWritesAndProperties()
    }

    func wordCount(_ node: Node) -> Int { (graph.width(node) + 63) / 64 }

    func operand(_ node: Node) -> WideInstruction.Operand {
        node < 0 ? .none : .init(offset: Int(positions[Int(node)]), count: wordCount(node))
    }

    // MARK: Which nodes, when

    private mutating func markInputs() {
        for index in graph.nodes.indices {
            let node = graph.nodes[index]
            if node.operation == .source {
                if case .input = netlist.sources[Int(node.parameter)] { dependsOnInput[index] = true }
            } else {
                forEachOperand(node) { if dependsOnInput[Int($0)] { dependsOnInput[index] = true } }
            }
        }
    }

    func forEachOperand(_ node: LogicNode, _ visit: (Node) -> Void) {
        switch node.operation {
        case .constant, .source: return
        case .select:
            visit(node.a)
            for index in 0..<Int(node.c) { visit(graph.lists[Int(node.b) + index]) }
        case .assemble: for index in 0..<Int(node.c) { visit(graph.lists[Int(node.b) + 2 * index]) }
        default:
            if node.a >= 0 { visit(node.a) }
            if node.b >= 0 { visit(node.b) }
            if node.c >= 0 { visit(node.c) }
        }
    }

    private mutating func markLive() {
        var roots: [Node] = netlist.registers.map(\.next) + netlist.properties.map(\.fires)
        for write in netlist.memories.flatMap(\.writes) {
            roots += [write.enable, write.address, write.data] + (write.mask >= 0 ? [write.mask] : [])
        }
        for (index, signal) in netlist.definition(0).declarations.enumerated() where signal.isPort {
            roots.append(netlist.signalNodes[index])
        }
        for root in roots { nodePhases[Int(root)] = .state }
        for node in netlist.signalNodes where nodePhases[Int(node)] == .none {
            nodePhases[Int(node)] = .observer
        }
        for index in graph.nodes.indices.reversed() where nodePhases[index] != .none {
            let phase = nodePhases[index]
            forEachOperand(graph.nodes[index]) { operand in
                if phase.rawValue < nodePhases[Int(operand)].rawValue { nodePhases[Int(operand)] = phase }
            }
            if phase == .observer { isObserver[index] = true }
            if phase == .state && dependsOnInput[index] { nodePhases[index] = .input }
        }
    }

    // MARK: Where values are

    private mutating func allocate(_ count: Int) -> Int {
        words += repeatElement(0, count: count)
        return words.count - count
    }

    private mutating func placeSources() {
        for index in graph.nodes.indices {
            let node = graph.nodes[index]
            if node.operation == .constant && nodePhases[index] != .none {
                positions[index] = Int32(words.count)
                words += graph.constants[Int(node.parameter)].words
            } else if node.operation == .source, case .input = netlist.sources[Int(node.parameter)] {
                positions[index] = Int32(allocate(wordCount(Node(index))))
            }
        }
    }

    /// Registers of a domain lie side by side, their next values elsewhere in the same order: an edge copies one block.
    private mutating func placeRegisters() {
        var order: [ClockDomain] = [.main]
        for register in netlist.registers where !order.contains(register.domain) {
            order.append(register.domain)
        }
        for property in netlist.properties where !order.contains(property.domain) {
            order.append(property.domain)
        }
        for write in netlist.memories.flatMap(\.writes) where !order.contains(write.domain) {
            order.append(write.domain)
        }
        var members = order.map { _ in [Int]() }
        for (index, register) in netlist.registers.enumerated() {
            members[order.firstIndex(of: register.domain) ?? 0].append(index)
        }
        for (domain, indices) in zip(order, members) {
            let first = words.count
            var resets: [(position: Int, value: UInt64)] = []
            for index in indices {
                let register = netlist.registers[index]
                let position = allocate((register.width + 63) / 64)
                positions[Int(register.node)] = Int32(position)
                for (offset, value) in (register.reset?.words ?? []).enumerated() {
                    resets.append((position + offset, value))
                }
            }
            let count = words.count - first
            let next = allocate(count)
            for index in indices {
                nextPositions[index] = next + Int(positions[Int(netlist.registers[index].node)]) - first
            }
            domains.append(.init(domain: domain, registers: first, next: next, count: count, resets: resets))
        }
    }

    /// A value that only becomes a register's is computed where the edge takes it from.
    private mutating func placeNextValues() {
        for (index, register) in netlist.registers.enumerated() {
            let next = Int(register.next)
            guard positions[next] < 0, graph.nodes[next].operation != .constant,
                wordCount(register.next) == (register.width + 63) / 64
            else { continue }
            positions[next] = Int32(nextPositions[index])
        }
    }

    // MARK: Instructions

    private mutating func emit() {
        let opcodes = graph.nodes.map { opcode(of: $0) }
        for phase in [Phase.state, .input, .observer] {
            for node in scheduled(phase, opcodes) {
                let index = Int(node)
                if positions[index] < 0 { positions[index] = Int32(allocate(wordCount(node))) }
                let instruction = instruction(
                    graph.nodes[index], opcodes[index], target: Int(positions[index]))
                phases[Int(phase.rawValue)].append(instruction)
            }
        }
    }

    private mutating func emitCopies() {
        for (index, register) in netlist.registers.enumerated() {
            let next = Int(register.next)
            let target = nextPositions[index]
            if Int(positions[next]) == target { continue }
            let phase = dependsOnInput[next] ? Phase.input : .state
            for offset in 0..<(register.width + 63) / 64 where offset < wordCount(register.next) {
                phases[Int(phase.rawValue)].append(
                    Instruction(
                        opcode: .copy, target: Int32(target + offset), a: positions[next] + Int32(offset),
                        extra: .max))
            }
        }
    }

    private mutating func addWritesAndProperties() {
        for (index, memory) in netlist.memories.enumerated() {
            for write in memory.writes {
                guard let domain = domains.firstIndex(where: { $0.domain == write.domain }) else { continue }
                let mask = operand(write.mask)
                domains[domain].writes.append(
                    .init(
                        memory: index, enable: operand(write.enable).offset, address: operand(write.address),
                        data: operand(write.data), mask: write.mask < 0 ? -1 : mask.offset,
                        maskCount: mask.count))
            }
        }
        for (index, property) in netlist.properties.enumerated() {
            guard let domain = domains.firstIndex(where: { $0.domain == property.domain }) else { continue }
            domains[domain].properties.append((operand(property.fires).offset, index))
        }
    }
}
