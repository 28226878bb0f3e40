/// An elaborated, checked design: each module once, instantiated modules before those that use them.
public struct Design {
    let modules: [ModuleDefinition]
    let identifiers: IdentifierCounter
    var top: ModuleDefinition { modules[modules.count - 1] }

    /// Describes the module that `make` gives and everything below it.
    ///
    /// - Throws: ``ElaborationError`` with every finding of the design.
    public init<Top: Module>(_ make: () -> Top) throws {
        let elaboration = Elaboration()
        let modules = Elaboration.$current.withValue(elaboration) {
            let builder = DesignBuilder(elaboration)
            let top = make()
            top.adoptProperties(in: elaboration)
            _ = builder.define(top, named: elaboration.snakeCase(top.moduleName))
            return builder.definitions
        }
        guard elaboration.diagnostics.isEmpty else {
            throw ElaborationError(diagnostics: elaboration.diagnostics)
        }
        self.modules = modules
        identifiers = elaboration.identifiers
    }

    /// Name of the top module, without prefix.
    public var topName: String { top.name }

    /// Names of all modules, in the order of ``modules``.
    public var moduleNames: [String] { modules.map(\.name) }

    /// A port of a module.
    public struct Port: Sendable, Hashable {
        public enum Direction: String, Sendable { case input, output }
        public let name: String
        public let direction: Direction
        public let shape: Shape
        public let comment: String
    }

    /// The ports of the module `name` (default: the top), clock and reset excluded; empty for an unknown name.
    public func ports(of name: String? = nil) -> [Port] {
        guard let module = name == nil ? top : modules.first(where: { $0.name == name }) else { return [] }
        return module.ports.map {
            Port(
                name: $0.name, direction: $0.isInput ? .input : .output, shape: $0.shape, comment: $0.comment)
        }
    }

    /// Whether the module `name` (default: the top) has a clock and a reset port.
    public func clocking(of name: String? = nil) -> (clock: Bool, reset: Bool) {
        let module = modules.first { $0.name == name } ?? top
        return (module.usesClock, module.usesReset)
    }

    /// Inputs of the top module that reach its output `name` in the same cycle, through no register; empty for an
    /// unknown name.
    public func combinationalInputs(of name: String) -> [String] { top.combinationalInputs[name] ?? [] }

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

/// Describes modules depth first and keeps one definition of each structure.
private final class DesignBuilder {
    private(set) var definitions: [ModuleDefinition] = []
    private var known: [Fingerprint: ModuleDefinition] = [:]
    private var byName: [String: (definition: ModuleDefinition, path: String)] = [:]
    private let elaboration: Elaboration

    init(_ elaboration: Elaboration) { self.elaboration = elaboration }

    func define(_ module: any Module, named instanceName: String) -> ModuleDefinition {
        var result: ModuleDefinition!
        elaboration.describing(module, named: instanceName) {
            let findings = elaboration.diagnostics.count
            module.describe()
            elaboration.locatePending(at: .unknown, isExact: false)
            var instances: [Instance] = []
            for (name, child) in module.children {
                guard let child = child as? any Module else { continue }
                let definition = define(child, named: name)
                let ports = child.declarations.filter(\.isPort)
                instances.append(Instance(name: name, module: child, definition: definition, ports: ports))
                child.forgetDescription()
            }
            let definition = ModuleDefinition(
                name: elaboration.snakeCase(module.moduleName), documentation: module.documentation,
                declarations: module.declarations, instances: instances, body: module.body,
                primitive: module.primitive)
            result = unify(definition, isSound: elaboration.diagnostics.count == findings)
        }
        return result
    }

    private func unify(_ definition: ModuleDefinition, isSound: Bool) -> ModuleDefinition {
        guard isSound else {
            definitions.append(definition)
            return definition
        }
        let fingerprint = Fingerprint(of: definition, traversal: elaboration.identifiers.next())
        if let twin = known[fingerprint] { return twin }
        ModuleChecks(definition, elaboration).run()
        let path = elaboration.path.joined(separator: ".")
        if let other = byName[definition.name] {
            elaboration.report(
                .moduleClash,
                "Two different modules are called '\(definition.name)': that of \(other.path) and that of \(path)",
                suggestion: "Override moduleName with a name made of the parameters in which they differ",
                at: .unknown)
        }
        byName[definition.name] = (definition, path)
        known[fingerprint] = definition
        definitions.append(definition)
        return definition
    }
}

extension ModuleBase {
    /// Lets go of the statements once the definition owns them; an instance needs only its ports.
    func forgetDescription() {
        children = []
        declarations = []
        description = nil
    }
}
