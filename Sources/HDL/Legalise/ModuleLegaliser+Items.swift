// Declarations, instances and the like: what a module has beside its statements.

extension ModuleLegaliser {
    // MARK: Declarations

    /// Own variables, and wires that no statement declares with their value.
    func ownNets() -> [VerilogNet] {
        ownDeclarations.compactMap { signal in
            if signal.isPort { return nil }
            let net = net(signal)
            if net.isVariable { return net }
            guard let value = analysis.soleValue(at: module.slot(of: signal)) else { return net }
            return aliases.isAliased(value) ? net : nil
        }
    }

    /// Nets of instance ports that are neither a signal's own nor an inline expression nor defined with a value.
    func addInstanceNets(to nets: inout [VerilogNet]) {
        for instance in module.instances {
            let table = instance.definition.portTable
            for port in instance.ports.indices {
                let slot = instance.identity.firstSlot + table[port].index
                let isInput = table[port].isInput
                if aliases.isAliased(at: slot) || aliases.isConnected(atInput: slot) { continue }
                if isInput && analysis.isContinuous(at: slot) { continue }
                nets.append(
                    VerilogNet(
                        name: aliases.netName(at: slot), width: table[port].width,
                        isVariable: analysis.target(at: slot)?.group != nil, comment: "",
                        origin: origin(ofPort: slot, isInput: isInput, instance.identity)))
            }
        }
    }

    func parameterItems() -> [VerilogItem] {
        var types: [ObjectIdentifier] = []
        for symbol in expressions.symbols where !types.contains(symbol.enumeration.type) {
            types.append(symbol.enumeration.type)
        }
        return types.flatMap { type in
            expressions.symbols.filter { $0.enumeration.type == type }
                .sorted { ($0.pattern.smallValue ?? 0) < ($1.pattern.smallValue ?? 0) }
                .map {
                    VerilogItem(
                        .parameter(name: $0.parameterName, value: $0.pattern), from: module.place.location)
                }
        }
    }

    // MARK: Unread bits

    func discardedParts() -> [VerilogExpression] {
        var parts: [VerilogExpression] = []
        expressions.context = "unused"
        for statement in body.statements {
            guard case .discard(let signals) = statement.kind else { continue }
            expressions.origin = statement.place.location
            parts += signals.map { expressions.exact($0) }
        }
        return parts
    }

    /// Tools warn of bits that nothing reads, so those that are discarded by name and those that a truncation drops
    /// are read by a net whose name tells the tools that it is meant to be unread itself.
    func unusedItem(_ unread: UnreadBits) -> VerilogItem? {
        var unread = unread
        for name in unreadClockNames() { unread.check(name, width: 1) }
        for signal in ownDeclarations {
            if signal.isOutput { continue }
            if unread.isRead(aliases.netSlot(at: module.slot(of: signal))) { continue }
            unread.check(aliases.netName(of: signal), width: signal.width)
        }
        for instance in module.instances {
            let table = instance.definition.portTable
            for port in instance.ports.indices where !table[port].isInput {
                let slot = instance.identity.firstSlot + table[port].index
                if unread.isRead(slot) || aliases.isAliased(at: slot) { continue }
                unread.check(aliases.netName(at: slot), width: table[port].width)
            }
        }
        for net in expressions.allMadeNets { unread.check(net.name, width: net.width) }
        if unread.parts.isEmpty { return nil }
        let origin = originOfUnused()
        let net = VerilogNet(
            name: expressions.claimName("unused"), width: 1, isVariable: false, comment: "", origin: origin)
        let value = VerilogExpression.concatenation([.literal(.zero(width: 1))] + unread.parts)
        return VerilogItem(.definition(net, .unary("&", value)), from: origin)
    }

    /// Clock and reset where only properties have a use for them.
    private func unreadClockNames() -> [String] {
        guard module.hasProperties else { return [] }
        var needed = ClockDomainUses()
        for traits in ownDeclarations.lazy.compactMap(\.registerTraits) {
            needed.add(traits.domain, hasReset: traits.reset != nil)
        }
        for instance in module.instances {
            for use in instance.definition.clocking {
                needed.add(instance.clocking.outer(use.domain), hasReset: use.hasReset)
            }
        }
        return variant.uses.flatMap { use in
            let known = needed.inPortOrder.first { $0.domain == use.domain }
            let clocking = variant.clocking(of: use.domain)
            return (known == nil ? [clocking.clockName] : [])
                + (use.hasReset && known?.hasReset != true ? [clocking.resetName] : [])
        }
    }

