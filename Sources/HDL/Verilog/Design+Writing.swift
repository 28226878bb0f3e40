#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file or folder that can't be written.
public struct WritingError: Error, CustomStringConvertible, Sendable {
    public let path: String
    /// What the operating system says.
    public let reason: String

    public var description: String { "'\(path)' can't be written: \(reason)" }
}

extension Design {
    /// Writes the Verilog, one module a file, and the files of black boxes into a folder, over what has these names.
    ///
    /// - Parameter folder: made where it is missing; the one that it stands in has to be there.
    /// - Returns: the names of the files, without folder: those of black boxes, then instantiated modules first.
    /// - Throws: ``WritingError``, with which some of the files may be written.
    @discardableResult
    public func write(to folder: String, _ options: VerilogOptions = VerilogOptions()) throws -> [String] {
        if mkdir(folder, 0o777) != 0 && errno != EEXIST { throw failure(folder) }
        var names: [String] = []
        for file in supportFiles {
            try write(file.text, to: "\(folder)/\(file.name)")
            names.append(file.name)
        }
        try forEachFile(options) { file in
            try write(file.text, to: "\(folder)/\(file.fileName)")
            names.append(file.fileName)
        }
        return names
    }

    private func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw failure(path) }
        let bytes = Array(text.utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        guard written == bytes.count else {
            let found = failure(path)
            fclose(file)
            throw found
        }
        guard fclose(file) == 0 else { throw failure(path) }
    }

    private func failure(_ path: String) -> WritingError {
        WritingError(path: path, reason: String(cString: strerror(errno)))
    }
}
