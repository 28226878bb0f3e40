import HDL
import HDLTesting
import Testing

/// Expects that Verilator, Icarus, Yosys, Verible and slang take a component without a word, with every warning on, in both
/// dialects.
func lint(_ design: Design, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
    for dialect in VerilogOptions.Dialect.allCases {
        var options = VerilogOptions()
        options.dialect = dialect
        for tool in Lint.allCases {
            let findings = try tool.findings(in: design.verilog(options), top: design.topName)
            #expect(
                findings.isEmpty, "\(tool), \(design.topName): \(findings)", sourceLocation: sourceLocation)
        }
    }
}
