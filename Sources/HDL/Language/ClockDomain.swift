/// The registers that change together: one clock, one reset.
///
/// A design says only which domain a register is in. Which edge counts, how the reset works and what the ports are
/// called is configuration, in ``VerilogOptions``.
public struct ClockDomain: Hashable, Sendable {
    /// In snake case; empty for ``main``.
    public let name: String

    public init(_ name: String) { self.name = name }

    /// The domain of whatever names no other.
    public static let main = ClockDomain("")
}

/// What a register has beside its shape.
struct RegisterTraits {
    /// Nil where the reset doesn't touch it.
    var reset: ResetValue?
    var domain = ClockDomain.main
    /// Whether it may sample another domain: the first stage of a synchroniser.
    var acceptsCrossing = false
    /// For a register made by `past`: by how many cycles it is behind.
    var pastCycles = 0
}

/// What a register holds after reset, and what that is called.
struct ResetValue {
    let pattern: BitPattern
    let symbol: EnumerationSymbol?
}
