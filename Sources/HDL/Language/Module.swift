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
    /// The statements; let go once a definition owns them.
    var description: Block? = Block()
    var body: Block { description ?? Block() }
    var declarations: [Signal] = []
    var children: [(name: String, module: ModuleBase)] = []
    var identifier = 0
    var primitive: Primitive? { nil }

    public init() {}

    /// The module's name in Verilog, without the design's prefix: the class name in snake case.
    ///
    /// Override it where instances differ by parameters, so that each structure has a name of its own.
    open var moduleName: String { String(describing: type(of: self)).asSnakeCase }

    /// Lines printed above the module.
    open var documentation: String { "" }

    /// Takes ownership of everything that the stored properties hold.
    func adoptProperties(in elaboration: Elaboration) {
        identifier = elaboration.identifiers.next()
        var mirror: Mirror? = Mirror(reflecting: self)
        var levels: [Mirror] = []
        while let level = mirror, level.subjectType != ModuleBase.self {
            levels.append(level)
            mirror = level.superclassMirror
        }
        for level in levels.reversed() {
            for case (let label?, let value) in level.children {
                adopt(value, named: elaboration.snakeCase(label), in: elaboration)
            }
        }
    }

    func adopt(_ value: Any, named name: String, in elaboration: Elaboration) {
        switch value {
        case let signal as Signal:
            adopt(signal: signal, named: name, in: elaboration)
        case let child as ModuleBase:
            adopt(child: child, named: name, in: elaboration)
        case is Int, is Bool, is String:
            break
        default:
            let mirror = Mirror(reflecting: value)
            switch mirror.displayStyle {
            case .collection:
                for (index, child) in mirror.children.enumerated() {
                    adopt(child.value, named: "\(name)_\(index)", in: elaboration)
                }
            case .optional:
                if let child = mirror.children.first { adopt(child.value, named: name, in: elaboration) }
            default:
                guard value is any Bundle else { break }
                for case (let label?, let child) in mirror.children {
                    adopt(child, named: "\(name)_\(elaboration.snakeCase(label))", in: elaboration)
                }
            }
        }
    }

    private func adopt(signal: Signal, named name: String, in elaboration: Elaboration) {
        guard signal.isDeclared, signal.ownerIdentifier == 0 else { return }
        signal.name = name
        signal.ownerIdentifier = identifier
        signal.index = declarations.count
        declarations.append(signal)
    }

    func adopt(child: ModuleBase, named name: String, in elaboration: Elaboration) {
        guard child.identifier == 0 else { return }
        child.adoptProperties(in: elaboration)
        children.append((name, child))
    }
}

/// Uses `module` inside the module that is being described, under `name`.
///
/// Modules held in stored properties need no call: the property names them.
public func instance<Child: Module>(
    _ name: String, _ module: Child, file: StaticString = #fileID, line: UInt = #line
) -> Child {
    let location = SourceLocation(file: file, line: line)
    guard let elaboration = Elaboration.current, let parent = elaboration.module else {
        Elaboration.current?.report(
            .misplacedStatement, "instance(\"\(name)\") stands outside describe()", at: location)
        return module
    }
    elaboration.locatePending(at: location)
    parent.adopt(child: module, named: elaboration.snakeCase(name), in: elaboration)
    return module
}
