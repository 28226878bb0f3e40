// Slices, joins, changes of shape, choice.

extension Signal {
    /// Bit `index`, counted from the least significant.
    public subscript(index: Int, file: StaticString = #fileID, line: UInt = #line) -> Signal {
        slice(high: index, low: index, at: Place(file, line))
    }

    /// Bits `high` down to `low`, both included, unsigned: `x[7, 4]` is Verilog's `x[7:4]`.
    public subscript(high: Int, low: Int, file: StaticString = #fileID, line: UInt = #line) -> Signal {
        slice(high: high, low: low, at: Place(file, line))
    }

    /// The most significant bit; of a signed signal, its sign.
    public var mostSignificantBit: Signal { slice(high: width - 1, low: width - 1, at: nil) }

    private func slice(high: Int, low: Int, at place: Place?) -> Signal {
        if let place { Elaboration.current?.locate(expression: place.location) }
        if isRejected { return .rejected(.bit, from: [self]) }
        guard low >= 0, high >= low, high < width else {
            return reject(
                .rangeOutOfBounds, "Bits \(high) down to \(low) aren't inside \(displayNameAndShape)",
                suggestion: "Bits run from \(width - 1) down to 0", shape: shape, at: place)
        }
        return low == 0 && high == width - 1 ? asUnsigned : part(low: low, width: high - low + 1)
    }

    /// A slice inside the signal; a slice of a slice is one of what that was taken from.
    private func part(low: Int, width: Int) -> Signal {
        switch node {
        case .operation(.reinterpret, let operands): operands[0].part(low: low, width: width)
        case .operation(.slice(let inner), let operands): operands[0].part(low: inner + low, width: width)
        default: .operation(.slice(low: low), [self], .unsigned(width))
        }
    }

    /// The same bits as a two's complement number.
    public var asSigned: Signal { reinterpreted(isSigned: true) }
    /// The same bits as an unsigned number.
    public var asUnsigned: Signal { reinterpreted(isSigned: false) }

    private func reinterpreted(isSigned: Bool) -> Signal {
        let result = Shape(width: width, isSigned: isSigned)
        if shape == result { return self }
        if case .operation(.reinterpret, let operands) = node, operands[0].shape == result {
            return operands[0]
        }
        return .operation(.reinterpret, [self], result)
    }

    /// The same number in `width` bits, at least as many as now.
    public func extended(
        to width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let place = Place(file, line)
        Elaboration.current?.locate(expression: place.location)
        let result = Shape(width: width, isSigned: shape.isSigned)
        if isRejected { return .rejected(result, from: [self]) }
        if width == self.width { return self }
        guard width > self.width else {
            return reject(
                .rangeOutOfBounds, "\(displayNameAndShape) can't be extended to \(width) bits",
                suggestion: width >= 1
                    ? "Use .truncated(to: \(width)) to drop its highest bits"
                    : "A signal has at least one bit",
                shape: result, at: place)
        }
        return .operation(.extend, [self], result, at: place)
    }

    /// The lowest `width` bits, with the sign it has; the dropped bits count as read.
    public func truncated(
        to width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let place = Place(file, line)
        Elaboration.current?.locate(expression: place.location)
        let result = Shape(width: width, isSigned: shape.isSigned)
        if isRejected { return .rejected(result, from: [self]) }
        if width == self.width { return self }
        guard width >= 1, width < self.width else {
            return reject(
                .rangeOutOfBounds, "\(displayNameAndShape) can't be truncated to \(width) bits",
                suggestion: width >= 1
                    ? "Use .extended(to: \(width)) to make it wider" : "A signal has at least one bit",
                shape: result, at: place)
        }
        return .operation(.truncate, [self], result)
    }

    /// All bits `count` times side by side, unsigned: one bit gives `count` copies of it.
    public func replicated(
        _ count: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let place = Place(file, line)
        Elaboration.current?.locate(expression: place.location)
        let (width, overflows) = self.width.multipliedReportingOverflow(by: count)
        let result = Shape.unsigned(overflows ? Int.max : width)
        if count == 1 { return asUnsigned }
        return .operation(.replicate(count), [self], result, at: place)
    }
}

/// Signals side by side, the first most significant; unsigned.
public func cat(_ parts: Signal...) -> Signal { cat(parts) }

/// Signals side by side, the first most significant; unsigned.
public func cat(_ parts: [Signal]) -> Signal {
    guard parts.count > 1 else {
        return parts.first?.asUnsigned
            ?? reject(
                .invalidShape, "A concatenation of nothing has no shape",
                suggestion: "Give it at least one part", shape: .bit)
    }
    return .operation(.concatenate, parts, .unsigned(parts.reduce(0) { $0 + $1.width }))
}

/// `first` where `condition`, one bit, is one; otherwise `second`, of the same shape.
public func select(_ condition: Signal, _ first: Signal, _ second: Signal) -> Signal {
    if let rejected = Signal.agree(.multiplexer, first, second, first.shape) { return rejected }
    guard condition.width == 1 || condition.isRejected else {
        return reject(
            .widthMismatch,
            "The condition of a selection is one bit, but \(condition.displayNameAndShape) is given",
            suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: first.shape)
    }
    return .operation(.multiplexer, [condition, first, second], first.shape)
}

/// The element at `index`, all of one shape; an index beyond the last gives the last.
public func select(_ index: Signal, from elements: [Signal]) -> Signal {
    guard let first = elements.first else {
        return reject(
            .invalidShape, "A selection from nothing has no shape",
            suggestion: "Give it at least one element",
            shape: .bit)
    }
    for element in elements {
        if let rejected = Signal.agree(.select, first, element, first.shape) { return rejected }
    }
    if elements.count == 1 || index.isRejected {
        return index.isRejected ? .rejected(first.shape, from: [index]) : first
    }
    guard index.width >= 24 || elements.count <= 1 << index.width else {
        let needed = BitPattern.minimumWidth(of: elements.count - 1, isSigned: false)
        return reject(
            .widthMismatch, "\(index.displayNameAndShape) can't reach all \(elements.count) elements",
            suggestion: "Give the index \(needed) bits", shape: first.shape)
    }
    return .operation(.select, [index] + elements, first.shape)
}

/// `first` where `condition`, one bit, is one; otherwise the constant `second` in the shape of `first`.
public func select(_ condition: Signal, _ first: Signal, _ second: Int) -> Signal {
    select(condition, first, literal(second, like: first))
}

/// The constant `first` in the shape of `second` where `condition`, one bit, is one; otherwise `second`.
public func select(_ condition: Signal, _ first: Int, _ second: Signal) -> Signal {
    select(condition, literal(first, like: second), second)
}
