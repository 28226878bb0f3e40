/// A table as comma-separated values (RFC 4180, with line feeds): a header, then rows of as many cells.
public struct CommaSeparatedTable: Sendable {
    private var rows: [[String]]

    public init(header: [String]) { rows = [header] }

    /// - Parameter row: as many cells as the header has.
    public mutating func add(_ row: [String]) { rows.append(row) }

    public var text: String {
        rows.map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
