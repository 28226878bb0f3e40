import Foundation
import Testing

/// What a run of the program left behind.
struct ToolRun {
    let status: Int32
    let output: String
    let error: String

    /// The output's JSON object.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }
}

/// The built program, beside the test bundle.
enum CommandLineTool {
    static var program: URL {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("bitmod")
    }

    /// - Parameter program: path of another build of the program.
    static func run(
        _ arguments: [String], in folder: TestFolder? = nil, program: String? = nil
    ) throws -> ToolRun {
        let process = Process()
        process.executableURL = program.map { URL(fileURLWithPath: $0) } ?? Self.program
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = folder.url }
        let output = try TestFolder()
        let (results, messages) = (try output.handle("output"), try output.handle("error"))
        process.standardOutput = results
        process.standardError = messages
        try process.run()
        process.waitUntilExit()
        return ToolRun(
            status: process.terminationStatus, output: try output.text("output"),
            error: try output.text("error"))
    }

    /// Runs a command that must fail with status 2 and no result, and whose message must contain `texts`.
    static func expectTrouble(
        _ arguments: [String], in folder: TestFolder? = nil, says texts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let run = try run(arguments, in: folder)
        #expect(run.status == 2, "\(run.error)", sourceLocation: sourceLocation)
        #expect(run.output.isEmpty, sourceLocation: sourceLocation)
        #expect(run.error.contains("Error: "), sourceLocation: sourceLocation)
        for text in texts {
            #expect(run.error.contains(text), "\(run.error)", sourceLocation: sourceLocation)
        }
    }
}

/// A folder that goes away with the test.
final class TestFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("bitmod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Names of everything in a folder below, hidden files too, sorted.
    func names(_ folder: String = "") -> [String] {
        let path = folder.isEmpty ? url.path : self.path(folder)
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }

    func write(_ text: String, _ name: String) throws { try write(Array(text.utf8), name) }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    func handle(_ name: String) throws -> FileHandle {
        try write([], name)
        return try FileHandle(forWritingTo: url.appendingPathComponent(name))
    }

    /// A safetensors file with a matrix of binary32 numbers named `weight` and a vector named `bias`.
    func writeCheckpoint(
        rows: Int, columns: Int, bad: (index: Int, value: Float)? = nil, dropping lost: Int = 0,
        _ name: String
    ) throws {
        var values = (0..<rows * columns).map { sin(Float($0) * 1.7) }
        if let bad { values[bad.index] = bad.value }
        let size = 4 * rows * columns
        let header = """
            {"weight":{"dtype":"F32","shape":[\(rows),\(columns)],"data_offsets":[0,\(size)]},\
            "bias":{"dtype":"F32","shape":[2],"data_offsets":[\(size),\(size + 8)]}}
            """
        var bytes =
            (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
        for value in values + [1, 2] {
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(shift)))
            }
        }
        try write(bytes.dropLast(lost), name)
    }
}
