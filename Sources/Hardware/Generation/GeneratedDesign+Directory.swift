import Foundation

extension GeneratedDesign {
    /// What a run did to a folder.
    public struct WriteReport: Sendable, Equatable {
        /// Files written, in the order of ``GeneratedDesign/files``.
        public let written: [String]
        /// Files of an earlier generation that were removed, sorted.
        public let removed: [String]
    }

    /// Writes all files to a folder, which is created where it is missing, and removes those of an earlier generation
    /// that are no longer produced. Files of others stay as they are.
    ///
    /// New files are first written beside their places; only when all of them are there do they take their names, the
    /// manifest last.
    /// - Throws: ``GenerationError``; nothing in the folder has changed then, unless the system fails in the middle
    ///   of renaming, and the next run puts that right.
    public func write(to directory: String) throws -> WriteReport {
        let stale = try supersededFiles(in: directory)
        try checkPlaces(in: directory)
        let created = try Self.createDirectory(directory)
        var temporaries: [(path: String, place: String)] = []
        do {
            for file in files {
                let temporary = "\(directory)/.\(file.name).\(getpid()).partial"
                temporaries.append((temporary, "\(directory)/\(file.name)"))
                try Self.write(file.text, to: temporary, in: directory)
            }
            for (path, place) in temporaries.dropLast() { try Self.rename(path, to: place) }
            for name in stale { unlink("\(directory)/\(name)") }
            for (path, place) in temporaries.suffix(1) { try Self.rename(path, to: place) }
        } catch {
            for (path, _) in temporaries { unlink(path) }
            for path in created.reversed() { rmdir(path) }
            throw error
        }
        return WriteReport(written: files.map(\.name), removed: stale)
    }

    /// Writes a map from each line of Verilog to the Swift line and the instances it belongs to, as JSON; its schema is
    /// in the documentation of `HDL`. A file of that name is replaced once the new one is complete.
    ///
    /// - Throws: ``GenerationError`` when the file can't be written; it is as it was then.
    public func writeSourceMap(to path: String) throws {
        let map = try HardwareDesign.tile.elaborate(configuration).sourceMap(options)
        let temporary = "\(path).\(getpid()).partial"
        do {
            try Self.write(map.json, to: temporary, in: path)
            try Self.rename(temporary, to: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Something that isn't a plain file can't be replaced by one.
    private func checkPlaces(in directory: String) throws {
        for file in files {
            let path = "\(directory)/\(file.name)"
            var information = stat()
            guard lstat(path, &information) == 0 else { continue }
            guard information.st_mode & S_IFMT == S_IFREG || information.st_mode & S_IFMT == S_IFLNK else {
                throw GenerationError(
                    path: path, problem: "isn't a plain file, so \(file.name) can't take its place",
                    remedy: "move it away or choose another output directory")
            }
        }
    }

    /// Creates a folder and those that it lies in; returns the ones that weren't there.
    private static func createDirectory(_ directory: String) throws -> [String] {
        var missing: [String] = []
        var path = directory[...]
        var information = stat()
        while !path.isEmpty, stat(String(path), &information) != 0, errno == ENOENT {
            if path.last != "/" { missing.insert(String(path), at: 0) }
            path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        }
        for (index, folder) in missing.enumerated() where mkdir(folder, 0o777) != 0 {
            let reason = String(cString: strerror(errno))
            for path in missing[..<index].reversed() { rmdir(path) }
            throw GenerationError(
                path: directory, problem: "can't be created (\(reason))",
                remedy: "choose an output directory in a place where you may write")
        }
        guard stat(directory, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw GenerationError(
                path: directory, problem: "isn't a directory and can't become one",
                remedy: "choose an output directory that exists or can be created")
        }
        guard access(directory, W_OK | X_OK) == 0 else {
            throw GenerationError(
                path: directory, problem: "isn't writable (\(String(cString: strerror(errno))))",
                remedy: "allow writing there or choose another output directory")
        }
        return missing
    }

    private static func write(_ text: String, to path: String, in directory: String) throws {
        func failure() -> GenerationError {
            GenerationError(
                path: directory, problem: "can't be written to (\(String(cString: strerror(errno))))",
                remedy: "free the space, allow writing there or choose another output directory")
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw failure() }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    private static func rename(_ source: String, to destination: String) throws {
        guard Foundation.rename(source, destination) == 0 else {
            throw GenerationError(
                path: destination, problem: "can't be replaced (\(String(cString: strerror(errno))))",
                remedy: "allow writing there or choose another output directory")
        }
    }
}
