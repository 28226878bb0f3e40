extension Signal {
    /// The bits in the opposite order, the least significant first; unsigned.
    public var reversed: Signal { isRejected ? self : cat(bits) }

    /// Moved up by `amount`, the bits beyond the highest coming in below; any amount is legal, a negative one rotates the
    /// other way. The shape stays.
    public func rotatedLeft(by amount: Int) -> Signal {
        if isRejected { return self }
        let distance = ((amount % width) + width) % width
        if distance == 0 { return self }
        let result = cat(self[width - 1 - distance, 0], self[width - 1, width - distance])
        return shape.isSigned ? result.asSigned : result
    }

    /// Moved down by `amount`, the bits beyond the lowest coming in above; any amount is legal, a negative one rotates the
    /// other way. The shape stays.
    public func rotatedRight(by amount: Int) -> Signal {
        rotatedLeft(by: width - (amount % width))
    }

    /// Moved up by `amount`, unsigned, modulo the width; the bits beyond the highest come in below. The shape stays.
    ///
    /// A stage for each bit of the amount.
    public func rotatedLeft(by amount: Signal) -> Signal { rotated(by: amount) { $0.rotatedLeft(by: $1) } }

    /// Moved down by `amount`, unsigned, modulo the width; the bits beyond the lowest come in above. The shape stays.
    public func rotatedRight(by amount: Signal) -> Signal { rotated(by: amount) { $0.rotatedRight(by: $1) } }

    private func rotated(by amount: Signal, _ step: (Signal, Int) -> Signal) -> Signal {
        if isRejected || amount.isRejected { return .rejected(shape, from: [self, amount]) }
        guard !amount.shape.isSigned else {
            return reject(
                .signMismatch,
                "A rotation is by an unsigned number, but \(amount.displayNameAndShape) is given",
                suggestion: "Use .asUnsigned once it can't be negative", shape: shape)
        }
        var result = self
        var distance = 1 % width
        for digit in amount.bits {
            if distance != 0 { result = select(digit, step(result, distance), result) }
            distance = distance * 2 % width
        }
        return result
    }
}
