/// Every bit that is made is read, or discarded by name.
struct UsageCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    func run() {
        var read = [BitSet](repeating: .none, count: module.slotCount)
        for index in module.wholeDrives.indices where module.wholeDrives[index].isPresent {
            read[module.wholeDrives[index].value] = .all
        }
        let walker = ExpressionWalker()
        module.forEachOtherStatement { statement in
            statement.forEachExpression { expression in
                walker.readings(in: expression) { signal, low, width in
                    read[module.slot(of: signal)].form(BitSet(low: low, count: width, width: signal.width))
                }
            }
        }
        for (slot, signal) in module.declarations.enumerated() {
            // An output is read outside.
            if signal.isOutput { continue }
            check(signal, read[slot])
        }
        for instance in module.instances {
            let table = instance.definition.portTable
            for port in instance.ports.indices where !table[port].isInput {
                let slot = instance.identity.firstSlot + table[port].index
                if case .all = read[slot] { continue }
                check(instance.ports[port], read[slot])
            }
        }
    }

    private func check(_ signal: Signal, _ used: BitSet) {
        if case .all = used { return }
        let all = BitPattern.ones(width: signal.width)
        let unread = all & ~used.pattern(width: signal.width)
        guard !unread.isZero else { return }
        let name = module.netName(of: signal)
        let bits = unread == all ? "'\(name)'" : "bits \(unread.verilogRanges) of '\(name)'"
        elaboration.report(
            .unused, "Nothing reads \(bits) (\(signal.shape))",
            suggestion: "Read, narrow or remove it, or say Discard(...) if that is meant",
            about: name, at: Place(signal.location))
    }
}
