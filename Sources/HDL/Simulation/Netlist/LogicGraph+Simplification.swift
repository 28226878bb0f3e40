// What a node comes to when operands are constant, alike or of a certain form.

extension LogicGraph {
    enum Simplified {
        case known(Node)
        case node(LogicNode)
    }

    mutating func simplified(_ wanted: LogicNode) -> Simplified {
        var node = wanted
        switch node.operation {
        case .constant, .source, .select, .assemble: return .node(node)
        case .memoryRead: return .node(node)
        case .slice: return simplifiedSlice(node)
        default: break
        }
        normaliseSigns(&node)
        if operands(of: node).allSatisfy({ isConstant($0) }) { return .known(folded(node)) }
        switch node.operation {
        case .and: return simplifiedAnd(node)
        case .or, .xor:
            if isConstant(node.a, 0) { return .known(node.b) }
            if isConstant(node.b, 0) { return .known(node.a) }
            if node.a == node.b { return .known(node.operation == .or ? node.a : constant(0)) }
            node.width = max(nodes[Int(node.a)].width, nodes[Int(node.b)].width)
        case .not:
            let inner = nodes[Int(node.a)]
            if inner.operation == .not && inner.width == node.width && width(inner.a) <= Int(node.width) {
                return .known(inner.a)
            }
        case .add, .subtract:
            if isConstant(node.b, 0) { return .known(resized(node.a, sign: node.signA, width: node.width)) }
            if node.operation == .add && isConstant(node.a, 0) {
                return .known(resized(node.b, sign: node.signB, width: node.width))
            }
        case .multiply:
            if isConstant(node.a, 0) || isConstant(node.b, 0) { return .known(constant(0)) }
            if isConstant(node.b, 1) { return .known(resized(node.a, sign: node.signA, width: node.width)) }
        case .equal:
            if node.a == node.b { return .known(constant(1)) }
            if let result = simplifiedEqual(node) { return .known(result) }
        case .shiftLeft, .shiftRight:
            if isConstant(node.b, 0) { return .known(node.a) }
        case .signExtend:
            if node.signA == 0 { return .known(resized(node.a, sign: 0, width: node.width)) }
        case .join:
            if isConstant(node.a, 0) { return .known(node.b) }
        case .multiplexer: return simplifiedMultiplexer(node)
        case .nonzero, .parity:
            if width(node.a) == 1 { return .known(node.a) }
        default: break
        }
        return .node(node)
    }

    /// A sign above the value, or above what is computed, makes no difference.
    private func normaliseSigns(_ node: inout LogicNode) {
        if node.signA > 0 && nodes[Int(node.a)].width < node.signA { node.signA = 0 }
        if node.signB > 0 && nodes[Int(node.b)].width < node.signB { node.signB = 0 }
        switch node.operation {
        case .add, .subtract, .multiply, .signExtend:
            if node.width <= node.signA { node.signA = 0 }
            if node.width <= node.signB { node.signB = 0 }
        default: break
        }
    }

    func operands(of node: LogicNode) -> [Node] {
        switch node.operation {
        case .constant, .source: []
        case .select: [node.a] + lists[Int(node.b)..<Int(node.b + node.c)]
        case .assemble: pieces(of: node).map(\.node)
        case .multiplexer: [node.a, node.b, node.c]
        case .not, .slice, .signExtend, .nonzero, .parity, .memoryRead: [node.a]
        default: [node.a, node.b]
        }
    }

    /// A node's value as a number of a sign, in a width.
    private mutating func resized(_ node: Node, sign: Int32, width: Int32) -> Node {
        if sign > 0 && width > sign {
            return make(LogicNode(operation: .signExtend, width: width, a: node, signA: sign))
        }
        return slice(node, low: 0, width: Int(width))
    }

    private mutating func simplifiedAnd(_ node: LogicNode) -> Simplified {
        var node = node
        if node.a == node.b { return .known(node.a) }
        if isConstant(node.a, 0) || isConstant(node.b, 0) { return .known(constant(0)) }
        let widths = (width(node.a), width(node.b))
        if let ones = constantValue(node.a), ones.isAllOnes, widths.0 >= widths.1 { return .known(node.b) }
        if let ones = constantValue(node.b), ones.isAllOnes, widths.1 >= widths.0 { return .known(node.a) }
        node.width = Int32(min(widths.0, widths.1))
        return .node(node)
    }

