// From which place of the Swift source the parts of a module come.

extension ModuleLegaliser {
    /// The declaration of an own signal; for an instance's port where the parent connects it.
    func origin(of signal: Signal) -> SourceLocation {
        guard module.role(of: signal) == .instancePort, let identity = signal.declaration?.owner else {
            return signal.location
        }
        return origin(ofPort: module.slot(of: signal), isInput: signal.isInput, identity)
    }

    func origin(ofPort slot: Int, isInput: Bool, _ instance: ModuleIdentity) -> SourceLocation {
        if let connection = origin(ofConnection: slot, isInput: isInput) { return connection }
        return instance.place.isExact ? instance.place.location : module.place.location
    }

    /// The call that makes the instance; one that a stored property holds has none, so it is where the parent first
    /// connects it.
    func origin(of instance: Instance) -> SourceLocation {
        if instance.identity.place.isExact { return instance.identity.place.location }
        let table = instance.definition.portTable
        for port in table.indices {
            let slot = instance.identity.firstSlot + table[port].index
            if let connection = origin(ofConnection: slot, isInput: table[port].isInput) { return connection }
        }
        return module.place.location
    }

    /// The statement that drives an instance's input, or that takes the whole of its output.
    func origin(ofConnection slot: Int, isInput: Bool) -> SourceLocation? {
        guard let target = isInput ? slot : aliases.target(atOutput: slot),
            let statement = analysis.firstStatement(at: target)
        else { return nil }
        return body.statements[statement].place.location
    }

    /// The first statement that leaves signals unread on purpose, or the module where only truncations do.
    func originOfUnused() -> SourceLocation {
        let discard = body.statements.first {
            if case .discard = $0.kind { true } else { false }
        }
        return discard?.place.location ?? module.place.location
    }
}

extension Place {
    fileprivate var isExact: Bool { note.isEmpty && location.isKnown }
}
