/// Which instance ports need no net of their own: an output whose only reader is a whole signal takes that signal's
/// net, an input whose only value is a simple expression takes the expression. All signals are told by their slots.
struct PortAliases {
    /// What stands in an instance's connection list.
    enum Connection {
        /// A declared signal.
        case signal(slot: Int)
        case expression(Signal)
    }

    private let module: ModuleDefinition
    /// Of an instance's output: the slot of the signal whose net it takes; below zero for none.
    private var outputTargets: [Int32]
    /// Of an instance's input: the slot of a signal, or −2 − the position of an expression; −1 for neither.
    private var inputValues: [Int32]
    private var expressions: [Signal] = []
    /// Names of all nets; empty for ports that have none.
    private var netNames: [String]

    /// Whether the nets are declared elsewhere.
    private let isReader: Bool

    /// For a part of the module that reads the nets of another.
    init(readingNetsOf other: PortAliases) {
        module = other.module
        outputTargets = other.outputTargets
        inputValues = other.inputValues
        expressions = other.expressions
        netNames = other.netNames
        isReader = true
    }

    init(
        _ module: ModuleDefinition, _ analysis: TargetAnalysis, _ uses: UseCounts, _ split: FormalSplit
    ) {
        self.module = module
        isReader = false
        outputTargets = Array(repeating: -1, count: module.slotCount)
        inputValues = outputTargets
        netNames = []
        let ownCount = module.declarations.count
        // A port that the parent reads, too, needs a net.
        func isReadHere(_ slot: Int) -> Bool { uses.count(at: slot) > 0 || split.isReadFormally(at: slot) }
        analysis.forEachWholeDrive { drive in
            if drive.target >= ownCount {
                if !isReadHere(drive.target) { inputValues[drive.target] = Int32(drive.value) }
            } else if drive.value >= ownCount && drive.isFromOutput && uses.count(at: drive.value) == 1 {
                outputTargets[drive.value] = Int32(drive.target)
            }
        }
        for target in analysis.targets {
            guard target.group == nil, let value = target.soleValue else { continue }
            if target.slot >= ownCount {
                if !isReadHere(target.slot) && Self.isSimple(value) { connect(target.slot, to: value) }
            } else if value.isOutput && module.role(of: value) == .instancePort && uses.count(of: value) == 1
            {
                outputTargets[module.slot(of: value)] = Int32(target.slot)
            }
        }
        nameNets()
    }

    private mutating func connect(_ input: Int, to value: Signal) {
        if value.isDeclared {
            inputValues[input] = Int32(module.slot(of: value))
        } else {
            inputValues[input] = Int32(-2 - expressions.count)
            expressions.append(value)
        }
    }

    private mutating func nameNets() {
        netNames.reserveCapacity(module.slotCount)
        for signal in module.declarations { netNames.append(signal.name) }
        for instance in module.instances {
            let first = instance.identity.firstSlot
            let table = instance.definition.portTable
            for port in table.indices {
                let slot = first + table[port].index
                if outputTargets[slot] >= 0 || inputValues[slot] != -1 { continue }
                while netNames.count < slot { netNames.append("") }
                netNames.append(instance.name + "_" + table[port].name)
            }
        }
        while netNames.count < module.slotCount { netNames.append("") }
    }

    /// The name of the net that carries a declared signal.
    func netName(of signal: Signal) -> String { netName(at: module.slot(of: signal)) }

    func netName(at slot: Int) -> String { netNames[netSlot(at: slot)] }

    /// The slot of the signal whose net carries the one at `slot`.
    func netSlot(at slot: Int) -> Int { target(atOutput: slot) ?? slot }

    /// The slot of the signal whose net an instance's output takes.
    func target(atOutput slot: Int) -> Int? {
        let target = Int(outputTargets[slot])
        return target < 0 ? nil : target
    }

    /// Whether the output's net is declared as another signal.
    func isAliased(_ signal: Signal) -> Bool { signal.isDeclared && isAliased(at: module.slot(of: signal)) }

    func isAliased(at slot: Int) -> Bool { !isReader && outputTargets[slot] >= 0 }

    func isConnected(atInput slot: Int) -> Bool { inputValues[slot] != -1 }

    /// What stands in the instance's connection list for an input; nil for its own net.
    func connection(atInput slot: Int) -> Connection? {
        let value = Int(inputValues[slot])
        if value == -1 { return nil }
        return value < 0 ? .expression(expressions[-2 - value]) : .signal(slot: value)
    }

    private static func isSimple(_ value: Signal) -> Bool {
        if value.isDeclared { return true }
        return switch value.node {
        case .operation(.slice, let operands), .operation(.truncate, let operands): operands[0].isDeclared
        case .operation(.reinterpret, let operands): isSimple(operands[0])
        case .operation, .rejected: false
        default: true
        }
    }
}
