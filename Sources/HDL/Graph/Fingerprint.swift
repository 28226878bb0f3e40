/// Equal for two modules exactly when they print the same Verilog: 128 bits of hash over names, shapes, statements
/// and instances, without source places.
struct Fingerprint: Hashable {
    private let first: Int
    private let second: Int

    /// - Parameter traversal: a number that no other traversal of this elaboration has.
    init(of module: ModuleDefinition, traversal: Int) {
        var walker = FingerprintWalker(module, traversal)
        (first, second) = walker.fingerprint(of: module)
    }
}

private struct FingerprintWalker {
    private let traversal: Int
    private var nextMark = 1
    private var instanceIndices: [Int: Int] = [:]
    private var first = Hasher()
    private var second = Hasher()
    private let owner: Int

    init(_ module: ModuleDefinition, _ traversal: Int) {
        self.traversal = traversal
        owner = module.declarations.first?.ownerIdentifier ?? 0
        for (index, instance) in module.instances.enumerated() {
            instanceIndices[instance.module.identifier] = index
        }
        second.combine(0x5bd1)
    }

    private mutating func add<Value: Hashable>(_ value: Value) {
        first.combine(value)
        second.combine(value)
    }

    mutating func fingerprint(of module: ModuleDefinition) -> (Int, Int) {
        add(module.name)
        add(module.documentation)
        add(module.primitive)
        for signal in module.declarations {
            add(signal.name)
            add(signal.shape)
            add(signal.comment)
            switch signal.node {
            case .input: add(0)
            case .output: add(1)
            case .register(let reset): add(reset)
            default: add(2)
            }
        }
        for instance in module.instances {
            add(instance.name)
            add(ObjectIdentifier(instance.definition))
        }
        add(module.body)
        return (first.finalize(), second.finalize())
    }

    private mutating func add(_ block: Block) {
        add(block.statements.count)
        for statement in block.statements { add(statement) }
    }

    private mutating func add(_ statement: Statement) {
        switch statement.kind {
        case .drive(let target, let low, let value):
            add(0)
            add(low)
            add(target)
            add(value)
        case .when(let branches, let otherwise):
            add(1)
            add(branches.count)
            for branch in branches {
                add(branch.condition)
                add(branch.block)
            }
            if let otherwise { add(otherwise) }
        case .switch(let subject, let cases, let otherwise):
            add(2)
            add(subject)
            add(cases.count)
            for item in cases {
                add(item.patterns)
                add(item.symbols)
                add(item.block)
            }
            if let otherwise { add(otherwise) }
        case .comment(let text):
            add(3)
            add(text)
        case .discard(let signals):
            add(4)
            for signal in signals { add(signal) }
        }
    }

    /// A node met before counts as its number, so that shared and repeated expressions differ.
    private mutating func add(_ signal: Signal) {
        if signal.traversal == traversal {
            add(signal.mark)
            return
        }
        signal.traversal = traversal
        signal.mark = nextMark
        nextMark += 1
        switch signal.node {
        case .constant(let value, let symbol):
            add(0)
            add(value)
            add(symbol)
            add(signal.shape.isSigned)
        case .operation(let operation, let operands):
            add(1)
            add(operation)
            add(signal.shape)
            for operand in operands { add(operand) }
        case .rejected:
            add(2)
        case .input, .output, .wire, .register:
            add(signal.ownerIdentifier == owner ? -1 : instanceIndices[signal.ownerIdentifier] ?? -2)
            add(signal.index)
        }
    }
}
