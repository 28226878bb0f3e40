/// Describes modules depth first and keeps one definition of each structure.
final class DesignBuilder {
    private(set) var definitions: [ModuleDefinition] = []
    private var known: [DefinitionKey: ModuleDefinition] = [:]
    /// Definitions in which the checks found nothing: what differs from one in names of modules only shares all else.
    private var sound: [Fingerprint: ModuleDefinition] = [:]
    private var byName: [String: (definition: ModuleDefinition, path: String)] = [:]
    private var shared: [SharingKey: (definition: ModuleDefinition, isConfirmed: Bool)] = [:]
    let elaboration: Elaboration
    /// Describes simulation models, which are no part of the design.
    private(set) lazy var models = DesignBuilder(elaboration)
    /// Files of black boxes that were read.
    var supportFiles: [String: SupportFile] = [:]
    /// Set when modules hold themselves: describing any more would only repeat that.
    private var isEndless = false

    init(_ elaboration: Elaboration) { self.elaboration = elaboration }

    /// Describes the top module and everything below it.
    func build(_ top: any Module) {
        let name = top.emittedName(in: elaboration)
        guard !(top is BlackBox) else {
            elaboration.report(
                .invalidBlackBox, "The black box '\(name)' can't be the top of a design",
                suggestion: "Put it into a module", at: top.place)
            return
        }
        guard top.identity == nil else {
            elaboration.report(
                .misplacedStatement, "The module '\(name)' belongs to another design",
                suggestion: "Make it inside the closure that the design is given", at: top.place)
            return
        }
        top.identity = ModuleIdentity(name: name, parent: nil, place: .unknown)
        top.adoptProperties(in: elaboration)
        elaboration.settlePending()
        if let mapped = top.clockMapping.first {
            elaboration.report(
                .invalidClocking,
                "The top module '\(name)' is mapped to the domain '\(mapped.outer.displayName)' of no module",
                suggestion: "Leave .clocked(...) out", at: mapped.place)
        }
        _ = define(top, named: name)
    }

    func define(_ module: any Module, named instanceName: String) -> ModuleDefinition {
        let name = module.emittedName(in: elaboration)
        return elaboration.describing(module, named: instanceName) {
            var instances: [Instance] = []
            var isSound = false
            if isShallow(name) {
                for child in module.children { child.adoptProperties(in: elaboration) }
                let before = (elaboration.mistakes, elaboration.rejectedUses)
                module.describe()
                elaboration.finishDescription()
                var guards = PropertyGuards(module)
                guards.run()
                elaboration.settlePending()
                if let box = module as? BlackBox { describe(box, named: name) }
                isSound = before == (elaboration.mistakes, elaboration.rejectedUses)
                instances.reserveCapacity(module.children.count)
                for child in module.children {
                    if let instance = instance(of: child) { instances.append(instance) }
                }
            }
            let definition = ModuleDefinition(module, name: name, instances: instances)
            // The checks would report what is missing only because it was rejected.
            guard isSound && !isEndless else {
                definitions.append(definition)
                return definition
            }
            return unify(definition)
        }
    }

    private func instance(of child: ModuleBase) -> Instance? {
        guard let identity = child.identity else { return nil }
        guard let definition = sharedDefinition(of: child, named: identity.name) else { return nil }
        let ports = ports(of: child, definition)
        child.forgetDescription()
        return Instance(
            identity: identity, definition: definition, ports: ports, clocking: mapping(of: child, definition)
        )
    }

    /// What the instance's domains are in the module around it.
    private func mapping(of child: ModuleBase, _ definition: ModuleDefinition) -> ClockMapping {
        if child.clockMapping.isEmpty { return .identity }
        let known = definition.knownDomains
        var entries: [(own: ClockDomain, outer: ClockDomain)] = []
        for (own, outer, place) in child.clockMapping {
            if entries.contains(where: { $0.own == own }) {
                elaboration.report(
                    .invalidClocking,
                    "The domain '\(own.displayName)' of this instance of '\(definition.name)' is mapped twice",
                    suggestion: "Say clocked(...) once", at: place)
            } else if !known.contains(own) && !(known.isEmpty && own == .main) {
                // A parameter can leave a module without registers; its main clock is then no mistake.
                let names = known.map { "'\($0.displayName)'" }.joined(separator: ", ")
                elaboration.report(
                    .invalidClocking, "'\(definition.name)' has no domain '\(own.displayName)' to be mapped",
                    suggestion: known.isEmpty ? "It has none: leave it out" : "It has \(names)", at: place)
            } else {
                entries.append((own, outer))
            }
        }
        entries.removeAll { $0.own == $0.outer }
        return entries.isEmpty ? .identity : ClockMapping(entries: entries)
    }

