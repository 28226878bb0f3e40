import Foundation
import HDL
import Testing

/// Expects that Verilator and Icarus take a component without a word, with every warning on.
func lint(_ design: Design, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hdl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try design.verilog().map { file in
        try file.text.write(
            to: folder.appendingPathComponent(file.fileName), atomically: true, encoding: .utf8)
        return file.fileName
    }
    let runs = [
        ["verilator", "--lint-only", "-Wall", "--top-module", design.topName] + files,
        ["iverilog", "-Wall", "-g2005", "-s", design.topName, "-o", "out.vvp"] + files,
    ]
    for command in runs {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
            text.isEmpty && process.terminationStatus == 0, "\(command[0]), \(design.topName): \(text)",
            sourceLocation: sourceLocation)
    }
}
