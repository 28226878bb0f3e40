#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A source file that goes with a black box, and is written beside the emitted files.
public struct SupportFile: Sendable {
    /// Name without folder.
    public let name: String
    /// The file's text; empty until a design has read it.
    public let text: String
    /// Where to read the text; nil when it is given.
    let path: String?
    let location: SourceLocation

    /// Whether tools compile it (`.v`, `.sv`); anything else only lies beside the sources that name it.
    public var isSource: Bool { name.hasSuffix(".v") || name.hasSuffix(".sv") }

    /// A file with `text`.
    ///
    /// - Parameter name: its name, without folder, `pll.v` for instance.
    public static func text(
        _ text: String, named name: String, file: StaticString = #fileID, line: UInt = #line
    ) -> SupportFile {
        SupportFile(name: name, text: text, path: nil, location: SourceLocation(file: file, line: line))
    }

    /// A file that is read when the design is made; one that can't be read is a diagnostic.
    ///
    /// - Parameter path: absolute, or relative to the folder of the Swift source in which it stands.
    public static func file(
        _ path: String, besides source: StaticString = #filePath, file: StaticString = #fileID,
        line: UInt = #line
    ) -> SupportFile {
        let folder = "\(source)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let full = path.hasPrefix("/") ? path : (folder + [path[...]]).joined(separator: "/")
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return SupportFile(
            name: name, text: "", path: full, location: SourceLocation(file: file, line: line))
    }

    /// The file with its text; nil when it can't be read as UTF-8.
    func read() -> SupportFile? {
        guard let path else { return self }
        guard let stream = fopen(path, "rb") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            bytes += buffer[..<count]
            if count < buffer.count { break }
        }
        guard ferror(stream) == 0, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return SupportFile(name: name, text: text, path: path, location: location)
    }
}
