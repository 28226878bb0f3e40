extension SourceMap {
    /// The map as JSON, ending in a newline; the same map gives the same bytes.
    public var json: String {
        var sources: [String] = []
        var positions: [String: Int] = [:]
        for case let place? in files.lazy.flatMap(\.places) where positions[place.file] == nil {
            positions[place.file] = sources.count
            sources.append(place.file)
        }
        var text = "{\n"
        text += "  \"version\": 1,\n"
        text += "  \"top\": \(Self.quoted(top)),\n"
        text += "  \"sources\": \(Self.list(sources.map(Self.quoted), indent: 2)),\n"
        let files = files.map { file($0, positions) }
        text += "  \"files\": [\n\(files.joined(separator: ",\n"))\n  ]\n}\n"
        return text
    }

    private func file(_ file: File, _ positions: [String: Int]) -> String {
        var lines: [String] = []
        for (index, place) in file.places.enumerated() {
            guard let place, let source = positions[place.file] else { continue }
            lines.append("[\(index + 1), \(source), \(place.line)]")
        }
        return """
                {
                  "name": \(Self.quoted(file.name)),
                  "module": \(Self.quoted(file.moduleName)),
                  "instanceCount": \(file.instanceCount),
                  "instances": \(Self.list(file.instancePaths.map(Self.quoted), indent: 6)),
                  "lines": \(Self.list(lines, indent: 6))
                }
            """
    }

    private static func list(_ elements: [String], indent: Int) -> String {
        if elements.isEmpty { return "[]" }
        let margin = String(repeating: " ", count: indent)
        return "[\n" + elements.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)]"
    }

    /// Names and paths hold letters, digits and punctuation; quotes, backslashes and controls are escaped all the same.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
