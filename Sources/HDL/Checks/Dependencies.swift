/// What each wire, output and instance port depends on in the same cycle; signals by slot, registers left out.
struct Dependencies {
    /// Everything that has dependencies, in the order of statements, then instances.
    private(set) var targets: [Int] = []
    private var sources: [[Int]]
    private var signals: [Signal?]

    init(_ module: ModuleDefinition) {
        sources = Array(repeating: [], count: module.slotCount)
        signals = Array(repeating: nil, count: module.slotCount)
        collect(module.body, conditions: [], in: module)
        for instance in module.instances {
            let first = instance.identity.firstSlot
            for port in instance.ports where !port.isInput {
                let slot = module.slot(of: port)
                let inputs = instance.definition.combinationalInputs[slot - first] ?? []
                add(inputs.map { first + $0 }, to: port, slot)
            }
        }
    }

    private mutating func collect(_ block: Block, conditions: [Int], in module: ModuleDefinition) {
        for statement in block.statements {
            if case .drive(let target, _, let value) = statement.kind {
                guard !target.isRegister else { continue }
                add(conditions + read(value, in: module), to: target, module.slot(of: target))
                continue
            }
            guard statement.isCompound else { continue }
            var inner = conditions
            statement.forEachExpression { inner += read($0, in: module) }
            statement.forEachBlock { collect($0, conditions: inner, in: module) }
        }
    }

    private mutating func read(_ expression: Signal, in module: ModuleDefinition) -> [Int] {
        var slots: [Int] = []
        ExpressionWalker().readings(in: expression) { signal, _, _ in
            guard !signal.isRegister else { return }
            let slot = module.slot(of: signal)
            signals[slot] = signal
            slots.append(slot)
        }
        return slots
    }

    private mutating func add(_ slots: [Int], to target: Signal, _ slot: Int) {
        if signals[slot] == nil { signals[slot] = target }
        if sources[slot].isEmpty { targets.append(slot) }
        sources[slot] += slots
    }

    /// Slots on which that one depends through one statement or instance.
    func direct(of slot: Int) -> [Int] { sources[slot] }

    func signal(_ slot: Int) -> Signal? { signals[slot] }

    /// Everything on which the slot depends, itself left out unless in a loop, in the order of discovery.
    func allSources(of slot: Int) -> [Int] {
        var seen: Set<Int> = []
        var result: [Int] = []
        var open = sources[slot]
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            result.append(next)
            open += sources[next]
        }
        return result
    }
}
