/// Which clock domains meet where in a module: for every wire and port the domains whose values reach it through
/// logic, and those that sample it; through instances, too, by their own flows.
///
/// Computed once a definition, in the definition's own domains; an instance's are mapped by its ``ClockMapping``.
final class DomainFlow {
    /// One step of a path: a signal that is read, and the statement that reads it.
    struct Step {
        let source: Int
        let place: Place
    }

    /// A value of `domain` that reaches a signal.
    struct Origin {
        let domain: ClockDomain
        /// Whether it starts at an own input, whose domain is known from its declaration or its use.
        let isInput: Bool
        /// The signal before this one on the path; the same signal where the path starts.
        let previous: Int
        let place: Place
    }

    /// A register, instance input or declared output that takes a signal in at edges of `domain`.
    struct Sampler {
        let domain: ClockDomain
        /// The signal behind this one on the path, or what samples.
        let next: Int
        let isLast: Bool
        let place: Place
    }

    /// A register that takes something in; a property has no register.
    struct Sampling {
        let register: Int?
        let domain: ClockDomain
        let step: Step
    }

    /// A register that may sample other domains, and what it takes in.
    struct CrossingData {
        let register: Signal
        let crossing: Crossing
        let value: Signal
        let place: Place
    }

    let module: ModuleDefinition
    /// By slot: what wires, outputs and instance ports depend on in the same cycle, registers included.
    private(set) var sources: [[Step]]
    private(set) var signals: [Signal?]
    private(set) var samplings: [Sampling] = []
    private(set) var crossings: [CrossingData] = []
    /// By slot: what drives wires, outputs and instance inputs.
    private(set) var drives: [Int: [(value: Signal, isConditional: Bool, place: Place)]] = [:]
    private(set) var origins: [[Origin]]
    private(set) var samplers: [[Sampler]]
    /// By slot of an instance's input: the domain that it has to be given.
    private var innerDomains: [Int: ClockDomain] = [:]
    /// Slots in which every signal comes after what it depends on.
    private var order: [Int] = []

    init(_ module: ModuleDefinition) {
        self.module = module
        sources = Array(repeating: [], count: module.slotCount)
        signals = Array(repeating: nil, count: module.slotCount)
        origins = Array(repeating: [], count: module.slotCount)
        samplers = Array(repeating: [], count: module.slotCount)
        for (slot, signal) in module.declarations.enumerated() { signals[slot] = signal }
        for instance in module.instances {
            for port in instance.ports { signals[module.slot(of: port)] = port }
        }
        switch module.primitive {
        case .memory(let geometry)?:
            describe(geometry)
            return
        // What is inside isn't known; its ports can be declared to be in a domain.
        case .blackBox?: return
        case nil: break
        }
        // With a combinational loop there is no order, and the loop has been reported.
        guard module.dependencies != nil else { return }
        collect(module.body, conditions: [])
        joinInstances()
        sortSlots()
        findSamplers()
        findOrigins()
    }

    /// A memory has no statements: what a port samples belongs to the port's domain. A word that is read through no
    /// register changes with the domains that write.
    private func describe(_ geometry: MemoryGeometry) {
        var writers: [ClockDomain] = []
        for port in geometry.ports where port.isWriter && !writers.contains(port.domain) {
            writers.append(port.domain)
        }
        for (slot, signal) in geometry.signals.enumerated() {
            let port = geometry.ports[signal.port]
            let place = Place(module.declarations[slot].location)
            let isAsynchronous = port.isReader && port.timing == .asynchronous
            if signal.isInput {
                if isAsynchronous { continue }
                samplers[slot] = [.init(domain: port.domain, next: slot, isLast: true, place: place)]
            } else {
                origins[slot] = (isAsynchronous ? writers : [port.domain]).map {
                    .init(domain: $0, isInput: false, previous: slot, place: place)
                }
            }
        }
    }

    // MARK: Collecting

    private func collect(_ block: Block, conditions: [Step]) {
        for statement in block.statements {
            switch statement.kind {
            case .drive(let target, _, let value):
                collect(drive: target, value, conditions, at: statement.place)
            case .property(_, let condition, _, let domain):
                for step in conditions + read(condition, at: statement.place) {
                    samplings.append(Sampling(register: nil, domain: domain, step: step))
                }
            case .when, .switch:
                var inner = conditions
                statement.forEachExpression { inner += read($0, at: statement.place) }
                statement.forEachBlock { collect($0, conditions: inner) }
            case .comment, .discard: break
            }
        }
    }

    private func collect(drive target: Signal, _ value: Signal, _ conditions: [Step], at place: Place) {
        let slot = module.slot(of: target)
        guard let traits = target.registerTraits else {
            sources[slot] += conditions + read(value, at: place)
            drives[slot, default: []].append((value, !conditions.isEmpty, place))
            return
        }
        var steps = conditions
        if let crossing = traits.crossing {
            crossings.append(.init(register: target, crossing: crossing, value: value, place: place))
        } else {
            steps += read(value, at: place)
        }
        samplings += steps.map { Sampling(register: slot, domain: traits.domain, step: $0) }
    }

