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
    func instanceNets() -> [VerilogNet] {
        var nets: [VerilogNet] = []
        for instance in module.instances {
            for port in instance.ports {
                if aliases.isAliased(port) || aliases.connection(of: port) != nil { continue }
                let target = analysis.target(of: port)
                if port.isInput, target?.soleValue != nil, target?.group == nil { continue }
                nets.append(net(port))
            }
        }
        return nets
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
        for net in unreadClockNets() { unread.check(net) }
        for signal in ownDeclarations {
            if signal.isOutput { continue }
            unread.check(net(signal))
        }
        for instance in module.instances {
            for port in instance.ports where !port.isInput && !aliases.isAliased(port) {
                unread.check(net(port))
            }
        }
        for net in expressions.allMadeNets { unread.check(net) }
        if unread.parts.isEmpty { return nil }
        let origin = originOfUnused()
        let net = VerilogNet(
            name: expressions.claimName("unused"), width: 1, isVariable: false, comment: "", origin: origin)
        let value = VerilogExpression.concatenation([.literal(.zero(width: 1))] + unread.parts)
        return VerilogItem(.definition(net, .unary("&", value)), from: origin)
    }

    /// Clock and reset where only properties have a use for them.
    private func unreadClockNets() -> [VerilogNet] {
        guard module.hasProperties else { return [] }
        let registers = ownDeclarations.compactMap(\.registerTraits)
        let hasClock = !registers.isEmpty || module.instances.contains { $0.definition.usesClock }
        let hasReset =
            registers.contains { $0.reset != nil } || module.instances.contains { $0.definition.usesReset }
        return (hasClock ? [] : [options.clockName]).map(clockNet)
            + (hasReset ? [] : [options.resetName]).map(clockNet)
    }

    private func clockNet(_ name: String) -> VerilogNet {
        VerilogNet(name: name, width: 1, isVariable: false, comment: "", origin: module.place.location)
    }

    // MARK: Instances

    /// Where each instance stands: after the last statement that drives one of its inputs.
    func instancePositions() -> [Int: [Instance]] {
        var positions: [Int: [Instance]] = [:]
        for instance in module.instances {
            let last = instance.ports.compactMap { analysis.target(of: $0)?.lastStatement }.max()
            positions[last ?? body.statements.count, default: []].append(instance)
        }
        return positions
    }

    func instanceItem(_ instance: Instance) -> VerilogItem {
        let origin = origin(of: instance)
        var connections: [VerilogItem.Connection] = []
        connections.reserveCapacity(instance.ports.count + 2)
        if instance.definition.usesClock {
            connections.append(
                .init(
                    port: options.clockName, value: .identifier(options.clockName), isInput: true,
                    origin: origin))
        }
        if instance.definition.usesReset {
            connections.append(
                .init(
                    port: options.resetName, value: .identifier(options.resetName), isInput: true,
                    origin: origin))
        }
        for port in instance.ports {
            expressions.context = module.netName(of: port)
            expressions.origin = self.origin(ofConnection: port) ?? origin
            let value = aliases.connection(of: port).map { expressions.exact($0) }
            connections.append(
                .init(
                    port: port.name, value: value ?? .identifier(aliases.netName(of: port)),
                    isInput: port.isInput, origin: expressions.origin))
        }
        return VerilogItem(
            .instance(
                module: options.modulePrefix + instance.definition.name, name: instance.name,
                connections: connections), from: origin)
    }

    // MARK: Memory

    func memoryItems(depth: Int, width: Int) -> [VerilogItem] {
        // With a single word there is nothing to choose, and tools warn of an index into it.
        let isSingle = depth == 1
        func word(_ address: String) -> VerilogExpression {
            isSingle ? .identifier("memory_word") : .element("memory_words", .identifier(address))
        }
        let origin = module.place.location
        let write = VerilogStatement(
            .assign(target: word("write_address"), value: .identifier("write_data"), isBlocking: false),
            from: origin)
        let guarded = VerilogStatement(
            .conditional(
                branches: [
                    .init(condition: .identifier("write_enable"), statements: [write], origin: origin)
                ], otherwise: .none), from: origin)
        let net = VerilogNet(name: "memory_word", width: width, isVariable: true, comment: "", origin: origin)
        let unused = VerilogNet(name: "unused", width: 1, isVariable: false, comment: "", origin: origin)
        let addresses: [VerilogExpression] = [
            .literal(.zero(width: 1)), .identifier("write_address"), .identifier("read_address"),
        ]
        let words =
            isSingle
            ? VerilogItem.Kind.declaration(net)
            : .memory(name: "memory_words", width: width, depth: depth)
        var kinds = [
            words, .blank, .assign(target: .identifier("read_data"), value: word("read_address")),
            .always(
                .edges([.init(signal: options.clockName, isRising: true)]), statements: [guarded]),
        ]
        if isSingle { kinds.append(.definition(unused, .unary("&", .concatenation(addresses)))) }
        return kinds.map { VerilogItem($0, from: origin) }
    }
}
