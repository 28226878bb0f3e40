import Foundation

/// A directory of entries named by a hash of all that went into them, shared by all processes of a user.
///
/// Entries are written aside and renamed into place, and never changed afterwards. Deleting the directory is always
/// safe.
public struct ContentCache: Sendable, Hashable {
    /// Absolute path of the directory; it need not exist.
    public let directory: String

    /// - Parameters:
    ///   - directory: The directory; if nil, `$BITMOD_CACHE`, else `$XDG_CACHE_HOME/bitmod`, else
    ///     `~/.cache/bitmod`.
    ///   - environment: Variables to look in.
    public init(
        directory: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let chosen =
            directory ?? variable("BITMOD_CACHE") ?? variable("XDG_CACHE_HOME").map { $0 + "/bitmod" }
            ?? (variable("HOME") ?? NSHomeDirectory()) + "/.cache/bitmod"
        self.directory = URL(fileURLWithPath: chosen).standardizedFileURL.path
    }

    /// Runs work that makes an entry, while no other process or thread makes the same one.
    ///
    /// The lock saves work and isn't needed for correctness, so a file system without locks will do.
    ///
    /// - Parameter path: of the lock file.
    public static func withLock<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
        try createDirectory((path as NSString).deletingLastPathComponent)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
        }
        return try work()
    }

    /// Makes a directory entry: `fill` gets an empty directory beside it, which is then renamed into place.
    ///
    /// If another process was faster, its entry stands and this one is dropped. Leftovers of killed makers of
    /// the same entry are removed.
    public static func makeEntry(_ path: String, fill: (_ partial: String) throws -> Void) throws {
        let parent = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        try createDirectory(parent)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for leftover in names.sorted() where isAbandoned(leftover, entry: name) {
            try? FileManager.default.removeItem(atPath: "\(parent)/\(leftover)")
        }
        let partial = "\(path).partial-\(getpid())-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: partial) }
        try createDirectory(partial)
        try fill(partial)
        if rename(partial, path) != 0 && access(path, F_OK) != 0 {
            throw UnusableCache(path: path, problem: "can't be written", code: errno)
        }
    }

    private static func createDirectory(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            let code = access(path, F_OK) == 0 ? ENOTDIR : errno
            throw UnusableCache(path: path, problem: "can't be created", code: code)
        }
        guard access(path, W_OK) == 0 else {
            throw UnusableCache(path: path, problem: "isn't writable", code: errno)
        }
    }

    private static func isAbandoned(_ name: String, entry: String) -> Bool {
        let prefix = entry + ".partial-"
        guard name.hasPrefix(prefix) else { return false }
        let process = name.dropFirst(prefix.count).prefix { $0.isNumber }
        guard let identifier = pid_t(process) else { return false }
        return kill(identifier, 0) != 0 && errno == ESRCH
    }
}

/// A cache's directory that can't be used.
public struct UnusableCache: Error, CustomStringConvertible {
    public let path: String
    /// What is wrong, as the rest of a sentence that starts with the path.
    public let problem: String
    /// The system's error number.
    public let code: Int32

    public var description: String {
        "the cache's \(path) \(problem) (\(String(cString: strerror(code)))): free the space or the permission, or "
            + "name another directory with BITMOD_CACHE."
    }
}
