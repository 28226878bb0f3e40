import HDL

/// Sends words into a running stream component and takes them out, each side with pauses.
struct StreamRun {
    /// The words that came out.
    private(set) var received: [Int] = []
    /// The cycle in which each came out.
    private(set) var cycles: [Int] = []
    private var generator: Numbers

    /// - Parameters:
    ///   - often: out of eight cycles, how many a side is willing in; eight is always.
    init(
        _ simulation: some Simulation, from input: Stream<Signal>, to output: Stream<Signal>, words: [Int],
        often: (source: Int, sink: Int) = (8, 8), seed: UInt64 = 1, limit: Int = 20_000
    ) throws {
        generator = Numbers(seed: seed)
        simulation[input.valid] = 0
        simulation[output.ready] = 0
        try simulation.reset()
        var sent = 0
        var isOffered = false
        for cycle in 0..<limit {
            if !isOffered && sent < words.count && generator.next() % 8 < often.source { isOffered = true }
            simulation[input.valid] = isOffered ? 1 : 0
            if isOffered { simulation[input.payload] = words[sent] }
            simulation[output.ready] = generator.next() % 8 < often.sink ? 1 : 0
            if simulation[output.valid] == 1 && simulation[output.ready] == 1 {
                received.append(simulation[output.payload])
                cycles.append(cycle)
            }
            if isOffered && simulation[input.ready] == 1 {
                sent += 1
                isOffered = false
            }
            try simulation.step()
            if sent == words.count && simulation[output.valid] == 0 && received.count >= 1
                && cycle > cycles.last! + 8
            {
                break
            }
        }
        try simulation.finish()
    }
}

/// Pseudo-random numbers that a seed repeats (SplitMix64).
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func words(_ count: Int, bits: Int) -> [Int] {
        (0..<count).map { _ in Int(next() >> (64 - UInt64(bits))) }
    }
}
