/// The registers that change together: one clock, one reset.
///
/// A design says only which domain a register is in. Which edge counts, how the reset works and what the ports are
/// called is configuration, in ``VerilogOptions``. Two domains are taken to be unrelated: nothing may be read across
/// but through ``synchronized(_:into:stages:_:reset:named:file:line:)`` or a register with a ``Crossing``.
public struct ClockDomain: Hashable, Sendable {
    /// In snake case; empty for ``main``.
    public let name: String

    /// - Parameter name: in camel or snake case; the ports are called after it, `<name>_clock` and `<name>_reset`.
    public init(_ name: String) { self.name = name.asSnakeCase }

    /// The domain of whatever names no other.
    public static let main = ClockDomain("")

    /// The name in messages and in names made of it.
    package var displayName: String { name.isEmpty ? "main" : name }
}

/// Why a register may sample a value of another domain.
public enum Crossing: String, Sendable, CaseIterable {
    /// One bit: old or new, each is right. More than one bit is refused.
    case singleBit
    /// At most one bit changes between two samples, as in a Gray-coded counter.
    case grayCoded
    /// The value stands still whenever it is sampled, since a handshake or an enable of the register's own domain
    /// says when. Only such a value may come through logic.
    case heldStable
}

/// What a register has beside its shape.
struct RegisterTraits {
    /// Nil where the reset doesn't touch it.
    var reset: ResetValue?
    var domain = ClockDomain.main
    /// Why it may sample another domain; nil where it may not.
    var crossing: Crossing?
    /// Whether it is a later stage of a synchroniser, which tools keep beside the first.
    var isSynchronizerStage = false
    /// For a register made by `past`: by how many cycles it is behind.
    var pastCycles = 0

    var acceptsCrossing: Bool { crossing != nil }
    /// Whether it can become metastable, so that tools must neither copy, move nor retime it.
    var isAsynchronous: Bool { isSynchronizerStage || crossing == .singleBit || crossing == .grayCoded }
}

/// What a register holds after reset, and what that is called.
struct ResetValue {
    let pattern: BitPattern
    let symbol: EnumerationSymbol?
}
