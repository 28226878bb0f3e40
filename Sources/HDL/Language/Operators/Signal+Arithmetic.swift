// Growing operators keep every carry; wrapping ones (`&+`, `&-`) keep the width.

extension Signal {
    /// The exact sum, one bit wider than the wider operand. Both signed or both unsigned.
    public static func + (left: Signal, right: Signal) -> Signal {
        growing(.add, left, right, width: max(left.width, right.width) + 1)
    }

    /// The exact difference, one bit wider than the wider operand and signed.
    public static func - (left: Signal, right: Signal) -> Signal {
        growing(.subtract, left, right, width: max(left.width, right.width) + 1, alwaysSigned: true)
    }

    /// The exact product, as wide as both operands together. Both signed or both unsigned.
    public static func * (left: Signal, right: Signal) -> Signal {
        growing(.multiply, left, right, width: left.width + right.width)
    }

    /// The exact negation, one bit wider and signed.
    public static prefix func - (operand: Signal) -> Signal {
        operation(.negate, [operand], .signed(operand.width + 1))
    }

    /// The sum modulo 2^width of two signals of one shape.
    public static func &+ (left: Signal, right: Signal) -> Signal { matched(.add, left, right) }
    /// The difference modulo 2^width of two signals of one shape.
    public static func &- (left: Signal, right: Signal) -> Signal { matched(.subtract, left, right) }

    public static func &+ (left: Signal, right: Int) -> Signal { left &+ literal(right, like: left) }
    public static func &- (left: Signal, right: Int) -> Signal { left &- literal(right, like: left) }

    private static func growing(
        _ operation: Operation, _ left: Signal, _ right: Signal, width: Int, alwaysSigned: Bool = false
    ) -> Signal {
        let shape = Shape(width: width, isSigned: left.shape.isSigned || alwaysSigned)
        guard left.shape.isSigned == right.shape.isSigned || left.isRejected || right.isRejected else {
            return reject(
                .signMismatch,
                "A \(operation.displayName) takes operands of one sign, but is given \(left.displayNameAndShape) "
                    + "and \(right.displayNameAndShape)",
                suggestion: "Make the unsigned one signed and a bit wider: .extended(to: width + 1).asSigned",
                shape: shape)
        }
        return Signal.operation(operation, [left, right], shape)
    }

    // MARK: Shifts by a signal

    /// Shifted towards the most significant bit by `amount`, unsigned; the shape stays, bits beyond it are lost.
    public func shiftedLeft(by amount: Signal) -> Signal { shifted(.shiftLeft, amount) }

    /// Shifted towards the least significant bit by `amount`, unsigned; filled with zeros or, when signed, copies of
    /// the sign. Any amount is legal.
    public func shiftedRight(by amount: Signal) -> Signal { shifted(.shiftRight, amount) }

    private func shifted(_ operation: Operation, _ amount: Signal) -> Signal {
        guard !amount.shape.isSigned || isRejected || amount.isRejected else {
            return reject(
                .signMismatch, "A shift amount is unsigned, but \(amount.displayNameAndShape) is given",
                suggestion: "Use .asUnsigned once it can't be negative", shape: shape)
        }
        return .operation(operation, [self, amount], shape)
    }
}

/// The exact sum of all terms as a balanced tree, wide enough for any operands of these shapes.
///
/// All terms have one signedness; there is at least one.
public func sum(of terms: [Signal]) -> Signal {
    guard terms.count > 1 else {
        return terms.first
            ?? reject(.invalidShape, "A sum of no terms has no shape", shape: .bit)
    }
    let middle = terms.count / 2
    return sum(of: Array(terms[..<middle])) + sum(of: Array(terms[middle...]))
}

/// How many of the bits are one, in the fewest bits that hold any such count.
public func populationCount(of bits: [Signal]) -> Signal {
    let total = sum(of: bits)
    let width = BitPattern.minimumWidth(of: bits.count, isSigned: false)
    return total.width > width ? total.truncated(to: width) : total
}
