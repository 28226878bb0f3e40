import HDL
import HDLTesting
import Testing

/// The runner reports what each tool says, with file and line, and doesn't take silence for approval.
struct LintTests {
    private static func file(_ body: String, _ dialect: VerilogOptions.Dialect = .verilog2005) -> VerilogFile
    {
        let word = dialect == .verilog2005 ? "reg" : "logic"
        return VerilogFile(
            moduleName: "bad",
            text: """
                module bad (
                    input wire a,
                    output \(word) [1:0] b
                );
                    \(body)
                endmodule

                """, dialect: dialect)
    }

    @Test(arguments: VerilogOptions.Dialect.allCases)
    func syntaxErrors(_ dialect: VerilogOptions.Dialect) throws {
        let file = Self.file("assign = a;", dialect)
        for tool in Lint.allCases {
            let found = try tool.findings(in: [file], top: "bad")
            #expect(found.contains { $0.file == file.fileName && $0.line == 5 }, "\(tool): \(found)")
        }
    }

    @Test func warningsOfEachTool() throws {
        let cases: [(Lint, String, rule: String, line: Int)] = [
            (.verilator, "always @(*) b = a;", "WIDTH", 5),
            (.icarus, "always @(*) begin b = a; c = 1; end", "error", 5),
            (.yosys, "wire c; always @(*) b = {a, c};", "warning", 0),
            (.verible, "always @(*) b = {a, a};  ", "no-trailing-spaces", 5),
            (.slang, "always @(*) b = 4'd9 + a;", "-Wwidth-trunc", 5),
        ]
        for (tool, body, rule, line) in cases {
            let found = try tool.findings(in: [Self.file(body)], top: "bad")
            #expect(found.contains { $0.rule.hasPrefix(rule) && $0.line == line }, "\(tool): \(found)")
            let kept = try tool.findings(in: [Self.file(body)], top: "bad", ignoring: Set(found.map(\.rule)))
            #expect(kept.isEmpty)
        }
    }

    @Test func verilog2005IsntAskedForWordsOfSystemVerilog() throws {
        let old = Self.file("always @(*) b = {a, a};")
        #expect(try Lint.verible.findings(in: [old], top: "bad").isEmpty)
        let new = Self.file("always @(*) b = {a, a};", .systemVerilog)
        #expect(try Lint.verible.findings(in: [new], top: "bad").map(\.rule) == ["always-comb"])
        #expect(throws: LintError.self) { try Lint.verible.findings(in: [old, new], top: "bad") }
    }
}
