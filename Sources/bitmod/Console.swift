import Foundation

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
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try result(String(decoding: try encoder.encode(value), as: UTF8.self))
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

/// Lines of a name and a value, the values aligned.
struct Facts {
    private var lines: [(name: String, value: String)] = []

    mutating func add(_ name: String, _ value: String) { lines.append((name, value)) }

    var text: String {
        let width = lines.map(\.name.count).max() ?? 0
        return lines.map { $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.value }
            .joined(separator: "\n")
    }
}

/// A table of text with a header; the first column is left-aligned, the others right-aligned.
struct TextTable {
    private var rows: [[String]]

    init(header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// Whole numbers in groups of three digits, and others with a fixed number of decimals.
enum Figure {
    static func integer(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += " " }
            result.append(digit)
        }
        return (value < 0 ? "-" : "") + result
    }

    static func decimal(_ value: Double, places: Int) -> String { String(format: "%.\(places)f", value) }

    static func scientific(_ value: Double) -> String { String(format: "%.3e", value) }

    /// `one` or `several` after a count.
    static func count(_ value: Int, _ one: String, _ several: String) -> String {
        "\(integer(value)) \(value == 1 ? one : several)"
    }
}
