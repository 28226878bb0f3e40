import Foundation

/// Directory of built models and of the simulator's compiled runtime, shared by all processes of a user.
///
/// Entries are named by a hash of all that went into them, written aside and renamed into place, and never
/// changed afterwards. Deleting the directory is always safe.
public struct ModelCache: Sendable, Hashable {
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

    func modelDirectory(_ key: String) -> String { "\(directory)/cosimulation/models/\(key)" }

    func runtimeDirectory(_ key: String) -> String { "\(directory)/cosimulation/runtime/\(key)" }

    /// Runs work that makes an entry, while no other process or thread makes the same one.
    ///
    /// The lock saves work and isn't needed for correctness, so a file system without locks will do.
    func withLock<Result>(_ key: String, _ work: () throws -> Result) throws -> Result {
        let locks = directory + "/cosimulation/locks"
        try Files.createDirectory(locks)
        let descriptor = open("\(locks)/\(key).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
        }
        return try work()
    }

    /// Makes a directory entry: `fill` gets an empty directory beside it, which is then renamed into place.
    ///
    /// If another process was faster, its entry stands and this one is dropped. Leftovers of killed builds of
    /// the same entry are removed.
    func makeEntry(_ path: String, fill: (_ partial: String) throws -> Void) throws {
        let parent = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        try Files.createDirectory(parent)
        for leftover in Files.names(in: parent) where isAbandoned(leftover, entry: name) {
            Files.remove("\(parent)/\(leftover)")
        }
        let partial = "\(path).partial-\(getpid())-\(UUID().uuidString)"
        defer { Files.remove(partial) }
        try Files.createDirectory(partial)
        try fill(partial)
        if Foundation.rename(partial, path) != 0 && !Files.exists(path) {
            throw Files.unusable(path, "can't be written", errno)
        }
    }

    private func isAbandoned(_ name: String, entry: String) -> Bool {
        let prefix = entry + ".partial-"
        guard name.hasPrefix(prefix) else { return false }
        let process = name.dropFirst(prefix.count).prefix { $0.isNumber }
        guard let identifier = pid_t(process) else { return false }
        return kill(identifier, 0) != 0 && errno == ESRCH
    }
}
