/// What every module gives beside its stored properties: the statements that join them.
public protocol ModuleDescription {
    /// Drives every output, wire, register and instance input. Runs once for each instance.
    @HardwareBuilder func describe()
}

/// A hardware module: a final class whose stored ports, wires, registers and modules name themselves.
///
/// ```swift
/// final class Counter: Module {
///     let enable = Input()
///     let count = Output(8)
///     private let value = Register(8, reset: 0)
///
///     func describe() {
///         When(enable) { value <- value &+ 1 }
///         count <- value
///     }
/// }
/// ```
public typealias Module = ModuleBase & ModuleDescription

/// The stored part of a module; inherit from ``Module``.
open class ModuleBase {
    /// The statements, from the start of the description until a definition owns them: an instance that shares another's
    /// has none.
    var description: Block?
    var body: Block { description ?? Block() }
    var declarations: [Signal] = []
    var children: [ModuleBase] = []
    /// Nil until the design or a parent takes the module.
    var identity: ModuleIdentity?
    var primitive: Primitive? { nil }
    /// Signals and their names, for modules that name them otherwise than after stored properties.
    var namedSignals: [(name: String, signal: Signal)]? { nil }
    /// Whether one of the statements is a property.
    var hasProperties = false
    /// What `past` and `outsideReset` have made.
    var pastRegisters: [PastKey: Signal] = [:]
    /// What was said of the domains of this instance, in that order.
    var clockMapping: [(own: ClockDomain, outer: ClockDomain, place: Place)] = []

    public init() {}

    /// The module's name in Verilog, without the design's prefix: the class name in snake case.
    ///
    /// Override it where instances differ by parameters, so that each structure has a name of its own.
    open var moduleName: String { Elaboration.moduleName(of: type(of: self)) }

    /// Lines printed above the module.
    open var documentation: String { "" }

    /// The module's name in Verilog; that of somebody else's module is taken as it is.
    func emittedName(in elaboration: Elaboration) -> String { elaboration.snakeCase(moduleName) }

    /// All that instances of this class differ by, or nil, the default, when only describing them can tell.
    ///
    /// Instances of one class with equal parameters are described twice, to see that they are alike, and the others
    /// taken as read: with thousands of instances elaboration gets many times faster.
    open var structuralParameters: AnyHashable? { nil }

    /// Where the module is declared, as far as its signals tell.
    var place: Place {
        declarations.first.map { Place($0.location, note: "the module's first declaration") } ?? .unknown
    }

    /// Lets go of the statements once the definition owns them; an instance needs only its ports.
    func forgetDescription() {
        children = []
        declarations = []
        pastRegisters = [:]
        description = nil
    }
}

/// Uses `module` inside the module that is being described, under `name`.
///
/// Modules held in stored properties need no call: the property names them.
public func instance<Child: Module>(
    _ name: String, _ module: Child, file: StaticString = #fileID, line: UInt = #line
) -> Child {
    let place = Place(file, line)
    Elaboration.current?.locate(statement: place.location)
    guard let elaboration = Elaboration.current, let parent = elaboration.module else {
        Elaboration.current?.report(
            .misplacedStatement, "instance(\"\(name)\") stands outside describe()",
            suggestion: "Hold the module in a stored property instead", at: place)
        return module
    }
    let isNew = module.identity == nil
    parent.adopt(child: module, named: elaboration.snakeCase(name), at: place, in: elaboration)
    if isNew { module.adoptProperties(in: elaboration) }
    return module
}
