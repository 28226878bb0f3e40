/// A JSON value (RFC 8259) whose members keep their order, so that the same value gives the same bytes everywhere.
enum JSONValue {
    case integer(Int)
    case boolean(Bool)
    case string(String)
    case array([JSONValue])
    case object([(name: String, value: JSONValue)])

    /// The value as text, two spaces a level. Objects and arrays without nested ones stand on one line when they
    /// fit into 100 columns.
    var text: String { render(indent: 0, column: 0) + "\n" }

    private static let lineLength = 100

    private var isNested: Bool {
        let members: [JSONValue]
        switch self {
        case .array(let elements): members = elements
        case .object(let pairs): members = pairs.map(\.value)
        default: return false
        }
        return members.contains {
            switch $0 {
            case .array, .object: true
            default: false
            }
        }
    }

    private func render(indent: Int, column: Int) -> String {
        let (brackets, parts): ((String, String), [(label: String, value: JSONValue)])
        switch self {
        case .integer(let value): return String(value)
        case .boolean(let value): return value ? "true" : "false"
        case .string(let value): return Self.quoted(value)
        case .array(let elements): (brackets, parts) = (("[", "]"), elements.map { ("", $0) })
        case .object(let pairs):
            (brackets, parts) = (("{", "}"), pairs.map { (Self.quoted($0.name) + ": ", $0.value) })
        }
        guard !parts.isEmpty else { return brackets.0 + brackets.1 }
        if !isNested {
            let line = parts.map { $0.label + $0.value.render(indent: 0, column: 0) }.joined(separator: ", ")
            let short = brackets.0 + line + brackets.1
            if column + short.count < Self.lineLength { return short }
        }
        let margin = String(repeating: " ", count: indent + 2)
        let lines = parts.map { part in
            margin + part.label
                + part.value.render(indent: indent + 2, column: indent + 2 + part.label.count)
        }
        return brackets.0 + "\n" + lines.joined(separator: ",\n") + "\n"
            + String(repeating: " ", count: indent) + brackets.1
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
