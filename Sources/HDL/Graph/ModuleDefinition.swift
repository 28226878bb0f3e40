/// A module after elaboration: declarations, statements and instances, structurally unique in its design.
///
/// Invariants once ``Design`` holds it: every declared signal has a valid, unique name; every drive has a target
/// of its own module or an input of an instance, and a value of the target's shape; every bit of every wire, output
/// and instance input is driven on every path; no combinational loop; every bit of every declared signal is read
/// or discarded.
final class ModuleDefinition {
    let name: String
    let documentation: String
    /// Where its first signal is declared.
    let place: Place
    let identity: ModuleIdentity
    let declarations: [Signal]
    /// The ports in order, as instances show them.
    let portTable: [PortEntry]
    let instances: [Instance]
    let body: Block
    private(set) var wholeDrives = WholeDrives.none
    let primitive: Primitive?
    let hasProperties: Bool
    /// The domains of the registers and properties in the module and below it, in the order of its clock and reset ports.
    let clocking: [ClockDomainUse]
    /// Domains that the module's ports are declared to be in.
    let declaredDomains: [ClockDomain]
    /// Signals that the module can see; see ``slot(of:)``.
    let slotCount: Int
    /// For each output's index the indices of the inputs that reach it without a register between.
    var combinationalInputs: [Int: [Int]] = [:]
    /// What depends on what in the same cycle, once that has been checked.
    var dependencies: Dependencies?
    /// The definition of which this one is a copy under another name; nil for one with statements of its own.
    private let original: ModuleDefinition?
    /// Own inputs that a synchroniser samples, so that they have to come straight from a register; by slot.
    var directInputs: [Int] = []
    /// Which domains meet where; only designs of several domains ask.
    lazy var domainFlow = DomainFlow(self)

    init(_ module: ModuleBase, name: String, instances: [Instance]) {
        self.name = name
        documentation = module.documentation
        place = module.place
        identity = module.identity ?? ModuleIdentity(name: name, parent: nil, place: .unknown)
        declarations = module.declarations
        portTable = Self.portTable(module.declarations)
        self.instances = instances
        body = module.body
        primitive = module.primitive
        hasProperties = module.hasProperties
        declaredDomains = Self.declaredDomains(module.declarations)
        clocking = Self.clocking(
            module.declarations, instances, primitive: module.primitive,
            properties: module.hasProperties ? module.body : nil)
        var slots = module.declarations.count
        for instance in instances {
            instance.identity.firstSlot = slots
            slots += instance.definition.declarations.count
        }
        slotCount = slots
        original = nil
        wholeDrives = WholeDrives(self)
    }

    /// What was described under another name, with the same findings, or none, as `original`: its signals and
    /// statements stand for those of the copy.
    ///
    /// - Parameter copy: equal to `original` but for names of modules.
    init(_ copy: ModuleDefinition, sharingStructureOf original: ModuleDefinition) {
        self.original = original
        name = copy.name
        documentation = original.documentation
        place = copy.place
        identity = original.identity
        declarations = original.declarations
        portTable = original.portTable
        instances = zip(original.instances, copy.instances).map { shared, own in
            Instance(
                identity: shared.identity, definition: own.definition, ports: shared.ports,
                clocking: shared.clocking)
        }
        body = original.body
        primitive = original.primitive
        hasProperties = original.hasProperties
        clocking = original.clocking
        declaredDomains = original.declaredDomains
        slotCount = original.slotCount
        combinationalInputs = original.combinationalInputs
        dependencies = original.dependencies
        directInputs = original.directInputs
        wholeDrives = original.wholeDrives
    }

    /// The definition whose Verilog differs from this one's in names of modules only; often this one.
    var structure: ModuleDefinition { original ?? self }

    /// What the structure's names of modules are here, each with the prefix.
    func namesDifferingFromStructure(prefix: String) -> [String: String] {
        var names = [prefix + structure.name: prefix + name]
        for (shared, own) in zip(structure.instances, instances) {
            let prefix = shared.definition.isBlackBox ? "" : prefix
            names[prefix + shared.definition.name] = prefix + own.definition.name
        }
        return names
    }

    var isBlackBox: Bool { primitive?.isBlackBox ?? false }

    var blackBox: BlackBoxDescription? {
        if case .blackBox(let description)? = primitive { description } else { nil }
    }

    var ports: [Signal] { declarations.filter { $0.isPort } }

