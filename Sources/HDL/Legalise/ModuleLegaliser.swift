/// Turns a checked module into the tree of its Verilog source, making every choice that the printer doesn't.
///
/// Order of a module's body: parameters, variables and nets that need a declaration of their own, then statements in
/// the order of the Swift source, each with the nets that it needs just above.
final class ModuleLegaliser {
    let module: ModuleDefinition
    let options: VerilogOptions
    let scope: ModuleScope
    let analysis: TargetAnalysis
    let expressions: ExpressionLegaliser
    /// Instance outputs that drive a signal directly take its name.
    private let aliases: PortAliases

    init(_ module: ModuleDefinition, _ options: VerilogOptions, _ identifiers: IdentifierCounter) {
        self.module = module
        self.options = options
        let scope = ModuleScope(module)
        self.scope = scope
        let analysis = TargetAnalysis(module, scope, identifiers)
        self.analysis = analysis
        let uses = UseCounts(module.body, identifiers)
        let aliases = PortAliases(module, scope, analysis, uses)
        self.aliases = aliases
        var taken = Set(module.declarations.map(\.name))
        taken.formUnion(module.instances.map(\.name))
        for instance in module.instances {
            taken.formUnion(instance.ports.map { "\(instance.name)_\($0.name)" })
        }
        taken.formUnion([options.clockName, options.resetName, "unused"])
        expressions = ExpressionLegaliser(uses: uses, taken: taken) { aliases.netName(of: $0) }
    }

    func legalise() -> VerilogModule {
        var ports: [VerilogPort] = []
        if module.usesClock { ports.append(port(options.clockName)) }
        if module.usesReset { ports.append(port(options.resetName)) }
        for signal in module.ports { ports.append(VerilogPort(net: net(signal), isInput: signal.isInput)) }
        return VerilogModule(
            name: options.modulePrefix + module.name, documentation: module.documentation, ports: ports,
            items: memoryItems ?? bodyItems())
    }

    private func port(_ name: String) -> VerilogPort {
        VerilogPort(net: VerilogNet(name: name, width: 1, isVariable: false, comment: ""), isInput: true)
    }

    private func net(_ signal: Signal) -> VerilogNet {
        let isVariable = signal.isRegister || analysis.target(of: signal)?.group != nil
        return VerilogNet(
            name: aliases.netName(of: signal), width: signal.width, isVariable: isVariable, comment: signal.comment)
    }

    private var memoryItems: [VerilogItem]? {
        guard case .memory(let depth, let width) = module.primitive else { return nil }
        let word = { VerilogExpression.element("words", .identifier($0)) }
        let write = VerilogStatement.assign(
            target: word("write_address"), value: .identifier("write_data"), isBlocking: false)
        return [
            .memory(name: "words", width: width, depth: depth),
            .assign(target: .identifier("read_data"), value: word("read_address")),
            .always(
                sensitivity: "posedge \(options.clockName)",
                statements: [
                    .conditional(
                        branches: [.init(condition: .identifier("write_enable"), statements: [write])], otherwise: [])
                ]),
        ]
    }

    // MARK: Body

    private func bodyItems() -> [VerilogItem] {
        var body: [VerilogItem] = []
        var declarations: [VerilogNet] = []
        for signal in module.declarations where !signal.isPort && net(signal).isVariable {
            declarations.append(net(signal))
        }
        declarations += instanceNets()
        var instancesAt = instancePositions()
        let procedures = Dictionary(grouping: analysis.groups) { $0.statements.last! }
        for (index, statement) in module.body.statements.enumerated() {
            if case .comment(let text) = statement.kind { body.append(.comment(text)) }
            var items: [VerilogItem] = []
            if case .drive(let target, let low, let value) = statement.kind {
                items += continuousItems(target, low: low, value: value)
            }
            for group in procedures[index] ?? [] { items.append(procedure(group)) }
            for instance in instancesAt.removeValue(forKey: index) ?? [] { items.append(instanceItem(instance)) }
            body += madeItems(&declarations) + items
        }
        for instance in instancesAt[module.body.statements.count] ?? [] {
            let item = instanceItem(instance)
            body += madeItems(&declarations) + [item]
        }
        if let unused = discardItem() { body += madeItems(&declarations) + [unused] }
        return ItemOrder(ports: module.ports.map(\.name)).arrange(
            parameters: parameterItems(), declarations: declarations, body: body)
    }

