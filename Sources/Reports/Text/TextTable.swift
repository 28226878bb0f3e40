/// A table of text with a header; the first column is left-aligned, the others right-aligned.
public struct TextTable: Sendable {
    private var rows: [[String]]

    public init(header: [String]) { rows = [header] }

    /// - Parameter row: as many cells as the header has.
    public mutating func add(_ row: [String]) { rows.append(row) }

    /// Lines with two spaces between columns.
    public var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// Lines of a name and a value, the values aligned.
public struct Facts: Sendable {
    private var lines: [(name: String, value: String)] = []

    public init() {}

    public mutating func add(_ name: String, _ value: String) { lines.append((name, value)) }

    public var text: String {
        let width = lines.map(\.name.count).max() ?? 0
        return lines.map { $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.value }
            .joined(separator: "\n")
    }
}
