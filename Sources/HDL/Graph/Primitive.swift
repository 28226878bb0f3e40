/// A module whose body isn't described by statements.
enum Primitive {
    /// An array of words with ports. The definition's declarations are ``MemoryGeometry/signals``, in that order.
    case memory(MemoryGeometry)
    /// Somebody else's Verilog.
    case blackBox(BlackBoxDescription)

    var usesClock: Bool {
        switch self {
        case .memory(let geometry): !geometry.clockDomains.isEmpty
        case .blackBox(let box): box.pins.contains { $0.kind == .clock }
        }
    }

    var usesReset: Bool {
        switch self {
        case .memory: false
        case .blackBox(let box): box.pins.contains { $0.kind != .clock }
        }
    }

    var isBlackBox: Bool { if case .blackBox = self { true } else { false } }
}
