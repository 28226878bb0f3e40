extension Operation {
    /// The operation on constants; nil when an operand isn't one.
    func value(of operands: [Signal], shape: Shape) -> BitPattern? {
        let values = operands.compactMap(\.constantValue)
        guard values.count == operands.count, let first = values.first else { return nil }
        let isSigned = operands[0].shape.isSigned
        func wide(_ index: Int) -> BitPattern {
            values[index].extended(to: shape.width, isSigned: operands[index].shape.isSigned)
        }
        switch self {
        case .and: return first & values[1]
        case .or: return first | values[1]
        case .xor: return first ^ values[1]
        case .not: return ~first
        case .add: return wide(0).adding(wide(1))
        case .subtract: return wide(0).subtracting(wide(1))
        case .multiply: return wide(0).multiplied(by: wide(1))
        case .negate: return BitPattern.zero(width: shape.width).subtracting(wide(0))
        case .equal: return .bit(first == values[1])
        case .notEqual: return .bit(first != values[1])
        case .less: return .bit(first.isLess(than: values[1], isSigned: isSigned))
        case .lessOrEqual: return .bit(!values[1].isLess(than: first, isSigned: isSigned))
        case .shiftLeft: return first.shiftedLeft(by: Self.distance(values[1], limit: first.width))
        case .shiftRight:
            return first.shiftedRight(by: Self.distance(values[1], limit: first.width), isSigned: isSigned)
        case .slice(let low): return first.slice(low: low, width: shape.width)
        case .truncate, .extend, .reinterpret: return wide(0)
        case .concatenate: return Self.joined(values, width: shape.width)
        case .replicate(let count):
            return Self.joined(Array(repeating: first, count: count), width: shape.width)
        case .multiplexer: return values[first.isZero ? 2 : 1]
        case .select: return values[1 + Self.distance(first, limit: values.count - 2)]
        case .reduceAnd: return .bit(first.isAllOnes)
        case .reduceOr: return .bit(!first.isZero)
        case .reduceXor: return .bit(first.hasOddParity)
        }
    }

    /// The value, or `limit` where it is larger.
    private static func distance(_ value: BitPattern, limit: Int) -> Int {
        min(value.smallValue ?? limit, limit)
    }

    private static func joined(_ parts: [BitPattern], width: Int) -> BitPattern {
        var words = [UInt64](repeating: 0, count: (width + 63) / 64)
        var offset = 0
        for part in parts.reversed() {
            if !part.isZero {
                for bit in 0..<part.width where part[bit] {
                    words[(offset + bit) / 64] |= 1 << UInt64((offset + bit) % 64)
                }
            }
            offset += part.width
        }
        return BitPattern(words: words, width: width)
    }
}
