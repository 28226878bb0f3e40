import ExternalTools
import Foundation
import HDL

/// The files of a proof, in a folder of their own that is removed with it.
final class ProofFiles {
    let folder: URL
    /// Scope of the design in wave files and labels.
    static let environment = "environment"
    static let instance = "design"

    /// Writes the design and translates it to two models: one that checks assertions, one that looks for what can be
    /// reached.
    init(_ design: Design, _ reset: ResetAssumption, coversAssertions: Bool, deadline: Date) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "hdl-proof-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var options = VerilogOptions()
        options.coversAssertions = coversAssertions
        var names: [String] = []
        for file in design.supportFiles {
            try write(file.text, to: file.name)
            if file.isSource { names.append(file.name) }
        }
        for file in design.verilog(options) {
            try write(file.text, to: file.fileName)
            names.append(file.fileName)
        }
        try write(Self.environmentText(design, options, reset), to: "\(Self.environment).v")
        try write(Self.script(names + ["\(Self.environment).v"]), to: "script.ys")
        let yosys = try Self.start("yosys", ["-q", "script.ys"], in: folder, output: "yosys.log")
        let isInTime = ToolProcess.wait(for: [yosys], until: deadline)
        guard isInTime else { throw ProofFiles.OutOfTime() }
        guard yosys.hasSucceeded else { throw ProofError.toolFailed("yosys", output: yosys.lastLines) }
    }

    /// - Throws: ``ProofError`` of kind `toolMissing`.
    static func require(_ tools: String...) throws {
        for tool in tools {
            do { _ = try ExternalTool(tool).location() } catch { throw ProofError.toolMissing(tool) }
        }
    }

    /// - Throws: ``ProofError`` of kind `toolMissing`.
    static func start(
        _ tool: String, _ arguments: [String], in folder: URL, output: String
    ) throws -> ToolProcess {
        do {
            return try ExternalTool(tool).start(arguments, in: folder, output: output)
        } catch { throw ProofError.toolMissing(tool) }
    }

    /// Even the translation took too long.
    struct OutOfTime: Error {}

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    func text(of name: String) -> String {
        (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }

    /// The design with a reset that is active in the first cycle.
    private static func environmentText(
        _ design: Design, _ options: VerilogOptions, _ reset: ResetAssumption
    ) -> String {
        let inputs = design.ports().filter { $0.direction == .input }
        let domain = options.clocking(of: design.clocking().first?.domain ?? .main)
        let (clock, resetName) = (domain.clockName, domain.resetName)
        let declarations =
            [clock, resetName].map { "input wire \($0)" }
            + inputs.map { "input wire [\($0.shape.width - 1):0] \($0.name)" }
        let connected = [clock, resetName] + inputs.map(\.name)
        let later = reset == .once ? "else assume (~\(resetName));" : ""
        // Names of ports never start with the words that stand here.
        return """
            module \(environment) (\(declarations.joined(separator: ", ")));
                reg \\environment.started = 1'b0;
                always @(posedge \(clock)) \\environment.started <= 1'b1;
                always @* if (~\\environment.started ) assume (\(resetName)); \(later)
                \(design.topName) \(instance) (\(connected.map { ".\($0)(\($0))" }.joined(separator: ", ")));
            endmodule

            """
    }

    /// Properties are moved before the registers with which Yosys samples them, so that they fail in their own cycle.
    /// Equal cells aren't merged, since that would take one of two equal properties away.
    private static func script(_ files: [String]) -> String {
        """
        read_verilog -formal \(files.joined(separator: " "))
        hierarchy -check -top \(environment)
        proc
        flatten
        opt_clean
        chformal -early
        memory_nordff
        async2sync
        opt_expr -keepdc
        opt_clean
        dffunmap
        opt_clean
        design -save all
        chformal -cover -remove
        opt_clean
        write_smt2 -wires assertions.smt2
        design -load all
        chformal -assert -remove
        opt_clean
        write_smt2 -wires covers.smt2

        """
    }
}
