import Testing

/// Compares line by line, so that a failure names the first line that differs.
func expectText(
    _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = (expected + "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(lines, wanted).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(
        lines == wanted,
        "line \(first.map { $0.offset + 1 } ?? min(lines.count, wanted.count)) of:\n\(text)",
        sourceLocation: sourceLocation)
}
