/// A drawing of some size in pixels, to stand in a page or in a file of its own.
public struct Chart: Sendable {
    /// What the drawing shows, for readers who can't see it.
    public let description: String
    public let width: Double
    public let height: Double
    var marks: [MarkupElement]

    init(description: String, width: Double, height: Double, marks: [MarkupElement] = []) {
        self.description = description
        self.width = width
        self.height = height
        self.marks = marks
    }

    /// The drawing for a page, whose style it takes.
    public var element: MarkupElement { element(style: []) }

    /// The drawing as an SVG file, on a ground of its own.
    public var file: String {
        let ground = MarkupElement(
            "rect",
            [
                "x": "0", "y": "0", "width": ChartMark.number(width), "height": ChartMark.number(height),
                "fill": "#ffffff", "class": "chart-ground",
            ])
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + element(style: [MarkupElement("style", text: ChartStyle.rules), ground]).text
    }

    private func element(style: [MarkupElement]) -> MarkupElement {
        let size = (ChartMark.number(width), ChartMark.number(height))
        return MarkupElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(size.0) \(size.1)", "width": size.0,
                "height": size.1, "role": "img", "aria-label": description,
                "font-family": "system-ui, sans-serif", "font-size": "12",
            ], style + marks)
    }

    /// The marks moved, to be part of a larger drawing.
    func moved(x: Double, y: Double) -> MarkupElement {
        MarkupElement(
            "g", ["transform": "translate(\(ChartMark.number(x)) \(ChartMark.number(y)))"], marks)
    }
}
