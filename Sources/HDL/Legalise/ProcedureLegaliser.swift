/// Always blocks: the statements that drive one group of signals, the others left out.
extension ModuleLegaliser {
    func procedure(_ group: ProcedureGroup) -> VerilogItem {
        let wanted = Set(group.signals.map(ObjectIdentifier.init))
        let source = group.statements.map { self.body.statements[$0] }
        expressions.context = group.signals.first.map(module.netName) ?? ""
        let origin = source.first?.place.location ?? module.place.location
        let statements = legalise(source, .drives(of: wanted), isClocked: group.isClocked)
        guard let domain = group.domain else {
            return VerilogItem(.always(.combinational, statements: statements), from: origin)
        }
        let clocking = variant.clocking(of: domain)
        let trigger = VerilogTrigger.edges(clocking.edges(hasReset: group.hasReset))
        guard group.hasReset else {
            return VerilogItem(.always(trigger, statements: statements), from: origin)
        }
        let reset = VerilogExpression.identifier(clocking.resetName)
        let resets = group.signals.compactMap { signal -> VerilogStatement? in
            guard let reset = signal.registerTraits?.reset else { return nil }
            let value = reset.symbol.map(expressions.parameter) ?? .literal(reset.pattern)
            return VerilogStatement(
                .assign(target: .identifier(signal.name), value: value, isBlocking: false),
                from: signal.location)
        }
        let condition = clocking.resetIsActiveLow ? VerilogExpression.unary("~", reset) : reset
        let body = merged(
            .init(condition: condition, statements: resets, origin: resets.first?.origin ?? origin),
            statements, from: origin)
        return VerilogItem(.always(trigger, statements: [body]), from: origin)
    }

    /// `if (reset) … else …`, an `if` alone in the else part continuing the chain.
    private func merged(
        _ first: VerilogStatement.Branch, _ others: [VerilogStatement], from origin: SourceLocation
    ) -> VerilogStatement {
        if others.count == 1, case .conditional(let branches, let otherwise) = others[0].kind {
            return VerilogStatement(
                .conditional(branches: [first] + branches, otherwise: otherwise), from: origin)
        }
        let otherwise = VerilogStatement.Otherwise(statements: others, origin: others.first?.origin ?? origin)
        return VerilogStatement(.conditional(branches: [first], otherwise: otherwise), from: origin)
    }

    /// What an always block takes of the statements.
    enum Content {
        case drives(of: Set<ObjectIdentifier>)
        case properties(ClockDomain)
    }

    func legalise(
        _ statements: [Statement], _ content: Content, isClocked: Bool
    ) -> [VerilogStatement] {
        var result: [VerilogStatement] = []
        for statement in statements {
            expressions.origin = statement.place.location
            switch statement.kind {
            case .drive(let target, let low, let value):
                guard case .drives(let wanted) = content, wanted.contains(ObjectIdentifier(target)) else {
                    continue
                }
                result.append(drive(target, low: low, value: value, isClocked: isClocked))
            case .when(let branches, let otherwise):
                if let chain = conditional(
                    statement, branches, otherwise, content, isClocked: isClocked)
                {
                    result.append(chain)
                }
            case .switch(let subject, let cases, let otherwise):
                if let (target, value) = statement.bitDrive {
                    guard case .drives(let wanted) = content, wanted.contains(ObjectIdentifier(target)) else {
                        continue
                    }
                    result.append(drive(bit: subject, of: target, value, isClocked: isClocked))
                    continue
                }
                let arms = cases.map { legalise($0.block.statements, content, isClocked: isClocked) }
                let last = otherwise.map { legalise($0.statements, content, isClocked: isClocked) }
                guard arms.contains(where: { !$0.isEmpty }) || !(last ?? []).isEmpty else { continue }
                let remaining = last.map {
                    VerilogStatement.Otherwise(
                        statements: $0, origin: otherwise?.place.location ?? statement.place.location)
                }
                expressions.origin = statement.place.location
                result.append(choice(subject, cases, arms, remaining, isClocked: isClocked))
            case .comment(let text):
                result.append(VerilogStatement(.comment(text), from: statement.place.location))
            case .property(let kind, let condition, _, let domain):
                guard case .properties(domain) = content else { continue }
                result += property(kind, condition, at: statement)
            case .discard:
                break
            }
        }
        // A comment whose statements went to another block says nothing here.
        return result.contains { if case .comment = $0.kind { false } else { true } } ? result : []
    }

