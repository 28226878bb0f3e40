// The simulation model of a black box: a module of the language that is held to what the box says of itself.

extension DesignBuilder {
    /// - Parameter paths: for each output of the box the inputs that it says reach it in the same cycle.
    func model(of box: BlackBox, _ name: String, _ paths: [Int: [Int]], at place: Place) -> ModuleDefinition?
    {
        guard let model = box.simulationModel() else { return nil }
        guard model.identity == nil else {
            elaboration.report(
                .unlikeModel, "The simulation model of '\(name)' is part of the design already",
                suggestion: "Make a new module in simulationModel()", at: place)
            return nil
        }
        let modelName = model.emittedName(in: elaboration)
        model.identity = ModuleIdentity(name: modelName, parent: nil, place: place)
        model.adoptProperties(in: elaboration)
        let definition = models.define(model, named: modelName)
        if checkPorts(of: definition, box, name, at: place) {
            checkPaths(of: definition, box, name, paths, at: place)
            checkDomains(of: definition, box, name, at: place)
        }
        return definition
    }

    private func checkPorts(
        of model: ModuleDefinition, _ box: BlackBox, _ name: String, at place: Place
    ) -> Bool {
        func ports(_ signals: [Signal]) -> [String] {
            signals.filter(\.isPort).map { "\($0.isInput ? "input" : "output") '\($0.name)' (\($0.shape))" }
        }
        let (wanted, found) = (ports(box.declarations), ports(model.declarations))
        let missing = wanted.filter { !found.contains($0) }
        let extra = found.filter { !wanted.contains($0) }
        if missing.isEmpty && extra.isEmpty { return true }
        let differences = missing.map { "it hasn't \($0)" } + extra.map { "only it has \($0)" }
        elaboration.report(
            .unlikeModel,
            "The simulation model '\(model.name)' has other ports than the black box '\(name)': "
                + differences.joined(separator: ", "),
            suggestion: "Give it ports of the same names and shapes", at: place)
        return false
    }

    /// A path that the box doesn't name would hide a loop from the checks, and the simulator would fall into it.
    private func checkPaths(
        of model: ModuleDefinition, _ box: BlackBox, _ name: String, _ paths: [Int: [Int]], at place: Place
    ) {
        let declarations = box.declarations
        for (output, signal) in model.declarations.enumerated() where signal.isOutput {
            guard let own = declarations.firstIndex(where: { $0.name == signal.name }) else { continue }
            let allowed = (paths[own] ?? []).map { declarations[$0].name }
            let inputs = (model.combinationalInputs[output] ?? []).map { model.declarations[$0].name }
            let hidden = inputs.filter { !allowed.contains($0) }
            if hidden.isEmpty { continue }
            let names = hidden.map { "'\($0)'" }.joined(separator: ", ")
            elaboration.report(
                .unlikeModel,
                "In the simulation model '\(model.name)' \(names) reach\(hidden.count == 1 ? "es" : "") the output "
                    + "'\(signal.name)' in the same cycle, which combinationalPaths of '\(name)' doesn't say",
                suggestion: "Add the path to combinationalPaths, or put a register into the model", at: place)
        }
    }

    /// The model runs at the clocks that the box's pins take.
    private func checkDomains(
        of model: ModuleDefinition, _ box: BlackBox, _ name: String, at place: Place
    ) {
        let pins = box.pins.map(\.domain)
        for use in model.clocking where !pins.contains(use.domain) {
            elaboration.report(
                .unlikeModel,
                "The simulation model '\(model.name)' has registers in the domain '\(use.domain.displayName)', of "
                    + "which the black box '\(name)' has no pin",
                suggestion: "Give the box a pin .clock(..., of:), or the model the domains of its pins",
                at: place)
        }
    }
}
