/// A module's logic, once for all its instances: what drives each signal, as a function of other signals.
struct ModuleTemplate {
    typealias Node = LogicGraph.Node

    /// A signal that the logic reads, as instances see it: their own, or a port of one of their instances.
    struct Leaf {
        /// Position among the module's instances; -1 for the module's own signals.
        let child: Int
        /// Position among the declarations.
        let index: Int
    }

    struct Property {
        let kind: PropertyKind
        let message: String
        let location: SourceLocation
        let domain: ClockDomain
        /// One bit: whether the conditions around the property hold.
        let enable: Node
        let condition: Node
    }

    let definition: ModuleDefinition
    private(set) var graph = LogicGraph()
    private(set) var leaves: [Leaf] = []
    /// By slot, what drives the signal; -1 where the module's statements don't.
    private(set) var roots: [Node]
    private(set) var properties: [Property] = []
    /// For a memory, where its ports are.
    let memory: MemoryWiring?

    init(_ definition: ModuleDefinition) {
        self.definition = definition
        memory = if case .memory(let geometry)? = definition.primitive { MemoryWiring(geometry) } else { nil }
        roots = Array(repeating: -1, count: definition.slotCount)
        var lowering = StatementLowering(definition)
        lowering.run()
        graph = lowering.expressions.graph
        leaves = lowering.expressions.leaves
        properties = lowering.properties
        for (slot, node) in lowering.roots { roots[slot] = node }
    }
}

/// Expressions of a module as nodes, each once.
struct ExpressionLowering {
    typealias Node = LogicGraph.Node

    let module: ModuleDefinition
    var graph = LogicGraph()
    private(set) var leaves: [ModuleTemplate.Leaf] = []
    private var leafNodes: [Node]
    private let traversal = Traversal.next()
    /// The module's instances by the first slot of their ports.
    private let children: [(firstSlot: Int, count: Int)]

    init(_ module: ModuleDefinition) {
        self.module = module
        leafNodes = Array(repeating: -1, count: module.slotCount)
        children = module.instances.map { ($0.identity.firstSlot, $0.definition.declarations.count) }
    }

    /// The node that reads a declared signal.
    mutating func read(_ signal: Signal) -> Node {
        let slot = module.slot(of: signal)
        if leafNodes[slot] >= 0 { return leafNodes[slot] }
        let node = graph.source(leaves.count, width: signal.width)
        leaves.append(leaf(slot))
        leafNodes[slot] = node
        return node
    }

    private func leaf(_ slot: Int) -> ModuleTemplate.Leaf {
        if slot < module.declarations.count { return .init(child: -1, index: slot) }
        var (low, high) = (0, children.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if children[middle].firstSlot <= slot { low = middle } else { high = middle }
        }
        return .init(child: low, index: slot - children[low].firstSlot)
    }

    mutating func lower(_ signal: Signal) -> Node {
        if signal.isDeclared { return read(signal) }
        if signal.traversal == traversal { return signal.mark }
        let node: Node
        switch signal.node {
        case .constant(let value, _): node = graph.constant(value)
        case .operation(let operation, let operands): node = lower(operation, operands, signal.shape)
        case .input, .output, .wire, .register, .rejected: node = graph.constant(0)
        }
        signal.traversal = traversal
        signal.mark = node
        return node
    }

    private mutating func lower(_ operation: Operation, _ operands: [Signal], _ shape: Shape) -> Node {
        let nodes = operands.map { lower($0) }
        let width = shape.width
        func sign(_ index: Int) -> Int { operands[index].shape.isSigned ? operands[index].width : 0 }
        func binary(_ operation: LogicOperation, width: Int, isExchanged: Bool = false) -> Node {
            let (first, second) = isExchanged ? (1, 0) : (0, 1)
            return graph.binary(
                operation, nodes[first], nodes[second], width: width, signA: sign(first), signB: sign(second))
        }
        switch operation {
        case .and: return graph.binary(.and, nodes[0], nodes[1], width: width)
        case .or: return graph.binary(.or, nodes[0], nodes[1], width: width)
        case .xor: return graph.binary(.xor, nodes[0], nodes[1], width: width)
        case .not: return graph.unary(.not, nodes[0], width: width)
        case .add: return binary(.add, width: width)
        case .subtract: return binary(.subtract, width: width)
        case .multiply: return binary(.multiply, width: width)
        case .negate:
            return graph.binary(.subtract, graph.constant(0), nodes[0], width: width, signB: sign(0))
        case .equal: return graph.binary(.equal, nodes[0], nodes[1], width: 1)
        case .notEqual: return graph.not(graph.binary(.equal, nodes[0], nodes[1], width: 1))
        case .less: return binary(.less, width: 1)
        case .lessOrEqual: return binary(.lessOrEqual, width: 1)
        case .shiftLeft: return graph.binary(.shiftLeft, nodes[0], nodes[1], width: width)
        case .shiftRight:
            return graph.binary(.shiftRight, nodes[0], nodes[1], width: width, signA: sign(0))
        case .slice(let low): return graph.slice(nodes[0], low: low, width: width)
        case .truncate: return graph.slice(nodes[0], low: 0, width: width)
        case .concatenate: return lowerConcatenation(nodes, operands)
        case .replicate(let count):
            if operands[0].width == 1 { return fill(nodes[0], width: width) }
            return graph.assemble((0..<count).map { (nodes[0], $0 * operands[0].width) })
        case .multiplexer: return graph.multiplexer(nodes[0], nodes[1], nodes[2])
        case .select: return graph.select(nodes[0], Array(nodes[1...]))
        case .reduceAnd:
            let ones = graph.constant(.ones(width: operands[0].width))
            return graph.binary(.equal, nodes[0], ones, width: 1)
        case .reduceOr: return graph.unary(.nonzero, nodes[0], width: 1)
        case .reduceXor: return graph.unary(.parity, nodes[0], width: 1)
        case .extend: return signExtended(nodes[0], from: sign(0), width: width)
        case .reinterpret: return nodes[0]
        }
    }

    private mutating func lowerConcatenation(_ nodes: [Node], _ operands: [Signal]) -> Node {
        var pieces: [(node: Node, low: Int)] = []
        var low = 0
        for (node, operand) in zip(nodes, operands).reversed() {
            pieces.append((node, low))
            low += operand.width
        }
        return graph.assemble(pieces)
    }

    /// `bit` as often as `width` says.
    mutating func fill(_ bit: Node, width: Int) -> Node { signExtended(bit, from: 1, width: width) }

    private mutating func signExtended(_ node: Node, from sign: Int, width: Int) -> Node {
        if sign == 0 { return node }
        return graph.make(
            LogicNode(operation: .signExtend, width: Int32(width), a: node, signA: Int32(sign)))
    }
}
