/// A module reads and drives its own signals and its instances' ports, nothing else, and each in its direction.
struct ScopeCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    func run() {
        let walker = ExpressionWalker()
        module.forEachOtherStatement { statement in
            if case .drive(let target, _, _) = statement.kind { checkTarget(target, at: statement.place) }
            statement.forEachExpression { expression in
                walker.readings(in: expression) { signal, _, _ in
                    if module.role(of: signal) == .foreign { reportForeign(signal, at: statement.place) }
                }
            }
        }
    }

    private func checkTarget(_ target: Signal, at place: Place) {
        switch (target.node, module.role(of: target)) {
        case (.wire, .own), (.output, .own), (.register, .own), (.input, .instancePort): return
        case (.input, .own):
            reject(target, "is an input, driven from outside", "Drive a wire or an output instead", place)
        case (.output, .instancePort):
            reject(target, "is an output of an instance, driven inside it", "Read it instead", place)
        default:
            reject(
                target, "belongs to another module, or to no property or named local of this one",
                "Declare it here, or reach the other module through ports", place)
        }
    }

    private func reject(_ target: Signal, _ problem: String, _ suggestion: String, _ place: Place) {
        elaboration.report(
            .invalidTarget, "\(target.displayNameAndShape) can't be driven here: it \(problem)",
            suggestion: suggestion, at: place)
    }

    private func reportForeign(_ signal: Signal, at place: Place) {
        let owner = signal.declaration?.owner
        let isNameless = owner == nil
        elaboration.report(
            .foreignSignal,
            isNameless
                ? "A signal (\(signal.shape)) declared at \(signal.location) is read but has no name"
                : "\(signal.displayNameAndShape) of the module '\(owner?.name ?? "")' is read in another",
            suggestion: isNameless
                ? "Hold it in a stored property, alone, in an array or in a SignalBundle, or name it with wire(\"...\")"
                : "Pass it through a port",
            at: place)
    }
}
