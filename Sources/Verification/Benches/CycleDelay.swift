/// What went in some cycles ago, as a row of registers would give it.
struct CycleDelay<Value> {
    private var values: [Value]
    private var oldest = 0

    /// - Parameters:
    ///   - cycles: at least one.
    ///   - initial: what comes out until the first value has passed.
    init(cycles: Int, initial: Value) {
        values = Array(repeating: initial, count: cycles)
    }

    /// Puts in the value of this cycle; gives that of so many cycles ago.
    mutating func next(_ value: Value) -> Value {
        defer {
            values[oldest] = value
            oldest = oldest + 1 == values.count ? 0 : oldest + 1
        }
        return values[oldest]
    }
}
