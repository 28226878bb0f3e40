/// A structure or class of signals that travel together; its properties' names follow the bundle's own.
///
/// A property `let weights = Stream(...)` of a module with a property `valid` is the port `weights_valid`.
public protocol Bundle {}
