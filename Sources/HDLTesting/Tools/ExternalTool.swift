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
    func location() throws -> URL {
        for folder in Self.folders() {
            let file = folder.appendingPathComponent(name)
            if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        }
        throw missing
    }

    /// Runs the program to its end.
    ///
    /// - Throws: ``MissingTool`` when the program isn't there.
    func run(_ arguments: [String], in folder: URL) throws -> Result {
        let process = try start(arguments, in: folder, output: "\(name).log")
        let status = process.waitForEnd()
        return Result(text: process.output, status: status)
    }

    /// Starts the program.
    ///
    /// - Parameter output: the file in `folder` that takes what it writes.
    /// - Throws: ``MissingTool`` when the program isn't there.
    func start(_ arguments: [String], in folder: URL, output: String) throws -> ToolProcess {
        guard let process = ToolProcess(try location(), arguments, in: folder, output: output) else {
            throw missing
        }
        return process
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
