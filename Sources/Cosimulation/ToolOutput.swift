/// What a failing tool wrote, cut to what a reader needs.
enum ToolOutput {
    /// Lines of an excerpt.
    static let lineLimit = 12

    /// The first lines from the first error on, or the first lines when none is marked as an error.
    static func excerpt(_ text: String) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        let errors = lines.indices.filter { lines[$0].hasPrefix("%Error") || lines[$0].contains("error:") }
        var chosen = lines[(errors.first ?? 0)...].filter { !$0.hasPrefix("%Warning") && !isAdvice($0) }
        if chosen.isEmpty { chosen = lines }
        let excess = chosen.count - lineLimit
        let kept = chosen.prefix(lineLimit).joined(separator: "\n")
        return excess > 0 ? kept + "\n(and \(excess) more lines)" : kept
    }

    /// Verilator's advice on its own options and manual, which doesn't help a user of the engine.
    private static func isAdvice(_ line: String) -> Bool {
        line.contains("... For ") || line.contains("... See the manual") || line.contains("... Use \"/*")
    }
}
