/// How the statements of a module drive each target, and which always block takes it.
struct TargetAnalysis {
    /// What one signal is driven by, as indices of top-level statements.
    final class Target {
        /// A drive outside conditions.
        typealias Plain = (statement: Int, low: Int, value: Signal)

        let signal: Signal
        /// Among ``TargetAnalysis/targets``.
        fileprivate(set) var index: Int
        /// Of the signal in its module.
        let slot: Int
        /// Nearly all targets have one drive, which needs no array.
        private var first: Plain?
        private var others: [Plain] = []
        var compound: [Int] = []
        var group: ProcedureGroup?
        /// Its value where statements with conditions come to a constant.
        var folded: Signal?

        init(_ signal: Signal, index: Int, slot: Int) {
            self.signal = signal
            self.index = index
            self.slot = slot
        }

        func append(_ drive: Plain) {
            if first == nil { first = drive } else { others.append(drive) }
        }

        func contains(where test: (Signal) -> Bool) -> Bool {
            guard let first else { return false }
            return test(first.value) || others.contains { test($0.value) }
        }

        /// The one value of the whole signal, when there is just that.
        var soleValue: Signal? {
            if let folded { return folded }
            guard compound.isEmpty, others.isEmpty, let first, first.value.width == signal.width else {
                return nil
            }
            return first.value
        }

        var statements: [Int] {
            guard let first else { return compound }
            let plain = [first.statement] + others.map(\.statement)
            return compound.isEmpty ? plain : (plain + compound).sorted()
        }

        var firstStatement: Int { min(first?.statement ?? .max, compound.first ?? .max) }

        var lastStatement: Int {
            max(others.last?.statement ?? first?.statement ?? 0, compound.last ?? 0)
        }
    }

    /// Those that a ``WholeDrive`` alone drives, no register, left out: there can be very many.
    private(set) var targets: [Target] = []
    private(set) var groups: [ProcedureGroup] = []
    private let module: ModuleDefinition
    private let body: Block
    /// By slot the position in ``targets``, −2 − index for a signal that only the whole drive of that index drives, −1 for
    /// none.
    private var positions: [Int32]
    private let hasWholeDrives: Bool
    /// Whether the targets are in the order of their first statements: one that turns out to have more than its whole drive
    /// comes late.
    private var isSorted = true

    func target(of signal: Signal) -> Target? { target(at: module.slot(of: signal)) }

    func target(at slot: Int) -> Target? {
        let position = positions[slot]
        return position < 0 ? nil : targets[Int(position)]
    }

    /// What nothing but the statement at `index` drives, as a whole.
    func wholeDrive(_ index: Int) -> WholeDrive? {
        guard hasWholeDrives else { return nil }
        let drive = module.wholeDrives[index]
        return drive.isPresent && positions[drive.target] == Int32(-2 - index) ? drive : nil
    }

    func forEachWholeDrive(_ visit: (WholeDrive) -> Void) {
        for index in body.statements.indices {
            if let drive = wholeDrive(index) { visit(drive) }
        }
    }

    func firstStatement(at slot: Int) -> Int? {
        let position = Int(positions[slot])
        return position < -1 ? -2 - position : target(at: slot)?.firstStatement
    }

    func lastStatement(at slot: Int) -> Int? {
        let position = Int(positions[slot])
        return position < -1 ? -2 - position : target(at: slot)?.lastStatement
    }

    /// The one value of the whole signal, when there is just that.
    func soleValue(at slot: Int) -> Signal? {
        let position = Int(positions[slot])
        guard position < -1 else { return target(at: slot)?.soleValue }
        guard case .drive(_, _, let value) = body.statements[-2 - position].kind else { return nil }
        return value
    }

    /// Whether the signal has one value and no always block.
    func isContinuous(at slot: Int) -> Bool {
        if positions[slot] < -1 { return true }
        guard let target = target(at: slot) else { return false }
        return target.group == nil && target.soleValue != nil
    }

