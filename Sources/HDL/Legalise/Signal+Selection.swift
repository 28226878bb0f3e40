// Which selections and drives by an index Verilog has a form for.

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

extension Statement {
    /// The target and the value of a switch that drives the bit with its subject's number, whatever that is.
    var bitDrive: (target: Signal, value: Signal)? {
        guard case .switch(let subject, let cases, _) = kind, subject.width < 24, cases.count >= 2,
            cases.count == 1 << subject.width, let (first, _, value) = cases[0].block.soleDrive,
            first.width == cases.count
        else { return nil }
        for (position, item) in cases.enumerated() {
            guard let drive = item.block.soleDrive, drive.target === first, drive.low == position,
                drive.value === value, item.patterns.count == 1, item.patterns[0].smallValue == position
            else { return nil }
        }
        return (first, value)
    }
}

extension Block {
    fileprivate var soleDrive: (target: Signal, low: Int, value: Signal)? {
        guard statements.count == 1, case .drive(let target, let low, let value) = statements[0].kind else {
            return nil
        }
        return (target, low, value)
    }
}
