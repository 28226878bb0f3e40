// Black boxes: their simulation model is an instance inside each of their instances.

extension Netlist {
    /// What the model's instance is called in paths.
    static let modelName = "model"

    /// The design's modules, and models of black boxes with what is below them; what is instantiated comes first.
    ///
    /// - Throws: ``SimulationError`` of code `missingModel`.
    static func modules(of design: Design) throws -> [ModuleDefinition] {
        var modules: [ModuleDefinition] = []
        var known: Set<ObjectIdentifier> = []
        func add(_ module: ModuleDefinition) throws {
            guard known.insert(ObjectIdentifier(module)).inserted else { return }
            for instance in module.instances { try add(instance.definition) }
            if case .blackBox(let box)? = module.primitive {
                guard let model = box.model else {
                    throw SimulationError(
                        .missingModel,
                        "The black box '\(module.name)', declared at \(module.place.location), can't run in "
                            + "process: what its Verilog does isn't known",
                        suggestion: "Override simulationModel(), or simulate on Icarus or Verilator")
                }
                try add(model)
            }
            modules.append(module)
        }
        for module in design.modules { try add(module) }
        return modules
    }

    /// The instances inside a module: its own, or the model of a black box.
    static func children(of module: ModuleDefinition) -> [(name: String, definition: ModuleDefinition)] {
        if case .blackBox(let box)? = module.primitive {
            return box.model.map { [(modelName, $0)] } ?? []
        }
        return module.instances.map { ($0.name, $0.definition) }
    }

    /// The signal that a port of a black box, or of the model in it, has its value from: instance and position among
    /// the declarations. Nil for what isn't such a port.
    func boxDriver(_ instance: Int, _ index: Int) -> (instance: Int, index: Int)? {
        let signal = definition(instance).declarations[index]
        let parent = instances[instance].parent
        let source: Int
        if signal.isOutput && definition(instance).isBlackBox {
            source = instances[instance].firstChild
        } else if signal.isInput && parent >= 0 && definition(parent).isBlackBox {
            source = parent
        } else {
            return nil
        }
        let found = definition(source).declarations.firstIndex { $0.isPort && $0.name == signal.name }
        return found.map { (source, $0) }
    }
}
