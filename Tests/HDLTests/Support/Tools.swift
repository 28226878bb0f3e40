import Foundation
import HDL
import Testing

/// Runs the Verilog tools that the tests check the emitted text with.
enum Tool: String {
    case verilator, iverilog, vvp, yosys

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
        return try support + verilog(options).map { file in
            let target = folder.appendingPathComponent(file.fileName)
            try file.text.write(to: target, atomically: true, encoding: .utf8)
            return file.fileName
        }
    }

    /// The text of the top module.
    func topText(_ options: VerilogOptions = VerilogOptions()) -> String { verilog(options).last?.text ?? "" }
}

/// Expects that Verilator, Icarus and Yosys take the design without a word.
///
/// - Parameter allowing: Verilator's warnings about what the design says, not about how it is written.
func lint(
    _ design: Design, _ options: VerilogOptions = VerilogOptions(), allowing: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    try withTemporaryFolder { folder in
        let files = try design.write(to: folder, options)
        let top = options.modulePrefix + design.topName
        let runs: [(Tool, [String])] = [
            (
                .verilator,
                ["--lint-only", "-Wall", "--top-module", top] + allowing.map { "-Wno-\($0)" } + files
            ),
            (.iverilog, ["-Wall", "-g2005", "-s", top, "-o", "out.vvp"] + files),
            (
                .yosys,
                [
                    "-q", "-p",
                    "read_verilog \(files.joined(separator: " ")); hierarchy -check -top \(top); proc; check -assert",
                ]
            ),
        ]
        for (tool, arguments) in runs {
            let (output, status) = try tool.run(arguments, in: folder)
            #expect(
                output.isEmpty && status == 0, "\(tool.rawValue): \(output)\n\(design.topText(options))",
                sourceLocation: sourceLocation)
        }
        for file in design.verilog(options) {
            let long = file.text.split(separator: "\n").filter { $0.count > 100 }
            #expect(long.isEmpty, "lines over 100 columns", sourceLocation: sourceLocation)
            let trailing = file.text.split(separator: "\n").filter { $0.last == " " }
            #expect(trailing.isEmpty, "spaces at the end of lines", sourceLocation: sourceLocation)
        }
    }
}

typealias SourceLocation = Testing.SourceLocation
