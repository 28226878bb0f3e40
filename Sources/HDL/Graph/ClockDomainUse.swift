/// A clock domain that a module has ports for.
public struct ClockDomainUse: Sendable, Hashable {
    public let domain: ClockDomain
    /// Whether the module has a reset port of the domain beside the clock port.
    public let hasReset: Bool
}

/// The domains of a module and those of its instances, in the order of their ports.
struct ClockDomainUses {
    private var found: [ClockDomainUse] = []

    mutating func add(_ domain: ClockDomain, hasReset: Bool) {
        guard let known = found.firstIndex(where: { $0.domain == domain }) else {
            return found.append(ClockDomainUse(domain: domain, hasReset: hasReset))
        }
        if hasReset && !found[known].hasReset {
            found[known] = ClockDomainUse(domain: domain, hasReset: true)
        }
    }

    /// The main domain first, the others as they were found.
    var inPortOrder: [ClockDomainUse] {
        guard let main = found.firstIndex(where: { $0.domain == .main }), main > 0 else { return found }
        var ordered = found
        ordered.insert(ordered.remove(at: main), at: 0)
        return ordered
    }
}

extension ModuleDefinition {
    /// - Returns: the domains of the registers in and below a module.
    static func clocking(
        _ declarations: [Signal], _ instances: [Instance], primitive: Primitive?, properties: Block?
    ) -> [ClockDomainUse] {
        var uses = ClockDomainUses()
        for use in primitive?.clocking ?? [] { uses.add(use.domain, hasReset: use.hasReset) }
        for signal in declarations {
            guard let traits = signal.registerTraits else { continue }
            uses.add(traits.domain, hasReset: traits.reset != nil)
        }
        // Properties are looked at when the clock rises, outside the reset.
        properties?.forEachStatement { statement in
            if case .property(_, _, _, let domain) = statement.kind { uses.add(domain, hasReset: true) }
        }
        for instance in instances {
            for use in instance.definition.clocking {
                uses.add(instance.clocking.outer(use.domain), hasReset: use.hasReset)
            }
        }
        return uses.inPortOrder
    }

    static func declaredDomains(_ declarations: [Signal]) -> [ClockDomain] {
        var domains: [ClockDomain] = []
        for signal in declarations {
            if let domain = signal.declaration?.domain, !domains.contains(domain) { domains.append(domain) }
        }
        return domains
    }

    /// Domains that the module knows: those it has ports for and those its ports are declared to be in.
    var knownDomains: [ClockDomain] {
        var domains = clocking.map(\.domain)
        domains += declaredDomains.filter { !domains.contains($0) }
        return domains
    }
}

extension Design {
    /// The clock domains for which the module `name` (default: the top) has ports, in the order of the ports.
    public func clocking(of name: String? = nil) -> [ClockDomainUse] {
        (modules.first { $0.name == name } ?? top).clocking
    }
}
