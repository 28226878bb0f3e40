#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A text file that stands under its name only once it is complete.
final class TraceFile {
    private let path: String
    private let partialPath: String
    private var file: UnsafeMutablePointer<FILE>?
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 16

    /// - Throws: ``SimulationError`` of code `unusableRecord`.
    init(_ path: String, at location: SourceLocation) throws {
        self.path = path
        partialPath = path + ".partial-\(getpid())"
        file = fopen(partialPath, "w")
        guard file != nil else {
            throw SimulationError(
                .unusableRecord, "The file '\(path)' can't be written: \(String(cString: strerror(errno)))",
                suggestion: "Name a file in a folder that exists and is writable", at: location)
        }
        buffer.reserveCapacity(2 * Self.bufferSize)
    }

    deinit { abandon() }

    func write(_ text: String) throws {
        buffer += text.utf8
        if buffer.count >= Self.bufferSize { try flush() }
    }

    func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws {
        guard let file else { return }
        let written = buffer.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        let isWhole = written == buffer.count
        buffer.removeAll(keepingCapacity: true)
        if !isWhole { throw failure() }
    }

    /// Completes the file and gives it its name, over whatever stood there.
    ///
    /// - Throws: ``SimulationError`` of code `unusableRecord`.
    func finish() throws {
        guard let open = file else { return }
        try flush()
        file = nil
        guard fclose(open) == 0, rename(partialPath, path) == 0 else { throw failure() }
    }

    /// Leaves nothing behind.
    func abandon() {
        guard let open = file else { return }
        file = nil
        fclose(open)
        unlink(partialPath)
    }

    private func failure() -> SimulationError {
        let reason = String(cString: strerror(errno))
        abandon()
        return SimulationError(
            .unusableRecord, "The file '\(path)' can't be written: \(reason)",
            suggestion: "Free space or the permission")
    }
}
