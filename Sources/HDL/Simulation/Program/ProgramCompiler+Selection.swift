// Which instruction computes a node.

extension ProgramCompiler {
    mutating func instruction(_ node: LogicNode, target: Int) -> Instruction {
        if node.operation == .memoryRead && wordCount(node.a) == 1 { return memoryRead(node, target) }
        let isNarrow = node.width <= 64
        if node.operation == .slice && isNarrow { return slice(node, target) }
        let operands = graph.operands(of: node)
        guard isNarrow, operands.allSatisfy({ wordCount($0) == 1 }) else { return wide(node, target) }
        let mask: UInt64 = node.width == 64 ? .max : (1 << UInt64(node.width)) - 1
        var result = Instruction(opcode: .copy, target: Int32(target), extra: mask)
        if node.operation != .select && node.operation != .assemble {
            if node.a >= 0 { result.a = positions[Int(node.a)] }
            if node.b >= 0 { result.b = positions[Int(node.b)] }
        }
        if node.signA > 0 { result.shiftA = UInt8(64 - node.signA) }
        if node.signB > 0 { result.shiftB = UInt8(64 - node.signB) }
        let isSigned = node.signA > 0 || node.signB > 0
        switch node.operation {
        case .and: result.opcode = .and
        case .or: result.opcode = .or
        case .xor: result.opcode = .xor
        case .not: result.opcode = .not
        case .add: result.opcode = isSigned ? .addSigned : .add
        case .subtract: result.opcode = isSigned ? .subtractSigned : .subtract
        case .multiply: result.opcode = isSigned ? .multiplySigned : .multiply
        case .equal: result.opcode = .equal
        case .less: result.opcode = isSigned ? .lessSigned : .less
        case .lessOrEqual: result.opcode = isSigned ? .lessOrEqualSigned : .lessOrEqual
        case .shiftLeft: result.opcode = .shiftLeft
        case .shiftRight: result.opcode = isSigned ? .shiftRightSigned : .shiftRight
        case .signExtend: result.opcode = .signExtend
        case .join:
            result.opcode = .join
            result.shiftA = UInt8(node.parameter)
        case .multiplexer:
            result.opcode = .multiplexer
            result.extra = UInt64(positions[Int(node.c)])
        case .nonzero: result.opcode = .nonzero
        case .parity: result.opcode = .parity
        case .select:
            result.opcode = .select
            result.a = positions[Int(node.a)]
            result.b = Int32(selections.count + 1)
            result.extra = UInt64(node.c - 1)
            for index in 0..<Int(node.c) {
                selections.append(positions[Int(graph.lists[Int(node.b) + index])])
            }
        case .slice, .assemble, .memoryRead, .constant, .source: return wide(node, target)
        }
        return result
    }

    private func slice(_ node: LogicNode, _ target: Int) -> Instruction {
        let low = Int(node.parameter)
        let shift = low & 63
        let spansTwo = shift + Int(node.width) > 64
        return Instruction(
            opcode: spansTwo ? .sliceTwo : .slice, shiftA: UInt8(shift), target: Int32(target),
            a: positions[Int(node.a)] + Int32(low >> 6),
            extra: node.width == 64 ? .max : (1 << UInt64(node.width)) - 1)
    }

    private func memoryRead(_ node: LogicNode, _ target: Int) -> Instruction {
        Instruction(
            opcode: node.width <= 64 ? .memoryRead : .memoryReadWide, target: Int32(target),
            a: positions[Int(node.a)], b: node.parameter)
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
