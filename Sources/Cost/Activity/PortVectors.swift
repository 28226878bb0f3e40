/// Values of a module's inputs, one set a clock cycle: the workload that its activity is measured under.
public struct PortVectors: Codable, Hashable, Sendable {
    public struct Port: Codable, Hashable, Sendable {
        public let name: String
        public let width: Int

        public init(name: String, width: Int) {
            self.name = name
            self.width = width
        }
    }

    /// Where the values come from, as reports state it.
    public let source: String
    public let ports: [Port]
    /// One string of binary digits a cycle: the ports in their order, each with its highest bit first.
    public private(set) var cycles: [String] = []

    public init(source: String, ports: [Port]) {
        self.source = source
        self.ports = ports
    }

    /// Appends a cycle.
    ///
    /// - Parameter values: one a port, in words of 64 bits, the lowest first; bits beyond the port's width are ignored
    ///   and missing words are zero.
    public mutating func append(_ values: [[UInt64]]) {
        var digits = ""
        for (port, words) in zip(ports, values) {
            for bit in stride(from: port.width - 1, through: 0, by: -1) {
                let word = bit / 64 < words.count ? words[bit / 64] : 0
                digits.append(word >> UInt64(bit % 64) & 1 == 1 ? "1" : "0")
            }
        }
        cycles.append(digits)
    }

    /// Appends a cycle of binary digits, of as many as the ports have bits.
    mutating func append(digits: String) { cycles.append(digits) }

    /// Bits of all ports.
    public var width: Int { ports.reduce(0) { $0 + $1.width } }

    /// Uniform random bits from a seed, each changing with a probability of one half a cycle.
    public static func random(ports: [Port], cycles: Int, seed: UInt64) -> PortVectors {
        var vectors = PortVectors(
            source: "uniform random inputs, seed \(seed), \(cycles) cycles", ports: ports)
        var state = seed
        func next() -> UInt64 {
            // SplitMix64 (Steele, Lea, Flood, 2014).
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
        for _ in 0..<cycles {
            vectors.append(ports.map { port in (0..<(port.width + 63) / 64).map { _ in next() } })
        }
        return vectors
    }
}
