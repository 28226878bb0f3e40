// Properties, and what there is only for them.

extension ModuleLegaliser {
    /// The properties of a module in the order of their statements, with their labels.
    static func propertyLabels(of module: ModuleDefinition) -> [(statement: Statement, label: String)] {
        let legaliser = ModuleLegaliser(module, ClockVariant(module, VerilogOptions()), VerilogOptions())
        _ = legaliser.legalise()
        return legaliser.formalPart?.labels ?? []
    }

    /// What stands inside the `ifdef` region, for a legaliser of the formal part.
    func formalItems() -> [VerilogItem] {
        var body: [VerilogItem] = []
        var declarations = ownNets()
        let procedures = Dictionary(grouping: analysis.groups) { $0.statements.last ?? 0 }
        for (index, statement) in self.body.statements.enumerated() {
            expressions.origin = statement.place.location
            var items = continuousItems(index, statement)
            for group in procedures[index] ?? [] { items.append(procedure(group)) }
            body += madeItems(&declarations)
            if !items.isEmpty { body += comments(above: index) }
            body += items
        }
        for domain in propertyDomains() {
            let block = propertyBlock(domain)
            body += madeItems(&declarations) + [block]
        }
        let parameters = parameterItems().filter { !inheritedParameters.contains($0.parameterName) }
        return ItemOrder.arrange(parameters: parameters, declarations: declarations, body: body)
    }

    private func comments(above index: Int) -> [VerilogItem] {
        var result: [VerilogItem] = []
        for statement in body.statements[..<index].reversed() {
            guard case .comment(let text) = statement.kind else { break }
            result.append(VerilogItem(.comment(text), from: statement.place.location))
        }
        return result.reversed()
    }

    /// Domains of the properties in the order in which they appear.
    private func propertyDomains() -> [ClockDomain] {
        var domains: [ClockDomain] = []
        body.forEachStatement { statement in
            if case .property(_, _, _, let domain) = statement.kind, !domains.contains(domain) {
                domains.append(domain)
            }
        }
        return domains
    }

    /// One block for all properties of a domain: at each active edge of the clock, outside the reset.
    private func propertyBlock(_ domain: ClockDomain) -> VerilogItem {
        // A comment above what isn't a property is printed there.
        let statements = zip(body.statements, body.statements.dropFirst().map(Optional.some) + [nil]).filter {
            statement, next in
            guard case .comment = statement.kind else { return true }
            guard let next, case .drive = next.kind else { return true }
            return false
        }.map(\.0)
        let properties = legalise(statements, .properties(domain), isClocked: true)
        let clocking = variant.clocking(of: domain)
        let reset = VerilogExpression.identifier(clocking.resetName)
        let outside = clocking.resetIsActiveLow ? reset : .unary("~", reset)
        let origin = properties.first?.origin ?? module.place.location
        let block = VerilogStatement(
            .conditional(
                branches: [.init(condition: outside, statements: properties, origin: origin)],
                otherwise: .none),
            from: origin)
        return VerilogItem(
            .always(.edges(clocking.edges(hasReset: false)), statements: [block]),
            from: origin)
    }

    /// A property and, where asked for, the claim that it is looked at in some cycle.
    func property(
        _ kind: PropertyKind, _ condition: Signal, at statement: Statement
    ) -> [VerilogStatement] {
        let label = label(of: statement)
        expressions.context = label
        let origin = expressions.origin
        let property = VerilogStatement(
            .property(kind, label: label, condition: expressions.exact(condition)), from: origin)
        guard kind == .assert, options.coversAssertions else { return [property] }
        return [
            property,
            VerilogStatement(
                .property(.cover, label: label + Self.reachedSuffix, condition: .literal(.bit(true))),
                from: origin),
        ]
    }

    /// Behind the label of an assertion, the label of the claim that it is looked at in some cycle.
    static var reachedSuffix: String { "_is_reached" }
}

extension VerilogOptions {
    /// Behind the label of an assertion, the label of its cover statement; see ``coversAssertions``.
    package static var reachedSuffix: String { ModuleLegaliser.reachedSuffix }
}
