import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The memory that this process holds, in megabytes of 10^6 bytes.
enum ResidentMemory {
    /// The largest since the process started, or since ``resetPeak()``.
    static func peakMegabytes() -> Double {
        if let peak = status("VmHWM") { return peak }
        var usage = rusage()
        // RUSAGE_SELF, which C libraries import with different types.
        getrusage(0, &usage)
        return Double(usage.ru_maxrss) * 1024 / 1e6
    }

    /// What is held now; nil where the system doesn't tell.
    static func currentMegabytes() -> Double? { status("VmRSS") }

    /// Forgets the peak so far.
    /// - Returns: whether the system can.
    static func resetPeak() -> Bool {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return false }
        return (try? file.write(contentsOf: Data("5".utf8))) != nil
    }

    /// A line of Linux's account of the process.
    private static func status(_ name: String) -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
                Double($0)
            })
        else { return nil }
        return kilobytes * 1024 / 1e6
    }
}
