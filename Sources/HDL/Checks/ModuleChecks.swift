/// The rules that need a whole module, one small pass each, in the order in which their findings make sense.
struct ModuleChecks {
    private let module: ModuleDefinition
    private let elaboration: Elaboration

    init(_ module: ModuleDefinition, _ elaboration: Elaboration) {
        self.module = module
        self.elaboration = elaboration
    }

    func run() {
        if case .memory = module.primitive {
            module.combinationalInputs = ["read_data": ["read_address"]]
            return
        }
        let scope = ModuleScope(module)
        let before = elaboration.diagnostics.count
        NameCheck(module: module, elaboration: elaboration).run()
        ScopeCheck(module: module, scope: scope, elaboration: elaboration).run()
        // A signal of another module would make the passes below report nonsense.
        guard elaboration.diagnostics.count == before else { return }
        DriverCheck(module: module, scope: scope, elaboration: elaboration).run()
        UsageCheck(module: module, scope: scope, elaboration: elaboration).run()
        LoopCheck(module: module, scope: scope, elaboration: elaboration).run()
    }
}

/// Whose signal is it, seen from inside one module.
struct ModuleScope {
    enum Role {
        case own
        case instancePort(Int)
        case foreign
    }

    private let ownIdentifier: Int
    private var instanceIndices: [Int: Int] = [:]
    private let instanceNames: [String]

    init(_ module: ModuleDefinition) {
        ownIdentifier = module.declarations.first?.ownerIdentifier ?? -1
        instanceNames = module.instances.map(\.name)
        for (index, instance) in module.instances.enumerated() {
            instanceIndices[instance.module.identifier] = index
        }
    }

    func role(of signal: Signal) -> Role {
        if signal.ownerIdentifier == ownIdentifier { return .own }
        if let index = instanceIndices[signal.ownerIdentifier], signal.isPort { return .instancePort(index) }
        return .foreign
    }

    /// The name of a signal's net inside the module: an instance's port carries the instance's name in front.
    func netName(of signal: Signal) -> String {
        if case .instancePort(let index) = role(of: signal) { return "\(instanceNames[index])_\(signal.name)" }
        return signal.name
    }

    /// Whether the module's statements have to drive the signal in every cycle.
    func needsDriver(_ signal: Signal) -> Bool {
        switch (signal.node, role(of: signal)) {
        case (.wire, .own), (.output, .own), (.input, .instancePort): true
        default: false
        }
    }
}

extension Block {
    /// Calls `visit` for every statement, those inside conditions after their condition.
    func forEachStatement(_ visit: (Statement) -> Void) {
        for statement in statements {
            visit(statement)
            for block in statement.blocks { block.forEachStatement(visit) }
        }
    }
}

extension Statement {
    /// The blocks inside, in source order.
    var blocks: [Block] {
        switch kind {
        case .when(let branches, let otherwise): branches.map(\.block) + (otherwise.map { [$0] } ?? [])
        case .switch(_, let cases, let otherwise): cases.map(\.block) + (otherwise.map { [$0] } ?? [])
        case .drive, .comment, .discard: []
        }
    }

    /// The expressions that the statement itself reads.
    var expressions: [Signal] {
        switch kind {
        case .drive(_, _, let value): [value]
        case .when(let branches, _): branches.map(\.condition)
        case .switch(let subject, _, _): [subject]
        case .discard(let signals): signals
        case .comment: []
        }
    }
}

/// Walks each expression node once.
struct ExpressionWalker {
    private let traversal: Int

    init(_ identifiers: IdentifierCounter) { traversal = identifiers.next() }

    /// Calls `visit` for each node below and including `signal` that this walker hasn't met; a slice of a declared
    /// signal is visited without that signal.
    func walk(_ signal: Signal, _ visit: (Signal) -> Void) {
        guard signal.traversal != traversal else { return }
        signal.traversal = traversal
        visit(signal)
        guard case .operation(let operation, let operands) = signal.node else { return }
        if case .slice = operation, operands[0].isDeclared { return }
        for operand in operands { walk(operand, visit) }
    }
}

extension Signal {
    /// The declared signal that this node reads and the bits it reads of it; nil for other nodes.
    var declaredReading: (signal: Signal, low: Int, width: Int)? {
        if isDeclared { return (self, 0, width) }
        if case .operation(.slice(let low), let operands) = node, operands[0].isDeclared {
            return (operands[0], low, width)
        }
        return nil
    }
}
