import Foundation

/// A file open for reading at any place.
final class RandomAccessFile: Sendable {
    /// The path as the user gave it.
    let path: String
    /// Bytes in the file when it was opened.
    let size: Int
    /// Device and number of the file, to tell whether two paths mean one file.
    let identity: [UInt64]
    private let descriptor: Int32

    /// - Throws: ``QuantizationError`` of kind `fileAccess`.
    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw QuantizationError.fileAccess(
                path, "it can't be opened: \(QuantizationError.systemReason())")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw QuantizationError.fileAccess(path, "it isn't a regular file")
        }
        self.path = path
        size = Int(status.st_size)
        identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    deinit { close(descriptor) }

    /// Fills `buffer` with the bytes from `offset`.
    /// - Throws: ``QuantizationError`` of kind `fileAccess`, also when the file has become shorter.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
        var done = 0
        while done < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let reason = count < 0 ? QuantizationError.systemReason() : "it ends too early"
                throw QuantizationError.fileAccess(
                    path, "it can't be read at byte \(offset + done): \(reason)")
            }
            done += count
        }
    }

    /// The `count` bytes from `offset`.
    func read(at offset: Int, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBytes { try read(at: offset, into: $0) }
        return bytes
    }
}

extension QuantizationError {
    static func fileAccess(_ path: String, _ problem: String) -> QuantizationError {
        QuantizationError(
            .fileAccess, file: path, problem: problem,
            remedy: "Check the path, its permissions and the space on the disk")
    }

    /// The reason of the last failure of a system call.
    static func systemReason() -> String { String(cString: strerror(errno)) }
}
