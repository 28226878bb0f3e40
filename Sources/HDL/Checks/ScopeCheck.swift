/// A module reads and drives its own signals and its instances' ports, nothing else, and each in its direction.
struct ScopeCheck {
    let module: ModuleDefinition
    let scope: ModuleScope
    let elaboration: Elaboration

    func run() {
        let walker = ExpressionWalker(elaboration.identifiers)
        module.body.forEachStatement { statement in
            if case .drive(let target, _, _) = statement.kind { checkTarget(target, at: statement.location) }
            for expression in statement.expressions {
                walker.walk(expression) { checkReading($0, at: statement.location) }
            }
        }
    }

    private func checkTarget(_ target: Signal, at location: SourceLocation) {
        switch (target.node, scope.role(of: target)) {
        case (.wire, .own), (.output, .own), (.register, .own), (.input, .instancePort): return
        case (.input, .own):
            reject(target, "is an input, driven from outside", "Drive a wire or an output instead", location)
        case (.output, .instancePort):
            reject(target, "is an output of an instance, driven inside it", "Read it instead", location)
        default:
            reject(
                target, "belongs to another module, or to no property or named local of this one",
                "Declare it here, or reach the other module through ports", location)
        }
    }

    private func reject(
        _ target: Signal, _ problem: String, _ suggestion: String, _ location: SourceLocation
    ) {
        elaboration.report(
            .invalidTarget, "\(target.displayNameAndShape) can't be driven here: it \(problem)",
            suggestion: suggestion, at: location)
    }

    private func checkReading(_ node: Signal, at location: SourceLocation) {
        guard let signal = node.declaredReading?.signal, case .foreign = scope.role(of: signal) else { return }
        elaboration.report(
            .foreignSignal,
            signal.ownerIdentifier == 0
                ? "A signal declared at \(signal.location) is read but has no name"
                : "\(signal.displayNameAndShape) belongs to another module",
            suggestion: signal.ownerIdentifier == 0
                ? "Hold it in a stored property or name it with wire(\"...\")"
                : "Pass it through a port",
            at: location)
    }
}
