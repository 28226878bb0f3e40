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
    public var clockEdge = ClockEdge.rising
    public var resetKind = ResetKind.synchronous
    /// Whether the reset is active when low.
    public var resetIsActiveLow = false
    /// What differs in clock domains from the defaults; the properties above are those of the main domain.
    public var domains: [ClockDomain: ClockConfiguration] = [:]

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
        let variants = ClockVariants(self, options)
        var trees: [VerilogModule] = []
        for clocking in variants[top].flatMap(\.synchronizedResets) {
            let tree = clocking.resetSynchronizer(prefix: options.modulePrefix)
            if !trees.contains(tree) { trees.append(tree) }
        }
        for module in modules {
            for variant in variants[module] {
                trees.append(ModuleLegaliser(module, variant, options).legalise())
            }
        }
        return trees.map { VerilogFile(moduleName: $0.name, text: VerilogPrinter.print($0)) }
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
        for module in modules {
            NameCheck(module: module, elaboration: elaboration, options: options, isTop: module === top).run()
        }
        if !elaboration.diagnostics.isEmpty { throw ElaborationError(elaboration.diagnostics) }
    }
}
