import ExternalTools
extension Lint {
    /// The findings in what the tool said. Whatever it says that isn't understood is a finding, too.
    func parse(_ result: ExternalTool.Result) -> [LintFinding] {
        let lines = result.text.split(separator: "\n").map(String.init)
        let found = lines.compactMap(finding)
        if !found.isEmpty || lines.isEmpty && result.status == 0 { return found }
        let text = lines.isEmpty ? "exit status \(result.status)" : lines.joined(separator: "\n")
        return [LintFinding(tool: self, file: "", line: 0, rule: "error", message: text)]
    }

    private func finding(_ line: String) -> LintFinding? {
        switch self {
        case .verilator: verilatorFinding(line)
        case .icarus, .yosys: plainFinding(line)
        case .verible: veribleFinding(line)
        case .slang: slangFinding(line)
        }
    }

    /// `%Warning-RULE: file:line:column: message`.
    private func verilatorFinding(_ line: String) -> LintFinding? {
        guard line.hasPrefix("%"), let colon = line.firstRange(of: ": ") else { return nil }
        let head = line[..<colon.lowerBound].dropFirst()
        let rest = String(line[colon.upperBound...])
        if head == "Error" && rest.hasPrefix("Exiting due to") { return nil }
        let rule = head.firstIndex(of: "-").map { String(head[head.index(after: $0)...]) }
        let (place, message) = located(rest)
        return LintFinding(
            tool: self, file: place?.file ?? "", line: place?.line ?? 0, rule: rule ?? head.lowercased(),
            message: message)
    }

    /// `file:line: warning: message`, or the same without place.
    private func plainFinding(_ line: String) -> LintFinding? {
        let (place, rest) = located(line)
        for word in ["warning", "error", "sorry"] where rest.lowercased().hasPrefix("\(word): ") {
            return LintFinding(
                tool: self, file: place?.file ?? "", line: place?.line ?? 0, rule: word,
                message: String(rest.dropFirst(word.count + 2)))
        }
        guard let place else { return nil }
        return LintFinding(tool: self, file: place.file, line: place.line, rule: "error", message: rest)
    }

    /// `file:line:columns: message [Style: guide] [rule]`.
    private func veribleFinding(_ line: String) -> LintFinding? {
        guard case (let place?, let message) = located(line) else { return nil }
        let rule = bracketed(message) ?? "error"
        return LintFinding(tool: self, file: place.file, line: place.line, rule: rule, message: message)
    }

    /// `file:line:column: warning: message [-Wrule]`; the source lines that follow belong to it.
    private func slangFinding(_ line: String) -> LintFinding? {
        let (place, rest) = located(line)
        guard let word = ["warning", "error", "fatal error"].first(where: { rest.hasPrefix("\($0): ") })
        else {
            return nil
        }
        return LintFinding(
            tool: self, file: place?.file ?? "", line: place?.line ?? 0, rule: bracketed(rest) ?? word,
            message: String(rest.dropFirst(word.count + 2)))
    }

    /// The word in brackets at the end.
    private func bracketed(_ text: String) -> String? {
        guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return nil }
        return String(text[text.index(after: open)...].dropLast())
    }

    /// Splits `file:line:column: rest`, `file:line:column-column: rest` and `file:line: rest`; no place where the text
    /// doesn't start with one.
    private func located(_ text: String) -> (place: (file: String, line: Int)?, rest: String) {
        guard let space = text.firstRange(of: ": ") else { return (nil, text) }
        let fields = text[..<space.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count >= 2, let line = Int(fields[1]) else { return (nil, text) }
        return ((String(fields[0]), line), String(text[space.upperBound...]))
    }
}
