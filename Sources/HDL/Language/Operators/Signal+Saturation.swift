extension Signal {
    /// The same number where `shape` holds it; otherwise the nearest that `shape` holds.
    ///
    /// From and to any width, signed or not: a negative number gives zero where `shape` is unsigned.
    public func saturated(
        to shape: Shape, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let place = Place(file, line)
        Elaboration.current?.locate(expression: place.location)
        if isRejected { return .rejected(shape, from: [self]) }
        guard shape.isBuildable else {
            return reject(
                .invalidShape, "\(displayNameAndShape) can't be saturated to \(shape.width) bits",
                suggestion: "Signals have 1 to \(Shape.widest) bits", shape: shape, at: place)
        }
        switch (self.shape.isSigned, shape.isSigned) {
        case (false, false): return width <= shape.width ? extended(to: shape.width) : capped(to: shape.width)
        case (false, true):
            return width < shape.width ? extended(to: shape.width).asSigned : cappedSigned(shape)
        case (true, false): return nonNegative(shape)
        case (true, true): return width <= shape.width ? extended(to: shape.width) : clamped(to: shape.width)
        }
    }

    /// The same number where `width` bits hold it, otherwise the nearest that they hold; signed if this is.
    public func saturated(
        to width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        saturated(to: Shape(width: width, isSigned: shape.isSigned), file: file, line: line)
    }

    /// The lowest `width` bits or, where that is more than there are, the same number extended by its own sign.
    ///
    /// For parameters that may go either way; ``extended(to:file:line:)`` and ``truncated(to:file:line:)`` say which is
    /// meant.
    public func resized(
        to width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        width < self.width
            ? truncated(to: width, file: file, line: line) : extended(to: width, file: file, line: line)
    }

    /// Unsigned, to fewer bits.
    private func capped(to width: Int) -> Signal {
        let isTooLarge = self[self.width - 1, width].anyBit
        return select(isTooLarge, constant(.ones(width: width)), truncated(to: width))
    }

    /// Unsigned, to a signed number with no more bits: the bits from its sign on have to be zero.
    private func cappedSigned(_ target: Shape) -> Signal {
        let isTooLarge = self[width - 1, target.width - 1].anyBit
        let largest = BitPattern.mask(low: 0, count: target.width - 1, width: target.width)
        return select(isTooLarge, constant(largest).asSigned, truncated(to: target.width).asSigned)
    }

    /// Signed, to unsigned.
    private func nonNegative(_ target: Shape) -> Signal {
        let zero = constant(.zero(width: target.width))
        if width == 1 { return zero }
        let magnitude = self[width - 2, 0]
        let value =
            magnitude.width <= target.width
            ? magnitude.extended(to: target.width) : magnitude.capped(to: target.width)
        return select(mostSignificantBit, zero, value)
    }

    /// Signed, to fewer bits: those from the new sign on have to be equal.
    private func clamped(to width: Int) -> Signal {
        let upper = self[self.width - 1, width - 1]
        let isInside = upper.allBits | ~upper.anyBit
        let isNegative = mostSignificantBit
        let limit = width == 1 ? isNegative : cat(isNegative, (~isNegative).replicated(width - 1))
        return select(isInside, truncated(to: width), limit.asSigned)
    }
}
