/// Puts properties that depend on values of earlier cycles under the condition that the reset was inactive as long.
struct PropertyGuards {
    private let module: ModuleBase
    /// Expressions on which each driven signal depends.
    private var sources: [ObjectIdentifier: [Signal]] = [:]
    private var depths: [ObjectIdentifier: Int] = [:]

    init(_ module: ModuleBase) { self.module = module }

    mutating func run() {
        guard module.hasProperties, !module.pastRegisters.isEmpty else { return }
        collect(module.body, conditions: [])
        // Guards add registers to the body while it is walked.
        let statements = module.body.statements
        for statement in statements { wrapProperties(inside: statement, depth: 0) }
        for statement in statements { wrap(statement, depth: 0) }
    }

    private mutating func collect(_ block: Block, conditions: [Signal]) {
        for statement in block.statements {
            if case .drive(let target, _, let value) = statement.kind, !target.isRegister {
                sources[ObjectIdentifier(target), default: []] += conditions + [value]
            }
            guard statement.isCompound else { continue }
            var inner = conditions
            statement.forEachExpression { inner.append($0) }
            statement.forEachBlock { collect($0, conditions: inner) }
        }
    }

    private mutating func wrapProperties(inside statement: Statement, depth: Int) {
        guard statement.isCompound else { return }
        var conditions: [Signal] = []
        statement.forEachExpression { conditions.append($0) }
        let depth = conditions.reduce(depth) { max($0, self.depth(of: $1)) }
        var blocks: [Block] = []
        statement.forEachBlock { blocks.append($0) }
        for block in blocks {
            for inner in block.statements {
                wrapProperties(inside: inner, depth: depth)
                wrap(inner, depth: depth)
            }
        }
    }

    private mutating func wrap(_ statement: Statement, depth: Int) {
        guard case .property(_, let condition, _, let domain) = statement.kind else { return }
        let depth = max(depth, self.depth(of: condition))
        guard depth > 0 else { return }
        let block = Block()
        block.statements = [Statement(statement.kind, at: statement.place)]
        let isOutside = module.outsideReset(depth, in: domain, at: statement.place)
        statement.kind = .when(branches: [(isOutside, block)], otherwise: nil)
    }

    /// Cycles that the value reaches back.
    private mutating func depth(of signal: Signal) -> Int {
        if let traits = signal.registerTraits { return traits.pastCycles }
        let key = ObjectIdentifier(signal)
        if let known = depths[key] { return known }
        // A loop is reported elsewhere.
        depths[key] = 0
        var depth = 0
        if case .operation(_, let operands) = signal.node {
            for operand in operands { depth = max(depth, self.depth(of: operand)) }
        } else {
            for source in sources[key] ?? [] { depth = max(depth, self.depth(of: source)) }
        }
        depths[key] = depth
        return depth
    }
}
