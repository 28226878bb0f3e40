import HDL

/// `signal` after `cycles` clock edges, through registers `name_1`, `name_2`, …
///
/// - Parameter reset: what the registers hold after reset; controls need it, data don't.
func delayed(_ name: String, _ signal: Signal, cycles: Int, reset: Int? = nil) -> Signal {
    guard cycles > 0 else { return signal }
    return delayLine(name, signal, cycles: cycles, reset: reset)[cycles]
}

/// `signal` and its value after 1, 2, … `cycles` clock edges.
func delayLine(_ name: String, _ signal: Signal, cycles: Int, reset: Int? = nil) -> [Signal] {
    var stages = [signal]
    for cycle in stride(from: 1, through: cycles, by: 1) {
        let stage = register("\(name)_\(cycle)", signal.shape, reset: reset)
        stage <- stages[cycle - 1]
        stages.append(stage)
    }
    return stages
}
