/// A page of charts and tables in one file: no script, nothing fetched, light or dark as the reader's system is.
public struct ReportPage: Sendable {
    public var title: String
    /// One paragraph under the title.
    public var summary: String
    private var sections: [MarkupElement] = []

    public init(title: String, summary: String) {
        self.title = title
        self.summary = summary
    }

    /// Adds a section of a heading, a sentence on how to read it, and its content.
    public mutating func add(_ heading: String, note: String = "", _ content: [MarkupElement]) {
        var section = MarkupElement("section", [:], [MarkupElement("h2", text: heading)])
        if !note.isEmpty { section.append(MarkupElement("p", ["class": "note"], text: note)) }
        section.append(content)
        sections.append(section)
    }

    /// A table; the first column is left-aligned, the others right-aligned.
    /// - Parameter rows: of as many cells as the header has.
    public static func table(header: [String], rows: [[String]]) -> MarkupElement {
        let head = MarkupElement("tr", [:], header.map { MarkupElement("th", text: $0) })
        let body = rows.map { row in MarkupElement("tr", [:], row.map { MarkupElement("td", text: $0) }) }
        let table = MarkupElement(
            "table", [:], [MarkupElement("thead", [:], [head]), MarkupElement("tbody", [:], body)])
        return MarkupElement("div", ["class": "wide"], [table])
    }

    /// The whole file.
    public var text: String {
        let head = MarkupElement(
            "head", [:],
            [
                MarkupElement("meta", ["charset": "utf-8"]),
                MarkupElement(
                    "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                MarkupElement("title", text: title),
                MarkupElement("style", text: Self.style + ChartStyle.rules),
            ])
        let body = MarkupElement(
            "body", [:],
            [MarkupElement("h1", text: title), MarkupElement("p", text: summary)] + sections)
        return "<!DOCTYPE html>\n"
            + MarkupElement(
                "html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], [head, body]
            ).text
    }

    // Neither quotes nor brackets nor ampersands: HTML and XML read the text of a style element differently.
    private static let style = """

        :root { color-scheme: light dark; --ink: #1c2024; --soft: #5b6570; --line: #d9dee3; --page: #ffffff; }
        @media (prefers-color-scheme: dark) {
        :root { --ink: #e3e7eb; --soft: #98a2ad; --line: #343b43; --page: #14181c; }
        }
        body { margin: 2rem auto; padding: 0 1rem; max-width: 60rem; background: var(--page); color: var(--ink);
        font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.1rem; margin: 2.25rem 0 .25rem; }
        .note { color: var(--soft); margin: 0 0 .75rem; }
        .wide { overflow-x: auto; }
        svg { max-width: 100%; height: auto; display: block; }
        table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid var(--line);
        white-space: nowrap; }
        th { color: var(--soft); font-weight: 600; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }

        """
}
