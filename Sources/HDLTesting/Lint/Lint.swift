import ExternalTools
import Foundation
import HDL

/// The tools that check emitted Verilog, each at its strictest level that is about the text rather than about taste.
///
/// ```swift
/// for tool in Lint.allCases {
///     for finding in try tool.findings(in: design.verilog(), top: design.topName) { print(finding) }
/// }
/// ```
public enum Lint: String, Sendable, CaseIterable {
    /// `verilator --lint-only -Wall`.
    case verilator
    /// `iverilog -Wall`, in the language level of the files.
    case icarus
    /// Yosys: reading, hierarchy, processes and `check -assert`.
    case yosys
    /// Verible's lint with its default rules; for Verilog-2005 without those that ask for SystemVerilog.
    case verible
    /// slang through its Python package, with all warnings about unused, extra and pedantic matters.
    case slang

    /// What the tool finds in `files`, in the order in which it says so; empty when it takes them without a word.
    ///
    /// All files are of one dialect. They are written to a folder of their own, so findings name plain file names.
    ///
    /// - Parameters:
    ///   - support: somebody else's files that go with them, `Design.supportFiles`: tools read them to know their
    ///     modules, but what they find inside is left out.
    ///   - top: name of the top module, with prefix.
    ///   - rules: rules whose findings are left out, by the names that ``LintFinding/rule`` has.
    /// - Throws: ``MissingTool`` when the tool isn't installed, ``LintError`` for files of different dialects, and
    ///   what Foundation throws when files can't be written.
    public func findings(
        in files: [VerilogFile], support: [SupportFile] = [], top: String, ignoring rules: Set<String> = []
    ) throws -> [LintFinding] {
        guard let dialect = files.first?.dialect else { return [] }
        guard files.allSatisfy({ $0.dialect == dialect }) else { throw LintError.mixedDialects }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("hdl-lint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in files {
            try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.fileName))
        }
        for file in support {
            try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.name))
        }
        // Verible looks at each file by itself.
        let foreign = self == .verible ? [] : support.filter(\.isSource).map(\.name)
        let command = command(for: foreign + files.map(\.fileName), top: top, dialect)
        for (name, text) in command.files {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let result = try command.tool.run(command.arguments, in: folder)
        if result.status == LintCommand.missingPackage { throw command.tool.missing }
        return parse(result).filter { finding in
            !rules.contains(finding.rule) && !Self.isExempt(finding) && !foreign.contains(finding.file)
        }
    }

    /// Icarus 11 and 12 say that they wake an `always_comb` for every bit of a vector of which it reads some: a remark
    /// on their own speed, which no other way of writing the block avoids.
    private static func isExempt(_ finding: LintFinding) -> Bool {
        finding.tool == .icarus && finding.message.hasPrefix("constant selects in always_* processes")
    }
}

/// What a tool says of a line.
public struct LintFinding: Sendable, Hashable, CustomStringConvertible {
    public let tool: Lint
    /// File name without folder; empty when the tool names none.
    public let file: String
    /// From 1; 0 when the tool names none.
    public let line: Int
    /// The tool's name for the rule (`UNUSEDSIGNAL`, `always-comb`, `-Wwidth-trunc`), or how bad it is where rules have
    /// no names (`warning`, `error`).
    public let rule: String
    public let message: String

    public var description: String {
        let place = file.isEmpty ? "" : line > 0 ? "\(file):\(line): " : "\(file): "
        return "\(tool.rawValue): \(place)\(message) [\(rule)]"
    }
}

/// Why files can't be linted.
public enum LintError: Error, CustomStringConvertible {
    case mixedDialects

    public var description: String {
        "The files to lint are of different dialects. Emit them all with the same VerilogOptions.dialect."
    }
}
