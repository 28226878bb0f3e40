/// How the reset works; the design's Swift doesn't depend on it.
public enum ResetKind: String, Sendable, CaseIterable {
    case synchronous, asynchronous
}

/// What becomes of a design's properties.
public enum PropertyEmission: String, Sendable, CaseIterable {
    /// They are left out.
    case none
    /// They stand inside `ifdef FORMAL`, with what only they read: tools for simulation and synthesis don't see them.
    case formal
}

/// What the Verilog of a design looks like where the design leaves it open.
public struct VerilogOptions: Sendable, Hashable {
    /// Put before every module's name, so that the design can't collide with others.
    public var modulePrefix = ""
    public var clockName = VerilogOptions.defaultClock
    public var resetName = VerilogOptions.defaultReset
    public var resetKind = ResetKind.synchronous
    /// Whether the reset is active when low.
    public var resetIsActiveLow = false
    public var properties = PropertyEmission.formal
    /// Whether each assertion comes with a cover statement that says whether it is looked at in any cycle; its label
    /// is the assertion's with ``reachedSuffix``.
    package var coversAssertions = false

    public init() {}

    static let defaultClock = "clock"
    static let defaultReset = "reset"
}

/// One source file: its name equals its module's, plus `.v`.
public struct VerilogFile: Sendable, Hashable {
    public let moduleName: String
    public let text: String
    public var fileName: String { "\(moduleName).v" }
}

extension Design {
    /// The design as Verilog-2005, one module a file, instantiated modules first. The same design gives the same bytes.
    public func verilog(_ options: VerilogOptions = VerilogOptions()) -> [VerilogFile] {
        modules.map { module in
            let tree = ModuleLegaliser(module, options).legalise()
            return VerilogFile(moduleName: tree.name, text: VerilogPrinter.print(tree))
        }
    }
}

extension Design {
    /// Whether the design can be emitted with these options: its names are checked against the default ones when it
    /// is made, and options can bring others.
    ///
    /// - Throws: ``ElaborationError`` with a finding for each name that Verilog doesn't take or that is taken.
    public func check(_ options: VerilogOptions) throws {
        let elaboration = Elaboration()
        for module in modules { NameCheck(module: module, elaboration: elaboration, options: options).run() }
        if !elaboration.diagnostics.isEmpty { throw ElaborationError(elaboration.diagnostics) }
    }
}
