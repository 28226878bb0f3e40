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

/// Says at most twice a second how far a job of many small steps is; the last step is always told.
struct ProgressLine {
    private var reported = Date.distantPast

    mutating func report(_ done: Int, of total: Int, _ text: @autoclosure () -> String) {
        let now = Date()
        guard done == total || now.timeIntervalSince(reported) >= 0.5 else { return }
        reported = now
        Console.progress("\(done) of \(total) \(text())")
    }
}

// What commands print is made of the same tables as reports.
typealias Facts = Reports.Facts
typealias TextTable = Reports.TextTable
typealias Figure = Reports.Figure
