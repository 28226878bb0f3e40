/// A model that is compiled and lies in the cache, ready to be instantiated.
public struct BuiltModel: Sendable, Hashable {
    /// Name of the top module.
    public let top: String
    /// Ports of the top module.
    public let ports: [ModelPort]
    /// The input that a cycle toggles, nil for a combinational model.
    public let clock: String?
    /// Whether instances can write traces.
    public let tracing: Bool
    /// Hash of all that went into the model, 64 hexadecimal digits.
    public let key: String
    /// Path of the shared object.
    public let libraryPath: String
    /// Whether the cache had the model, so that nothing was built.
    public let wasCached: Bool
}
