import ExternalTools
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
        self.directory = ContentCache(directory: directory, environment: environment).directory
    }

    func modelDirectory(_ key: String) -> String { "\(directory)/cosimulation/models/\(key)" }

    func runtimeDirectory(_ key: String) -> String { "\(directory)/cosimulation/runtime/\(key)" }

    /// Runs work that makes an entry, while no other process or thread makes the same one.
    func withLock<Result>(_ key: String, _ work: () throws -> Result) throws -> Result {
        let locks = directory + "/cosimulation/locks"
        try Files.createDirectory(locks)
        return try ContentCache.withLock("\(locks)/\(key).lock", work)
    }

    /// Makes a directory entry: `fill` gets an empty directory beside it, which is then renamed into place.
    ///
    /// If another process was faster, its entry stands and this one is dropped.
    func makeEntry(_ path: String, fill: (_ partial: String) throws -> Void) throws {
        try Files.createDirectory((path as NSString).deletingLastPathComponent)
        do {
            try ContentCache.makeEntry(path, fill: fill)
        } catch let error as UnusableCache {
            throw Files.unusable(error.path, error.problem, error.code)
        }
    }
}
