import Foundation

/// A program that is looked for in the checkout's own tools first, where its version is pinned, then in `PATH`.
public struct ExternalTool: Sendable, Hashable {
    /// What a tool is installed for: the word after `scripts/install`.
    public enum Purpose: String, Sendable {
        case test
        case cost
    }

    public let name: String
    /// The Python package that has to be importable, if that is what is wanted of the program.
    public let package: String?
    public let purpose: Purpose

    public init(_ name: String, package: String? = nil, purpose: Purpose = .test) {
        self.name = name
        self.package = package
        self.purpose = purpose
    }

    public struct Result: Sendable {
        /// Standard output and standard error together.
        public let text: String
        public let status: Int32
    }

    public var missing: MissingTool { MissingTool(name: package ?? name, purpose: purpose) }

    /// - Throws: ``MissingTool`` when the program isn't there.
    public func location() throws -> URL {
        for folder in folders() {
            let file = folder.appendingPathComponent(name)
            if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        }
        throw missing
    }

    /// Runs the program to its end.
    ///
    /// - Parameter output: the file in `folder` that takes what it writes; the tool's name and `.log` without it.
    /// - Throws: ``MissingTool`` when the program isn't there.
    public func run(_ arguments: [String], in folder: URL, output: String? = nil) throws -> Result {
        let process = try start(arguments, in: folder, output: output ?? "\(name).log")
        let status = process.waitForEnd()
        return Result(text: process.output, status: status)
    }

    /// Starts the program.
    ///
    /// - Parameter output: the file in `folder` that takes what it writes.
    /// - Throws: ``MissingTool`` when the program isn't there.
    public func start(_ arguments: [String], in folder: URL, output: String) throws -> ToolProcess {
        guard let process = ToolProcess(try location(), arguments, in: folder, output: output) else {
            throw missing
        }
        return process
    }

    /// `.tools/lint/bin` or `.tools/cost/bin` of the working directory and of each folder above it, then those of
    /// `PATH`.
    private func folders() -> [URL] {
        let own = purpose == .test ? ".tools/lint/bin" : ".tools/\(purpose.rawValue)/bin"
        var folders: [URL] = []
        var folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        while true {
            folders.append(folder.appendingPathComponent(own))
            if folder.path == "/" { break }
            folder.deleteLastPathComponent()
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return folders + path.split(separator: ":").map { URL(fileURLWithPath: String($0)) }
    }
}

/// A tool that is needed and that isn't installed.
public struct MissingTool: Error, CustomStringConvertible {
    public let name: String
    public let purpose: ExternalTool.Purpose

    public var description: String {
        switch purpose {
        case .test:
            "\(name) isn't installed. Run `scripts/install test`, which sets up every tool of the tests."
        case .cost:
            "\(name) isn't installed. Run `scripts/install cost`, which sets up every tool that costs are measured "
                + "with."
        }
    }
}
