// Who is at the two ends of a path between domains, found through instances, and what is between.

extension DomainFlow {
    /// The end of a path, as a message names it.
    struct End {
        /// `register` or `input`, or `output`.
        let kind: String
        /// With the names of the instances in front.
        let name: String
        let signal: Signal?
        let domain: ClockDomain

        var description: String {
            let width = signal.map { " (\($0.shape), " } ?? " ("
            return "\(kind) '\(name)'\(width)domain '\(domain.displayName)')"
        }

        var capitalized: String { description.prefix(1).uppercased() + description.dropFirst() }
    }

    /// Where the value of `domain` that reaches a signal comes from, what the module itself can read of it, and the
    /// signals on its way, that one included.
    func start(
        of domain: ClockDomain, at slot: Int, isInput: Bool? = nil
    ) -> (end: End, visible: String, path: [String]) {
        var slot = slot
        var path: [String] = []
        while let origin = origins[slot].first(where: {
            $0.domain == domain && (isInput == nil || $0.isInput == isInput)
        }), origin.previous != slot {
            path.append(name(slot))
            slot = origin.previous
        }
        if let (instance, inner) = instance(at: slot) {
            let flow = instance.definition.domainFlow
            let own = flow.domains(driving: inner).first { instance.clocking.outer($0) == domain }
            if let own, !flow.origins[inner].isEmpty, flow.signals[inner]?.declaration?.domain == nil {
                let end = flow.start(of: own, at: inner, isInput: false).end
                let visible = "\(instance.name).\(signals[slot]?.name ?? "")"
                return (prefixed(end, instance, domain), visible, [name(slot)] + path.reversed())
            }
        }
        let end = end(slot, domain)
        return (end, end.name, path.reversed())
    }

    /// What samples a signal at the edges of `domain`, and the signals on the way there.
    func finish(in domain: ClockDomain, from slot: Int) -> End {
        var slot = slot
        while let sampler = samplers[slot].first(where: { $0.domain == domain }) {
            let isHere = sampler.next == slot
            slot = sampler.next
            if sampler.isLast || isHere { break }
        }
        if let (instance, inner) = instance(at: slot) {
            let flow = instance.definition.domainFlow
            let isDeclared = flow.signals[inner]?.declaration?.domain != nil
            if !isDeclared,
                let own = flow.samplers[inner].first(where: { instance.clocking.outer($0.domain) == domain })
            {
                return prefixed(flow.finish(in: own.domain, from: inner), instance, domain)
            }
        }
        return end(slot, domain)
    }

    private func prefixed(_ end: End, _ instance: Instance, _ domain: ClockDomain) -> End {
        End(kind: end.kind, name: "\(instance.name).\(end.name)", signal: end.signal, domain: domain)
    }

    private func end(_ slot: Int, _ domain: ClockDomain) -> End {
        let signal = signals[slot]
        let kind =
            switch signal?.kind {
            case .register: "register"
            case .input: "input"
            case .output: "output"
            default: "signal"
            }
        guard let (instance, _) = instance(at: slot), let signal else {
            return End(kind: kind, name: name(slot), signal: signal, domain: domain)
        }
        return End(kind: kind, name: "\(instance.name).\(signal.name)", signal: signal, domain: domain)
    }

    func name(_ slot: Int) -> String { signals[slot].map(module.netName) ?? "" }

    /// The instance that a slot is a port of, and the port's slot inside it; nil for own signals.
    func instance(at slot: Int) -> (instance: Instance, slot: Int)? {
        guard slot >= module.declarations.count else { return nil }
        // Slots of the instances follow each other in order.
        var low = 0
        var high = module.instances.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if module.instances[middle].identity.firstSlot <= slot { low = middle } else { high = middle }
        }
        let instance = module.instances[low]
        return (instance, slot - instance.identity.firstSlot)
    }
}

extension DomainFlow {
    /// Whether nothing but wiring and inverters is between a value and the registers it comes from.
    struct Directness {
        /// The logic that is in between; nil where there is none.
        var logic: Place?
        /// Own inputs that the value comes from, in the order of discovery.
        var inputs: [Int] = []
    }

    func directness(of value: Signal, at place: Place) -> Directness {
        var result = Directness()
        var seen: Set<Int> = []
        var open = [(value, place)]
        func pushDrives(of slot: Int) {
            guard seen.insert(slot).inserted else { return }
            for drive in drives[slot] ?? [] {
                if drive.isConditional { result.logic = drive.place }
                open.append((drive.value, drive.place))
            }
        }
        while result.logic == nil, let (signal, place) = open.popLast() {
            switch signal.node {
            case .constant, .register, .rejected: continue
            case .operation(let operation, let operands):
                guard operation.isWiring else {
                    result.logic = place
                    continue
                }
                open += operands.map { ($0, place) }
            case .input where module.role(of: signal) == .own:
                let slot = module.slot(of: signal)
                if seen.insert(slot).inserted { result.inputs.append(slot) }
            case .output where module.role(of: signal) == .instancePort:
                let slot = module.slot(of: signal)
                guard let (instance, inner) = instance(at: slot) else { continue }
                guard let through = instance.definition.domainFlow.directness(ofOutput: inner) else {
                    result.logic = place
                    continue
                }
                for input in through { pushDrives(of: instance.identity.firstSlot + input) }
            case .input, .output, .wire: pushDrives(of: module.slot(of: signal))
            }
        }
        return result
    }

    /// The own inputs that an output brings out through wiring; nil where there is logic.
    private func directness(ofOutput slot: Int) -> [Int]? {
        guard module.primitive == nil, let signal = signals[slot] else { return nil }
        let found = directness(of: signal, at: Place(signal.location))
        return found.logic == nil ? found.inputs : nil
    }
}

extension Operation {
    /// Whether each bit of the result is a bit of an operand, a constant or the inverse of one.
    fileprivate var isWiring: Bool {
        switch self {
        case .slice, .concatenate, .replicate, .truncate, .extend, .reinterpret, .not: true
        default: false
        }
    }
}
