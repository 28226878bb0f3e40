/// Every branch, case and default can be reached, as far as the conditions around and before it tell.
///
/// Numbers may come from a generator's parameters, and what they settle isn't a mistake: only signals and the cases of
/// enumerations count.
struct UnreachableCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    func run() {
        for index in module.wholeDrives.others { check(module.body.statements[index], KnownConditions()) }
    }

    private func check(_ block: Block, _ known: KnownConditions) {
        for statement in block.statements { check(statement, known) }
    }

    private func check(_ statement: Statement, _ known: KnownConditions) {
        switch statement.kind {
        case .when(let branches, let otherwise): check(branches, otherwise, known)
        case .switch(let subject, let cases, let otherwise): check(subject, cases, otherwise, known)
        case .drive, .comment, .discard, .property: break
        }
    }

    private func check(
        _ branches: [(condition: Signal, block: Block)], _ otherwise: Block?, _ known: KnownConditions
    ) {
        var known = known
        for (index, branch) in branches.enumerated() {
            let value = known.value(of: branch.condition)
            if value == false { report(branch.block, branch.condition, "its condition is low") }
            if branch.block.hasConditions {
                var inside = known
                inside.learn(branch.condition, is: true)
                check(branch.block, inside)
            }
            if value == true, let next = index + 1 < branches.count ? branches[index + 1].block : otherwise {
                return report(next, branch.condition, "the condition before it is high")
            }
            if index + 1 < branches.count || otherwise != nil { known.learn(branch.condition, is: false) }
        }
        if let otherwise { check(otherwise, known) }
    }

    private func report(_ block: Block, _ condition: Signal, _ reason: String) {
        let name = name(of: condition)
        elaboration.report(
            .unreachable,
            "This branch is never reached: \(reason) ('\(name)') in every cycle in which it is looked at, as the "
                + "conditions around and before it say",
            suggestion: "Correct the condition, or remove the branch", about: name, at: block.place)
    }

    // MARK: Switch

    private func check(
        _ subject: Signal, _ cases: [Statement.SwitchCase], _ otherwise: Block?, _ known: KnownConditions
    ) {
        var remaining = known
        for item in cases {
            let symbols = item.symbols.compactMap { $0 }
            for symbol in symbols {
                guard known.value(of: subject, equals: symbol) == false || !subject.canHold(symbol.pattern)
                else {
                    continue
                }
                elaboration.report(
                    .unreachable,
                    "The case \(symbol.caseName) is never reached: '\(name(of: subject))' can't hold it here",
                    suggestion: "Remove it, or correct the conditions around the Switch",
                    about: name(of: subject),
                    at: item.block.place)
            }
            let isNamed = symbols.count == item.patterns.count
            if item.block.hasConditions {
                var inside = known
                if isNamed { inside.learn(subject, isOneOf: item.patterns) }
                check(item.block, inside)
            }
            if isNamed { remaining.learn(subject, isNoneOf: item.patterns) }
        }
        guard let otherwise else { return }
        if coversAll(subject, cases) {
            elaboration.report(
                .unreachable,
                "The Default is never reached: the cases are all values of '\(name(of: subject))' (\(subject.shape))",
                suggestion: "Remove it: a case that is added to the enumeration will be asked for",
                about: name(of: subject), at: otherwise.place)
        }
        check(otherwise, remaining)
    }

    private func coversAll(_ subject: Signal, _ cases: [Statement.SwitchCase]) -> Bool {
        guard subject.width < 24, cases.allSatisfy({ !$0.symbols.contains { $0 == nil } }) else {
            return false
        }
        return cases.reduce(0) { $0 + $1.patterns.count } == 1 << subject.width
    }

    /// The name of the signal, or of the first that the expression reads.
    private func name(of signal: Signal) -> String {
        var name = ""
        ExpressionWalker().readings(in: signal) { read, _, _ in
            if name.isEmpty { name = module.netName(of: read) }
        }
        return name
    }
}

extension Block {
    fileprivate var hasConditions: Bool { statements.contains { $0.isCompound } }
}

extension Signal {
    /// False for a value that needs bits that were added in front of a narrower signal.
    fileprivate func canHold(_ pattern: BitPattern) -> Bool {
        guard case .operation(.extend, let operands) = node, !operands[0].shape.isSigned,
            operands[0].width < width
        else { return true }
        let added = BitPattern.mask(low: operands[0].width, count: width - operands[0].width, width: width)
        return (pattern & added).isZero
    }
}
