import Foundation
import HDL
import HDLTesting
import Testing

/// Runs the Verilog tools that the tests check the emitted text with.
enum Tool: String {
    case iverilog, vvp, yosys

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// Standard output and standard error together, and the exit status.
    func run(_ arguments: [String], in folder: URL) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = try location()
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    private func location() throws -> URL {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for folder in folders {
            let file = URL(fileURLWithPath: String(folder)).appendingPathComponent(rawValue)
            if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        }
        throw Missing(
            description: "\(rawValue) isn't installed; these tests need it (scripts/test installs it)")
    }
}

/// A folder of its own for `body`, removed afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("hdl-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

extension Design {
    /// Writes the Verilog into `folder` and gives the file names in order.
    func write(to folder: URL, _ options: VerilogOptions = VerilogOptions()) throws -> [String] {
        let support = try supportFiles.map { file in
            try file.text.write(
                to: folder.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
            return file.name
        }
        return try support
            + verilog(options).map { file in
                let target = folder.appendingPathComponent(file.fileName)
                try file.text.write(to: target, atomically: true, encoding: .utf8)
                return file.fileName
            }
    }

    /// The text of the top module.
    func topText(_ options: VerilogOptions = VerilogOptions()) -> String { verilog(options).last?.text ?? "" }
}

/// How much `lint` asks for.
enum LintScope {
    /// Every tool, both dialects: for designs that show what a construct looks like.
    case full
    /// Verilator and Icarus, Verilog-2005: for many designs made of the same constructs.
    case quick

    var tools: [Lint] { self == .full ? Lint.allCases : [.verilator, .icarus] }
    var dialects: [VerilogOptions.Dialect] {
        self == .full ? VerilogOptions.Dialect.allCases : [.verilog2005]
    }
}

/// Expects that tools take the design without a word.
///
/// - Parameter allowing: Verilator's warnings about what the design says, not about how it is written.
func lint(
    _ design: Design, _ options: VerilogOptions = VerilogOptions(), _ scope: LintScope = .full,
    allowing: Set<String> = [], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    for dialect in scope.dialects {
        var options = options
        options.dialect = dialect
        let files = design.verilog(options)
        for tool in scope.tools {
            let found = try tool.findings(
                in: files, support: design.supportFiles, top: options.modulePrefix + design.topName,
                ignoring: allowing)
            #expect(
                found.isEmpty, "\(dialect): \(found)\n\(design.topText(options))",
                sourceLocation: sourceLocation)
        }
        let lines = files.flatMap { $0.text.split(separator: "\n") }
        #expect(!lines.contains { $0.count > 100 }, "lines over 100 columns", sourceLocation: sourceLocation)
        #expect(!lines.contains { $0.last == " " }, "spaces at line ends", sourceLocation: sourceLocation)
    }
}

typealias SourceLocation = Testing.SourceLocation
