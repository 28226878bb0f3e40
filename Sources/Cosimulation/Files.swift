import Foundation

/// The few file operations that a build needs, with errors that name the file.
enum Files {
    /// Text of a file, empty when it can't be read; bytes that aren't UTF-8 are replaced.
    static func text(_ path: String) -> String {
        guard let data = FileManager.default.contents(atPath: path) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Size in bytes, 0 when there is no such file.
    static func size(_ path: String) -> Int {
        var information = stat()
        return stat(path, &information) == 0 ? Int(information.st_size) : 0
    }

    /// Creates a directory and those that it lies in.
    static func createDirectory(_ path: String) throws {
        if mkdir(path, 0o755) != 0 && errno != EEXIST {
            let parent = (path as NSString).deletingLastPathComponent
            guard errno == ENOENT, !parent.isEmpty, parent != path else {
                throw unusable(path, "can't be created", errno)
            }
            try createDirectory(parent)
            if mkdir(path, 0o755) != 0 && errno != EEXIST { throw unusable(path, "can't be created", errno) }
        }
        var information = stat()
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw unusable(path, "isn't a directory", ENOTDIR)
        }
        guard access(path, W_OK) == 0 else { throw unusable(path, "isn't writable", errno) }
    }

    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unusable(path, "can't be written", errno) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { throw unusable(path, "can't be written", errno) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    /// Renames over whatever file stands there: readers see the old file or the new one, never a part.
    static func rename(_ source: String, to destination: String) throws {
        guard Foundation.rename(source, destination) == 0 else {
            throw unusable(destination, "can't be written", errno)
        }
    }

    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Names in a directory, sorted; empty when it can't be read.
    static func names(in directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    /// The error of a failed operation on the cache, with the system's reason.
    static func unusable(_ path: String, _ problem: String, _ code: Int32) -> CosimulationError {
        CosimulationError(
            .cacheUnusable, "the model cache's \(path) \(problem) (\(String(cString: strerror(code))))",
            remedy: "free the space or the permission, or name another directory with BITMOD_CACHE")
    }
}
