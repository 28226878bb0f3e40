/// A module after elaboration: declarations, statements and instances, structurally unique in its design.
///
/// Invariants once ``Design`` holds it: every declared signal has a valid, unique name; every drive has a target
/// of its own module or an input of an instance, and a value of the target's shape; every bit of every wire, output
/// and instance input is driven on every path; no combinational loop; every bit of every declared signal is read
/// or discarded.
final class ModuleDefinition {
    let name: String
    let documentation: String
    let declarations: [Signal]
    let instances: [Instance]
    let body: Block
    let primitive: Primitive?
    /// Whether the module or one below it has a register.
    let usesClock: Bool
    /// Whether the module or one below it has a register with a reset value.
    let usesReset: Bool
    /// For each output's name the inputs that reach it without a register between.
    var combinationalInputs: [String: [String]] = [:]

    init(
        name: String, documentation: String, declarations: [Signal], instances: [Instance], body: Block,
        primitive: Primitive?
    ) {
        self.name = name
        self.documentation = documentation
        self.declarations = declarations
        self.instances = instances
        self.body = body
        self.primitive = primitive
        let hasRegister = declarations.contains { $0.isRegister } || primitive != nil
        usesClock = hasRegister || instances.contains { $0.definition.usesClock }
        usesReset =
            declarations.contains { if case .register(.some) = $0.node { true } else { false } }
            || instances.contains { $0.definition.usesReset }
    }

    var ports: [Signal] { declarations.filter(\.isPort) }
}

/// One use of a module inside another.
struct Instance {
    let name: String
    let module: ModuleBase
    let definition: ModuleDefinition
    let ports: [Signal]
}

/// A module whose body isn't described by statements.
enum Primitive: Hashable {
    /// One synchronous write port, one asynchronous read port.
    case memory(depth: Int, width: Int)
}
