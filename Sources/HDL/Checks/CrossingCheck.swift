/// Nothing is sampled in another clock domain than its own, but by a register that says why it may.
struct CrossingCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    func run() {
        guard module.primitive == nil, module.dependencies != nil, isNeeded else { return }
        let flow = module.domainFlow
        checkInputs(flow)
        checkSamplings(flow)
        checkInstances(flow)
        checkOutputs(flow)
        module.directInputs = checkCrossings(flow)
    }

    /// Modules of one domain, nearly all there are, cost nothing.
    private var isNeeded: Bool {
        if module.clocking.count > 1 || !module.declaredDomains.isEmpty { return true }
        if module.declarations.contains(where: { $0.registerTraits?.acceptsCrossing == true }) { return true }
        return module.instances.contains {
            !$0.definition.directInputs.isEmpty || !$0.definition.declaredDomains.isEmpty
        }
    }

    // MARK: Inputs and outputs

    private func checkInputs(_ flow: DomainFlow) {
        for (slot, signal) in module.declarations.enumerated() where signal.isInput {
            guard signal.declaration?.domain == nil, flow.samplers[slot].count > 1 else { continue }
            let ends = flow.samplers[slot].prefix(2).map { flow.finish(in: $0.domain, from: slot) }
            elaboration.report(
                .inputInTwoDomains,
                "Input '\(signal.name)' (\(signal.shape)) is sampled in two clock domains: by \(ends[0].description) "
                    + "and by \(ends[1].description)",
                suggestion: "Synchronise it into one of them, and say with in: which it comes from",
                about: signal.name, at: Place(signal.location))
        }
    }

    private func checkOutputs(_ flow: DomainFlow) {
        for (slot, signal) in module.declarations.enumerated() where signal.isOutput {
            if let declared = signal.declaration?.domain {
                for origin in flow.origins[slot] where origin.domain != declared {
                    report(
                        flow,
                        "Output '\(signal.name)' (\(signal.shape), domain '\(declared.displayName)') gives",
                        origin, from: slot, isSampler: true, into: declared, about: signal.name,
                        at: origin.place)
                }
                continue
            }
            let domains = distinctDomains(flow.origins[slot])
            guard domains.count > 1 else { continue }
            let ends = domains.prefix(2).map { flow.start(of: $0, at: slot).end }
            elaboration.report(
                .mixedDomains,
                "Output '\(signal.name)' (\(signal.shape)) mixes two clock domains: \(ends[0].description) "
                    + "and \(ends[1].description)",
                suggestion: "Synchronise one of them into the other's domain first",
                about: signal.name, at: flow.sources[slot].first?.place ?? Place(signal.location))
        }
    }

    private func distinctDomains(_ origins: [DomainFlow.Origin]) -> [ClockDomain] {
        var domains: [ClockDomain] = []
        for origin in origins where !domains.contains(origin.domain) { domains.append(origin.domain) }
        return domains
    }

    // MARK: What samples

    private func checkSamplings(_ flow: DomainFlow) {
        var reported: Set<[Int]> = []
        for sampling in flow.samplings {
            for origin in flow.origins[sampling.step.source] where origin.domain != sampling.domain {
                let key = [sampling.register ?? -1, sampling.step.source]
                guard reported.insert(key).inserted else { continue }
                let domain = "domain '\(sampling.domain.displayName)'"
                let subject =
                    sampling.register.map {
                        "Register '\(flow.name($0))' (\(module.declarations[$0].shape), \(domain)) samples"
                    } ?? "A property (\(domain)) depends on"
                report(
                    flow, subject, origin, from: sampling.step.source, isSampler: false,
                    into: sampling.domain, about: flow.name(sampling.register ?? sampling.step.source),
                    at: sampling.step.place)
            }
        }
    }

    private func checkInstances(_ flow: DomainFlow) {
        for instance in module.instances {
            let inner = instance.definition.domainFlow
            for port in instance.ports where port.isInput {
                let slot = module.slot(of: port)
                let domains = inner.domains(sampling: slot - instance.identity.firstSlot)
                // Two have been reported inside.
                guard domains.count == 1 else { continue }
                let domain = instance.clocking.outer(domains[0])
                for origin in flow.origins[slot] where origin.domain != domain {
                    let end = flow.finish(in: domain, from: slot)
                    let verb = end.signal?.isRegister == true ? "samples" : "is given"
                    let place = flow.drives[slot]?.first?.place ?? instance.identity.place
                    report(
                        flow, "\(end.capitalized) \(verb)", origin, from: slot, isSampler: true, into: domain,
                        about: module.netName(of: port), at: place)
                }
            }
        }
    }

    private func report(
        _ flow: DomainFlow, _ subject: String, _ origin: DomainFlow.Origin, from slot: Int,
        isSampler: Bool, into domain: ClockDomain, about name: String, at place: Place
    ) {
        let (end, visible, path) = flow.start(of: origin.domain, at: slot, isInput: origin.isInput)
        let between = path.filter { $0 != flow.name(slot) || !isSampler }
        let way = between.isEmpty ? "" : ", by way of " + between.map { "'\($0)'" }.joined(separator: ", ")
        let declared = end.signal.map { ", declared at \($0.location)" } ?? ""
        let target = domain == .main ? ".main" : domain.name
        let isBit = end.signal?.width == 1
        elaboration.report(
            .clockCrossing, "\(subject) \(end.description)\(declared)\(way)",
            suggestion: isBit
                ? "Read synchronized(\(visible), into: \(target)) instead"
                : "Bring it over with a handshake or FIFO, or Gray-coded with synchronized(..., into: \(target), .grayCoded)",
            about: name, at: place)
    }

    // MARK: Synchronisers

    /// - Returns: own inputs that have to come straight from a register, since a synchroniser samples them.
    private func checkCrossings(_ flow: DomainFlow) -> [Int] {
        var inputs: [Int] = []
        for data in flow.crossings where data.crossing != .heldStable {
            checkDirectness(flow, of: data.value, into: data.register.name, at: data.place, &inputs)
            var origins: [DomainFlow.Origin] = []
            ExpressionWalker().readings(in: data.value) { signal, _, _ in
                origins += flow.origins[module.slot(of: signal)]
            }
            checkCoherence(origins, into: data.register.name, at: data.place)
        }
        for instance in module.instances {
            for input in instance.definition.directInputs {
                let slot = instance.identity.firstSlot + input
                let drives = flow.drives[slot] ?? []
                for drive in drives where !drive.isConditional {
                    checkDirectness(flow, of: drive.value, into: instance.name, at: drive.place, &inputs)
                }
                if let choice = drives.first(where: \.isConditional) {
                    reportLogic(
                        "The synchroniser '\(instance.name)' is given a choice of values",
                        about: instance.name,
                        at: choice.place)
                }
                let place = drives.first?.place ?? instance.identity.place
                checkCoherence(flow.origins[slot], into: instance.name, at: place)
            }
        }
        return inputs
    }

    private func checkDirectness(
        _ flow: DomainFlow, of value: Signal, into name: String, at place: Place, _ inputs: inout [Int]
    ) {
        let found = flow.directness(of: value, at: place)
        for input in found.inputs where !inputs.contains(input) { inputs.append(input) }
        guard let logic = found.logic else { return }
        let isHere = logic.location.description == place.location.description
        reportLogic(
            "The synchroniser '\(name)' is given \(value.displayNameAndShape) through logic"
                + (isHere ? "" : " at \(logic.location)"), about: name, at: place)
    }

    private func reportLogic(_ message: String, about name: String, at place: Place) {
        elaboration.report(
            .glitchingCrossing, message + ", which can glitch just when it is sampled",
            suggestion: "Put a register behind the logic, in the domain that it comes from", about: name,
            at: place)
    }

    /// Bits of two domains are Gray-coded in neither.
    private func checkCoherence(_ origins: [DomainFlow.Origin], into name: String, at place: Place) {
        let domains = distinctDomains(origins)
        guard domains.count > 1 else { return }
        elaboration.report(
            .incoherentCrossing,
            "The synchroniser '\(name)' is given bits of two clock domains, '\(domains[0].displayName)' and "
                + "'\(domains[1].displayName)'",
            suggestion: "Synchronise each by itself", about: name, at: place)
    }
}
