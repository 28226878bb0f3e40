/// A module whose body isn't described by statements.
enum Primitive {
    /// An array of words with ports. The definition's declarations are ``MemoryGeometry/signals``, in that order.
    case memory(MemoryGeometry)
    /// Somebody else's Verilog.
    case blackBox(BlackBoxDescription)

    /// The domains that the primitive has clocks and resets of.
    var clocking: [ClockDomainUse] {
        switch self {
        case .memory(let geometry):
            geometry.clockDomains.map { ClockDomainUse(domain: $0, hasReset: false) }
        case .blackBox(let box):
            box.pins.map { ClockDomainUse(domain: $0.domain, hasReset: $0.kind != .clock) }
        }
    }

    var isBlackBox: Bool { if case .blackBox = self { true } else { false } }
}
