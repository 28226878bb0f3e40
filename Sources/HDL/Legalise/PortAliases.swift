/// Which instance ports need no net of their own: an output whose only reader is a whole signal takes that signal's
/// net, an input whose only value is a simple expression takes the expression.
struct PortAliases {
    private let module: ModuleDefinition
    /// By slot of the instance's output: the signal whose net it takes.
    private var outputTargets: [Signal?]
    /// By slot of the instance's input.
    private var inputValues: [Signal?]

    /// Whether the nets are declared elsewhere.
    private let isReader: Bool

    /// For a part of the module that reads the nets of another.
    init(readingNetsOf other: PortAliases) {
        module = other.module
        outputTargets = other.outputTargets
        inputValues = other.inputValues
        isReader = true
    }

    init(
        _ module: ModuleDefinition, _ analysis: TargetAnalysis, _ uses: UseCounts, _ split: FormalSplit
    ) {
        self.module = module
        isReader = false
        outputTargets = Array(repeating: nil, count: module.slotCount)
        inputValues = outputTargets
        for target in analysis.targets {
            guard target.group == nil, let value = target.soleValue else { continue }
            if target.slot >= module.declarations.count {
                // A port that the parent reads, too, needs a net.
                let isReadHere = uses.count(of: target.signal) > 0 || split.isReadFormally(target.signal)
                if !isReadHere && Self.isSimple(value) { inputValues[target.slot] = value }
            } else if value.isOutput && module.role(of: value) == .instancePort && uses.count(of: value) == 1 {
                outputTargets[module.slot(of: value)] = target.signal
            }
        }
    }

    /// The name of the net that carries a declared signal.
    func netName(of signal: Signal) -> String {
        module.netName(of: outputTargets[module.slot(of: signal)] ?? signal)
    }

    /// The signal whose net an instance's output takes.
    func target(atOutput slot: Int) -> Signal? { outputTargets[slot] }

    /// Whether the output's net is declared as another signal.
    func isAliased(_ signal: Signal) -> Bool {
        !isReader && signal.isDeclared && outputTargets[module.slot(of: signal)] != nil
    }

    func isAliased(at slot: Int) -> Bool { !isReader && outputTargets[slot] != nil }

    /// What stands in the instance's connection list for an input.
    func connection(atInput slot: Int) -> Signal? { inputValues[slot] }

    /// The slot of the signal whose net carries the one at `slot`.
    func netSlot(at slot: Int) -> Int { outputTargets[slot].map(module.slot) ?? slot }

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
