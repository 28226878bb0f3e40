/// What the simulated array is given: the same numbers as `stimulus` of `Peers/array_model.py`.
struct Stimulus {
    /// For each cycle the packed operands at the left edge, one word for each row, and at the top.
    private(set) var cycles: [(left: [Int], top: [Int])] = []

    init(size: Int, cycles count: Int, seed: UInt64 = 1) {
        var state = seed
        /// Sebastiano Vigna's SplitMix64, of which the upper half is used.
        func word() -> Int {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return Int((mixed ^ mixed >> 31) >> 32)
        }
        for _ in 0..<count {
            let left = (0..<size).map { _ in word() }
            cycles.append((left, (0..<size).map { _ in word() }))
        }
    }
}
