import HDL

/// Counts enabled cycles from zero to `modulus − 1` and starts again.
public final class Counter: Module {
    /// One bit: counts in this cycle.
    public let enable: Signal
    /// One bit: back to zero, whatever `enable` says.
    public let clear: Signal
    /// 0 … modulus − 1, in the fewest bits that hold it; from a register.
    public let count: Signal
    /// One bit: the count is about to go from `modulus − 1` to zero; so of `modulus` enabled cycles it is
    /// one in the last.
    public let wraps: Signal
    private let value: Signal
    private let modulus: Int

    /// - Parameter modulus: values of the count, at least 2.
    public init(modulus: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.modulus = modulus
        let width = indexWidth(of: modulus, atLeast: 2)
        enable = Input(1, "counts in this cycle", file: file, line: line)
        clear = Input(1, "back to zero, whatever enable says", file: file, line: line)
        count = Output(width, file: file, line: line)
        wraps = Output(1, "from the last value to zero at the next edge", file: file, line: line)
        value = Register(width, reset: 0, file: file, line: line)
    }

    override public var moduleName: String { "counter_\(modulus)" }
    override public var documentation: String {
        "Counts enabled cycles from 0 to \(modulus - 1) and starts again."
    }
    override public var structuralParameters: AnyHashable? { modulus }

    public func describe() {
        let isLast = wire("is_last", value .== (modulus - 1))
        count <- value
        wraps <- (enable & ~clear & isLast)
        When(clear) { value <- 0 }
            .elseWhen(enable) {
                value <- (modulus.isPowerOfTwo ? value &+ 1 : select(isLast, 0, value &+ 1))
            }
        describeProperties()
    }

    private func describeProperties() {
        if !modulus.isPowerOfTwo { Assert(value .< modulus, "The count stays below the modulus") }
        When(past(wraps)) { Assert(value .== 0, "The count starts again") }
        When(past(enable & ~clear & ~wraps)) {
            Assert(value .== past(value) &+ 1, "The count goes up by one")
        }
        When(past(~enable & ~clear)) { Assert(stable(value), "The count stays when it isn't enabled") }
        When(past(clear)) { Assert(value .== 0, "Clear wins") }
    }
}
