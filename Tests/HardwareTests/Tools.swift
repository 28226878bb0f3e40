import Foundation
import Hardware

/// What an outside tool said.
struct ToolResult {
    let status: Int32
    /// Standard output and error together.
    let text: String
}

/// A folder with a generated design, which goes away with the test.
final class GeneratedFolder {
    let url: URL

    init(_ design: GeneratedDesign) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("bitmod-\(UUID().uuidString)")
        _ = try design.write(to: url.path)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }

    /// Runs a tool in the folder.
    func run(_ tool: String, _ arguments: [String]) throws -> ToolResult {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.currentDirectoryURL = url
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return ToolResult(status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
    }
}
