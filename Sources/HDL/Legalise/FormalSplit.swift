/// A module's statements in two parts: the design, and what there is only for its properties.
///
/// The second part holds the properties and the wires and registers that nothing but properties depend on. The first
/// is the same whether or not there are properties, so they change neither the design's text nor its area.
struct FormalSplit {
    let design: Block
    /// Nil for a module without properties.
    private(set) var formal: Block?
    /// By slot: signals of the formal part.
    private var isFormal: [Bool] = []
    /// By slot: what the formal part reads.
    private var isReadFormally: [Bool] = []
    private let module: ModuleDefinition

    init(_ module: ModuleDefinition) {
        self.module = module
        guard module.hasProperties else {
            design = module.body
            return
        }
        var cones = Cones(module)
        isFormal = cones.formalSignals()
        let isFormal = isFormal
        let belongs = { (statement: Statement) -> Bool in
            switch statement.kind {
            case .property: true
            case .drive(let target, _, _): isFormal[module.slot(of: target)]
            default: false
            }
        }
        design = Self.filtered(module.body, isFormalPart: false, belongs)
        let formal = Self.filtered(module.body, isFormalPart: true, belongs)
        self.formal = formal
        isReadFormally = Array(repeating: false, count: module.slotCount)
        let walker = ExpressionWalker()
        formal.forEachStatement { statement in
            statement.forEachExpression { expression in
                walker.readings(in: expression) { signal, _, _ in
                    isReadFormally[module.slot(of: signal)] = true
                }
            }
        }
    }

    func isFormal(_ signal: Signal) -> Bool { formal != nil && isFormal[module.slot(of: signal)] }

    func isReadFormally(at slot: Int) -> Bool { formal != nil && isReadFormally[slot] }

    /// The statements of one part. A condition around statements of both parts stands in both; a comment goes with the
    /// statement after it.
    private static func filtered(
        _ block: Block, isFormalPart: Bool, _ belongs: (Statement) -> Bool
    ) -> Block {
        let result = Block(at: block.place)
        var comments: [Statement] = []
        for statement in block.statements {
            switch statement.kind {
            case .comment:
                comments.append(statement)
                continue
            case .drive(let target, _, _) where target.registerTraits.map { $0.pastCycles > 0 } ?? false:
                // It was recorded between a property and the comment above.
                if isFormalPart == belongs(statement) { result.statements.append(statement) }
                continue
            default: break
            }
            var kept: Statement?
            if statement.isCompound {
                kept = filtered(compound: statement, isFormalPart: isFormalPart, belongs)
            } else if belongs(statement) == isFormalPart {
                kept = statement
            }
            if let kept {
                if !isFormalPart || !hasDesignPart(statement, belongs) { result.statements += comments }
                result.statements.append(kept)
            }
            comments = []
        }
        if !isFormalPart { result.statements += comments }
        return result
    }

    private static func filtered(
        compound statement: Statement, isFormalPart: Bool, _ belongs: (Statement) -> Bool
    ) -> Statement? {
        let isWanted =
            isFormalPart
            ? hasFormalPart(statement, belongs)
            : !hasFormalPart(statement, belongs) || hasDesignPart(statement, belongs)
        guard isWanted else { return nil }
        if !isFormalPart && !hasFormalPart(statement, belongs) { return statement }
        func part(_ block: Block) -> Block { filtered(block, isFormalPart: isFormalPart, belongs) }
        switch statement.kind {
        case .when(let branches, let otherwise):
            return Statement(
                .when(
                    branches: branches.map { ($0.condition, part($0.block)) }, otherwise: otherwise.map(part)),
                at: statement.place)
        case .switch(let subject, let cases, let otherwise):
            let cases = cases.map {
                Statement.SwitchCase(patterns: $0.patterns, symbols: $0.symbols, block: part($0.block))
            }
            return Statement(
                .switch(subject: subject, cases: cases, otherwise: otherwise.map(part)), at: statement.place)
        default: return statement
        }
    }

    private static func hasFormalPart(_ statement: Statement, _ belongs: (Statement) -> Bool) -> Bool {
        contains(statement) { belongs($0) }
    }

    private static func hasDesignPart(_ statement: Statement, _ belongs: (Statement) -> Bool) -> Bool {
        contains(statement) { inner in
            switch inner.kind {
            case .drive, .discard: !belongs(inner)
            default: false
            }
        }
    }

    private static func contains(_ statement: Statement, _ test: (Statement) -> Bool) -> Bool {
        if test(statement) { return true }
        var isFound = false
        statement.forEachBlock { block in
            block.forEachStatement { if test($0) { isFound = true } }
        }
        return isFound
    }
}

/// Which signals reach an output, an instance or a Discard, and which reach a property.
private struct Cones {
    private let module: ModuleDefinition
    /// By slot of what is driven: slots that it depends on, through registers or not.
    private var sources: [[Int]]
    private var designRoots: [Int] = []
    private var propertyRoots: [Int] = []

    init(_ module: ModuleDefinition) {
        self.module = module
        sources = Array(repeating: [], count: module.slotCount)
        collect(module.body, conditions: [])
        for (slot, signal) in module.declarations.enumerated() where signal.isPort {
            designRoots.append(slot)
        }
        for instance in module.instances { designRoots += instance.ports.map(module.slot) }
    }

    private mutating func collect(_ block: Block, conditions: [Int]) {
        for statement in block.statements {
            var read = conditions
            let walker = ExpressionWalker()
            statement.forEachExpression { expression in
                walker.readings(in: expression) { signal, _, _ in read.append(module.slot(of: signal)) }
            }
            switch statement.kind {
            case .drive(let target, _, _): sources[module.slot(of: target)] += read
            case .property: propertyRoots += read
            case .discard: designRoots += read
            case .when, .switch: statement.forEachBlock { collect($0, conditions: read) }
            case .comment: break
            }
        }
    }

    /// By slot: what reaches properties only.
    mutating func formalSignals() -> [Bool] {
        let reachesProperty = cone(of: propertyRoots)
        // What reaches nothing at all stays where it would be without properties.
        let reachesNone = module.declarations.indices.filter { !reachesProperty[$0] }
        let reachesDesign = cone(of: designRoots + reachesNone)
        return zip(reachesProperty, reachesDesign).map { $0 && !$1 }
    }

    private func cone(of roots: [Int]) -> [Bool] {
        var isInside = [Bool](repeating: false, count: module.slotCount)
        var open = roots
        while let slot = open.popLast() {
            if isInside[slot] { continue }
            isInside[slot] = true
            open += sources[slot]
        }
        return isInside
    }
}
