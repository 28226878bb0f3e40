import Foundation
import Synchronization

/// The files that grow under temporary names until they are complete.
///
/// Whoever ends the process before its time, such as a program that is interrupted, calls ``removeAll()`` first.
public enum TemporaryFiles {
    private static let known = Mutex<Set<String>>([])

    /// Notes a file that is about to be created.
    public static func add(_ path: String) { _ = known.withLock { $0.insert(path) } }

    /// Forgets a file that has got its name or is gone.
    public static func forget(_ path: String) { _ = known.withLock { $0.remove(path) } }

    /// Removes all files that are incomplete; the process is to end after that.
    public static func removeAll() {
        known.withLock { paths in
            for path in paths { unlink(path) }
            paths.removeAll()
        }
    }
}
