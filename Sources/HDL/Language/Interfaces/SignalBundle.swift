/// A structure or class of signals that travel together; its properties' names follow the bundle's own.
///
/// A property `let weights = Stream(...)` of a module with a property `valid` is the port `weights_valid`.
/// One signal is the smallest bundle, so what takes a bundle takes a signal, too. Bundles whose signals have
/// directions are an ``Interface``.
public protocol SignalBundle {}

extension Signal: SignalBundle {}
extension Array: SignalBundle where Element: SignalBundle {}

/// What a property stands for whose signals are named after the property alone.
protocol SignalHolder {
    var heldSignals: HeldSignals { get }
}

enum HeldSignals {
    /// Named like the property.
    case one(Signal)
    /// Named `property_0`, `property_1` and so on.
    case elements([Signal])
}

/// Names what `bundle` holds inside `describe()`, as a stored property called `name` would be named.
///
/// ```swift
/// let middle = local("middle", PixelBus(.wires))
/// connect(camera.pixels, middle)
/// ```
public func local<Bundle: SignalBundle>(
    _ name: String, _ bundle: Bundle, file: StaticString = #fileID, line: UInt = #line
) -> Bundle {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    guard let elaboration = Elaboration.current, let module = elaboration.module else {
        reject(
            .misplacedStatement, "A local named \"\(name)\" stands outside describe()",
            suggestion: "Hold it in a stored property instead", shape: .bit, at: Place(location))
        return bundle
    }
    module.adopt(bundle, named: elaboration.snakeCase(name), depth: 0, in: elaboration)
    return bundle
}