    /// What instances have in common of a port.
    struct PortEntry {
        let name: String
        let width: Int
        let isInput: Bool
        /// Among ``declarations``: behind ``ModuleIdentity/firstSlot`` of an instance stands the slot of its own port.
        let index: Int
    }

    private static func portTable(_ declarations: [Signal]) -> [PortEntry] {
        declarations.enumerated().compactMap { index, signal in
            guard signal.isPort else { return nil }
            return PortEntry(name: signal.name, width: signal.width, isInput: signal.isInput, index: index)
        }
    }

    /// Whether the module, adopted but not described, has the same signals and instances as properties.
    func hasProperties(of module: ModuleBase) -> Bool {
        guard module.declarations.count <= declarations.count, module.children.count <= instances.count else {
            return false
        }
        let hasSignals = zip(module.declarations, declarations).allSatisfy { own, known in
            own.kind == known.kind && own.shape == known.shape && own.name == known.name
        }
        return hasSignals && zip(module.children, instances).allSatisfy { $0.identity?.name == $1.name }
    }

    // MARK: Whose signal is it

    enum Role {
        case own
        case instancePort
        case foreign
    }

    func role(of signal: Signal) -> Role {
        guard let owner = signal.declaration?.owner else { return .foreign }
        if owner === identity { return .own }
        return owner.parent === identity && signal.isPort ? .instancePort : .foreign
    }

    /// A number below ``slotCount`` that no other signal in the module's sight has; for signals that aren't foreign.
    func slot(of signal: Signal) -> Int {
        guard let declaration = signal.declaration, let owner = declaration.owner else { return 0 }
        return owner === identity ? declaration.index : owner.firstSlot + declaration.index
    }

    /// The signal that has the number; nil for what isn't a port of its instance.
    func signal(at slot: Int) -> Signal? {
        if slot < declarations.count { return declarations[slot] }
        return instance(at: slot)?.ports.first { self.slot(of: $0) == slot }
    }

    /// The instance whose signal has the number.
    private func instance(at slot: Int) -> Instance? {
        var (low, high) = (0, instances.count)
        while low < high {
            let middle = (low + high) / 2
            if instances[middle].identity.firstSlot <= slot { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : instances[low - 1]
    }

    /// ``combinationalInputs`` of each output that has any, in the order of the outputs.
    var outputsWithInputs: [(output: Int, inputs: [Int])] {
        if combinationalInputs.isEmpty { return [] }
        return portTable.compactMap { port in
            combinationalInputs[port.index].map { (port.index, $0) }
        }
    }

    /// The name of a signal's net inside the module: an instance's port carries the instance's name in front.
    func netName(of signal: Signal) -> String {
        guard let declaration = signal.declaration, let owner = declaration.owner, owner !== identity else {
            return signal.name
        }
        return netName(ofPortAt: owner.firstSlot + declaration.index, owner, declaration.name)
    }

    /// The name of the net of the signal that has the number.
    func netName(at slot: Int) -> String {
        if slot < declarations.count { return declarations[slot].name }
        if let known = knownNetName(ofPortAt: slot) { return known }
        guard let instance = instance(at: slot) else { return "" }
        let port = instance.definition.declarations[slot - instance.identity.firstSlot]
        return netName(ofPortAt: slot, instance.identity, port.name)
    }

    private func knownNetName(ofPortAt slot: Int) -> String? {
        portNetNames.isEmpty ? nil : portNetNames[slot - declarations.count]
    }

    private func netName(ofPortAt slot: Int, _ instance: ModuleIdentity, _ port: String) -> String {
        if let known = knownNetName(ofPortAt: slot) { return known }
        // A lazy property would be copied by each name that it takes.
        if portNetNames.isEmpty {
            portNetNames = Array(repeating: nil, count: slotCount - declarations.count)
        }
        let name = instance.name + "_" + port
        portNetNames[slot - declarations.count] = name
        return name
    }

    /// Net names of the instances' signals, by slot, as far as they were asked for: most ports need no net.
    private var portNetNames: [String?] = []

    /// Whether the module's statements have to drive the signal in every cycle.
    func needsDriver(_ signal: Signal) -> Bool {
        switch (signal.node, role(of: signal)) {
        case (.wire, .own), (.output, .own), (.input, .instancePort): true
        default: false
        }
    }
}

/// One use of a module inside another.
struct Instance {
    let identity: ModuleIdentity
    let definition: ModuleDefinition
    /// In the order of the definition's ``ModuleDefinition/portTable``.
    let ports: [Signal]
    var clocking = ClockMapping.identity
    var name: String { identity.name }
}