    private mutating func simplifiedEqual(_ node: LogicNode) -> Node? {
        let (bit, other) = isConstant(node.a) ? (node.b, node.a) : (node.a, node.b)
        guard let value = constantValue(other) else { return nil }
        if value.width > width(bit) { return constant(0) }
        guard width(bit) == 1 else { return nil }
        return value.isZero ? not(bit) : bit
    }

    private mutating func simplifiedMultiplexer(_ node: LogicNode) -> Simplified {
        if let condition = constantValue(node.a) { return .known(condition.isZero ? node.c : node.b) }
        if node.b == node.c { return .known(node.b) }
        if isConstant(node.b, 1) && isConstant(node.c, 0) { return .known(node.a) }
        if isConstant(node.b, 0) && isConstant(node.c, 1) { return .known(not(node.a)) }
        let condition = nodes[Int(node.a)]
        if condition.operation == .not {
            return .known(
                make(
                    LogicNode(
                        operation: .multiplexer, width: node.width, a: condition.a, b: node.c, c: node.b)))
        }
        return .node(node)
    }

    private mutating func simplifiedSlice(_ wanted: LogicNode) -> Simplified {
        var node = wanted
        let inner = nodes[Int(node.a)]
        let low = node.parameter
        if low >= inner.width { return .known(constant(0)) }
        node.width = min(node.width, inner.width - low)
        if low == 0 && node.width == inner.width { return .known(node.a) }
        switch inner.operation {
        case .constant:
            guard let value = constantValue(node.a) else { break }
            return .known(constant(value.slice(low: Int(low), width: Int(node.width))))
        case .slice:
            return .known(slice(inner.a, low: Int(inner.parameter + low), width: Int(node.width)))
        case .signExtend where low + node.width <= inner.signA:
            return .known(slice(inner.a, low: Int(low), width: Int(node.width)))
        case .join where low >= inner.parameter:
            return .known(slice(inner.a, low: Int(low - inner.parameter), width: Int(node.width)))
        case .join where low + node.width <= inner.parameter:
            return .known(slice(inner.b, low: Int(low), width: Int(node.width)))
        case .assemble: return .known(sliceOfPieces(inner, low: Int(low), width: Int(node.width)))
        default: break
        }
        return .node(node)
    }

    private mutating func sliceOfPieces(_ node: LogicNode, low: Int, width: Int) -> Node {
        // The last piece that starts at or below the slice; the pieces lie in order.
        var first = 0
        var end = Int(node.c)
        while end - first > 1 {
            let middle = (first + end) / 2
            if Int(lists[Int(node.b) + 2 * middle + 1]) <= low { first = middle } else { end = middle }
        }
        var pieces: [(node: Node, low: Int)] = []
        for index in first..<Int(node.c) {
            let position = Int(node.b) + 2 * index
            let (piece, start) = (lists[position], Int(lists[position + 1]))
            if start >= low + width { break }
            let end = start + self.width(piece)
            if end <= low { continue }
            let from = max(low, start)
            let part = slice(piece, low: from - start, width: min(end, low + width) - from)
            pieces.append((part, from - low))
        }
        return assemble(pieces)
    }

    /// The value of a node whose operands are constants.
    private mutating func folded(_ node: LogicNode) -> Node {
        var words: [UInt64] = []
        func place(_ node: Node) -> WideInstruction.Operand {
            guard node >= 0, let value = constantValue(node) else { return .none }
            words += value.words
            return .init(offset: words.count - value.words.count, count: value.words.count)
        }
        let (a, b, c) = (place(node.a), place(node.b), place(node.c))
        let count = (Int(node.width) + 63) / 64
        let target = words.count
        words += [UInt64](repeating: 0, count: count)
        let instruction = WideInstruction(
            node, target: target, a: a, b: b, c: c, pieces: [], elements: [])
        words.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { instruction.execute(base) }
        }
        return constant(BitPattern(words: Array(words[target...]), width: Int(node.width)))
    }
}
