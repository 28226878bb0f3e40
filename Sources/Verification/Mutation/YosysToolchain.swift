import ExternalTools
import Foundation

/// Yosys, found and asked for its version.
struct YosysToolchain: Sendable {
    /// Path of the command.
    let path: String
    /// What it says of itself: another version may choose other mutants.
    let identity: String

    /// `$YOSYS`, else `yosys` along `$PATH`.
    ///
    /// - Throws: ``MutationError`` when it isn't there or doesn't run.
    static func locate(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> YosysToolchain {
        let named = environment["YOSYS"].flatMap { $0.isEmpty ? nil : $0 }
        guard let path = find(named ?? "yosys", environment) else {
            throw MutationError(
                named.map { "YOSYS names '\($0)', which isn't an executable program" }
                    ?? "Yosys, which makes the mutants, isn't installed: no 'yosys' along PATH",
                remedy: "install it with apt-get install yosys, or set YOSYS to its path")
        }
        let (status, output) = try withDirectory { try run([path, "-V"], in: $0) }
        guard status == 0, let line = output.split(separator: "\n").first else {
            throw MutationError(
                "\(path) doesn't run",
                remedy: "install Yosys with apt-get install yosys, or set YOSYS to its path",
                toolOutput: tail(output))
        }
        return YosysToolchain(path: path, identity: String(line))
    }

    /// Runs a script in a directory that holds its files.
    ///
    /// - Returns: exit status and all that Yosys wrote.
    func run(script: String, in directory: String) throws -> (status: Int32, output: String) {
        let file = directory + "/script.ys"
        try Self.write(script, to: file)
        return try Self.run([path, "-Q", "-T", "-s", file], in: directory)
    }

    /// A directory of its own for `body`, removed afterwards.
    static func withDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
        let directory = NSTemporaryDirectory() + "/bitmod-mutation-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw MutationError(
                "the temporary directory \(directory) can't be created (\(error.localizedDescription))",
                remedy: "free the space or set TMPDIR to a writable directory")
        }
        defer { try? FileManager.default.removeItem(atPath: directory) }
        return try body(directory)
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw MutationError(
                "\(path) can't be written (\(error.localizedDescription))",
                remedy: "free the space or set TMPDIR to a writable directory")
        }
    }

    /// The last lines of what a tool wrote, where its error stands.
    static func tail(_ output: String) -> String {
        output.split(separator: "\n").suffix(6).joined(separator: "\n")
    }

    private static func run(_ arguments: [String], in directory: String) throws -> (
        status: Int32, output: String
    ) {
        let program = URL(fileURLWithPath: arguments[0])
        let folder = URL(fileURLWithPath: directory)
        guard
            let process = ToolProcess(
                program, Array(arguments.dropFirst()), in: folder, output: "yosys-\(UUID().uuidString).log")
        else {
            throw MutationError(
                "\(arguments[0]) can't be started", remedy: "check that it is an executable program")
        }
        let status = process.waitForEnd()
        return (status, process.output)
    }

    private static func find(_ name: String, _ environment: [String: String]) -> String? {
        let candidates =
            name.contains("/")
            ? [name] : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
        return candidates.first { path in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
                && !isDirectory.boolValue
                && FileManager.default.isExecutableFile(atPath: path)
        }
    }
}
