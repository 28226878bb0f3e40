/// Turns a checked module into the tree of its Verilog source, making every choice that the printer doesn't.
///
/// Order of a module's body: parameters, variables and nets that need a declaration of their own, then statements in
/// the order of the Swift source, each with the nets that it needs just above.
final class ModuleLegaliser {
    let module: ModuleDefinition
    let options: VerilogOptions
    let variant: ClockVariant
    /// The statements that are legalised: those of one part of the module.
    let body: Block
    private let split: FormalSplit
    private let isFormalPart: Bool
    /// Names of the design's parameters, which the formal part sees.
    let inheritedParameters: [String]
    /// The legaliser of what there is only for properties, once the design's part is done.
    private(set) var formalPart: ModuleLegaliser?
    /// Label of each property of the formal part.
    private(set) var labels: [(statement: Statement, label: String)] = []
    private var labelOfProperty: [ObjectIdentifier: String] = [:]
    let analysis: TargetAnalysis
    let expressions: ExpressionLegaliser
    /// Instance outputs that drive a signal directly take its name.
    let aliases: PortAliases
    /// Targets that come to a constant, by their last statement.
    private let foldedAt: [Int: [TargetAnalysis.Target]]
    /// What instances of one definition in unmapped domains have in common.
    var plainClockPins: [ObjectIdentifier: ClockPins] = [:]

    /// - Parameter design: the legaliser of the module's design, done with its work, for the part that holds the
    ///   properties; nil for the design itself.
    init(
        _ module: ModuleDefinition, _ variant: ClockVariant, _ options: VerilogOptions,
        formalPartOf design: ModuleLegaliser? = nil
    ) {
        self.module = module
        self.variant = variant
        self.options = options
        let split = design?.split ?? FormalSplit(module)
        self.split = split
        isFormalPart = design != nil
        body = isFormalPart ? split.formal ?? Block() : split.design
        inheritedParameters = design?.parameterItems().map(\.parameterName) ?? []
        let uses = UseCounts(module, body)
        analysis = TargetAnalysis(module, body) { value in
            value.needsCase && uses.count(of: value) <= 1
        }
        foldedAt = Dictionary(grouping: analysis.targets.filter { $0.folded != nil }, by: \.lastStatement)
        let aliases =
            design.map { PortAliases(readingNetsOf: $0.aliases) }
            ?? PortAliases(module, analysis, uses, split)
        self.aliases = aliases
        expressions = ExpressionLegaliser(
            uses: uses,
            names: design?.expressions.names
                ?? UniqueNames { DeclaredNames(module, variant, options) },
            netName: aliases.netName)
        if isFormalPart { claimLabels() }
    }

    private func claimLabels() {
        body.forEachStatement { statement in
            guard case .property(_, _, let message, _) = statement.kind else { return }
            let label = expressions.claimName(message.asVerilogLabel)
            labels.append((statement, label))
            labelOfProperty[ObjectIdentifier(statement)] = label
        }
    }

    func label(of property: Statement) -> String { labelOfProperty[ObjectIdentifier(property)] ?? "" }

    /// Own signals of the part.
    var ownDeclarations: [Signal] {
        guard module.hasProperties else { return module.declarations }
        return module.declarations.filter { split.isFormal($0) == isFormalPart }
    }

    func legalise() -> VerilogModule {
        var ports: [VerilogPort] = []
        for (use, clocking) in zip(variant.uses, variant.clockings) {
            ports.append(port(clocking.clockName))
            if use.hasReset { ports.append(port(clocking.resetName)) }
        }
        for signal in module.declarations where signal.isPort {
            ports.append(VerilogPort(net: net(signal), isInput: signal.isInput))
        }
        return VerilogModule(
            name: options.modulePrefix + module.name + variant.suffix, documentation: module.documentation,
            ports: ports, items: bodyItems(), origin: module.place.location)
    }

    private func port(_ name: String) -> VerilogPort {
        VerilogPort(
            net: VerilogNet(
                name: name, width: 1, isVariable: false, comment: "", origin: module.place.location),
            isInput: true)
    }

    func net(_ signal: Signal) -> VerilogNet {
        let isVariable = signal.isRegister || analysis.target(of: signal)?.group != nil
        var net = VerilogNet(
            name: aliases.netName(of: signal), width: signal.width, isVariable: isVariable,
            comment: module.role(of: signal) == .own ? signal.declaration?.comment ?? "" : "",
            origin: origin(of: signal))
        if let traits = signal.registerTraits, traits.isAsynchronous {
            net.attribute = VerilogNet.asynchronousAttribute
        }
        return net
    }

    // MARK: Body

