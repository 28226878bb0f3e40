/// The rules that need a whole module, one small pass each, in the order in which their findings make sense.
struct ModuleChecks {
    private let module: ModuleDefinition
    private let elaboration: Elaboration

    init(_ module: ModuleDefinition, _ elaboration: Elaboration) {
        self.module = module
        self.elaboration = elaboration
    }

    func run() {
        if case .memory = module.primitive { return describeMemory() }
        NameCheck(module: module, elaboration: elaboration).run()
        let before = elaboration.diagnostics.count
        ScopeCheck(module: module, elaboration: elaboration).run()
        // A signal of another module would make the passes below report nonsense.
        guard elaboration.diagnostics.count == before else { return }
        DriverCheck(module: module, elaboration: elaboration).run()
        UsageCheck(module: module, elaboration: elaboration).run()
        LoopCheck(module: module, elaboration: elaboration).run()
        CrossingCheck(module: module, elaboration: elaboration).run()
    }

    /// A memory has no statements: all there is to know is that the read address reaches the read data.
    private func describeMemory() {
        let ports = module.declarations
        guard let data = ports.firstIndex(where: { $0.name == "read_data" }),
            let address = ports.firstIndex(where: { $0.name == "read_address" })
        else { return }
        module.combinationalInputs = [data: [address]]
    }
}
