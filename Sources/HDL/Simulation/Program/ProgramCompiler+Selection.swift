// Which instruction computes a node.

extension ProgramCompiler {
    func opcode(of node: LogicNode) -> Opcode {
        let isNarrow = node.width <= 64
        if node.operation == .memoryRead && wordCount(node.a) == 1 {
            return isNarrow ? .memoryRead : .memoryReadWide
        }
        if node.operation == .slice && isNarrow {
            return Int(node.parameter) & 63 + Int(node.width) > 64 ? .sliceTwo : .slice
        }
        guard isNarrow, hasNarrowOperands(node) else { return .wide }
        let isSigned = node.signA > 0 || node.signB > 0
        return switch node.operation {
        case .and: .and
        case .or: .or
        case .xor: .xor
        case .not: .not
        case .add: isSigned ? .addSigned : .add
        case .subtract: isSigned ? .subtractSigned : .subtract
        case .multiply: isSigned ? .multiplySigned : .multiply
        case .equal: .equal
        case .less: isSigned ? .lessSigned : .less
        case .lessOrEqual: isSigned ? .lessOrEqualSigned : .lessOrEqual
        case .shiftLeft: .shiftLeft
        case .shiftRight: isSigned ? .shiftRightSigned : .shiftRight
        case .signExtend: .signExtend
        case .join: .join
        case .multiplexer: .multiplexer
        case .nonzero: .nonzero
        case .parity: .parity
        case .select: .select
        case .slice, .assemble, .memoryRead, .constant, .source: .wide
        }
    }

    private func hasNarrowOperands(_ node: LogicNode) -> Bool {
        var isNarrow = true
        forEachOperand(node) { if wordCount($0) > 1 { isNarrow = false } }
        return isNarrow
    }

    mutating func instruction(_ node: LogicNode, _ opcode: Opcode, target: Int) -> Instruction {
        switch opcode {
        case .memoryRead, .memoryReadWide:
            return Instruction(
                opcode: opcode, target: Int32(target), a: positions[Int(node.a)], b: node.parameter)
        case .slice, .sliceTwo: return slice(node, opcode, target)
        case .wide: return wide(node, target)
        default: break
        }
        var result = Instruction(opcode: opcode, target: Int32(target), extra: mask(node.width))
        result.a = positions[Int(node.a)]
        if opcode != .select && node.b >= 0 { result.b = positions[Int(node.b)] }
        if node.signA > 0 { result.shiftA = UInt8(64 - node.signA) }
        if node.signB > 0 { result.shiftB = UInt8(64 - node.signB) }
        switch opcode {
        case .join: result.shiftA = UInt8(node.parameter)
        case .multiplexer: result.extra = UInt64(positions[Int(node.c)])
        case .select:
            result.b = Int32(selections.count + 1)
            result.extra = UInt64(node.c - 1)
            for index in 0..<Int(node.c) {
                selections.append(positions[Int(graph.lists[Int(node.b) + index])])
            }
        default: break
        }
        return result
    }

    private func mask(_ width: Int32) -> UInt64 { width == 64 ? .max : (1 << UInt64(width)) - 1 }

    private func slice(_ node: LogicNode, _ opcode: Opcode, _ target: Int) -> Instruction {
        let low = Int(node.parameter)
        return Instruction(
            opcode: opcode, shiftA: UInt8(low & 63), target: Int32(target),
            a: positions[Int(node.a)] + Int32(low >> 6), extra: mask(node.width))
    }

    private mutating func wide(_ node: LogicNode, _ target: Int) -> Instruction {
        var pieces: [(operand: WideInstruction.Operand, low: Int)] = []
        var elements: [WideInstruction.Operand] = []
        var (b, c) = (WideInstruction.Operand.none, WideInstruction.Operand.none)
        switch node.operation {
        case .assemble: pieces = graph.pieces(of: node).map { (operand($0.node), $0.low) }
        case .select: elements = (0..<Int(node.c)).map { operand(graph.lists[Int(node.b) + $0]) }
        default: (b, c) = (operand(node.b), operand(node.c))
        }
        wide.append(
            WideInstruction(
                node, target: target, a: operand(node.a), b: b, c: c, pieces: pieces, elements: elements))
        return Instruction(opcode: .wide, target: Int32(target), a: Int32(wide.count - 1))
    }
}
