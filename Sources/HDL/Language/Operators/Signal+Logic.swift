// Bitwise logic, comparison and reduction.

infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence

extension Signal {
    /// Bitwise and of two signals of one shape.
    public static func & (left: Signal, right: Signal) -> Signal { matched(.and, left, right) }
    /// Bitwise or of two signals of one shape.
    public static func | (left: Signal, right: Signal) -> Signal { matched(.or, left, right) }
    /// Bitwise exclusive or of two signals of one shape.
    public static func ^ (left: Signal, right: Signal) -> Signal { matched(.xor, left, right) }
    /// Every bit inverted; the shape stays.
    public static prefix func ~ (operand: Signal) -> Signal { operation(.not, [operand], operand.shape) }

    /// One bit: whether two signals of one shape are equal.
    public static func .== (left: Signal, right: Signal) -> Signal { matched(.equal, left, right, .bit) }
    /// One bit: whether two signals of one shape differ.
    public static func .!= (left: Signal, right: Signal) -> Signal { matched(.notEqual, left, right, .bit) }
    /// One bit: whether `left` is smaller, as numbers of their common shape.
    public static func .< (left: Signal, right: Signal) -> Signal { matched(.less, left, right, .bit) }
    /// One bit: whether `left` is at most `right`, as numbers of their common shape.
    public static func .<= (left: Signal, right: Signal) -> Signal {
        matched(.lessOrEqual, left, right, .bit)
    }
    /// One bit: whether `left` is larger, as numbers of their common shape.
    public static func .> (left: Signal, right: Signal) -> Signal { right .< left }
    /// One bit: whether `left` is at least `right`, as numbers of their common shape.
    public static func .>= (left: Signal, right: Signal) -> Signal { right .<= left }

    public static func .== (left: Signal, right: Int) -> Signal { left .== literal(right, like: left) }
    public static func .!= (left: Signal, right: Int) -> Signal { left .!= literal(right, like: left) }
    public static func .< (left: Signal, right: Int) -> Signal { left .< literal(right, like: left) }
    public static func .<= (left: Signal, right: Int) -> Signal { left .<= literal(right, like: left) }
    public static func .> (left: Signal, right: Int) -> Signal { left .> literal(right, like: left) }
    public static func .>= (left: Signal, right: Int) -> Signal { left .>= literal(right, like: left) }

    /// One bit: whether any bit is one.
    public var anyBit: Signal { reduction(.reduceOr) }
    /// One bit: whether all bits are one.
    public var allBits: Signal { reduction(.reduceAnd) }
    /// One bit: the exclusive or of all bits.
    public var parity: Signal { reduction(.reduceXor) }

    private func reduction(_ operation: Operation) -> Signal {
        width == 1 ? asUnsigned : .operation(operation, [self], .bit)
    }

    /// An operation on two operands of one shape, giving `result` (default: that shape).
    static func matched(
        _ operation: Operation, _ left: Signal, _ right: Signal, _ result: Shape? = nil
    ) -> Signal {
        let shape = result ?? left.shape
        return agree(operation, left, right, shape) ?? Signal.operation(operation, [left, right], shape)
    }

    /// Nil when both have one shape; otherwise the rejected result of `shape`, reported.
    static func agree(_ operation: Operation, _ left: Signal, _ right: Signal, _ shape: Shape) -> Signal? {
        if left.shape == right.shape && !left.isRejected && !right.isRejected { return nil }
        if left.isRejected || right.isRejected { return rejected(shape, from: [left, right]) }
        let names = "\(left.displayNameAndShape) and \(right.displayNameAndShape)"
        if left.width != right.width {
            return reject(
                .widthMismatch,
                "A \(operation.displayName) takes operands of one width, but is given \(names)",
                suggestion: "Extend the narrower: .extended(to: \(max(left.width, right.width)))",
                shape: shape)
        }
        return reject(
            .signMismatch, "A \(operation.displayName) takes operands of one sign, but is given \(names)",
            suggestion: "Say which is meant: .asSigned or .asUnsigned", shape: shape)
    }
}

/// One bit: whether any of the bits is one.
public func any(of bits: [Signal]) -> Signal { folded(bits, empty: low, .reduceOr, |) }

/// One bit: whether all of the bits are one.
public func all(of bits: [Signal]) -> Signal { folded(bits, empty: high, .reduceAnd, &) }

/// A chain of operators or, where that gets long, one reduction.
private func folded(
    _ bits: [Signal], empty: Signal, _ reduction: Operation, _ join: (Signal, Signal) -> Signal
) -> Signal {
    guard let first = bits.first else { return empty }
    let longestChain = 16
    if bits.count > longestChain && bits.allSatisfy({ $0.shape == .bit }) {
        return .operation(reduction, [cat(bits)], .bit)
    }
    return bits.dropFirst().reduce(first, join)
}
