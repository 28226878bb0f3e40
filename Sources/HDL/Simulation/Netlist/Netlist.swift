/// A design flattened: every instance's signals, and one graph of all logic between inputs and registers.
struct Netlist {
    typealias Node = LogicGraph.Node

    /// One module instance.
    struct Instance {
        let template: Int
        /// Position of the instance around this one; -1 for the top.
        let parent: Int
        let name: String
        /// Position among the parent's instances.
        let ordinal: Int
        /// Where the instance's own signals start among all.
        let firstSignal: Int
        /// Where the instances inside start among all; they follow one another.
        var firstChild = 0
        /// Where the nodes of the template's logic are noted.
        let firstMemo: Int
    }

    /// What ``LogicOperation/source`` stands for.
    enum Source {
        /// An input of the top module, by its position among the declarations.
        case input(Int)
        /// By its position in ``registers``.
        case register(Int)
    }

    /// What changes at an edge: a register of the design, or what a memory's read port holds.
    struct Register {
        let node: Node
        /// The value after an edge outside reset.
        var next: Node = -1
        let width: Int
        let reset: BitPattern?
        let domain: ClockDomain
        /// Position among all signals; -1 for what is inside a memory.
        let signal: Int
    }

    struct Property {
        let kind: PropertyKind
        let message: String
        let location: SourceLocation
        let domain: ClockDomain
        let instance: Int
        /// One bit: an assertion or assumption broken, a cover point reached.
        let fires: Node
    }

    let templates: [ModuleTemplate]
    var instances: [Instance] = []
    var graph = LogicGraph()
    var sources: [Source] = []
    var registers: [Register] = []
    var memories: [MemoryArray] = []
    var properties: [Property] = []
    /// By signal: its node, -1 while unknown.
    var signalNodes: [Node] = []
    /// By instance and node of its template: the node here, -1 while unknown.
    var memo: [Node] = []

    /// - Throws: ``SimulationError`` for a black box without a simulation model.
    init(_ design: Design) throws {
        var positions: [ObjectIdentifier: Int] = [:]
        var templates: [ModuleTemplate] = []
        for module in try Self.modules(of: design) {
            positions[ObjectIdentifier(module)] = templates.count
            templates.append(ModuleTemplate(module))
        }
        self.templates = templates
        addInstances(positions)
        addSources()
        resolve()
    }

    func definition(_ instance: Int) -> ModuleDefinition {
        templates[instances[instance].template].definition
    }

    // MARK: Instances

    /// Breadth first, so that the instances inside one follow one another.
    private mutating func addInstances(_ positions: [ObjectIdentifier: Int]) {
        var signals = 0
        var nodes = 0
        func instance(_ template: Int, in parent: Int, _ name: String, _ ordinal: Int) -> Instance {
            defer {
                signals += templates[template].definition.declarations.count
                nodes += templates[template].graph.nodes.count
            }
            return Instance(
                template: template, parent: parent, name: name, ordinal: ordinal, firstSignal: signals,
                firstMemo: nodes)
        }
        instances.append(instance(templates.count - 1, in: -1, "", 0))
        var next = 0
        while next < instances.count {
            instances[next].firstChild = instances.count
            for (ordinal, child) in Self.children(of: definition(next)).enumerated() {
                let template = positions[ObjectIdentifier(child.definition)] ?? 0
                instances.append(instance(template, in: next, child.name, ordinal))
            }
            next += 1
        }
        signalNodes = Array(repeating: -1, count: signals)
        memo = Array(repeating: -1, count: nodes)
        fillConstants()
    }

    /// Constants of a template are the same in every instance.
    private mutating func fillConstants() {
        var known: [[(local: Int, node: Node)]] = []
        for template in templates {
            known.append(
                template.graph.nodes.enumerated().compactMap { index, node in
                    guard node.operation == .constant else { return nil }
                    return (index, graph.constant(template.graph.constants[Int(node.parameter)]))
                })
        }
        for instance in instances {
            for (local, node) in known[instance.template] { memo[instance.firstMemo + local] = node }
        }
    }

    // MARK: Inputs and registers

    private mutating func addSources() {
        for (index, signal) in definition(0).declarations.enumerated() where signal.isInput {
            signalNodes[index] = graph.source(sources.count, width: signal.width)
            sources.append(.input(index))
        }
        for instance in instances.indices {
            let first = instances[instance].firstSignal
            for (index, signal) in definition(instance).declarations.enumerated() {
                guard let traits = signal.registerTraits else { continue }
                signalNodes[first + index] = addRegister(
                    width: signal.width, reset: traits.reset?.pattern,
                    domain: domain(traits.domain, in: instance),
                    signal: first + index)
            }
            addMemory(instance)
        }
    }

    /// Adds a register whose next value is set later.
    mutating func addRegister(width: Int, reset: BitPattern?, domain: ClockDomain, signal: Int) -> Node {
        let node = graph.source(sources.count, width: width)
        sources.append(.register(registers.count))
        registers.append(Register(node: node, width: width, reset: reset, domain: domain, signal: signal))
        return node
    }

    /// The domain of the top module that an instance's own domain is.
    func domain(_ local: ClockDomain, in instance: Int) -> ClockDomain {
        var result = local
        var current = instance
        while current > 0 {
            let (parent, ordinal) = (instances[current].parent, instances[current].ordinal)
            // A black box has its model in its own domains.
            let around = definition(parent).instances
            if around.indices.contains(ordinal) { result = around[ordinal].clocking.outer(result) }
            current = parent
        }
        return result
    }

    private mutating func resolve() {
        for instance in instances.indices {
            let first = instances[instance].firstSignal
            let definition = definition(instance)
            for index in definition.declarations.indices where signalNodes[first + index] < 0 {
                signalNodes[first + index] = signalNode(instance, index)
            }
        }
        var owners = Array(repeating: 0, count: signalNodes.count)
        for (index, instance) in instances.enumerated() {
            for offset in 0..<definition(index).declarations.count {
                owners[instance.firstSignal + offset] = index
            }
        }
        for index in registers.indices where registers[index].signal >= 0 {
            let owner = owners[registers[index].signal]
            let local = registers[index].signal - instances[owner].firstSignal
            let root = templates[instances[owner].template].roots[local]
            registers[index].next = root < 0 ? registers[index].node : node(owner, root)
        }
        connectMemories()
        for instance in instances.indices {
            for property in templates[instances[instance].template].properties {
                let enable = node(instance, property.enable)
                let condition = node(instance, property.condition)
                let violated = property.kind == .cover ? condition : graph.not(condition)
                properties.append(
                    Property(
                        kind: property.kind, message: property.message, location: property.location,
                        domain: domain(property.domain, in: instance), instance: instance,
                        fires: graph.binary(.and, enable, violated, width: 1)))
            }
        }
    }

    /// The instance's name from the top, parts joined by dots; empty for the top.
    func path(of instance: Int) -> String {
        var names: [String] = []
        var current = instance
        while current > 0 {
            names.append(instances[current].name)
            current = instances[current].parent
        }
        return names.reversed().joined(separator: ".")
    }
}
