/// `value` as a constant of `shape`; a value that doesn't fit is a diagnostic.
public func constant(_ value: Int, _ shape: Shape) -> Signal {
    guard shape.isBuildable else {
        return reject(
            .invalidShape, "A constant of \(shape.width) bits can't be built",
            suggestion: "Give it 1 to \(Shape.widest) bits", shape: shape)
    }
    guard let pattern = BitPattern(value, width: shape.width, isSigned: shape.isSigned) else {
        return reject(
            .constantOutOfRange, "\(value) doesn't fit \(shape)",
            suggestion: "Use a value that fits or a wider shape", shape: shape)
    }
    return Signal(.constant(pattern, symbol: nil), shape: shape)
}

/// `value` as an unsigned constant of `width` bits; a value that doesn't fit is a diagnostic.
public func constant(_ value: Int, width: Int) -> Signal { constant(value, .unsigned(width)) }

/// A constant of any width from its bits.
public func constant(_ pattern: BitPattern) -> Signal {
    Signal(.constant(pattern, symbol: nil), shape: .unsigned(pattern.width))
}

/// The one-bit constants.
public var high: Signal { constant(1, width: 1) }
public var low: Signal { constant(0, width: 1) }

/// `value` in the shape of `other`.
func literal(_ value: Int, like other: Signal) -> Signal {
    if other.isRejected { return .rejected(other.shape, from: [other]) }
    guard let pattern = BitPattern(value, width: other.width, isSigned: other.shape.isSigned) else {
        return reject(
            .constantOutOfRange, "\(value) doesn't fit \(other.displayNameAndShape)",
            suggestion: "Use a value that fits or extend the signal first", shape: other.shape)
    }
    return Signal(.constant(pattern, symbol: nil), shape: other.shape)
}
