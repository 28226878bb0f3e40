/// Signals that one always block drives.
final class ProcedureGroup {
    let signals: [Signal]
    /// Top-level statements, in order.
    let statements: [Int]
    /// Of the registers; nil where the signals are wires.
    let domain: ClockDomain?
    let hasReset: Bool
    var isClocked: Bool { domain != nil }

    init(_ members: [TargetAnalysis.Target], in domain: ClockDomain? = nil, hasReset: Bool = false) {
        signals = members.map(\.signal)
        statements = Array(Set(members.flatMap(\.statements))).sorted()
        self.domain = domain
        self.hasReset = hasReset
    }
}

/// Registers of a clock domain that meet in a statement or stand side by side share a block, those with a reset apart
/// from those without. Wires share one when they meet in a condition and none depends on another.
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

    /// Those of each domain apart, in the order of first appearance.
    private func split(registers members: [TargetAnalysis.Target]) -> [ProcedureGroup] {
        var domains: [ClockDomain] = []
        var traits: [RegisterTraits?] = []
        for member in members {
            let found = member.signal.registerTraits
            traits.append(found)
            if let domain = found?.domain, !domains.contains(domain) { domains.append(domain) }
        }
        var groups: [ProcedureGroup] = []
        for domain in domains {
            for hasReset in [true, false] {
                let alike = zip(members, traits).filter {
                    $1?.domain == domain && ($1?.reset != nil) == hasReset
                }
                if alike.isEmpty { continue }
                groups.append(ProcedureGroup(alike.map(\.0), in: domain, hasReset: hasReset))
            }
        }
        return groups
    }

    private func split(
        _ members: [TargetAnalysis.Target], _ module: ModuleDefinition
    ) -> [ProcedureGroup] {
        let wires = members.filter { !$0.signal.isRegister }
        let groups = split(registers: members)
        if wires.isEmpty { return groups }
        guard wires.count > 1, let dependencies = module.dependencies else {
            return groups + [ProcedureGroup(wires)]
        }
        let slots = wires.map { module.slot(of: $0.signal) }
        if !Set(slots).isDisjoint(with: dependencies.allSources(of: slots)) {
            return groups + wires.map { ProcedureGroup([$0]) }
        }
        return groups + [ProcedureGroup(wires)]
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
