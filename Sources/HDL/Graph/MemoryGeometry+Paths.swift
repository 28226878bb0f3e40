// Which signals of a memory depend on each other in the same cycle.

extension MemoryGeometry {
    /// For the read data of each asynchronous port what reaches it without an edge, all as positions in ``signals``:
    /// its address and, where it shows new words, everything of the writes it shows.
    var combinationalInputs: [(output: Int, inputs: [Int])] {
        let signals = signals
        return signals.indices.compactMap { output in
            let port = signals[output].port
            guard signals[output].role == .readData, ports[port].timing == .asynchronous else { return nil }
            let shown = bypassed(by: ports[port])
            let inputs = signals.indices.filter { input in
                guard signals[input].isInput else { return false }
                return signals[input].port == port || shown.contains(signals[input].port)
            }
            return (output, inputs)
        }
    }
}
