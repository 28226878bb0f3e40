/// How the reset works; the design's Swift doesn't depend on it.
public enum ResetKind: String, Sendable, CaseIterable {
    case synchronous, asynchronous
}

/// What the Verilog of a design looks like where the design leaves it open.
public struct VerilogOptions: Sendable, Hashable {
    /// The language that is printed; the text differs in keywords only.
    public enum Dialect: String, Sendable, CaseIterable {
        /// IEEE 1364-2005: `reg`, `always @(posedge clock)`, `always @(*)`, files `.v`.
        case verilog2005
        /// IEEE 1800: `logic`, `always_ff`, `always_comb`, files `.sv`.
        case systemVerilog

        /// What the names of source files end in, without the dot.
        public var fileExtension: String { self == .verilog2005 ? "v" : "sv" }
    }

    public var dialect = Dialect.verilog2005
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

/// One source file: its name equals its module's, plus `.v` or `.sv`.
public struct VerilogFile: Sendable, Hashable {
    public let moduleName: String
    public let text: String
    public let dialect: VerilogOptions.Dialect
    public var fileName: String { "\(moduleName).\(dialect.fileExtension)" }

    public init(moduleName: String, text: String, dialect: VerilogOptions.Dialect = .verilog2005) {
        self.moduleName = moduleName
        self.text = text
        self.dialect = dialect
    }
}

extension Design {
    /// The design as Verilog in the dialect that `options` names, one module a file, instantiated modules first. The
    /// same design gives the same bytes.
    public func verilog(_ options: VerilogOptions = VerilogOptions()) -> [VerilogFile] {
        modules.map { module in
            let tree = ModuleLegaliser(module, options).legalise()
            return VerilogFile(
                moduleName: tree.name, text: VerilogPrinter.print(tree, as: options.dialect).text,
                dialect: options.dialect)
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
