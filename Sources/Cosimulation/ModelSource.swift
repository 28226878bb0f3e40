/// One Verilog source file, held in memory.
public struct VerilogSource: Sendable, Hashable {
    /// File name by which messages call it, such as `tile.v`. Names ending in `.v` or `.sv` are compiled;
    /// any other is written beside them, for `` `include ``.
    public let name: String
    /// The Verilog.
    public let text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    var isCompiled: Bool { name.hasSuffix(".v") || name.hasSuffix(".sv") }
}

/// One port of a model's top module.
public struct ModelPort: Sendable, Hashable {
    /// Which way the port carries values, seen from the model.
    public enum Direction: String, Sendable, Hashable {
        case input, output
    }

    /// Name in the Verilog.
    public let name: String
    /// Which way it carries values.
    public let direction: Direction
    /// Bits, at least 1.
    public let width: Int

    public init(name: String, direction: Direction, width: Int) {
        self.name = name
        self.direction = direction
        self.width = width
    }
}

/// A Verilog design with everything that a model of it is built from.
public struct ModelSource: Sendable, Hashable {
    /// Name of the top module.
    public let top: String
    /// The design's files; order is the order of compilation.
    public let files: [VerilogSource]
    /// All ports of the top module, in any order.
    public let ports: [ModelPort]
    /// Name of the input that ``VerilatedModel/cycle()`` toggles, nil for a combinational design.
    public let clock: String?

    public init(top: String, files: [VerilogSource], ports: [ModelPort], clock: String? = nil) {
        self.top = top
        self.files = files
        self.ports = ports
        self.clock = clock
    }

    /// Names that every verilated C++ class uses for itself, so that no port can bear them.
    private static let reservedNames = [
        "atClone", "contextp", "eval", "eval_end_step", "eval_step", "eventsPending", "final", "hierName",
        "modelName", "name", "nextTimeSlot", "prepareClone", "rootp", "threads", "trace", "traceBaseModel",
        "traceCapable", "vlSymsp",
    ]

    /// Checks what can be checked without reading Verilog.
    ///
    /// - Throws: ``CosimulationError`` of kind `invalidSource`.
    func validate() throws {
        guard Self.isIdentifier(top) else {
            throw invalid("top module '\(top)' isn't a Verilog identifier", "name the design's top module")
        }
        try validateFiles()
        try validatePorts()
        guard let clock else { return }
        guard let port = ports.first(where: { $0.name == clock }) else {
            throw invalid("clock '\(clock)' isn't among the ports", "name a port or leave the clock out")
        }
        guard port.direction == .input, port.width == 1 else {
            throw invalid(
                "clock '\(clock)' is an \(port.direction.rawValue) of \(port.width) bits",
                "name an input of one bit")
        }
    }

    private func validateFiles() throws {
        guard files.contains(where: \.isCompiled) else {
            throw invalid("there is no Verilog file", "give at least one file whose name ends in .v or .sv")
        }
        var seen: Set<String> = []
        for file in files {
            let parts = file.name.split(separator: "/", omittingEmptySubsequences: false)
            let isPlain = parts.allSatisfy { part in
                part != "." && part != ".."
                    && part.first.map { $0.isLetter || $0.isNumber || $0 == "_" } == true
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
            }
            guard isPlain else {
                throw invalid(
                    "file name '\(file.name)' isn't a plain relative path",
                    "use letters, digits, '_', '.', '-' and '/', with no part '..'")
            }
            guard seen.insert(file.name).inserted else {
                throw invalid("file '\(file.name)' is given twice", "give each file once")
            }
        }
    }

    private func validatePorts() throws {
        var seen: Set<String> = []
        for port in ports {
            guard Self.isIdentifier(port.name) else {
                throw invalid("port '\(port.name)' isn't a Verilog identifier", "use the name in the Verilog")
            }
            guard !Self.reservedNames.contains(port.name) else {
                throw invalid(
                    "port '\(port.name)' has a name that Verilator's model class uses itself",
                    "rename the port in the Verilog")
            }
            guard port.width >= 1, port.width <= 1 << 20 else {
                throw invalid(
                    "port '\(port.name)' has \(port.width) bits", "give it between 1 and 1048576 bits")
            }
            guard seen.insert(port.name).inserted else {
                throw invalid("port '\(port.name)' is given twice", "give each port once")
            }
        }
    }

    private func invalid(_ problem: String, _ remedy: String) -> CosimulationError {
        CosimulationError(.invalidSource, "model \(top): \(problem)", remedy: remedy)
    }

    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.first, first.isASCII, first.isLetter || first == "_" else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
    }
}
