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
    public var clockEdge = ClockEdge.rising
    public var resetKind = ResetKind.synchronous
    /// Whether the reset is active when low.
    public var resetIsActiveLow = false
    /// What differs in clock domains from the defaults; the properties above are those of the main domain.
    public var domains: [ClockDomain: ClockConfiguration] = [:]
    public var properties = PropertyEmission.formal
    /// Whether each assertion comes with a cover statement that says whether it is looked at in any cycle; its label
    /// is the assertion's with ``reachedSuffix``.
    package var coversAssertions = false

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

    init(_ tree: VerilogModule, _ dialect: VerilogOptions.Dialect) {
        self.init(
            moduleName: tree.name, text: VerilogPrinter.print(tree, as: dialect).text, dialect: dialect)
    }
}

extension Design {
    /// The design as Verilog in the dialect that `options` names, one module a file, instantiated modules first. The
    /// same design gives the same bytes.
    public func verilog(_ options: VerilogOptions = VerilogOptions()) -> [VerilogFile] {
        var files: [VerilogFile] = []
        files.reserveCapacity(modules.count)
        forEachFile(options) { files.append($0) }
        return files
    }

    /// Calls `receive` with each file of ``verilog(_:)`` in turn, so that no more than one need be in memory.
    public func forEachFile(
        _ options: VerilogOptions = VerilogOptions(), _ receive: (VerilogFile) throws -> Void
    ) rethrows {
        let copies = modules.lazy.filter { $0.structure !== $0 }
        let structures = Set(copies.map { ObjectIdentifier($0.structure) })
        var printed: [ObjectIdentifier: PrintedModule] = [:]
        let variants = ClockVariants(self, options)
        for tree in resetSynchronizers(variants, options) {
            try receive(VerilogFile(tree, options.dialect))
        }
        // Where modules differ in the behaviour of their clocks, too, each is printed for itself.
        let isUniform = modules.allSatisfy { variants[$0].allSatisfy(\.isPlain) }
        for module in modules {
            guard isUniform else {
                for variant in variants[module] {
                    guard let tree = Self.tree(of: module, variant, options) else { continue }
                    try receive(VerilogFile(tree, options.dialect))
                }
                continue
            }
            let name = options.modulePrefix + module.name
            if let known = printed[ObjectIdentifier(module.structure)] {
                let names = module.namesDifferingFromStructure(prefix: options.modulePrefix)
                try receive(
                    VerilogFile(
                        moduleName: name, text: known.text(renaming: names), dialect: options.dialect))
                continue
            }
            guard let tree = Self.tree(of: module, ClockVariant(module, options), options) else { continue }
            let result = VerilogPrinter.print(tree, as: options.dialect)
            if structures.contains(ObjectIdentifier(module)) { printed[ObjectIdentifier(module)] = result }
            try receive(VerilogFile(moduleName: name, text: result.text, dialect: options.dialect))
        }
    }

    /// Modules that synchronise resets in the top module, each once.
    func resetSynchronizers(_ variants: ClockVariants, _ options: VerilogOptions) -> [VerilogModule] {
        var trees: [VerilogModule] = []
        for clocking in variants[top].flatMap(\.synchronizedResets) {
            let tree = clocking.resetSynchronizer(prefix: options.modulePrefix)
            if !trees.contains(where: { $0.name == tree.name }) { trees.append(tree) }
        }
        return trees
    }

    /// What a module's file says; nil for a black box, whose file is somebody else's.
    static func tree(
        of module: ModuleDefinition, _ variant: ClockVariant, _ options: VerilogOptions
    ) -> VerilogModule? {
        switch module.primitive {
        case .memory(let geometry)?:
            MemoryLegaliser(module: module, geometry: geometry, variant: variant, options: options).legalise()
        case .blackBox?: nil
        case nil: ModuleLegaliser(module, variant, options).legalise()
        }
    }
}

extension Design {
    /// Whether the design can be emitted with these options: its names are checked against the default ones when it
    /// is made, and options can bring others.
    ///
    /// - Throws: ``ElaborationError`` with a finding for each name that Verilog doesn't take or that is taken, and
    ///   for each configuration of a clock domain that means nothing.
    public func check(_ options: VerilogOptions) throws {
        let elaboration = Elaboration()
        ClockingCheck(design: self, options: options, elaboration: elaboration).run()
        for module in modules where !module.isBlackBox {
            NameCheck(module: module, elaboration: elaboration, options: options, isTop: module === top).run()
        }
        if !elaboration.diagnostics.isEmpty { throw ElaborationError(elaboration.diagnostics) }
    }
}
