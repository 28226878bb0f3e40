/// Which change of the clock makes registers take their next value.
public enum ClockEdge: String, Sendable, CaseIterable {
    case rising, falling
}

/// How one clock domain is clocked and reset; nil leaves each to its default.
///
/// Names default to `<domain>_clock` and `<domain>_reset`, the rest to what ``VerilogOptions`` says of the main domain.
public struct ClockConfiguration: Sendable, Hashable {
    public var clockName: String?
    public var resetName: String?
    public var edge: ClockEdge?
    public var resetKind: ResetKind?
    /// Whether the reset is active when low.
    public var resetIsActiveLow: Bool?
    /// Registers, at least 2, through which the top module takes the domain's reset: it is asserted at once and
    /// released at an edge of the domain's clock. Nil, the default, where the reset port is already released so.
    public var resetSynchronizerStages: Int?

    public init(
        clockName: String? = nil, resetName: String? = nil, edge: ClockEdge? = nil,
        resetKind: ResetKind? = nil,
        resetIsActiveLow: Bool? = nil, resetSynchronizerStages: Int? = nil
    ) {
        self.clockName = clockName
        self.resetName = resetName
        self.edge = edge
        self.resetKind = resetKind
        self.resetIsActiveLow = resetIsActiveLow
        self.resetSynchronizerStages = resetSynchronizerStages
    }
}

/// A clock domain's names and behaviour with every default filled in.
public struct Clocking: Sendable, Hashable {
    /// The clock port's name.
    public var clockName: String
    /// The reset port's name.
    public var resetName: String
    public var edge: ClockEdge
    public var resetKind: ResetKind
    /// Whether the reset is active when low.
    public var resetIsActiveLow: Bool
    /// Registers between the reset port and the registers it resets; nil for none.
    public var resetSynchronizerStages: Int?
}

extension VerilogOptions {
    /// How `domain` is clocked and what its ports are called.
    public func clocking(of domain: ClockDomain) -> Clocking {
        let own = domains.isEmpty ? nil : domains[domain]
        let main = domain == .main || domains.isEmpty ? nil : domains[.main]
        let isMain = domain == .main
        return Clocking(
            clockName: own?.clockName ?? (isMain ? clockName : "\(domain.name)_clock"),
            resetName: own?.resetName ?? (isMain ? resetName : "\(domain.name)_reset"),
            edge: own?.edge ?? main?.edge ?? clockEdge,
            resetKind: own?.resetKind ?? main?.resetKind ?? resetKind,
            resetIsActiveLow: own?.resetIsActiveLow ?? main?.resetIsActiveLow ?? resetIsActiveLow,
            resetSynchronizerStages: own?.resetSynchronizerStages)
    }
}

extension Clocking {
    /// The words that tell a module with this behaviour from one with `other`; empty where they don't differ.
    func difference(from other: Clocking, hasReset: Bool) -> String {
        var words: [String] = []
        if edge != other.edge { words.append(edge.rawValue) }
        guard hasReset else { return words.joined() }
        if resetKind != other.resetKind { words.append(resetKind.rawValue) }
        if resetIsActiveLow != other.resetIsActiveLow {
            words.append(resetIsActiveLow ? "active_low" : "active_high")
        }
        return words.joined(separator: "_")
    }

    /// With the behaviour of `other` and the names kept.
    func behaving(as other: Clocking) -> Clocking {
        var result = self
        result.edge = other.edge
        result.resetKind = other.resetKind
        result.resetIsActiveLow = other.resetIsActiveLow
        return result
    }

    /// What a clocked always block is sensitive to.
    func edges(hasReset: Bool) -> [VerilogTrigger.Edge] {
        let clock = VerilogTrigger.Edge(signal: clockName, isRising: edge == .rising)
        guard hasReset && resetKind == .asynchronous else { return [clock] }
        return [clock, VerilogTrigger.Edge(signal: resetName, isRising: !resetIsActiveLow)]
    }
}
