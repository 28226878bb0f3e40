/// What an expression node computes. Operands have been checked: the shapes stated here hold.
enum Operation: Hashable {
    /// Bitwise on operands of the result's shape.
    case and, or, xor, not
    /// On operands extended to the result's width by their own sign.
    case add, subtract, multiply, negate
    /// One bit from two operands of one shape.
    case equal, notEqual, less, lessOrEqual
    /// First operand shifted by the second, unsigned; the result has the first's shape.
    case shiftLeft, shiftRight
    /// Bits `low` … `low + width − 1` of the operand.
    case slice(low: Int)
    /// The lowest bits of the operand; the others are dropped on purpose, so they count as read.
    case truncate
    /// Operands side by side, most significant first.
    case concatenate
    /// The operand as often as needed to fill the result.
    case replicate(Int)
    /// Second operand where the first, one bit, is one; otherwise the third.
    case multiplexer
    /// Operand 1 + value of operand 0; the last one beyond the end.
    case select
    /// One bit: and, or, exclusive or of all bits.
    case reduceAnd, reduceOr, reduceXor
    /// The operand with zeros or copies of its sign above.
    case extend
    /// The same bits with another signedness.
    case reinterpret

    var displayName: String {
        switch self {
        case .and: "bitwise and"
        case .or: "bitwise or"
        case .xor: "exclusive or"
        case .not: "complement"
        case .add: "sum"
        case .subtract: "difference"
        case .multiply: "product"
        case .negate: "negation"
        case .equal, .notEqual, .less, .lessOrEqual: "comparison"
        case .shiftLeft, .shiftRight: "shift"
        case .slice: "slice"
        case .truncate: "truncation"
        case .concatenate: "concatenation"
        case .replicate: "replication"
        case .multiplexer: "multiplexer"
        case .select: "selection"
        case .reduceAnd, .reduceOr, .reduceXor: "reduction"
        case .extend: "extension"
        case .reinterpret: "reinterpretation"
        }
    }

    /// A number that tells operations apart, parameters aside.
    var ordinal: UInt64 {
        switch self {
        case .and: 0
        case .or: 1
        case .xor: 2
        case .not: 3
        case .add: 4
        case .subtract: 5
        case .multiply: 6
        case .negate: 7
        case .equal: 8
        case .notEqual: 9
        case .less: 10
        case .lessOrEqual: 11
        case .shiftLeft: 12
        case .shiftRight: 13
        case .slice: 14
        case .truncate: 15
        case .concatenate: 16
        case .replicate: 17
        case .multiplexer: 18
        case .select: 19
        case .reduceAnd: 20
        case .reduceOr: 21
        case .reduceXor: 22
        case .extend: 23
        case .reinterpret: 24
        }
    }
}
