// Slices, joins, changes of shape, choice.

extension Signal {
    /// Bit `index`, counted from the least significant.
    public subscript(index: Int, file: StaticString = #fileID, line: UInt = #line) -> Signal {
        slice(high: index, low: index, at: SourceLocation(file: file, line: line))
    }

    /// Bits `high` down to `low`, both included, unsigned: `x[7, 4]` is Verilog's `x[7:4]`.
    public subscript(high: Int, low: Int, file: StaticString = #fileID, line: UInt = #line) -> Signal {
        slice(high: high, low: low, at: SourceLocation(file: file, line: line))
    }

    /// The most significant bit; of a signed signal, its sign.
    public var mostSignificantBit: Signal { slice(high: width - 1, low: width - 1, at: .unknown) }

    func slice(high: Int, low: Int, at location: SourceLocation) -> Signal {
        let shape = Shape(width: max(1, high - low + 1))
        if isRejected { return Signal(.rejected, shape: shape) }
        guard low >= 0, high >= low, high < width else {
            return reject(
                .rangeOutOfBounds, "Bits \(high) down to \(low) aren't inside \(displayNameAndShape)",
                suggestion: "Bits run from \(width - 1) down to 0", shape: shape, at: location)
        }
        if low == 0 && high == width - 1 { return asUnsigned }
        switch node {
        case .constant(let value, _): return constant(value.slice(low: low, width: shape.width))
        case .operation(.reinterpret, let operands):
            return operands[0].slice(high: high, low: low, at: location)
        case .operation(.slice(let inner), let operands):
            return Signal(.operation(.slice(low: inner + low), operands), shape: shape)
        default: return Signal(.operation(.slice(low: low), [self]), shape: shape)
        }
    }

    /// The same bits as a two's complement number.
    public var asSigned: Signal { reinterpreted(isSigned: true) }
    /// The same bits as an unsigned number.
    public var asUnsigned: Signal { reinterpreted(isSigned: false) }

    private func reinterpreted(isSigned: Bool) -> Signal {
        let result = Shape(width: width, isSigned: isSigned)
        if shape == result { return self }
        switch node {
        case .rejected: return Signal(.rejected, shape: result)
        case .constant(let value, _): return Signal(.constant(value, symbol: nil), shape: result)
        case .operation(.reinterpret, let operands) where operands[0].shape == result: return operands[0]
        default: return Signal(.operation(.reinterpret, [self]), shape: result)
        }
    }

    /// The same number in `width` bits, at least as many as now.
    public func extended(
        to width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let result = Shape(width: width, isSigned: shape.isSigned)
        if width == self.width { return self }
        if isRejected { return Signal(.rejected, shape: result) }
        guard width > self.width else {
            return reject(
                .rangeOutOfBounds, "\(displayNameAndShape) can't be extended to \(width) bits",
                suggestion: "Use .truncated(to: \(width)) to drop its highest bits", shape: result,
                at: SourceLocation(file: file, line: line))
        }
        if case .constant(let value, _) = node {
            let pattern = value.extended(to: width, isSigned: shape.isSigned)
            return Signal(.constant(pattern, symbol: nil), shape: result)
        }
        return Signal(.operation(.extend, [self]), shape: result)
    }

    /// The lowest `width` bits, with the sign it has; the dropped bits count as read.
    public func truncated(
        to width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let location = SourceLocation(file: file, line: line)
        guard width >= 1, width <= self.width else {
            return reject(
                .rangeOutOfBounds, "\(displayNameAndShape) can't be truncated to \(width) bits",
                suggestion: "Use .extended(to: \(width)) to make it wider",
                shape: Shape(width: max(1, width), isSigned: shape.isSigned), at: location)
        }
        let bits = slice(high: width - 1, low: 0, at: location)
        return shape.isSigned ? bits.asSigned : bits
    }

    /// This bit as often as needed for `width` bits.
    public func replicated(_ width: Int) -> Signal {
        if isRejected { return Signal(.rejected, shape: .unsigned(width)) }
        if width == 1 { return asUnsigned }
        return Signal(.operation(.replicate(width), [self]), shape: .unsigned(width * self.width))
    }
}

/// Signals side by side, the first most significant; unsigned.
public func cat(_ parts: Signal...) -> Signal { cat(parts) }

/// Signals side by side, the first most significant; unsigned.
public func cat(_ parts: [Signal]) -> Signal {
    let width = parts.reduce(0) { $0 + $1.width }
    guard width > 0 else { return reject(.invalidShape, "A concatenation of nothing has no shape", shape: .bit) }
    if parts.contains(where: \.isRejected) { return Signal(.rejected, shape: .unsigned(width)) }
    if parts.count == 1 { return parts[0].asUnsigned }
    return Signal(.operation(.concatenate, parts), shape: .unsigned(width))
}

/// `first` where `condition`, one bit, is one; otherwise `second`, of the same shape.
public func select(_ condition: Signal, _ first: Signal, _ second: Signal) -> Signal {
    guard Signal.agree(.multiplexer, first, second), !condition.isRejected else {
        return Signal(.rejected, shape: first.shape)
    }
    guard condition.width == 1 else {
        return reject(
            .widthMismatch, "The condition of a selection is one bit, but \(condition.displayNameAndShape) is given",
            suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: first.shape)
    }
    return Signal(.operation(.multiplexer, [condition, first, second]), shape: first.shape)
}

/// The element at `index`, all of one shape; an index beyond the last gives the last.
public func select(_ index: Signal, from elements: [Signal]) -> Signal {
    guard let first = elements.first else {
        return reject(.invalidShape, "A selection from nothing has no shape", shape: .bit)
    }
    for element in elements where !Signal.agree(.select, first, element) {
        return Signal(.rejected, shape: first.shape)
    }
    if index.isRejected { return Signal(.rejected, shape: first.shape) }
    if elements.count == 1 { return first }
    let reachable = index.width >= 24 ? elements.count : min(elements.count, 1 << index.width)
    guard reachable == elements.count else {
        return reject(
            .widthMismatch, "\(index.displayNameAndShape) can't reach all \(elements.count) elements",
            suggestion: "Give the index \(BitPattern.minimumWidth(of: elements.count - 1, isSigned: false)) bits",
            shape: first.shape)
    }
    return Signal(.operation(.select, [index] + elements), shape: first.shape)
}