    // MARK: Instances

    /// In which order the instances stand, and where: after the last statement that drives one of its inputs.
    func instanceOrder() -> [(position: Int, instance: Int)] {
        var order: [(position: Int, instance: Int)] = []
        order.reserveCapacity(module.instances.count)
        for (index, instance) in module.instances.enumerated() {
            var last: Int?
            let table = instance.definition.portTable
            for port in instance.ports.indices {
                guard let found = analysis.lastStatement(at: instance.identity.firstSlot + table[port].index)
                else { continue }
                last = max(last ?? 0, found)
            }
            order.append((last ?? body.statements.count, index))
        }
        let isSorted = zip(order, order.dropFirst()).allSatisfy { $0.position <= $1.position }
        return isSorted ? order : order.sorted { $0 < $1 }
    }

    /// - Parameter unread: takes note of what the instance reads.
    func instanceItem(_ instance: Instance, _ unread: inout UnreadBits) -> VerilogItem {
        let origin = origin(of: instance)
        var connections: [VerilogItem.Connection] = []
        connections.reserveCapacity(instance.ports.count + 2)
        var parameters: [VerilogItem.ParameterValue] = []
        let moduleName: String
        let box = instance.definition.blackBox
        if let box {
            moduleName = instance.definition.name
            parameters = box.parameters.map { .init(name: $0.name, text: $0.value.text) }
            connections += box.pins.map { connection($0, of: instance, from: origin) }
            for connection in connections { unread.add(connection.value) }
        } else {
            let pins = clockPins(of: instance)
            moduleName = pins.module
            for (port, net) in pins.pins {
                connections.append(.init(port: port, value: .identifier(net), origin: origin))
            }
        }
        let table = instance.definition.portTable
        for port in instance.ports.indices {
            let slot = instance.identity.firstSlot + table[port].index
            let isInput = table[port].isInput
            let place = self.origin(ofConnection: slot, isInput: isInput) ?? origin
            let value: VerilogExpression
            switch isInput ? aliases.connection(atInput: slot) : nil {
            case .expression(let connected)?:
                expressions.origin = place
                expressions.context = module.netName(at: slot)
                value = expressions.exact(connected)
                unread.add(value)
            case .signal(let source)?:
                value = .identifier(aliases.netName(at: source))
                unread.addWhole(aliases.netSlot(at: source))
            case nil:
                value = .identifier(aliases.netName(at: slot))
                if isInput { unread.addWhole(slot) }
            }
            let name = box.map { $0.verilogName(of: table[port].name) } ?? table[port].name
            connections.append(.init(port: name, value: value, origin: place))
        }
        return VerilogItem(
            .instance(
                module: moduleName, name: instance.name, connections: connections, parameters: parameters),
            from: origin)
    }

    /// What an instance of a module of the language has beside its ports.
    struct ClockPins {
        /// The name of the module in Verilog.
        let module: String
        let pins: [(port: String, net: String)]
    }

    /// The same for all instances of one definition in unmapped domains, of which there can be very many.
    private func clockPins(of instance: Instance) -> ClockPins {
        let key = instance.clocking.isIdentity ? ObjectIdentifier(instance.definition) : nil
        if let key, let known = plainClockPins[key] { return known }
        let inner = variant.variant(of: instance, options)
        var pins: [(port: String, net: String)] = []
        for (use, clocking) in zip(inner.uses, inner.clockings) {
            let outer = variant.clocking(of: instance.clocking.outer(use.domain))
            pins.append((clocking.clockName, outer.clockName))
            if use.hasReset { pins.append((clocking.resetName, outer.resetName)) }
        }
        let made = ClockPins(
            module: options.modulePrefix + instance.definition.name + inner.suffix, pins: pins)
        if let key { plainClockPins[key] = made }
        return made
    }

    /// What a black box's clock or reset pin takes.
    private func connection(
        _ pin: DomainPin, of instance: Instance, from origin: SourceLocation
    ) -> VerilogItem.Connection {
        let clocking = variant.clocking(of: instance.clocking.outer(pin.domain))
        guard case .reset(let isActiveLow) = pin.kind else {
            return .init(port: pin.name, value: .identifier(clocking.clockName), origin: origin)
        }
        let reset = VerilogExpression.identifier(clocking.resetName)
        let value = isActiveLow == clocking.resetIsActiveLow ? reset : .unary("~", reset)
        return .init(port: pin.name, value: value, origin: origin)
    }
}
