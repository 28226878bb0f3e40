/// The rules that need a whole module, one small pass each, in the order in which their findings make sense.
struct ModuleChecks {
    private let module: ModuleDefinition
    private let elaboration: Elaboration

    init(_ module: ModuleDefinition, _ elaboration: Elaboration) {
        self.module = module
        self.elaboration = elaboration
    }

    func run() {
        switch module.primitive {
        case .memory(let geometry)?: return describe(geometry)
        case .blackBox(let box)?:
            module.combinationalInputs = box.combinationalInputs
            return
        case nil: break
        }
        NameCheck(module: module, elaboration: elaboration).run()
        let before = elaboration.diagnostics.count
        ScopeCheck(module: module, elaboration: elaboration).run()
        // A signal of another module would make the passes below report nonsense.
        guard elaboration.diagnostics.count == before else { return }
        DriverCheck(module: module, elaboration: elaboration).run()
        UsageCheck(module: module, elaboration: elaboration).run()
        UnreachableCheck(module: module, elaboration: elaboration).run()
        LoopCheck(module: module, elaboration: elaboration).run()
        CrossingCheck(module: module, elaboration: elaboration).run()
    }

    /// A memory has no statements: all there is to know is which of its inputs reach asynchronous read data.
    private func describe(_ geometry: MemoryGeometry) {
        for (output, inputs) in geometry.combinationalInputs { module.combinationalInputs[output] = inputs }
    }
}