    private func drive(_ target: Signal, low: Int, value: Signal, isClocked: Bool) -> VerilogStatement {
        let name = module.netName(of: target)
        expressions.context = name
        let whole = value.width == target.width
        let left: VerilogExpression =
            whole ? .identifier(name) : .partSelect(name, high: low + value.width - 1, low: low)
        if let selection = expressions.choice(value) {
            return choice(left, selection, isBlocking: !isClocked, from: expressions.origin)
        }
        let origin = expressions.origin
        return VerilogStatement(
            .assign(target: left, value: expressions.root(value), isBlocking: !isClocked), from: origin)
    }

    private func drive(
        bit index: Signal, of target: Signal, _ value: Signal, isClocked: Bool
    ) -> VerilogStatement {
        let name = module.netName(of: target)
        expressions.context = name
        let origin = expressions.origin
        return VerilogStatement(
            .assign(
                target: .element(name, expressions.exact(index)), value: expressions.exact(value),
                isBlocking: !isClocked), from: origin)
    }

    private func conditional(
        _ statement: Statement, _ branches: [(condition: Signal, block: Block)], _ otherwise: Block?,
        _ content: Content, isClocked: Bool
    ) -> VerilogStatement? {
        var bodies = branches.map { legalise($0.block.statements, content, isClocked: isClocked) }
        let last = otherwise.map { legalise($0.statements, content, isClocked: isClocked) } ?? []
        if last.isEmpty {
            while let body = bodies.last, body.isEmpty { bodies.removeLast() }
        }
        guard !bodies.isEmpty else { return nil }
        let kept = zip(branches, bodies).map { branch, body in
            expressions.origin = branch.block.place.location
            return VerilogStatement.Branch(
                condition: expressions.exact(branch.condition), statements: body,
                origin: expressions.origin)
        }
        let origin = statement.place.location
        if last.count == 1, case .conditional(let more, let otherwise) = last[0].kind {
            return VerilogStatement(.conditional(branches: kept + more, otherwise: otherwise), from: origin)
        }
        let remaining = VerilogStatement.Otherwise(
            statements: last, origin: otherwise?.place.location ?? origin)
        return VerilogStatement(.conditional(branches: kept, otherwise: remaining), from: origin)
    }

    /// A combinational case without default covers everything its subject can hold, so its last arm becomes the default.
    private func choice(
        _ subject: Signal, _ cases: [Statement.SwitchCase], _ arms: [[VerilogStatement]],
        _ last: VerilogStatement.Otherwise?, isClocked: Bool
    ) -> VerilogStatement {
        var arms = arms
        var cases = cases
        var otherwise = last ?? .none
        let origin = expressions.origin
        var comment = ""
        if last == nil && !isClocked, let final = arms.popLast(), let item = cases.popLast() {
            otherwise = .init(statements: final, origin: item.block.place.location)
            comment = item.symbols.compactMap { $0?.parameterName }.joined(separator: ", ")
        }
        let kept = zip(cases, arms).compactMap { item, statements -> VerilogStatement.Case? in
            if statements.isEmpty && otherwise.isEmpty { return nil }
            let labels = zip(item.patterns, item.symbols).map { pattern, symbol in
                symbol.map(expressions.parameter) ?? .literal(pattern)
            }
            return .init(labels: labels, statements: statements, origin: item.block.place.location)
        }
        return VerilogStatement(
            .choice(
                subject: expressions.exact(subject), cases: kept, otherwise: otherwise,
                otherwiseComment: comment), from: origin)
    }
}
