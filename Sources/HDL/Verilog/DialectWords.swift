/// The words in which the dialects differ.
struct DialectWords {
    private let dialect: VerilogOptions.Dialect

    init(_ dialect: VerilogOptions.Dialect) { self.dialect = dialect }

    private var isSystemVerilog: Bool { dialect == .systemVerilog }

    // MARK: Declarations

    /// An input port is a net; with `default_nettype none` SystemVerilog, too, wants that said.
    var input: String { isSystemVerilog ? "input  wire logic" : "input  wire" }
    var output: String { isSystemVerilog ? "output      logic" : "output wire" }
    var outputVariable: String { isSystemVerilog ? "output      logic" : "output reg " }

    var variable: String { isSystemVerilog ? "logic" : "reg" }
    var net: String { isSystemVerilog ? "logic" : "wire" }
    /// The value of a net holds always; that of a variable would be its first only.
    var definedNet: String { "wire" }
    var parameter: String { isSystemVerilog ? "localparam logic" : "localparam" }

    /// The dimension of an array of words.
    func words(_ depth: Int) -> String { isSystemVerilog ? "[\(depth)]" : " [0:\(depth - 1)]" }

    // MARK: Blocks

    /// What an always block starts with.
    func always(_ trigger: VerilogTrigger) -> String {
        switch trigger {
        case .combinational: isSystemVerilog ? "always_comb" : "always @(*)"
        case .edges(let edges):
            "\(isSystemVerilog ? "always_ff" : "always") @(\(Self.sensitivity(edges)))"
        case .sharedEdges(let edges): "always @(\(Self.sensitivity(edges)))"
        }
    }

    private static func sensitivity(_ edges: [VerilogTrigger.Edge]) -> String {
        edges.map { "\($0.isRising ? "posedge" : "negedge") \($0.signal)" }.joined(separator: " or ")
    }
}
