import Foundation
import Quantization

/// Files of a report, written together: each grows beside its place, and when all are complete they take their
/// names.
public struct ReportFiles: Sendable {
    private var files: [(path: String, text: String)] = []

    public init() {}

    /// - Parameter path: of a file to be written; one of that name is replaced.
    public mutating func add(_ path: String, _ text: String) { files.append((path, text)) }

    /// Writes all files.
    /// - Throws: ``ReportError`` that names the file; no file of these names has been changed then, unless
    ///   giving one its name was what failed.
    public func write() throws {
        let partial = files.enumerated().map { "\($1.path).partial-\(getpid())-\($0)" }
        for path in partial { TemporaryFiles.add(path) }
        defer {
            for path in partial {
                unlink(path)
                TemporaryFiles.forget(path)
            }
        }
        for (file, temporary) in zip(files, partial) {
            try Self.write(Array(file.text.utf8), to: temporary, for: file.path)
        }
        for (file, temporary) in zip(files, partial) where rename(temporary, file.path) != 0 {
            throw ReportError.fileAccess(file.path)
        }
    }

    private static func write(_ bytes: [UInt8], to temporary: String, for path: String) throws {
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw ReportError.fileAccess(path) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ReportError.fileAccess(path) }
            done += count
        }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw ReportError.fileAccess(path) }
    }

    /// Checks a name before anything is computed for it.
    /// - Parameters:
    ///   - path: of a file to be written.
    ///   - suffixes: the kinds of files there are, such as `.csv`.
    ///   - input: path of a file that mustn't be replaced.
    /// - Returns: the suffix.
    /// - Throws: ``ReportError`` for another suffix, and when `path` means the input.
    public static func kind(of path: String, suffixes: [String], keeping input: String) throws -> String {
        let lowercased = path.lowercased()
        guard let suffix = suffixes.first(where: { lowercased.hasSuffix($0) }) else {
            throw ReportError(
                file: path, problem: "its name doesn't say what to write",
                remedy: "End it in \(suffixes.joined(separator: ", "))")
        }
        var (output, source) = (stat(), stat())
        if stat(path, &output) == 0, stat(input, &source) == 0, output.st_dev == source.st_dev,
            output.st_ino == source.st_ino
        {
            throw ReportError(
                file: path, problem: "the output is the input", remedy: "Write to another file")
        }
        return suffix
    }
}

/// What kept a report from being written.
public struct ReportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file concerned, as the user named it.
    public let file: String
    /// What is wrong, as a clause.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String

    /// One paragraph: place, problem, remedy.
    public var description: String { "\(file): \(problem). \(remedy)." }

    /// The last system call failed.
    static func fileAccess(_ path: String) -> ReportError {
        ReportError(
            file: path, problem: "it can't be written: \(String(cString: strerror(errno)))",
            remedy: "Check the path, its permissions and the space on the disk")
    }
}