    /// Nets for expressions met since the last call; those that need a case statement get a variable.
    private func madeItems(_ declarations: inout [VerilogNet]) -> [VerilogItem] {
        expressions.takeMadeNets().map { net, value in
            switch value {
            case .expression(let expression): return .definition(net, expression)
            case .choice:
                declarations.append(net)
                return .always(sensitivity: "*", statements: [choice(.identifier(net.name), value, isBlocking: true)])
            }
        }
    }

    func choice(
        _ target: VerilogExpression, _ value: ExpressionLegaliser.MadeValue, isBlocking: Bool
    ) -> VerilogStatement {
        guard case .choice(let subject, let elements, let indexWidth) = value else { return .comment("") }
        let cases = elements.dropLast().enumerated().map { index, element in
            VerilogStatement.Case(
                labels: [.literal(BitPattern(words: [UInt64(index)], width: indexWidth))],
                statements: [.assign(target: target, value: element, isBlocking: isBlocking)])
        }
        let last = VerilogStatement.assign(target: target, value: elements[elements.count - 1], isBlocking: isBlocking)
        return .choice(subject: subject, cases: cases, otherwise: [last], otherwiseComment: "")
    }

    private func continuousItems(_ target: Signal, low: Int, value: Signal) -> [VerilogItem] {
        guard let entry = analysis.target(of: target), entry.group == nil else { return [] }
        if aliases.isAliased(value) && entry.soleValue === value { return [] }
        if case .instancePort = scope.role(of: target), aliases.connection(of: target) != nil { return [] }
        let expression = expressions.root(value)
        let net = net(target)
        if entry.soleValue != nil && !(target.isPort && !isInstancePort(target)) {
            return [.definition(net, expression)]
        }
        let lhs: VerilogExpression =
            value.width == target.width
            ? .identifier(net.name) : .partSelect(net.name, high: low + value.width - 1, low: low)
        return [.assign(target: lhs, value: expression)]
    }

    private func isInstancePort(_ signal: Signal) -> Bool {
        if case .instancePort = scope.role(of: signal) { true } else { false }
    }

    private func parameterItems() -> [VerilogItem] {
        var enumerations: [EnumerationDescription] = []
        for symbol in expressions.symbols where !enumerations.contains(symbol.enumeration) {
            enumerations.append(symbol.enumeration)
        }
        return enumerations.flatMap { enumeration in
            expressions.symbols.filter { $0.enumeration == enumeration }
                .sorted { ($0.value.smallValue ?? 0) < ($1.value.smallValue ?? 0) }
                .map { VerilogItem.parameter(name: $0.parameterName, value: $0.value) }
        }
    }

    private func discardItem() -> VerilogItem? {
        var parts: [VerilogExpression] = []
        for statement in module.body.statements {
            guard case .discard(let signals) = statement.kind else { continue }
            parts += signals.map { expressions.exact($0) }
        }
        guard !parts.isEmpty else { return nil }
        let net = VerilogNet(name: "unused", width: 1, isVariable: false, comment: "")
        return .definition(net, .unary("&", .concatenation([.literal(.zero(width: 1))] + parts)))
    }

    // MARK: Instances

    /// Where each instance stands: after the last statement that drives one of its inputs.
    private func instancePositions() -> [Int: [Instance]] {
        var positions: [Int: [Instance]] = [:]
        for instance in module.instances {
            let last = instance.ports.compactMap { analysis.target(of: $0)?.statements.last }.max()
            positions[last ?? module.body.statements.count, default: []].append(instance)
        }
        return positions
    }

    /// Nets of instance ports that are neither a signal's own nor an inline expression nor defined with a value.
    private func instanceNets() -> [VerilogNet] {
        module.instances.flatMap { instance in
            instance.ports.compactMap { port in
                if aliases.isAliased(port) || aliases.connection(of: port) != nil { return nil }
                if port.isInput, analysis.target(of: port)?.soleValue != nil, !net(port).isVariable { return nil }
                return net(port)
            }
        }
    }

    private func instanceItem(_ instance: Instance) -> VerilogItem {
        var connections: [VerilogItem.Connection] = []
        for (name, isUsed) in [
            (options.clockName, instance.definition.usesClock), (options.resetName, instance.definition.usesReset),
        ] where isUsed {
            connections.append(.init(port: name, value: .identifier(name)))
        }
        for port in instance.ports {
            let value = aliases.connection(of: port).map { expressions.exact($0) }
            connections.append(.init(port: port.name, value: value ?? .identifier(aliases.netName(of: port))))
        }
        return .instance(
            module: options.modulePrefix + instance.definition.name, name: instance.name, connections: connections)
    }
}
