// Which selections Verilog has a form for.

extension Signal {
    /// Whether only a case statement expresses the value: a selection, unless an index into a net says the same.
    var needsCase: Bool {
        guard case .operation(.select, let operands) = node else { return false }
        return Signal.whole(ofBits: operands) == nil
    }

    /// The declared signal whose bits, all of them and in order, the operands of a selection are behind the index.
    ///
    /// An index beyond the last bit would read as unknown in Verilog, so there must be none.
    static func whole(ofBits operands: [Signal]) -> Signal? {
        guard let index = operands.first, operands.count >= 2, index.width < 24,
            operands.count == 1 + 1 << index.width,
            case .operation(.slice, let first) = operands[1].node, first[0].isDeclared,
            first[0].width == operands.count - 1
        else { return nil }
        for (position, bit) in operands.dropFirst().enumerated() {
            guard case .operation(.slice(low: position), let whole) = bit.node, whole[0] === first[0] else {
                return nil
            }
        }
        return first[0]
    }
}
