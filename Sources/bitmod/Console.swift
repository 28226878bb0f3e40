import Foundation
import Reports

/// The two output streams: results to the standard output, messages to the standard error.
enum Console {
    /// - Throws: ``OutputError`` when the text can't be written in full.
    static func result(_ text: String) throws {
        do {
            try write(text, to: FileHandle.standardOutput)
        } catch {
            throw OutputError()
        }
    }

    static func error(_ text: String) {
        // Without a standard error there is nowhere left to complain.
        try? write(text, to: FileHandle.standardError)
    }

    /// One line on a long job.
    static let progress: @Sendable (String) -> Void = { error("bitmod: \($0)") }

    /// Some value as JSON, its keys sorted.
    static func result(json value: some Encodable) throws {
        try result(try ReportJSON.text(value))
    }

    private static func write(_ text: String, to handle: FileHandle) throws {
        try handle.write(contentsOf: Data((text + "\n").utf8))
    }
}

/// The result couldn't be written to the standard output.
struct OutputError: Error, CustomStringConvertible {
    var description: String {
        "The result can't be written to the standard output: give it a file on a disk with space, or a reader that "
            + "stays."
    }
}

/// Says on the standard error how far a job of many steps is: on a terminal in one line that changes, otherwise in a
/// line every few seconds. The last step is always told.
struct ProgressLine {
    private var meter: ProgressText
    private let started = Date()
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var reported = Date()
    private var isOpen = false

    /// - Parameters:
    ///   - steps: what is counted, such as tensors.
    ///   - work: what is timed, such as weights.
    init(_ steps: String, work: String) { meter = ProgressText(steps: steps, work: work) }

    mutating func report(
        _ done: Int, of total: Int, work finished: Int, of whole: Int, _ name: @autoclosure () -> String
    ) {
        let now = Date()
        guard done == total || now.timeIntervalSince(reported) >= (isTerminal ? 0.2 : 2) else { return }
        reported = now
        let line = meter.line(
            done, of: total, work: finished, of: whole, seconds: now.timeIntervalSince(started), name: name())
        guard isTerminal else { return Console.progress(line) }
        // A line that wrapped couldn't be replaced.
        let shown = String("bitmod: \(line)".prefix(max(Self.terminalWidth - 1, 20)))
        FileHandle.standardError.write(Data(("\r\u{1b}[K" + shown).utf8))
        isOpen = true
        if done == total { end() }
    }

    /// What follows starts on a line of its own.
    mutating func end() {
        if isOpen { FileHandle.standardError.write(Data("\n".utf8)) }
        isOpen = false
    }

    private static var terminalWidth: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}

// What commands print is made of the same tables as reports.
typealias Facts = Reports.Facts
typealias TextTable = Reports.TextTable
typealias Figure = Reports.Figure
