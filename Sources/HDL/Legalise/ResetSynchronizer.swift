// Asynchronous assertion, synchronous release: what the top module puts behind a reset port that asks for it.

extension Clocking {
    /// The name of the module that synchronises this reset; without the design's prefix.
    var resetSynchronizerName: String {
        let edge = edge == .falling ? "_falling" : ""
        return "reset_synchronizer_\(resetStages)\(edge)\(resetIsActiveLow ? "_active_low" : "")"
    }

    var synchronizedResetName: String { "\(resetName)_synchronized" }
    var resetSynchronizerInstance: String { "\(resetName)_synchronizer" }
    private var resetStages: Int { max(2, resetSynchronizerStages ?? 2) }

    /// Ones or zeros while the reset is active, pushed out from below by its opposite afterwards.
    func resetSynchronizer(prefix: String) -> VerilogModule {
        func net(_ name: String, width: Int = 1, isVariable: Bool = false) -> VerilogNet {
            VerilogNet(name: name, width: width, isVariable: isVariable, comment: "", origin: .unknown)
        }
        // Configuration asks for it: there is no Swift line that it comes from.
        func store(_ value: VerilogExpression) -> VerilogStatement {
            VerilogStatement(
                .assign(target: .identifier("stages"), value: value, isBlocking: false), from: .unknown)
        }
        func item(_ kind: VerilogItem.Kind) -> VerilogItem { VerilogItem(kind, from: .unknown) }
        let stages = resetStages
        var local = self
        local.clockName = "clock"
        local.resetName = "reset"
        local.resetKind = .asynchronous
        let active: BitPattern = resetIsActiveLow ? .zero(width: stages) : .ones(width: stages)
        let remaining = VerilogExpression.partSelect("stages", high: stages - 2, low: 0)
        let shifted = VerilogExpression.concatenation([remaining, .literal(.bit(resetIsActiveLow))])
        let reset = VerilogExpression.identifier("reset")
        let branch = VerilogStatement.Branch(
            condition: resetIsActiveLow ? .unary("~", reset) : reset,
            statements: [store(.literal(active))], origin: .unknown)
        let body = VerilogStatement(
            .conditional(
                branches: [branch], otherwise: .init(statements: [store(shifted)], origin: .unknown)),
            from: .unknown)
        var registers = net("stages", width: stages, isVariable: true)
        registers.attribute = VerilogNet.asynchronousAttribute
        return VerilogModule(
            name: prefix + resetSynchronizerName,
            documentation:
                "Asserts its output with the reset and releases it \(stages) edges of the clock later.",
            ports: [
                VerilogPort(net: net("clock"), isInput: true), VerilogPort(net: net("reset"), isInput: true),
                VerilogPort(net: net("synchronized_reset"), isInput: false),
            ],
            items: [
                item(.declaration(registers)),
                item(.always(.edges(local.edges(hasReset: true)), statements: [body])),
                .blank,
                item(
                    .assign(
                        target: .identifier("synchronized_reset"),
                        value: .partSelect("stages", high: stages - 1, low: stages - 1))),
            ], origin: .unknown)
    }
}

extension ClockVariant {
    /// The domains whose reset this module synchronises, by the names of its ports.
    var synchronizedResets: [Clocking] {
        guard isTop else { return [] }
        return zip(uses, clockings).filter { $0.hasReset && $1.resetSynchronizerStages != nil }.map(\.1)
    }
}

extension ModuleLegaliser {
    /// The nets of synchronised resets; empty but for a top module that synchronises some.
    var resetNets: [VerilogNet] {
        variant.synchronizedResets.map {
            VerilogNet(
                name: $0.synchronizedResetName, width: 1, isVariable: false, comment: "",
                origin: module.place.location)
        }
    }

    /// The instances that drive them.
    var resetInstances: [VerilogItem] {
        variant.synchronizedResets.map { clocking in
            let connections = [
                ("clock", clocking.clockName), ("reset", clocking.resetName),
                ("synchronized_reset", clocking.synchronizedResetName),
            ]
            let origin = module.place.location
            return VerilogItem(
                .instance(
                    module: options.modulePrefix + clocking.resetSynchronizerName,
                    name: clocking.resetSynchronizerInstance,
                    connections: connections.map {
                        .init(port: $0.0, value: .identifier($0.1), origin: origin)
                    }, parameters: []), from: origin)
        }
    }
}
