import Foundation

/// Writes a safetensors file in pieces: all tensors are declared first, then their bytes are written in any
/// order.
///
/// The file grows beside its final place under a temporary name and takes its name in ``finish()``, so a
/// reader never sees a part of it; if the writer goes away before, the temporary file goes too. Same tensors,
/// same bytes: the header lists the metadata by key and the tensors by descending element size and then by
/// name, which aligns every tensor to its element size, and is filled up with spaces to a multiple of eight
/// bytes.
public final class SafetensorsWriter {
    /// A tensor to be written.
    public struct Declaration: Sendable, Hashable {
        public let name: String
        public let format: TensorFormat
        /// Sizes of the dimensions, none negative.
        public let shape: [Int]

        public init(name: String, format: TensorFormat, shape: [Int]) {
            self.name = name
            self.format = format
            self.shape = shape
        }

        /// Bytes of the tensor's data. A size of zero makes it empty, however large the other sizes are.
        public var byteCount: Int { shape.contains(0) ? 0 : shape.reduce(format.byteCount, *) }
    }

    /// The final path.
    public let path: String
    /// Bytes of the whole file.
    public let size: Int
    private let temporaryPath: String
    private let dataOffset: Int
    private var descriptor: Int32
    /// Where each tensor's data starts, and how many of its bytes have been written.
    private var progress: [String: (start: Int, size: Int, written: Int)] = [:]
    /// Where in the file each tensor's checksum stands, and what it is so far.
    private var checks: [String: (place: Int, check: CRC32)] = [:]

    /// Creates the temporary file and writes the header.
    /// - Parameter checksumPrefix: the metadata tell the CRC-32 of each tensor's data under this and its name;
    ///   `nil` for no checksums.
    /// - Throws: ``QuantizationError`` of kind `nameCollision` when two tensors have one name, `fileAccess`
    ///   when the file can't be created.
    public init(
        path: String, tensors: [Declaration], metadata: [String: String] = [:], checksumPrefix: String? = nil
    ) throws {
        var metadata = metadata
        if let checksumPrefix {
            // The sums are filled in when they are known.
            for tensor in tensors { metadata[checksumPrefix + tensor.name] = CRC32.text(0) }
        }
        let ordered = tensors.sorted {
            ($1.format.byteCount, $0.name) < ($0.format.byteCount, $1.name)
        }
        var members: [String] = []
        if !metadata.isEmpty {
            // After the length, the opening brace and the member's name and brace.
            var place = 8 + "{\"__metadata__\":{".utf8.count
            var checks: [String: (place: Int, check: CRC32)] = [:]
            let pairs = metadata.sorted { $0.key < $1.key }.map { key, value in
                let pair = "\(HeaderValue.quoted(key)):\(HeaderValue.quoted(value))"
                place += pair.utf8.count + 1
                if let checksumPrefix, key.hasPrefix(checksumPrefix) {
                    // Before it are the comma that was counted, the quotation mark and the digits.
                    checks[String(key.dropFirst(checksumPrefix.count))] = (place - 10, CRC32())
                }
                return pair
            }
            self.checks = checks
            members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var offset = 0
        for tensor in ordered {
            guard progress[tensor.name] == nil, tensor.name != "__metadata__" else {
                throw QuantizationError(
                    .nameCollision, file: path, tensor: tensor.name,
                    problem: "two entries of the file would have this name", remedy: "Rename the tensor")
            }
            progress[tensor.name] = (offset, tensor.byteCount, 0)
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let end = offset + tensor.byteCount
            members.append(
                "\(HeaderValue.quoted(tensor.name)):{\"dtype\":\"\(tensor.format.rawValue)\","
                    + "\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var header = Array("{\(members.joined(separator: ","))}".utf8)
        header += Array(repeating: UInt8(ascii: " "), count: -header.count & 7)
        guard header.count <= SafetensorsHeader.lengthLimit else {
            throw QuantizationError(
                .invalidParameter, file: path, problem: "the header would take \(header.count) bytes",
                remedy: "Write fewer tensors to one file: the limit is \(SafetensorsHeader.lengthLimit)")
        }

        self.path = path
        temporaryPath = "\(path).partial-\(getpid())"
        dataOffset = 8 + header.count
        size = dataOffset + offset
        TemporaryFiles.add(temporaryPath)
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            TemporaryFiles.forget(temporaryPath)
            throw QuantizationError.fileAccess(
                path, "it can't be written: \(temporaryPath): \(QuantizationError.systemReason())")
        }
        // From here on the deinitialiser removes the temporary file.
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        try (length + header).withUnsafeBytes { try put($0, at: 0) }
    }

    deinit { abandon() }

    /// Writes the next bytes of a tensor.
    /// - Throws: ``QuantizationError`` of kind `fileAccess`; of kind `invalidParameter` when the tensor isn't
    ///   declared or the bytes are more than its shape takes.
    public func append(_ bytes: UnsafeRawBufferPointer, to tensor: String) throws {
        guard let place = progress[tensor], place.written + bytes.count <= place.size else {
            throw QuantizationError(
                .invalidParameter, file: path, tensor: tensor,
                problem: progress[tensor] == nil ? "it isn't declared" : "its data exceeds its declared size",
                remedy: "Declare each tensor with its shape, and write no more than that")
        }
        try put(bytes, at: dataOffset + place.start + place.written)
        progress[tensor]!.written += bytes.count
        checks[tensor]?.check.add(bytes)
    }

    /// Writes the next elements of a tensor, in the byte order of the machine (little-endian).
    public func append<Element: BitwiseCopyable>(_ elements: [Element], to tensor: String) throws {
        try elements.withUnsafeBytes { try append($0, to: tensor) }
    }

    /// Completes the file and gives it its name, replacing a file of that name.
    /// - Throws: ``QuantizationError`` of kind `invalidParameter` when a tensor is incomplete, `fileAccess`
    ///   when the system refuses; no file of the final name has been touched then.
    public func finish() throws {
        for (name, place) in progress.sorted(by: { $0.key < $1.key }) where place.written != place.size {
            throw QuantizationError(
                .invalidParameter, file: path, tensor: name,
                problem: "\(place.written) of its \(place.size) bytes were written",
                remedy: "Write all of them")
        }
        for check in checks.values {
            try Array(check.check.text.utf8).withUnsafeBytes { try put($0, at: check.place) }
        }
        guard fsync(descriptor) == 0 else {
            throw QuantizationError.fileAccess(
                path, "it can't be completed: \(QuantizationError.systemReason())")
        }
        guard rename(temporaryPath, path) == 0 else {
            throw QuantizationError.fileAccess(
                path, "it can't be replaced: \(QuantizationError.systemReason())")
        }
        TemporaryFiles.forget(temporaryPath)
        close(descriptor)
        descriptor = -1
    }

    private func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporaryPath)
        TemporaryFiles.forget(temporaryPath)
        descriptor = -1
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw QuantizationError.fileAccess(
                    path, "it can't be written: \(QuantizationError.systemReason())")
            }
            done += count
        }
    }
}