    /// - Parameter needsCase: whether only a case statement expresses the value.
    init(_ module: ModuleDefinition, _ body: Block, needsCase: (Signal) -> Bool) {
        self.module = module
        self.body = body
        positions = Array(repeating: -1, count: module.slotCount)
        hasWholeDrives = body === module.body
        collect()
        let procedural = targets.filter { target in
            if target.signal.isRegister || target.contains(where: needsCase) {
                return true
            }
            return !target.compound.isEmpty && !foldConstant(target)
        }
        groups = ProcedureGrouping(
            procedural, targetCount: targets.count, statementCount: body.statements.count
        ).groups(module)
        for group in groups {
            for signal in group.signals { target(of: signal)?.group = group }
        }
    }

    private mutating func entry(_ signal: Signal) -> Target {
        let slot = module.slot(of: signal)
        let position = Int(positions[slot])
        if position >= 0 { return targets[position] }
        let target = Target(signal, index: targets.count, slot: slot)
        if position < -1, case .drive(_, let low, let value) = body.statements[-2 - position].kind {
            target.append((-2 - position, low, value))
            isSorted = false
        }
        positions[slot] = Int32(targets.count)
        targets.append(target)
        return target
    }

    private mutating func collect() {
        for index in body.statements.indices {
            if hasWholeDrives {
                let drive = module.wholeDrives[index]
                if drive.isPresent && !drive.isToRegister && positions[drive.target] == -1 {
                    positions[drive.target] = Int32(-2 - index)
                    continue
                }
            }
            let statement = body.statements[index]
            if case .drive(let signal, let low, let value) = statement.kind {
                entry(signal).append((index, low, value))
            } else if statement.isCompound {
                statement.forEachBlock { block in
                    block.forEachStatement { inner in
                        guard case .drive(let signal, _, _) = inner.kind else { return }
                        let target = entry(signal)
                        if target.compound.last != index { target.compound.append(index) }
                    }
                }
            }
        }
        if isSorted { return }
        targets.sort { ($0.firstStatement, $0.index) < ($1.firstStatement, $1.index) }
        for (index, target) in targets.enumerated() {
            target.index = index
            positions[target.slot] = Int32(index)
        }
    }

    /// An always block that reads no net would never run, so a target whose statements are all constant becomes one.
    private func foldConstant(_ target: Target) -> Bool {
        // Nearly all end here, without a look at every statement inside.
        guard target.compound.allSatisfy({ module.body.statements[$0].startsConstant }) else { return false }
        var value = BitPattern.zero(width: target.signal.width)
        for statement in target.statements {
            guard value.replay(body.statements[statement], of: target.signal) else { return false }
        }
        target.folded = Signal(.constant(value, symbol: nil), shape: target.signal.shape)
        return true
    }
}

extension BitPattern {
    /// Does what the statement does to `target`; false when that depends on a signal.
    fileprivate mutating func replay(_ statement: Statement, of target: Signal) -> Bool {
        switch statement.kind {
        case .drive(let driven, let low, let value):
            guard driven === target else { return true }
            guard let constant = value.constantValue else { return false }
            let place = BitPattern.mask(low: low, count: constant.width, width: width)
            self = self & ~place | constant.extended(to: width, isSigned: false).shiftedLeft(by: low)
            return true
        case .when(let branches, let otherwise):
            for branch in branches {
                guard let condition = branch.condition.constantValue else {
                    return !statement.drives(target)
                }
                if !condition.isZero { return replay(branch.block, of: target) }
            }
            return otherwise.map { replay($0, of: target) } ?? true
        case .switch(let subject, let cases, let otherwise):
            guard let value = subject.constantValue else { return !statement.drives(target) }
            let chosen = cases.first { $0.patterns.contains(value) }?.block ?? otherwise ?? cases.last?.block
            return chosen.map { replay($0, of: target) } ?? true
        case .comment, .discard, .property:
            return true
        }
    }

    private mutating func replay(_ block: Block, of target: Signal) -> Bool {
        for statement in block.statements {
            guard replay(statement, of: target) else { return false }
        }
        return true
    }
}

extension Statement {
    /// Whether the first decision in it hangs on no signal.
    fileprivate var startsConstant: Bool {
        switch kind {
        case .when(let branches, _): branches.first?.condition.constantValue != nil
        case .switch(let subject, _, _): subject.constantValue != nil
        default: true
        }
    }

    fileprivate func drives(_ target: Signal) -> Bool {
        var found = false
        forEachBlock { block in
            block.forEachStatement { inner in
                if case .drive(let driven, _, _) = inner.kind, driven === target { found = true }
            }
        }
        return found
    }
}
