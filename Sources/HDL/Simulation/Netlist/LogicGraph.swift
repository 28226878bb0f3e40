/// Logic as nodes, each after its operands, equal nodes once, constants computed.
struct LogicGraph {
    typealias Node = Int32

    private(set) var nodes: [LogicNode] = []
    private(set) var constants: [BitPattern] = []
    /// Operands of nodes that have many.
    private(set) var lists: [Node] = []
    private var constantNodes: [[UInt64]: Node] = [:]
    private var smallConstantNodes: [UInt64: Node] = [:]
    /// Open addressing; a position's node, or -1. Always less than half full.
    private var table = [Node](repeating: -1, count: 1 << 10)
    private var tableUse = 0

    func width(_ node: Node) -> Int { Int(nodes[Int(node)].width) }

    // MARK: Constants

    /// The number, in as few bits as it needs.
    mutating func constant(_ value: BitPattern) -> Node {
        if value.words.count == 1 { return constant(value.words[0]) }
        var words = value.words
        while words.count > 1, words[words.count - 1] == 0 { words.removeLast() }
        if words.count == 1 { return constant(words[0]) }
        if let known = constantNodes[words] { return known }
        let width = words.count * 64 - words[words.count - 1].leadingZeroBitCount
        let node = addConstant(BitPattern(words: words, width: width))
        constantNodes[words] = node
        return node
    }

    mutating func constant(_ value: UInt64) -> Node {
        if let known = smallConstantNodes[value] { return known }
        let node = addConstant(BitPattern(words: [value], width: max(1, 64 - value.leadingZeroBitCount)))
        smallConstantNodes[value] = node
        return node
    }

    private mutating func addConstant(_ value: BitPattern) -> Node {
        constants.append(value)
        return append(
            LogicNode(operation: .constant, width: Int32(value.width), parameter: Int32(constants.count - 1)))
    }

    /// The node's value when it is a constant.
    func constantValue(_ node: Node) -> BitPattern? {
        let node = nodes[Int(node)]
        return node.operation == .constant ? constants[Int(node.parameter)] : nil
    }

    func isConstant(_ node: Node) -> Bool { nodes[Int(node)].operation == .constant }

    func isConstant(_ node: Node, _ value: UInt64) -> Bool {
        guard let known = constantValue(node) else { return false }
        return known.words.count == 1 && known.words[0] == value
    }

    // MARK: Nodes

    mutating func source(_ index: Int, width: Int) -> Node {
        append(LogicNode(operation: .source, width: Int32(width), parameter: Int32(index)))
    }

    private mutating func append(_ node: LogicNode) -> Node {
        nodes.append(node)
        return Node(nodes.count - 1)
    }

    /// The node, or what it comes to.
    mutating func make(_ wanted: LogicNode) -> Node {
        switch simplified(wanted) {
        case .known(let node): return node
        case .node(let node): return unique(node)
        }
    }

    /// A node with these fields, the one there is if there is one.
    mutating func unique(_ node: LogicNode) -> Node {
        if node.hasList { return append(node) }
        if tableUse * 2 >= table.count { grow() }
        var position = Int(truncatingIfNeeded: node.hash) & (table.count - 1)
        while table[position] >= 0 {
            if nodes[Int(table[position])] == node { return table[position] }
            position = (position + 1) & (table.count - 1)
        }
        let added = append(node)
        table[position] = added
        tableUse += 1
        return added
    }

    private mutating func grow() {
        let old = table
        table = [Node](repeating: -1, count: old.count * 4)
        for node in old where node >= 0 {
            var position = Int(truncatingIfNeeded: nodes[Int(node)].hash) & (table.count - 1)
            while table[position] >= 0 { position = (position + 1) & (table.count - 1) }
            table[position] = node
        }
    }

    /// Where the list of operands starts.
    mutating func addList(_ entries: [Node]) -> Node {
        let start = Node(lists.count)
        lists += entries
        return start
    }

    // MARK: Shorthands

    mutating func unary(_ operation: LogicOperation, _ a: Node, width: Int, parameter: Int = 0) -> Node {
        make(LogicNode(operation: operation, width: Int32(width), a: a, parameter: Int32(parameter)))
    }

    mutating func binary(
        _ operation: LogicOperation, _ a: Node, _ b: Node, width: Int, signA: Int = 0, signB: Int = 0
    ) -> Node {
        make(
            LogicNode(
                operation: operation, width: Int32(width), a: a, b: b, signA: Int32(signA),
                signB: Int32(signB)))
    }

    mutating func multiplexer(_ condition: Node, _ first: Node, _ second: Node) -> Node {
        let width = max(nodes[Int(first)].width, nodes[Int(second)].width)
        return make(LogicNode(operation: .multiplexer, width: width, a: condition, b: first, c: second))
    }

    mutating func slice(_ node: Node, low: Int, width: Int) -> Node {
        unary(.slice, node, width: width, parameter: low)
    }

    mutating func not(_ bit: Node) -> Node { unary(.not, bit, width: 1) }

    /// `index`th of the nodes, the last beyond the end.
    mutating func select(_ index: Node, _ elements: [Node]) -> Node {
        if let value = constantValue(index) {
            return elements[min(value.smallValue ?? elements.count, elements.count - 1)]
        }
        if elements.allSatisfy({ $0 == elements[0] }) { return elements[0] }
        if elements.count == 2 {
            let condition = nodes[Int(index)].width == 1 ? index : unary(.nonzero, index, width: 1)
            return multiplexer(condition, elements[1], elements[0])
        }
        let width = elements.reduce(1) { max($0, nodes[Int($1)].width) }
        let start = addList(elements)
        return unique(
            LogicNode(operation: .select, width: width, a: index, b: start, c: Int32(elements.count)))
    }

    /// Nodes side by side, lowest first; bits between them are zeros.
    mutating func assemble(_ pieces: [(node: Node, low: Int)]) -> Node {
        let used = pieces.filter { !isConstant($0.node, 0) }
        guard let last = used.last else { return constant(0) }
        let width = last.low + self.width(last.node)
        if used.count == 1 && last.low == 0 { return last.node }
        if width <= 64 {
            var joined = used[0].low == 0 ? used[0].node : constant(0)
            for piece in used where piece.low > 0 {
                joined = make(
                    LogicNode(
                        operation: .join, width: Int32(piece.low + self.width(piece.node)), a: piece.node,
                        b: joined,
                        parameter: Int32(piece.low)))
            }
            return joined
        }
        if used.allSatisfy({ isConstant($0.node) }) {
            var value = BitPattern.zero(width: width)
            for piece in used {
                guard let part = constantValue(piece.node) else { continue }
                value = value | part.extended(to: width, isSigned: false).shiftedLeft(by: piece.low)
            }
            return constant(value)
        }
        let start = addList(used.flatMap { [$0.node, Node($0.low)] })
        return unique(
            LogicNode(operation: .assemble, width: Int32(width), b: start, c: Int32(used.count)))
    }

    /// The pieces of an assembled node.
    func pieces(of node: LogicNode) -> [(node: Node, low: Int)] {
        (0..<Int(node.c)).map { index in
            let position = Int(node.b) + 2 * index
            return (lists[position], Int(lists[position + 1]))
        }
    }
}
