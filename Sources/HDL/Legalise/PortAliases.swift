/// Which instance ports need no net of their own: an output whose only reader is a whole signal takes that signal's
/// net, an input whose only value is a simple expression takes the expression.
struct PortAliases {
    private var outputNames: [ObjectIdentifier: String] = [:]
    private var inputValues: [ObjectIdentifier: Signal] = [:]
    private let scope: ModuleScope

    init(
        _ module: ModuleDefinition, _ scope: ModuleScope, _ analysis: TargetAnalysis, _ uses: UseCounts
    ) {
        self.scope = scope
        for target in analysis.targets {
            guard target.group == nil, let value = target.soleValue else { continue }
            switch (scope.role(of: target.signal), scope.role(of: value)) {
            case (.instancePort, _):
                if Self.isSimple(value) { inputValues[ObjectIdentifier(target.signal)] = value }
            case (.own, .instancePort) where value.isDeclared && uses.count(of: value) == 1:
                outputNames[ObjectIdentifier(value)] = scope.netName(of: target.signal)
            default: break
            }
        }
    }

    func netName(of signal: Signal) -> String { outputNames[ObjectIdentifier(signal)] ?? scope.netName(of: signal) }

    /// Whether the output's net is declared as another signal.
    func isAliased(_ signal: Signal) -> Bool { outputNames[ObjectIdentifier(signal)] != nil }

    /// What stands in the instance's connection list for an input.
    func connection(of port: Signal) -> Signal? { inputValues[ObjectIdentifier(port)] }

    private static func isSimple(_ value: Signal) -> Bool {
        switch value.node {
        case .operation(.slice, let operands): operands[0].isDeclared
        case .operation(.reinterpret, let operands): isSimple(operands[0])
        case .operation, .rejected: false
        default: true
        }
    }
}
