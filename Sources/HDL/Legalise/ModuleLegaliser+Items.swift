// Declarations, instances and the like: what a module has beside its statements.

extension ModuleLegaliser {
    // MARK: Declarations

    /// Own variables, and wires that no statement declares with their value.
    func ownNets() -> [VerilogNet] {
        ownDeclarations.compactMap { signal in
            if signal.isPort { return nil }
            let net = net(signal)
            if net.isVariable { return net }
            guard let value = analysis.target(of: signal)?.soleValue else { return net }
            return aliases.isAliased(value) ? net : nil
        }
    }

    /// Nets of instance ports that are neither a signal's own nor an inline expression nor defined with a value.
    func addInstanceNets(to nets: inout [VerilogNet]) {
        for instance in module.instances {
            let table = instance.definition.portTable
            for port in instance.ports.indices {
                let slot = instance.identity.firstSlot + table[port].index
                if aliases.isAliased(at: slot) || aliases.connection(atInput: slot) != nil { continue }
                if table[port].isInput, let target = analysis.target(at: slot), target.group == nil,
                    target.soleValue != nil
                {
                    continue
                }
                nets.append(net(instance.ports[port]))
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
                unread.check(aliases.netName(of: instance.ports[port]), width: table[port].width)
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
                guard let target = analysis.target(at: instance.identity.firstSlot + table[port].index) else {
                    continue
                }
                last = max(last ?? 0, target.lastStatement)
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
        var box: BlackBoxDescription?
        let inner = innerVariant(of: instance)
        if case .blackBox(let description) = instance.definition.primitive {
            box = description
            parameters = description.parameters.map { .init(name: $0.name, text: $0.value.text) }
            connections += description.pins.map { connection($0, of: instance, from: origin) }
            for connection in connections { unread.add(connection.value) }
        }
        for (use, clocking) in zip(inner.uses, inner.clockings) where box == nil {
            let outer = variant.clocking(of: instance.clocking.outer(use.domain))
            connections.append(
                .init(port: clocking.clockName, value: .identifier(outer.clockName), origin: origin))
            guard use.hasReset else { continue }
            connections.append(
                .init(port: clocking.resetName, value: .identifier(outer.resetName), origin: origin))
        }
        let table = instance.definition.portTable
        for port in instance.ports.indices {
            let slot = instance.identity.firstSlot + table[port].index
            let isInput = table[port].isInput
            let place = self.origin(ofConnection: slot, isInput: isInput) ?? origin
            let value: VerilogExpression
            if isInput, let connected = aliases.connection(atInput: slot), !connected.isDeclared {
                expressions.origin = place
                expressions.context = module.netName(of: instance.ports[port])
                value = expressions.exact(connected)
                unread.add(value)
            } else {
                let signal = (isInput ? aliases.connection(atInput: slot) : nil) ?? instance.ports[port]
                value = .identifier(aliases.netName(of: signal))
                if isInput { unread.addWhole(aliases.netSlot(at: module.slot(of: signal))) }
            }
            connections.append(
                .init(
                    port: box?.verilogName(of: table[port].name) ?? table[port].name, value: value,
                    origin: place))
        }
        return VerilogItem(
            .instance(
                module: box == nil
                    ? options.modulePrefix + instance.definition.name + inner.suffix
                    : instance.definition.name,
                name: instance.name, connections: connections, parameters: parameters), from: origin)
    }

    private func innerVariant(of instance: Instance) -> ClockVariant {
        guard instance.clocking.isIdentity else { return variant.variant(of: instance, options) }
        let key = ObjectIdentifier(instance.definition)
        if let known = plainVariants[key] { return known }
        let inner = variant.variant(of: instance, options)
        plainVariants[key] = inner
        return inner
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
