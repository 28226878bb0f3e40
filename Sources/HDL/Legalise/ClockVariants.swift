/// One Verilog module of a definition: what its domains do where it is used.
///
/// A definition is emitted once, unless it is used in domains that are clocked or reset differently, which Verilog
/// can only say in a module of its own.
struct ClockVariant: Equatable {
    /// Put behind the module's name; empty where the module's own domain names already mean this.
    let suffix: String
    /// For each of the definition's domain uses.
    let clockings: [Clocking]
    let uses: [ClockDomainUse]
    /// Whether resets are synchronised here, since this is the top module.
    var isTop = false

    /// Whether the module is printed as its definition says.
    var isPlain: Bool {
        suffix.isEmpty && !(isTop && clockings.contains { $0.resetSynchronizerStages != nil })
    }

    init(_ definition: ModuleDefinition, _ options: VerilogOptions) {
        uses = definition.clocking
        clockings = uses.map { options.clocking(of: $0.domain) }
        suffix = ""
    }

    /// - Parameter actual: the behaviour that each domain use has where the definition is used.
    init(_ definition: ModuleDefinition, _ options: VerilogOptions, actual: (ClockDomain) -> Clocking) {
        uses = definition.clocking
        var suffix = ""
        var clockings: [Clocking] = []
        for use in uses {
            let named = options.clocking(of: use.domain)
            let outer = actual(use.domain)
            let difference = outer.difference(from: named, hasReset: use.hasReset)
            if !difference.isEmpty {
                suffix += (use.domain == .main ? "_" : "_\(use.domain.name)_") + difference
            }
            clockings.append(named.behaving(as: outer))
        }
        self.suffix = suffix
        self.clockings = clockings
    }

    /// Of a domain that the module uses; its reset is the net that registers are reset by.
    func clocking(of domain: ClockDomain) -> Clocking {
        guard let index = uses.firstIndex(where: { $0.domain == domain }) else {
            return VerilogOptions().clocking(of: domain)
        }
        var clocking = clockings[index]
        if isTop && clocking.resetSynchronizerStages != nil {
            clocking.resetName = clocking.synchronizedResetName
        }
        return clocking
    }

    /// The variant of an instance's definition.
    func variant(of instance: Instance, _ options: VerilogOptions) -> ClockVariant {
        // Nothing renamed and nothing special: the instance's domains mean what they say.
        if suffix.isEmpty && instance.clocking.isIdentity {
            return ClockVariant(instance.definition, options)
        }
        return ClockVariant(instance.definition, options) { clocking(of: instance.clocking.outer($0)) }
    }
}

/// The variants of each module of a design, in the order of their first use.
struct ClockVariants {
    private var found: [ObjectIdentifier: [ClockVariant]] = [:]

    init(_ design: Design, _ options: VerilogOptions) {
        var top = ClockVariant(design.top, options)
        top.isTop = true
        found[ObjectIdentifier(design.top)] = [top]
        for module in design.modules.reversed() {
            for variant in found[ObjectIdentifier(module)] ?? [] {
                for instance in module.instances {
                    // Thousands of instances may be alike.
                    if variant.suffix.isEmpty && instance.clocking.isIdentity
                        && found[ObjectIdentifier(instance.definition)]?.first?.suffix == ""
                    {
                        continue
                    }
                    add(variant.variant(of: instance, options), for: instance.definition)
                }
            }
        }
    }

    private mutating func add(_ variant: ClockVariant, for definition: ModuleDefinition) {
        let key = ObjectIdentifier(definition)
        if found[key]?.contains(where: { $0.suffix == variant.suffix }) == true { return }
        found[key, default: []].append(variant)
    }

    subscript(module: ModuleDefinition) -> [ClockVariant] { found[ObjectIdentifier(module)] ?? [] }
}
