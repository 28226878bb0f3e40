import Foundation

/// A program that is looked for in the checkout's own tools first, where its version is pinned, then in `PATH`.
struct ExternalTool {
    let name: String
    /// The Python package that has to be importable, if that is what is wanted of the program.
    let package: String?

    init(_ name: String, package: String? = nil) {
        self.name = name
        self.package = package
    }

    struct Result {
        /// Standard output and standard error together.
        let text: String
        let status: Int32
    }

    var missing: MissingTool { MissingTool(name: package ?? name) }

    /// - Throws: ``MissingTool`` when the program isn't there.
    func run(_ arguments: [String], in folder: URL) throws -> Result {
        guard
            let location = Self.folders().map({ $0.appendingPathComponent(name) })
                .first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
        else { throw missing }
        let process = Process()
        process.executableURL = location
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(text: String(decoding: data, as: UTF8.self), status: process.terminationStatus)
    }

    /// `.tools/lint/bin` of the working directory and of each folder above it, then those of `PATH`.
    private static func folders() -> [URL] {
        var folders: [URL] = []
        var folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        while true {
            folders.append(folder.appendingPathComponent(".tools/lint/bin"))
            if folder.path == "/" { break }
            folder.deleteLastPathComponent()
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return folders + path.split(separator: ":").map { URL(fileURLWithPath: String($0)) }
    }
}

/// A tool that a check needs and that isn't installed.
public struct MissingTool: Error, CustomStringConvertible {
    public let name: String

    public var description: String {
        "\(name) isn't installed. Run `scripts/install test`, which sets up every tool of the tests."
    }
}
