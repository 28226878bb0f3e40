/// An element of HTML or SVG: name, attributes, content.
///
/// Pages are written so that XML parsers read them, too: every element is closed, every attribute quoted.
public struct MarkupElement: Sendable, Equatable {
    /// What an element contains.
    public enum Content: Sendable, Equatable {
        case element(MarkupElement)
        case text(String)
    }

    public var name: String
    public var attributes: [(name: String, value: String)]
    public var content: [Content]

    public init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [MarkupElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        self.content = content.map { .element($0) }
    }

    public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        self.init(name, attributes)
        content = [.text(text)]
    }

    public static func == (first: MarkupElement, second: MarkupElement) -> Bool {
        first.name == second.name && first.content == second.content
            && first.attributes.elementsEqual(second.attributes, by: ==)
    }

    public mutating func append(_ child: MarkupElement) { content.append(.element(child)) }

    public mutating func append(_ children: [MarkupElement]) { content += children.map { .element($0) } }

    /// The same with an attribute more.
    public func with(_ attribute: String, _ value: String) -> MarkupElement {
        var element = self
        element.attributes.append((attribute, value))
        return element
    }

    /// The same with a title, which viewers show beside the pointer.
    public func titled(_ title: String) -> MarkupElement {
        var element = self
        element.content.insert(.element(MarkupElement("title", text: title)), at: 0)
        return element
    }
}

extension MarkupElement {
    /// HTML's elements that have no content and no end tag; everything else gets one.
    private static let emptyElements = [
        "meta", "br", "path", "line", "rect", "circle", "polyline", "polygon",
    ]

    /// The element as text. Elements of elements stand on lines of their own, text is never broken.
    public var text: String {
        var lines: [String] = []
        write(into: &lines, indent: "")
        return lines.joined(separator: "\n") + "\n"
    }

    private func write(into lines: inout [String], indent: String) {
        let start = ([name] + attributes.map { "\($0.name)=\"\(Self.escaped($0.value))\"" })
            .joined(separator: " ")
        if content.isEmpty {
            lines.append(
                indent + (Self.emptyElements.contains(name) ? "<\(start)/>" : "<\(start)></\(name)>"))
            return
        }
        let isText = content.contains {
            if case .text = $0 { true } else { false }
        }
        if isText {
            lines.append(indent + "<\(start)>" + inlineContent + "</\(name)>")
            return
        }
        lines.append(indent + "<\(start)>")
        for case .element(let child) in content { child.write(into: &lines, indent: indent + " ") }
        lines.append(indent + "</\(name)>")
    }

    private var inlineContent: String {
        content.map { part in
            switch part {
            case .text(let text): return Self.escaped(text)
            case .element(let child):
                var lines: [String] = []
                child.write(into: &lines, indent: "")
                return lines.joined()
            }
        }.joined()
    }

    /// Text with the characters that mean something to parsers as references; characters that XML has no place
    /// for become the replacement character.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
            }
        }
        return result
    }
}
