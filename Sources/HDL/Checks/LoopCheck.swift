/// No wire depends on itself without a register between; and which inputs reach which outputs.
struct LoopCheck {
    let module: ModuleDefinition
    let scope: ModuleScope
    let elaboration: Elaboration

    func run() {
        let dependencies = Dependencies(module: module, scope: scope, identifiers: elaboration.identifiers)
        guard reportLoops(dependencies) == 0 else { return }
        for output in module.ports where !output.isInput {
            let inputs = dependencies.sources(of: output).filter { signal in
                if case .own = scope.role(of: signal) { signal.isInput } else { false }
            }
            module.combinationalInputs[output.name] = inputs.map(\.name)
        }
    }

    private func reportLoops(_ dependencies: Dependencies) -> Int {
        enum State { case active, done }
        var states: [ObjectIdentifier: State] = [:]
        var chain: [Signal] = []
        var loops = 0

        func visit(_ signal: Signal) {
            states[ObjectIdentifier(signal)] = .active
            chain.append(signal)
            for source in dependencies.direct(of: signal) {
                switch states[ObjectIdentifier(source)] {
                case nil: visit(source)
                case .active:
                    loops += 1
                    report(Array(chain[chain.firstIndex { $0 === source }!...]))
                case .done: break
                }
            }
            chain.removeLast()
            states[ObjectIdentifier(signal)] = .done
        }
        for signal in dependencies.targets where states[ObjectIdentifier(signal)] == nil { visit(signal) }
        return loops
    }

    private func report(_ loop: [Signal]) {
        let names = (loop + [loop[0]]).map { "'\(scope.netName(of: $0))'" }
        elaboration.report(
            .combinationalLoop, "A combinational loop: " + names.joined(separator: " depends on "),
            suggestion: "Break it with a register", at: loop[0].location)
    }
}

/// What each wire, output and instance port depends on in the same cycle.
struct Dependencies {
    /// Everything that has dependencies, in the order of statements, then instances.
    private(set) var targets: [Signal] = []
    private var sources: [ObjectIdentifier: [Signal]] = [:]

    init(module: ModuleDefinition, scope: ModuleScope, identifiers: IdentifierCounter) {
        var conditions: [Signal] = []

        func read(_ expressions: [Signal]) -> [Signal] {
            let walker = ExpressionWalker(identifiers)
            var result: [Signal] = []
            for expression in expressions {
                walker.walk(expression) { node in
                    if let signal = node.declaredReading?.signal, !signal.isRegister { result.append(signal) }
                }
            }
            return result
        }
        func collect(_ block: Block) {
            for statement in block.statements {
                if case .drive(let target, _, let value) = statement.kind {
                    guard !target.isRegister else { continue }
                    add(read(conditions + [value]), to: target)
                    continue
                }
                let blocks = statement.blocks
                guard !blocks.isEmpty else { continue }
                let outer = conditions.count
                conditions += statement.expressions
                for block in blocks { collect(block) }
                conditions.removeLast(conditions.count - outer)
            }
        }
        collect(module.body)
        for instance in module.instances {
            let inputs = Dictionary(uniqueKeysWithValues: instance.ports.map { ($0.name, $0) })
            for port in instance.ports where !port.isInput {
                let names = instance.definition.combinationalInputs[port.name] ?? []
                add(names.compactMap { inputs[$0] }, to: port)
            }
        }
    }

    private mutating func add(_ signals: [Signal], to target: Signal) {
        if sources[ObjectIdentifier(target)] == nil { targets.append(target) }
        sources[ObjectIdentifier(target), default: []] += signals
    }

    /// Signals, registers excluded, on which `signal` depends through one statement or instance.
    func direct(of signal: Signal) -> [Signal] { sources[ObjectIdentifier(signal)] ?? [] }

    /// Everything on which `signal` depends, itself excluded unless in a loop, in the order of discovery.
    func sources(of signal: Signal) -> [Signal] {
        var seen: Set<ObjectIdentifier> = []
        var result: [Signal] = []
        var open = direct(of: signal)
        while let next = open.popLast() {
            guard seen.insert(ObjectIdentifier(next)).inserted else { continue }
            result.append(next)
            open += direct(of: next)
        }
        return result
    }
}
