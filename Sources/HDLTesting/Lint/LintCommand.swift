import ExternalTools
import HDL

/// One run of a tool.
struct LintCommand {
    let tool: ExternalTool
    let arguments: [String]
    /// Files that the tool needs beside the sources, by name.
    var files: [(name: String, text: String)] = []

    /// The exit status with which a script says that its package isn't there.
    static let missingPackage: Int32 = 86
}

extension Lint {
    func command(
        for names: [String], top: String, _ dialect: VerilogOptions.Dialect
    ) -> LintCommand {
        let isSystemVerilog = dialect == .systemVerilog
        switch self {
        case .verilator:
            return LintCommand(
                tool: ExternalTool("verilator"),
                arguments: ["--lint-only", "-Wall", "--top-module", top] + names)
        case .icarus:
            return LintCommand(
                tool: ExternalTool("iverilog"),
                arguments: ["-Wall", isSystemVerilog ? "-g2012" : "-g2005", "-s", top, "-t", "null"] + names)
        case .yosys:
            let read = "read_verilog \(isSystemVerilog ? "-sv " : "")\(names.joined(separator: " "))"
            return LintCommand(
                tool: ExternalTool("yosys"),
                arguments: ["-q", "-p", "\(read); hierarchy -check -top \(top); proc; check -assert"])
        case .verible:
            return LintCommand(
                tool: ExternalTool("verible-verilog-lint"),
                arguments: ["--rules_config=\(Self.rulesName)"] + names,
                files: [(Self.rulesName, isSystemVerilog ? "" : Self.verilog2005Rules)])
        case .slang:
            let standard = isSystemVerilog ? "1800-2017" : "1364-2005"
            return LintCommand(
                tool: ExternalTool("python3", package: "pyslang"),
                arguments: [Self.scriptName, "--std", standard] + Self.slangWarnings + ["--top", top] + names,
                files: [(Self.scriptName, Self.slangScript)])
        }
    }

    // MARK: Verible

    private static let rulesName = "verible.rules"

    /// Rules that only SystemVerilog can follow; Verilog-2005 lacks the words.
    static let verilog2005Rules = """
        # always_comb is a word of SystemVerilog; Verilog-2005 has always @(*).
        -always-comb
        # An array of n words is [n] in SystemVerilog only; Verilog-2005 wants the range [0:n-1].
        -unpacked-dimensions-range-ordering
        # A parameter has a type, logic, in SystemVerilog only; Verilog-2005 has its range alone.
        -explicit-parameter-storage-type

        """

    // MARK: slang

    private static let scriptName = "run_slang.py"

    /// The net called `unused` is there to be read by nothing; Verilator knows it by its name, slang doesn't.
    private static let slangWarnings = ["-Wextra", "-Wpedantic", "-Wunused", "-Wno-unused-net"]

    private static let slangScript = """
        import shlex
        import sys

        try:
            from pyslang import driver
        except ImportError:
            sys.exit(\(LintCommand.missingPackage))

        slang = driver.Driver()
        slang.addStandardArgs()
        line = " ".join(shlex.quote(argument) for argument in ["slang"] + sys.argv[1:])
        done = slang.parseCommandLine(line, driver.CommandLineOptions())
        done = done and slang.processOptions() and slang.parseAllSources()
        sys.exit(0 if done and slang.runFullCompilation(True) else 1)

        """
}
