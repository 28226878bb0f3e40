/// What each wire, output and instance port depends on in the same cycle; signals by slot, registers left out.
struct Dependencies {
    /// Everything that has dependencies, in the order of statements, then instances.
    private(set) var targets: [Int] = []
    /// What each slot depends on, side by side in the order of slots, and where each slot's part starts.
    private var sources: [Int32] = []
    private var starts: [Int32]
    /// Pairs in the order in which they are found; empty once ``sources`` holds them.
    private var found: [(target: Int32, source: Int32)] = []

    init(_ module: ModuleDefinition) {
        starts = Array(repeating: 0, count: module.slotCount + 1)
        var conditions: [Int32] = []
        for index in module.wholeDrives.indices {
            let drive = module.wholeDrives[index]
            if !drive.isPresent {
                collect(module.body.statements[index], conditions: &conditions, in: module)
            } else if !drive.isToRegister && !drive.isFromRegister {
                add(Int32(drive.value), to: drive.target)
            }
        }
        for instance in module.instances {
            let first = instance.identity.firstSlot
            for (output, inputs) in instance.definition.outputsWithInputs {
                for input in inputs { add(Int32(first + input), to: first + output) }
            }
        }
        sortByTarget()
    }

    /// - Parameter conditions: slots that decide whether the block holds; the same after the call as before.
    private mutating func collect(_ block: Block, conditions: inout [Int32], in module: ModuleDefinition) {
        for statement in block.statements { collect(statement, conditions: &conditions, in: module) }
    }

    private mutating func collect(
        _ statement: Statement, conditions: inout [Int32], in module: ModuleDefinition
    ) {
        if case .drive(let target, _, let value) = statement.kind {
            guard !target.isRegister else { return }
            let slot = module.slot(of: target)
            for condition in conditions { add(condition, to: slot) }
            return read(value, in: module) { $0.add($1, to: slot) }
        }
        guard statement.isCompound else { return }
        let outer = conditions.count
        statement.forEachExpression { expression in
            read(expression, in: module) { conditions.append($1) }
        }
        statement.forEachBlock { collect($0, conditions: &conditions, in: module) }
        conditions.removeLast(conditions.count - outer)
    }

    private mutating func read(
        _ expression: Signal, in module: ModuleDefinition, _ take: (inout Dependencies, Int32) -> Void
    ) {
        ExpressionWalker().readings(in: expression) { signal, _, _ in
            guard !signal.isRegister else { return }
            let slot = module.slot(of: signal)
            take(&self, Int32(slot))
        }
    }

    private mutating func add(_ source: Int32, to target: Int) {
        if starts[target] == 0 { targets.append(target) }
        starts[target] += 1
        found.append((Int32(target), source))
    }

    /// Counts become starts, then each pair goes to its place; pairs of one target stay in their order.
    private mutating func sortByTarget() {
        var start: Int32 = 0
        for slot in starts.indices {
            let count = starts[slot]
            starts[slot] = start
            start += count
        }
        var next = starts
        sources = Array(repeating: 0, count: found.count)
        for (target, source) in found {
            sources[Int(next[Int(target)])] = source
            next[Int(target)] += 1
        }
        found = []
    }

    /// Slots on which that one depends through one statement or instance.
    func direct(of slot: Int) -> ArraySlice<Int32> { sources[Int(starts[slot])..<Int(starts[slot + 1])] }

    /// Everything on which the slot depends, itself left out unless in a loop, in the order of discovery.
    func allSources(of slot: Int) -> [Int] { allSources(of: [slot]) }

    /// Everything on which any of the slots depends.
    func allSources(of slots: [Int]) -> [Int] {
        var seen: Set<Int> = []
        var result: [Int] = []
        var open = slots.flatMap { direct(of: $0).map(Int.init) }
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            result.append(next)
            open += direct(of: next).map(Int.init)
        }
        return result
    }
}
