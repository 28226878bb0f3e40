import Foundation

/// A program that runs beside this one, in a process group of its own, so that what it starts ends with it.
public final class ToolProcess {
    private let process: pid_t
    private var status: Int32?
    private let outputFile: URL

    /// Nil when the program can't be started.
    ///
    /// - Parameter output: the file in `folder` that takes what the program writes.
    public init?(_ program: URL, _ arguments: [String], in folder: URL, output: String) {
        outputFile = folder.appendingPathComponent(output)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        // The shell changes the folder, then becomes the program.
        let words = ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, program.path] + arguments
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &pointers, environ) == 0 else {
            return nil
        }
        self.process = process
    }

    deinit { end() }

    /// Whether it has ended.
    public var isDone: Bool {
        if status != nil { return true }
        var raw: Int32 = 0
        guard waitpid(process, &raw, WNOHANG) == process else { return false }
        status = raw
        return true
    }

    /// Waits for the program to end.
    ///
    /// - Returns: its exit status; 128 and the number of the signal for one that a signal ended, as shells have it.
    public func waitForEnd() -> Int32 {
        var raw = status ?? 0
        if status == nil { while waitpid(process, &raw, 0) < 0 && errno == EINTR {} }
        status = raw
        return raw & 127 == 0 ? raw >> 8 & 255 : 128 + raw & 127
    }

    /// Ends the program and all it has started.
    public func end() {
        if isDone { return }
        kill(-process, SIGKILL)
        var raw: Int32 = 0
        waitpid(process, &raw, 0)
        status = raw
    }

    /// Whether it ended by itself, without an error.
    public var hasSucceeded: Bool { status == 0 }

    /// What it has written.
    public var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }

    /// Its last lines.
    public var lastLines: String { output.split(separator: "\n").suffix(6).joined(separator: "\n") }

    /// Waits until all have ended, `isEnough` says so, or the deadline is over; then ends those that still run.
    ///
    /// - Returns: whether there was time enough.
    public static func wait(
        for processes: [ToolProcess], until deadline: Date, isEnough: () -> Bool = { false }
    ) -> Bool {
        while true {
            if processes.allSatisfy(\.isDone) { return true }
            let isOver = Date() >= deadline
            if isEnough() || isOver {
                for process in processes { process.end() }
                return !isOver
            }
            usleep(2000)
        }
    }
}
