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
    public static prefix func ~ (operand: Signal) -> Signal {
        if operand.isRejected { return operand }
        return Signal(.operation(.not, [operand]), shape: operand.shape)
    }

    /// One bit: whether two signals of one shape are equal.
    public static func .== (left: Signal, right: Signal) -> Signal { matched(.equal, left, right, .bit) }
    /// One bit: whether two signals of one shape differ.
    public static func .!= (left: Signal, right: Signal) -> Signal { matched(.notEqual, left, right, .bit) }
    /// One bit: whether `left` is smaller, as numbers of their common shape.
    public static func .< (left: Signal, right: Signal) -> Signal { matched(.less, left, right, .bit) }
    /// One bit: whether `left` is at most `right`, as numbers of their common shape.
    public static func .<= (left: Signal, right: Signal) -> Signal { matched(.lessOrEqual, left, right, .bit) }
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
        if isRejected { return Signal(.rejected, shape: .bit) }
        if width == 1 { return asUnsigned }
        return Signal(.operation(operation, [self]), shape: .bit)
    }

    /// An operation on two operands of one shape, giving `result` (default: that shape).
    static func matched(
        _ operation: Operation, _ left: Signal, _ right: Signal, _ result: Shape? = nil
    ) -> Signal {
        let shape = result ?? left.shape
        guard agree(operation, left, right) else { return Signal(.rejected, shape: shape) }
        return Signal(.operation(operation, [left, right]), shape: shape)
    }

    /// Whether both have one shape; reports when not.
    static func agree(_ operation: Operation, _ left: Signal, _ right: Signal) -> Bool {
        if left.isRejected || right.isRejected { return false }
        if left.shape == right.shape { return true }
        let names = "\(left.displayNameAndShape) and \(right.displayNameAndShape)"
        if left.width != right.width {
            reject(
                .widthMismatch, "A \(operation.displayName) takes operands of one width, but is given \(names)",
                suggestion: "Extend the narrower: .extended(to: \(max(left.width, right.width)))",
                shape: left.shape)
        } else {
            reject(
                .signMismatch, "A \(operation.displayName) takes operands of one sign, but is given \(names)",
                suggestion: "Say which is meant: .asSigned or .asUnsigned", shape: left.shape)
        }
        return false
    }
}

/// One bit: whether any of the bits is one.
public func any(of bits: [Signal]) -> Signal { folded(bits, empty: low, |) }

/// One bit: whether all of the bits are one.
public func all(of bits: [Signal]) -> Signal { folded(bits, empty: high, &) }

private func folded(_ bits: [Signal], empty: Signal, _ join: (Signal, Signal) -> Signal) -> Signal {
    guard let first = bits.first else { return empty }
    return bits.dropFirst().reduce(first, join)
}
