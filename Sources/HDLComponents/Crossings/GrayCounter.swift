import HDL

/// A counter of which one bit changes at a time, so that another clock domain that samples it sees the old
/// or the new value and nothing else.
public final class GrayCounter: Module {
    /// One bit: counts in this cycle.
    public let enable: Signal
    /// The count in Gray code, from a register.
    public let code: Signal
    /// ``code`` as it will be after the next edge.
    public let nextCode: Signal
    /// The count as a number after the next edge.
    public let nextCount: Signal
    /// The count as a number, from a register.
    public let count: Signal
    private let value: Signal
    private let gray: Signal
    private let width: Int

    /// - Parameter width: bits, at least 1; the count wraps at 2^width.
    public init(width: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.width = width
        enable = Input(1, "counts in this cycle", file: file, line: line)
        code = Output(width, "in Gray code", file: file, line: line)
        nextCode = Output(width, "after the next edge", file: file, line: line)
        nextCount = Output(width, "after the next edge", file: file, line: line)
        count = Output(width, file: file, line: line)
        value = Register(width, reset: 0, file: file, line: line)
        gray = Register(width, reset: 0, file: file, line: line)
    }

    override public var moduleName: String { "gray_counter_\(width)" }
    override public var documentation: String { "Counts to \(width) bits in Gray code." }
    override public var structuralParameters: AnyHashable? { width }

    public func describe() {
        nextCount <- value &+ enable.extended(to: width)
        nextCode <- nextCount
            ^ (width > 1 ? nextCount[width - 1, 1].extended(to: width) : constant(0, width: 1))
        value <- nextCount
        gray <- nextCode
        count <- value
        code <- gray

        let before = past(gray)
        let change = wire("change", gray ^ before)
        Assert((change & (change &- 1)) .== 0, "At most one bit of the code changes")
        When(past(enable)) { Assert(change.anyBit, "The code changes with the count") }
        for bit in 0..<width {
            Assert(value[bit] .== gray[width - 1, bit].parity, "Bit \(bit) of the code is that of the count")
        }
    }
}
