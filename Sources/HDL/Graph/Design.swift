/// An elaborated, checked design: each module once, instantiated modules before those that use them.
public struct Design {
    let modules: [ModuleDefinition]
    /// Sources of the design's black boxes, each once, to be written beside the emitted files.
    public let supportFiles: [SupportFile]
    var top: ModuleDefinition { modules[modules.count - 1] }

    /// What was found and waived, in the order in which it was found.
    public let waived: [WaivedFinding]

    /// Describes the module that `make` gives and everything below it.
    ///
    /// - Parameter waivers: findings that are known and meant; each must match one.
    /// - Throws: ``ElaborationError`` with every finding of the design that isn't waived.
    public init<Top: Module>(waiving waivers: [Waiver] = [], _ make: () -> Top) throws {
        let elaboration = Elaboration()
        let modules = Elaboration.$current.withValue(elaboration) {
            let builder = DesignBuilder(elaboration)
            builder.build(make())
            if let top = builder.definitions.last {
                NameCheck(module: top, elaboration: elaboration).checkTopName()
            }
            return builder.definitions
        }
        supportFiles = SupportFileCheck(modules, elaboration).files()
        let outcome = WaiverMatching(waivers, modules).apply(to: elaboration.diagnostics)
        if !outcome.remaining.isEmpty { throw ElaborationError(outcome.remaining) }
        self.modules = modules
        waived = outcome.waived
    }

    /// Name of the top module, without prefix.
    public var topName: String { top.name }

    /// Names of all modules that are emitted, instantiated ones before those that use them.
    public var moduleNames: [String] { modules.filter { !$0.isBlackBox }.map(\.name) }

    /// A port of a module.
    public struct Port: Sendable, Hashable {
        public enum Direction: String, Sendable { case input, output }
        public let name: String
        public let direction: Direction
        public let shape: Shape
        public let comment: String
    }

    /// The ports of the module `name` (default: the top), clocks and resets excluded; empty for an unknown name.
    public func ports(of name: String? = nil) -> [Port] {
        guard let module = name == nil ? top : modules.first(where: { $0.name == name }) else { return [] }
        return module.ports.map { port in
            Port(
                name: port.name, direction: port.isInput ? .input : .output, shape: port.shape,
                comment: port.declaration?.comment ?? "")
        }
    }

    /// Inputs of the top module that reach its output `name` in the same cycle, through no register; empty for an
    /// unknown name.
    public func combinationalInputs(of name: String) -> [String] {
        guard let output = top.declarations.firstIndex(where: { $0.isPort && $0.name == name }) else {
            return []
        }
        return (top.combinationalInputs[output] ?? []).map { top.declarations[$0].name }
    }

    /// Instances of each module in the whole design, the top counting once.
    public var instanceCounts: [String: Int] {
        var counts = [top.name: 1]
        for module in modules.reversed() {
            for instance in module.instances {
                counts[instance.definition.name, default: 0] += counts[module.name, default: 0]
            }
        }
        return counts
    }
}
