/// Signals that one always block drives.
final class ProcedureGroup {
    let signals: [Signal]
    /// Top-level statements, in order.
    let statements: [Int]
    let isClocked: Bool
    let hasReset: Bool

    init(_ members: [TargetAnalysis.Target], isClocked: Bool, hasReset: Bool) {
        signals = members.map(\.signal)
        statements = Array(Set(members.flatMap(\.statements))).sorted()
        self.isClocked = isClocked
        self.hasReset = hasReset
    }
}

/// Registers that meet in a statement or stand side by side share a block, those with a reset apart from those
/// without. Wires share one when they meet in a condition and none depends on another.
struct ProcedureGrouping {
    private let procedural: [TargetAnalysis.Target]
    private var sets: DisjointSets
    private let statementCount: Int

    init(_ procedural: [TargetAnalysis.Target], targetCount: Int, statementCount: Int) {
        self.procedural = procedural
        self.statementCount = statementCount
        sets = DisjointSets(count: targetCount)
        join()
    }

    private mutating func join() {
        var firstRegister = [Int](repeating: -1, count: statementCount)
        var firstWire = firstRegister
        for target in procedural {
            if target.signal.isRegister {
                for statement in target.statements { join(target.index, at: statement, &firstRegister) }
            } else {
                for statement in target.compound { join(target.index, at: statement, &firstWire) }
            }
        }
        for statement in 1..<max(1, statementCount) {
            let (before, here) = (firstRegister[statement - 1], firstRegister[statement])
            if before >= 0 && here >= 0 { sets.join(before, here) }
        }
    }

    private mutating func join(_ index: Int, at statement: Int, _ first: inout [Int]) {
        if first[statement] >= 0 { sets.join(first[statement], index) } else { first[statement] = index }
    }

    /// In the order of their last statements.
    func groups(_ module: ModuleDefinition) -> [ProcedureGroup] {
        var sets = sets
        var members: [Int: [TargetAnalysis.Target]] = [:]
        var roots: [Int] = []
        for target in procedural {
            let root = sets.root(target.index)
            if members[root] == nil { roots.append(root) }
            members[root, default: []].append(target)
        }
        var groups: [ProcedureGroup] = []
        for root in roots { groups += split(members[root] ?? [], module) }
        let order = groups.indices.sorted {
            let (left, right) = (groups[$0].statements.last ?? 0, groups[$1].statements.last ?? 0)
            return left == right ? $0 < $1 : left < right
        }
        return order.map { groups[$0] }
    }

    private func split(
        _ members: [TargetAnalysis.Target], _ module: ModuleDefinition
    ) -> [ProcedureGroup] {
        let withReset = members.filter { $0.signal.registerTraits?.reset != nil }
        let withoutReset = members.filter { $0.signal.isRegister && $0.signal.registerTraits?.reset == nil }
        let wires = members.filter { !$0.signal.isRegister }
        var groups: [ProcedureGroup] = []
        if !withReset.isEmpty { groups.append(ProcedureGroup(withReset, isClocked: true, hasReset: true)) }
        if !withoutReset.isEmpty {
            groups.append(ProcedureGroup(withoutReset, isClocked: true, hasReset: false))
        }
        if wires.isEmpty { return groups }
        guard wires.count > 1, let dependencies = module.dependencies else {
            return groups + [ProcedureGroup(wires, isClocked: false, hasReset: false)]
        }
        let slots = wires.map { module.slot(of: $0.signal) }
        if !Set(slots).isDisjoint(with: dependencies.allSources(of: slots)) {
            return groups + wires.map { ProcedureGroup([$0], isClocked: false, hasReset: false) }
        }
        return groups + [ProcedureGroup(wires, isClocked: false, hasReset: false)]
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