    /// The instance's own ports, nearly always those that the definition has.
    private func ports(of child: ModuleBase, _ definition: ModuleDefinition) -> [Signal] {
        let signals = child.declarations
        var ports: [Signal] = []
        ports.reserveCapacity(definition.portTable.count)
        for signal in signals where signal.isPort { ports.append(signal) }
        return ports
    }

    private func define(instance: ModuleBase, named name: String) -> ModuleDefinition? {
        // Thousands of instances that share a module come without this cast, which takes its time.
        if let module = instance as? any Module { return define(module, named: name) }
        elaboration.report(
            .misplacedStatement, "'\(name)' has no describe()",
            suggestion: "Let its class inherit from Module instead of ModuleBase", at: instance.place)
        return nil
    }

    /// The definition of a class and its parameters, or that of the instance alone when it names none; nil for a
    /// class without a description.
    private func sharedDefinition(of module: ModuleBase, named name: String) -> ModuleDefinition? {
        guard let parameters = module.structuralParameters else {
            return define(instance: module, named: name)
        }
        let key = SharingKey(type: ObjectIdentifier(type(of: module)), parameters: parameters)
        guard let known = shared[key] else {
            guard let definition = define(instance: module, named: name) else { return nil }
            shared[key] = (definition, false)
            return definition
        }
        let isAlike = known.definition.name == module.emittedName(in: elaboration)
        if known.isConfirmed && isAlike && known.definition.hasProperties(of: module) {
            return known.definition
        }
        let findings = elaboration.mistakes
        guard let definition = define(instance: module, named: name) else { return nil }
        // Where the parameters don't tell all, only describing an instance can.
        shared[key] = (known.definition, definition === known.definition)
        if definition !== known.definition && elaboration.mistakes == findings {
            elaboration.report(
                .unsharedStructure,
                "'\(name)' and an instance of its class before it have equal structuralParameters, but differ",
                suggestion: "Put what they differ by into structuralParameters", about: name,
                at: definition.place)
        }
        return definition
    }

    private func isShallow(_ name: String) -> Bool {
        if isEndless { return false }
        guard elaboration.path.count > Elaboration.deepestHierarchy else { return true }
        isEndless = true
        elaboration.report(
            .misplacedStatement,
            "Modules are instantiated more than \(Elaboration.deepestHierarchy) deep inside each other: "
                + "'\(name)' seems to hold itself",
            suggestion: "End the recursion", at: .unknown)
        return false
    }

    /// The definition that stands for all of this structure, checked.
    private func unify(_ described: ModuleDefinition) -> ModuleDefinition {
        // The top is no other module's twin: it would have to stand inside itself.
        if elaboration.path.count == 1 {
            ModuleChecks(described, elaboration).run()
            note(described)
            return described
        }
        let fingerprint = Fingerprint(of: described)
        let key = DefinitionKey(described, fingerprint)
        if let twin = known[key] { return twin }
        let definition = check(described, fingerprint)
        known[key] = definition
        note(definition)
        return definition
    }

    /// Takes the definition up, unless another has its name.
    private func note(_ definition: ModuleDefinition) {
        let path = elaboration.path.joined(separator: ".")
        // One black box with other parameters is another structure, and its Verilog copes with that.
        if let other = byName[definition.name], !other.definition.isBlackBox || !definition.isBlackBox {
            elaboration.report(
                .moduleClash,
                "Two different modules are called '\(definition.name)': that of \(other.path) and that of \(path)",
                suggestion: "Override moduleName with a name made of the parameters in which they differ",
                at: definition.place)
        }
        byName[definition.name] = (definition, path)
        definitions.append(definition)
    }

    /// The definition, checked; one that differs from another in names of modules only has passed the other's checks.
    private func check(_ described: ModuleDefinition, _ fingerprint: Fingerprint) -> ModuleDefinition {
        if let original = sound[fingerprint] {
            let copy = ModuleDefinition(described, sharingStructureOf: original)
            NameCheck(module: copy, elaboration: elaboration).checkModuleName()
            return copy
        }
        let findings = elaboration.diagnostics.count
        ModuleChecks(described, elaboration).run()
        if elaboration.diagnostics.count == findings { sound[fingerprint] = described }
        return described
    }
}

/// Equal for modules that print the same Verilog.
private struct DefinitionKey: Hashable {
    let name: String
    let structure: Fingerprint.Structure
    let instances: [ObjectIdentifier]

    init(_ definition: ModuleDefinition, _ fingerprint: Fingerprint) {
        name = definition.name
        structure = fingerprint.structure
        instances = definition.instances.map { ObjectIdentifier($0.definition) }
    }
}

/// What instances that share a definition have in common.
private struct SharingKey: Hashable {
    let type: ObjectIdentifier
    let parameters: AnyHashable
}