    private func read(_ expression: Signal, at place: Place) -> [Step] {
        var steps: [Step] = []
        ExpressionWalker().readings(in: expression) { signal, _, _ in
            steps.append(Step(source: module.slot(of: signal), place: place))
        }
        return steps
    }

    private func joinInstances() {
        for instance in module.instances {
            let first = instance.identity.firstSlot
            for port in instance.ports where !port.isInput {
                let slot = module.slot(of: port)
                for input in instance.definition.combinationalInputs[slot - first] ?? [] {
                    sources[slot].append(Step(source: first + input, place: instance.identity.place))
                }
            }
        }
    }

    /// Depth first without recursion: a chain of nets can be as long as the design is large.
    private func sortSlots() {
        var isSeen = [Bool](repeating: false, count: module.slotCount)
        var chain: [(slot: Int, next: Int)] = []
        for start in 0..<module.slotCount where !isSeen[start] {
            isSeen[start] = true
            chain.append((start, 0))
            while let (slot, next) = chain.last {
                guard next < sources[slot].count else {
                    order.append(slot)
                    chain.removeLast()
                    continue
                }
                chain[chain.count - 1].next += 1
                let source = sources[slot][next].source
                if !isSeen[source] {
                    isSeen[source] = true
                    chain.append((source, 0))
                }
            }
        }
    }

    // MARK: Domains

    private func findSamplers() {
        for sampling in samplings {
            guard let register = sampling.register else { continue }
            add(
                .init(domain: sampling.domain, next: register, isLast: true, place: sampling.step.place),
                to: sampling.step.source)
        }
        for (slot, signal) in module.declarations.enumerated() where signal.isOutput {
            guard let domain = signal.declaration?.domain else { continue }
            add(.init(domain: domain, next: slot, isLast: true, place: Place(signal.location)), to: slot)
        }
        for instance in module.instances {
            let inner = instance.definition.domainFlow
            for port in instance.ports where port.isInput {
                let slot = module.slot(of: port)
                let domains = inner.domains(sampling: slot - instance.identity.firstSlot)
                if domains.count == 1 { innerDomains[slot] = instance.clocking.outer(domains[0]) }
                for domain in domains {
                    let place = drives[slot]?.first?.place ?? instance.identity.place
                    add(
                        .init(
                            domain: instance.clocking.outer(domain), next: slot, isLast: true, place: place),
                        to: slot)
                }
            }
        }
        for slot in order.reversed() {
            for sampler in samplers[slot] {
                for step in sources[slot] {
                    add(
                        .init(domain: sampler.domain, next: slot, isLast: false, place: step.place),
                        to: step.source)
                }
            }
        }
    }

    private func findOrigins() {
        instanceOrigins()
        for slot in order {
            guard let signal = signals[slot] else { continue }
            if let traits = signal.registerTraits {
                origins[slot] = [
                    .init(
                        domain: traits.domain, isInput: false, previous: slot, place: Place(signal.location))
                ]
                continue
            }
            let isOwn = slot < module.declarations.count
            if signal.isInput && isOwn, let domain = inputDomain(slot) {
                add(
                    .init(domain: domain, isInput: true, previous: slot, place: Place(signal.location)),
                    to: slot)
            }
            for step in sources[slot] {
                // What an instance must not be given is reported there, not again behind it.
                let wanted = innerDomains[step.source]
                for origin in origins[step.source] where wanted == nil || origin.domain == wanted {
                    add(
                        .init(
                            domain: origin.domain, isInput: origin.isInput, previous: step.source,
                            place: step.place), to: slot)
                }
            }
        }
    }

    /// What an instance's outputs bring out of it.
    private func instanceOrigins() {
        for instance in module.instances {
            let inner = instance.definition.domainFlow
            for port in instance.ports where !port.isInput {
                let slot = module.slot(of: port)
                for domain in inner.domains(driving: slot - instance.identity.firstSlot) {
                    add(
                        .init(
                            domain: instance.clocking.outer(domain), isInput: false, previous: slot,
                            place: instance.identity.place), to: slot)
                }
            }
        }
    }

    private func add(_ sampler: Sampler, to slot: Int) {
        if samplers[slot].contains(where: { $0.domain == sampler.domain }) { return }
        samplers[slot].append(sampler)
    }

    private func add(_ origin: Origin, to slot: Int) {
        let isKnown = origins[slot].contains { $0.domain == origin.domain && $0.isInput == origin.isInput }
        if !isKnown { origins[slot].append(origin) }
    }

    /// The domain of an own input: as declared, or that of all that sample it; nil where nothing or two do.
    func inputDomain(_ slot: Int) -> ClockDomain? {
        if let declared = signals[slot]?.declaration?.domain { return declared }
        return samplers[slot].count == 1 ? samplers[slot][0].domain : nil
    }

    /// Domains in which an own input must be steady at the edges.
    func domains(sampling slot: Int) -> [ClockDomain] {
        if let declared = signals[slot]?.declaration?.domain { return [declared] }
        return samplers[slot].map(\.domain)
    }

    /// Domains whose registers an own output's value comes from.
    func domains(driving slot: Int) -> [ClockDomain] {
        if let declared = signals[slot]?.declaration?.domain { return [declared] }
        return origins[slot].filter { !$0.isInput }.map(\.domain)
    }
}
