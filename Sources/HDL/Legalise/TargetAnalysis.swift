/// How the statements of a module drive each target, and which always block takes it.
struct TargetAnalysis {
    /// What one signal is driven by, as indices of top-level statements.
    final class Target {
        let signal: Signal
        var plain: [(statement: Int, low: Int, value: Signal)] = []
        var compound: [Int] = []
        var group: ProcedureGroup?

        init(_ signal: Signal) { self.signal = signal }

        /// Whether continuous assignments suffice.
        var isContinuous: Bool {
            guard !signal.isRegister, compound.isEmpty else { return false }
            return !plain.contains { if case .operation(.select, _) = $0.value.node { true } else { false } }
        }

        /// The one value of the whole signal, when there is just that.
        var soleValue: Signal? {
            guard compound.isEmpty, plain.count == 1, plain[0].value.width == signal.width else { return nil }
            return plain[0].value
        }

        var statements: [Int] { (plain.map(\.statement) + compound).sorted() }
    }

    /// Signals that one always block drives.
    final class ProcedureGroup {
        var signals: [Signal] = []
        var statements: [Int] = []
        var isClocked = false
        var hasReset = false
    }

    private(set) var targets: [Target] = []
    private var indices: [ObjectIdentifier: Int] = [:]
    private(set) var groups: [ProcedureGroup] = []

    func target(of signal: Signal) -> Target? { indices[ObjectIdentifier(signal)].map { targets[$0] } }

    init(_ module: ModuleDefinition, _ scope: ModuleScope, _ identifiers: IdentifierCounter) {
        collect(module.body)
        let dependencies = Dependencies(module: module, scope: scope, identifiers: identifiers)
        makeGroups(module.body, dependencies)
    }

    private mutating func entry(_ signal: Signal) -> Target {
        if let index = indices[ObjectIdentifier(signal)] { return targets[index] }
        let target = Target(signal)
        indices[ObjectIdentifier(signal)] = targets.count
        targets.append(target)
        return target
    }

    private mutating func collect(_ body: Block) {
        for (index, statement) in body.statements.enumerated() {
            if case .drive(let signal, let low, let value) = statement.kind {
                entry(signal).plain.append((index, low, value))
            }
            for block in statement.blocks {
                block.forEachStatement { inner in
                    guard case .drive(let signal, _, _) = inner.kind else { return }
                    let target = entry(signal)
                    if target.compound.last != index { target.compound.append(index) }
                }
            }
        }
    }

    // MARK: Groups

    /// Registers that meet in a statement or stand side by side share a block, those with a reset apart from those
    /// without. Wires share one when they meet in a statement and none depends on another.
    private mutating func makeGroups(_ body: Block, _ dependencies: Dependencies) {
        let procedural = targets.filter { !$0.isContinuous }
        var registers = DisjointSets(count: targets.count)
        var lastRegister: (statement: Int, target: Int)?
        var firstOfStatement: [Int: (register: Int?, wire: Int?)] = [:]
        for target in procedural {
            let index = indices[ObjectIdentifier(target.signal)]!
            for statement in target.statements {
                var first = firstOfStatement[statement] ?? (nil, nil)
                let isCompound = target.compound.contains(statement)
                if target.signal.isRegister {
                    if let other = first.register { registers.join(other, index) } else { first.register = index }
                } else if isCompound {
                    if let other = first.wire { registers.join(other, index) } else { first.wire = index }
                }
                firstOfStatement[statement] = first
            }
        }
        for statement in body.statements.indices {
            guard let register = firstOfStatement[statement]?.register else { continue }
            if let last = lastRegister, last.statement == statement - 1 { registers.join(last.target, register) }
            lastRegister = (statement, register)
        }
        var byRoot: [Int: [Target]] = [:]
        var roots: [Int] = []
        for target in procedural {
            let root = registers.root(indices[ObjectIdentifier(target.signal)]!)
            if byRoot[root] == nil { roots.append(root) }
            byRoot[root, default: []].append(target)
        }
        for root in roots { split(byRoot[root]!, dependencies) }
        groups.sort { $0.statements.last! < $1.statements.last! }
    }

    private mutating func split(_ members: [Target], _ dependencies: Dependencies) {
        let withReset = members.filter { if case .register(.some) = $0.signal.node { true } else { false } }
        let withoutReset = members.filter { if case .register(nil) = $0.signal.node { true } else { false } }
        let wires = members.filter { !$0.signal.isRegister }
        add(withReset, isClocked: true, hasReset: true)
        add(withoutReset, isClocked: true, hasReset: false)
        let identities = Set(wires.map { ObjectIdentifier($0.signal) })
        let isEntangled = wires.contains { wire in
            dependencies.sources(of: wire.signal).contains { identities.contains(ObjectIdentifier($0)) }
        }
        if isEntangled {
            for wire in wires { add([wire], isClocked: false, hasReset: false) }
        } else {
            add(wires, isClocked: false, hasReset: false)
        }
    }

    private mutating func add(_ members: [Target], isClocked: Bool, hasReset: Bool) {
        guard !members.isEmpty else { return }
        let group = ProcedureGroup()
        group.signals = members.map(\.signal)
        group.statements = Array(Set(members.flatMap(\.statements))).sorted()
        group.isClocked = isClocked
        group.hasReset = hasReset
        for member in members { member.group = group }
        groups.append(group)
    }
}

/// Union and find over 0 ..< count.
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func root(_ element: Int) -> Int {
        var root = element
        while parents[root] != root { root = parents[root] }
        parents[element] = root
        return root
    }

    mutating func join(_ first: Int, _ second: Int) {
        let roots = (root(first), root(second))
        parents[max(roots.0, roots.1)] = min(roots.0, roots.1)
    }
}
