/// One node's operation on values of any number of words; also how constants are folded.
///
/// Operands are never the target. Word `i` of an operand beyond its own words is zero or, where it is signed, its sign.
struct WideInstruction {
    struct Operand {
        let offset: Int
        let count: Int
        static let none = Operand(offset: 0, count: 0)
    }

    let operation: LogicOperation
    let width: Int
    let target: Int
    /// Words of the target.
    let count: Int
    let a: Operand
    let b: Operand
    let c: Operand
    let signA: Int
    let signB: Int
    let parameter: Int
    /// Of an assembled node.
    let pieces: [(operand: Operand, low: Int)]
    /// Of a selection.
    let elements: [Operand]

    init(
        _ node: LogicNode, target: Int, a: Operand, b: Operand, c: Operand,
        pieces: [(operand: Operand, low: Int)], elements: [Operand]
    ) {
        operation = node.operation
        width = Int(node.width)
        self.target = target
        count = (Int(node.width) + 63) / 64
        self.a = a
        self.b = b
        self.c = c
        signA = Int(node.signA)
        signB = Int(node.signB)
        parameter = Int(node.parameter)
        self.pieces = pieces
        self.elements = elements
    }

    func execute(_ words: UnsafeMutablePointer<UInt64>) {
        let result = words + target
        switch operation {
        case .and: for index in 0..<count { result[index] = plain(a, index, words) & plain(b, index, words) }
        case .or: for index in 0..<count { result[index] = plain(a, index, words) | plain(b, index, words) }
        case .xor: for index in 0..<count { result[index] = plain(a, index, words) ^ plain(b, index, words) }
        case .not: for index in 0..<count { result[index] = ~plain(a, index, words) }
        case .add: add(words, complement: 0)
        case .subtract: add(words, complement: .max)
        case .multiply: multiply(words)
        case .equal:
            let longest = max(a.count, b.count)
            result[0] = (0..<longest).allSatisfy { plain(a, $0, words) == plain(b, $0, words) } ? 1 : 0
        case .less: result[0] = isLess(a, b, words) ? 1 : 0
        case .lessOrEqual: result[0] = isLess(b, a, words) ? 0 : 1
        case .shiftLeft: shift(words, by: -distance(words))
        case .shiftRight: shift(words, by: distance(words))
        case .slice: shift(words, by: parameter)
        case .signExtend: for index in 0..<count { result[index] = word(a, signA, index, words) }
        case .join:
            for index in 0..<count { result[index] = plain(b, index, words) }
            merge(a, at: parameter, words)
        case .multiplexer: copy(words[a.offset] != 0 ? b : c, words)
        case .nonzero: result[0] = (0..<a.count).allSatisfy { words[a.offset + $0] == 0 } ? 0 : 1
        case .parity:
            result[0] = UInt64((0..<a.count).reduce(0) { $0 + words[a.offset + $1].nonzeroBitCount } & 1)
        case .select:
            let isSmall = (1..<max(1, a.count)).allSatisfy { words[a.offset + $0] == 0 }
            let index = isSmall ? Int(min(words[a.offset], UInt64(elements.count - 1))) : elements.count - 1
            copy(elements[index], words)
        case .assemble:
            for index in 0..<count { result[index] = 0 }
            for piece in pieces { merge(piece.operand, at: piece.low, words) }
        case .constant, .source, .memoryRead: return
        }
        let used = width & 63
        if used != 0 { result[count - 1] &= (1 << UInt64(used)) - 1 }
    }

    private func plain(_ operand: Operand, _ index: Int, _ words: UnsafeMutablePointer<UInt64>) -> UInt64 {
        index < operand.count ? words[operand.offset + index] : 0
    }

