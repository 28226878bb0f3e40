import Foundation

/// Files that are read in full, which they must be small enough for.
enum FileContents {
    /// The bytes of a file.
    /// - Parameters:
    ///   - limit: most bytes that it may have.
    ///   - remedy: what the file should be, as an imperative.
    /// - Throws: ``LanguageModelError`` of kind `fileAccess`.
    static func read(_ path: String, limit: Int, remedy: String) throws -> Data {
        func refused(_ problem: String) -> LanguageModelError {
            LanguageModelError(.fileAccess, file: path, problem: problem, remedy: remedy)
        }
        guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd() else {
            throw refused("it can't be read")
        }
        defer { try? file.close() }
        guard size <= limit else {
            throw refused("it has \(size) bytes, and \(limit) can be read")
        }
        guard (try? file.seek(toOffset: 0)) != nil, let data = try? file.readToEnd() ?? Data() else {
            throw refused("it can't be read")
        }
        return data
    }
}
