/// How the reset works; the design's Swift doesn't depend on it.
public enum ResetKind: String, Sendable, CaseIterable {
    case synchronous, asynchronous
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
        modules.compactMap { module in
            let tree: VerilogModule
            switch module.primitive {
            case .memory(let geometry)?:
                tree = MemoryLegaliser(module: module, geometry: geometry, options: options).legalise()
            case .blackBox?: return nil
            case nil: tree = ModuleLegaliser(module, options).legalise()
            }
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
        for module in modules where !module.isBlackBox {
            NameCheck(module: module, elaboration: elaboration, options: options).run()
        }
        if !elaboration.diagnostics.isEmpty { throw ElaborationError(elaboration.diagnostics) }
    }
}
