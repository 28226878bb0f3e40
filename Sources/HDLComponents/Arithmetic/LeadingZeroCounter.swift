import HDL

/// Counts the zeros above the highest one: the shift that normalises a number. Combinational: it has no
/// clock.
///
/// A module around `Signal.leadingZeroCount`, for use where a count is worth a name and a place in
/// the layout.
public final class LeadingZeroCounter: Module {
    public let value: Signal
    /// 0 … width, in the fewest bits that hold the width; the width where all bits are zero.
    public let count: Signal
    /// One bit: all bits are zero.
    public let isZero: Signal
    private let width: Int

    /// - Parameter width: bits of the number, at least 1.
    public init(width: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.width = width
        value = Input(width, file: file, line: line)
        count = Output(bitWidth(of: width), file: file, line: line)
        isZero = Output(1, "no bit is one", file: file, line: line)
    }

    override public var moduleName: String { "leading_zero_counter_\(width)" }
    override public var documentation: String {
        "Counts the zeros above the highest one of \(width) bits."
    }
    override public var structuralParameters: AnyHashable? { width }

    public func describe() {
        count <- value.leadingZeroCount
        isZero <- ~value.anyBit
    }
}
