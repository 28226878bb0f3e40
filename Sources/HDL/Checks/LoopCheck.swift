/// No wire depends on itself without a register between; and which inputs reach which outputs.
struct LoopCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    func run() {
        let dependencies = Dependencies(module)
        guard reportLoops(dependencies) == 0 else { return }
        module.dependencies = dependencies
        findInputs(dependencies)
    }

    /// Notes for each output which inputs reach it.
    private func findInputs(_ dependencies: Dependencies) {
        /// The last output whose sources the slot was found among.
        var reached = [Int32](repeating: -1, count: module.slotCount)
        var open: [Int32] = []
        for (slot, signal) in module.declarations.enumerated() where signal.isOutput {
            var inputs: [Int] = []
            open += dependencies.direct(of: slot)
            while let next = open.popLast() {
                let source = Int(next)
                if reached[source] == Int32(slot) { continue }
                reached[source] = Int32(slot)
                if source < module.declarations.count && module.declarations[source].isInput {
                    inputs.append(source)
                }
                open += dependencies.direct(of: source)
            }
            if !inputs.isEmpty { module.combinationalInputs[slot] = inputs.sorted() }
        }
    }

    /// Depth first without recursion: a chain of nets can be as long as the design is large.
    private func reportLoops(_ dependencies: Dependencies) -> Int {
        enum State { case new, active, done }
        var states = [State](repeating: .new, count: module.slotCount)
        var loops = 0
        var chain: [(slot: Int, next: Int)] = []
        for target in dependencies.targets where states[target] == .new {
            chain.append((target, 0))
            states[target] = .active
            while let (slot, next) = chain.last {
                let sources = dependencies.direct(of: slot)
                guard next < sources.count else {
                    states[slot] = .done
                    chain.removeLast()
                    continue
                }
                chain[chain.count - 1].next += 1
                let source = Int(sources[sources.startIndex + next])
                switch states[source] {
                case .new:
                    states[source] = .active
                    chain.append((source, 0))
                case .active:
                    loops += 1
                    let start = chain.lastIndex { $0.slot == source } ?? 0
                    report(chain[start...].compactMap { module.signal(at: $0.slot) })
                case .done: break
                }
            }
        }
        return loops
    }

    private func report(_ loop: [Signal]) {
        guard let first = loop.first else { return }
        let names = (loop + [first]).map { "'\(module.netName(of: $0))' (\($0.shape))" }
        elaboration.report(
            .combinationalLoop, "A combinational loop: " + names.joined(separator: " depends on "),
            suggestion: "Break it with a register", at: Place(first.location))
    }
}
