// Choice among several values.

/// The value of the first condition, one bit each, that is one; `otherwise` where none is. All values have one shape.
///
/// ```swift
/// next <- priority([(clear, zero), (load, data), (count, value &+ 1)], otherwise: value)
/// ```
public func priority(_ choices: [(condition: Signal, value: Signal)], otherwise: Signal) -> Signal {
    choices.reversed().reduce(otherwise) { select($1.condition, $1.value, $0) }
}

/// The value of the first condition, one bit each, that is one; the constant `otherwise` where none is.
public func priority(_ choices: [(condition: Signal, value: Signal)], otherwise: Int) -> Signal {
    guard let first = choices.first else { return nothingToChooseFrom() }
    return priority(choices, otherwise: literal(otherwise, like: first.value))
}

/// The value of the one condition, one bit each, that is one; zero where none is, and the bitwise or of the values where
/// several are. All values have one shape.
///
/// Smaller and faster than ``priority(_:otherwise:)-(_,Signal)`` where the conditions exclude each other.
public func oneHot(_ choices: [(condition: Signal, value: Signal)]) -> Signal {
    guard let shape = choices.first?.value.shape else { return nothingToChooseFrom() }
    let terms = choices.map { condition, value in
        if value.isRejected || condition.isRejected {
            return Signal.rejected(shape, from: [condition, value])
        }
        if let rejected = Signal.agree(.multiplexer, choices[0].value, value, shape) { return rejected }
        guard condition.width == 1 else {
            return reject(
                .widthMismatch,
                "The condition of a selection is one bit, but \(condition.displayNameAndShape) is given",
                suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: shape)
        }
        return condition.replicated(shape.width) & value.asUnsigned
    }
    let result = balanced(terms) { $0.asUnsigned | $1.asUnsigned }
    return shape.isSigned ? result.asSigned : result
}

/// The smaller of two numbers of one shape.
public func minimum(_ first: Signal, _ second: Signal) -> Signal {
    Signal.agree(.less, first, second, first.shape) ?? select(second .< first, second, first)
}

/// The larger of two numbers of one shape.
public func maximum(_ first: Signal, _ second: Signal) -> Signal {
    Signal.agree(.less, first, second, first.shape) ?? select(first .< second, second, first)
}

/// The smallest of numbers of one shape, at least one; a balanced tree.
public func minimum(of values: [Signal]) -> Signal {
    values.isEmpty ? nothingToChooseFrom() : balanced(values) { minimum($0, $1) }
}

/// The largest of numbers of one shape, at least one; a balanced tree.
public func maximum(of values: [Signal]) -> Signal {
    values.isEmpty ? nothingToChooseFrom() : balanced(values) { maximum($0, $1) }
}

extension Signal {
    /// The distance from zero, unsigned and as wide as the number: the most negative number has one, too.
    public var magnitude: Signal {
        guard shape.isSigned else { return self }
        return select(mostSignificantBit, (-self).truncated(to: width).asUnsigned, asUnsigned)
    }
}

private func nothingToChooseFrom() -> Signal {
    reject(
        .invalidShape, "A selection from nothing has no shape", suggestion: "Give it at least one element",
        shape: .bit)
}

/// Joins at least one value pairwise, so that the depth grows with the logarithm of the count.
private func balanced(_ values: [Signal], _ join: (Signal, Signal) -> Signal) -> Signal {
    if values.count == 1 { return values[0] }
    let middle = values.count / 2
    return join(balanced(Array(values[..<middle]), join), balanced(Array(values[middle...]), join))
}