    private func bodyItems() -> [VerilogItem] {
        var body: [VerilogItem] = []
        var declarations = ownNets() + resetNets
        addInstanceNets(to: &declarations)
        var instances = instanceOrder()[...]
        // In the order of their last statements.
        var procedures = analysis.groups[...]
        var unread = UnreadBits(slotCount: module.slotCount)
        for index in self.body.statements.indices {
            let items: Int
            if isConnection(index) {
                items = body.count
            } else {
                let statement = self.body.statements[index]
                expressions.origin = statement.place.location
                if case .comment(let text) = statement.kind {
                    body.append(VerilogItem(.comment(text), from: statement.place.location))
                }
                items = body.count
                body += continuousItems(index, statement)
            }
            while let group = procedures.first, group.statements.last ?? 0 == index {
                body.append(procedure(procedures.removeFirst()))
            }
            while let next = instances.first, next.position == index {
                body.append(instanceItem(module.instances[instances.removeFirst().instance], &unread))
            }
            // What they need stands above them.
            let made = madeItems(&declarations)
            if !made.isEmpty { body.insert(contentsOf: made, at: items) }
        }
        for (_, instance) in instances {
            let item = instanceItem(module.instances[instance], &unread)
            body += madeItems(&declarations)
            body.append(item)
        }
        unread.addDiscarded(discardedParts())
        body += madeItems(&declarations)
        for item in body { unread.add(item) }
        var closing = unusedItem(unread).map { [$0] } ?? []
        if split.formal != nil && options.properties == .formal {
            let part = ModuleLegaliser(module, variant, options, formalPartOf: self)
            formalPart = part
            closing.append(VerilogItem(.formal(part.formalItems()), from: .unknown))
        }
        let resetInstances = resetInstances
        if !resetInstances.isEmpty { body.insert(contentsOf: resetInstances, at: 0) }
        return ItemOrder.arrange(
            parameters: parameterItems(), declarations: declarations, body: body, closing: closing)
    }

    /// Nets for expressions met since the last call; those that need a case statement get a variable.
    func madeItems(_ declarations: inout [VerilogNet]) -> [VerilogItem] {
        expressions.takeMadeNets().map { net, value in
            switch value {
            case .expression(let expression):
                return VerilogItem(.definition(net, expression), from: net.origin)
            case .choice:
                declarations.append(net)
                let selection = choice(.identifier(net.name), value, isBlocking: true, from: net.origin)
                return VerilogItem(.always(.combinational, statements: [selection]), from: net.origin)
            }
        }
    }

    func choice(
        _ target: VerilogExpression, _ value: ExpressionLegaliser.MadeValue, isBlocking: Bool,
        from origin: SourceLocation
    ) -> VerilogStatement {
        guard case .choice(let subject, let elements, let indexWidth) = value else {
            return VerilogStatement(.comment(""), from: origin)
        }
        func assignment(_ value: VerilogExpression) -> [VerilogStatement] {
            [VerilogStatement(.assign(target: target, value: value, isBlocking: isBlocking), from: origin)]
        }
        let cases = elements.dropLast().enumerated().map { index, element in
            VerilogStatement.Case(
                labels: [.literal(BitPattern(words: [UInt64(index)], width: indexWidth))],
                statements: assignment(element), origin: origin)
        }
        let last = VerilogStatement.Otherwise(
            statements: assignment(elements[elements.count - 1]), origin: origin)
        return VerilogStatement(
            .choice(subject: subject, cases: cases, otherwise: last, otherwiseComment: ""), from: origin)
    }

    /// Whether the statement at `index` is nothing but a port in an instance's connection list.
    private func isConnection(_ index: Int) -> Bool {
        guard let drive = analysis.wholeDrive(index) else { return false }
        if aliases.isAliased(at: drive.value) { return true }
        return drive.target >= module.declarations.count && aliases.isConnected(atInput: drive.target)
    }

    /// What the statement at `index` says of targets without an always block.
    func continuousItems(_ index: Int, _ statement: Statement) -> [VerilogItem] {
        if let folded = foldedAt[index] {
            return folded.compactMap { continuousItem($0.signal, low: 0, isSole: true, $0.folded) }
        }
        guard case .drive(let target, let low, let value) = statement.kind else { return [] }
        var isSole = true
        if analysis.wholeDrive(index) == nil {
            guard let entry = analysis.target(of: target), entry.group == nil, entry.folded == nil else {
                return []
            }
            isSole = entry.soleValue === value
        }
        return continuousItem(target, low: low, isSole: isSole, value).map { [$0] } ?? []
    }

    /// - Parameter isSole: whether the value is all that drives the target.
    private func continuousItem(
        _ target: Signal, low: Int, isSole: Bool, _ value: Signal?
    ) -> VerilogItem? {
        guard let value else { return nil }
        if isSole && aliases.isAliased(value) { return nil }
        let role = module.role(of: target)
        if role == .instancePort && aliases.isConnected(atInput: module.slot(of: target)) { return nil }
        let net = net(target)
        expressions.context = net.name
        let expression = expressions.root(value)
        if isSole && !(target.isPort && role == .own) {
            return VerilogItem(.definition(net, expression), from: expressions.origin)
        }
        let left: VerilogExpression =
            value.width == target.width
            ? .identifier(net.name) : .partSelect(net.name, high: low + value.width - 1, low: low)
        return VerilogItem(.assign(target: left, value: expression), from: expressions.origin)
    }
}