    private func word(
        _ operand: Operand, _ sign: Int, _ index: Int, _ words: UnsafeMutablePointer<UInt64>
    ) -> UInt64 {
        let value = plain(operand, index, words)
        guard sign > 0 else { return value }
        let highest = (sign - 1) >> 6
        guard index >= highest else { return value }
        let isNegative = plain(operand, highest, words) >> UInt64((sign - 1) & 63) & 1 == 1
        guard isNegative else { return value }
        if index > highest { return .max }
        return sign & 63 == 0 ? value : value | ~0 << UInt64(sign & 63)
    }

    private func copy(_ operand: Operand, _ words: UnsafeMutablePointer<UInt64>) {
        for index in 0..<count { words[target + index] = plain(operand, index, words) }
    }

    /// `a + (b ^ complement)`, with a carry in where the complement is taken.
    private func add(_ words: UnsafeMutablePointer<UInt64>, complement: UInt64) {
        var carry: UInt64 = complement & 1
        for index in 0..<count {
            let (first, firstCarry) = word(a, signA, index, words).addingReportingOverflow(
                word(b, signB, index, words) ^ complement)
            let (second, secondCarry) = first.addingReportingOverflow(carry)
            words[target + index] = second
            carry = firstCarry || secondCarry ? 1 : 0
        }
    }

    private func multiply(_ words: UnsafeMutablePointer<UInt64>) {
        let result = words + target
        for index in 0..<count { result[index] = 0 }
        for offset in 0..<count {
            let factor = word(a, signA, offset, words)
            if factor == 0 { continue }
            var carry: UInt64 = 0
            for index in 0..<count - offset {
                let (high, low) = factor.multipliedFullWidth(by: word(b, signB, index, words))
                let (first, firstCarry) = low.addingReportingOverflow(result[offset + index])
                let (second, secondCarry) = first.addingReportingOverflow(carry)
                result[offset + index] = second
                carry = high &+ (firstCarry ? 1 : 0) &+ (secondCarry ? 1 : 0)
            }
        }
    }

    private func isLess(_ left: Operand, _ right: Operand, _ words: UnsafeMutablePointer<UInt64>) -> Bool {
        let isExchanged = operation == .lessOrEqual
        let (leftSign, rightSign) = isExchanged ? (signB, signA) : (signA, signB)
        let longest = max(left.count, right.count) + 1
        var index = longest - 1
        let highest = (
            Int64(bitPattern: word(left, leftSign, index, words)),
            Int64(bitPattern: word(right, rightSign, index, words))
        )
        if highest.0 != highest.1 { return highest.0 < highest.1 }
        while index > 0 {
            index -= 1
            let pair = (word(left, leftSign, index, words), word(right, rightSign, index, words))
            if pair.0 != pair.1 { return pair.0 < pair.1 }
        }
        return false
    }

    /// The shift's distance, at most the width of everything.
    private func distance(_ words: UnsafeMutablePointer<UInt64>) -> Int {
        let limit = UInt64(64 * (count + a.count))
        for index in 1..<max(1, b.count) where words[b.offset + index] != 0 { return Int(limit) }
        return Int(min(words[b.offset], limit))
    }

    /// Bits of `a` from `distance` on; a negative distance moves up.
    private func shift(_ words: UnsafeMutablePointer<UInt64>, by distance: Int) {
        let bit = UInt64(distance & 63)
        let skipped = distance >> 6
        for index in 0..<count {
            let low = index + skipped >= 0 ? word(a, signA, index + skipped, words) : 0
            let high = index + skipped + 1 >= 0 ? word(a, signA, index + skipped + 1, words) : 0
            words[target + index] = bit == 0 ? low : low >> bit | high << (64 - bit)
        }
    }

    /// Puts `operand` over zeros from bit `low` on.
    private func merge(_ operand: Operand, at low: Int, _ words: UnsafeMutablePointer<UInt64>) {
        let bit = UInt64(low & 63)
        let first = low >> 6
        for index in 0..<operand.count {
            let value = words[operand.offset + index]
            if first + index < count { words[target + first + index] |= value << bit }
            if bit != 0 && first + index + 1 < count {
                words[target + first + index + 1] |= value >> (64 - bit)
            }
        }
    }
}
