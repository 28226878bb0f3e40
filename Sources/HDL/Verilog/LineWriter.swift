/// Text in lines of at most ``lineLength`` columns; expressions that don't fit break at their outermost operators.
struct LineWriter {
    static let lineLength = 100
    /// Columns by which a continued line is indented more than its first.
    private static let continuation = 4

    private(set) var text = TextBuffer()
    /// Names of modules in the text, and where in its UTF-8 each starts.
    private(set) var moduleNames: [(name: String, offset: Int)] = []
    /// The Swift place of each line so far; empty unless the writer traces.
    private(set) var origins: [SourceLocation] = []
    /// The Swift place of the lines to come.
    var origin = SourceLocation.unknown
    private let isTracing: Bool
    private var lineStart = 0
    private var indent = 0
    private var column: Int { text.count - lineStart }

    init(isTracing: Bool) { self.isTracing = isTracing }

    /// Makes room for about as many lines.
    mutating func reserve(lines: Int) { text.reserve(lines * Self.lineLength / 2) }

    mutating func line(_ content: String = "", indent: Int = 0) {
        if content.isEmpty { return endLine(isBlank: true) }
        start(indent: indent)
        text += content
        endLine()
    }

    /// `prefix expression suffix` in as many lines as it takes.
    mutating func line(_ prefix: String, _ expression: VerilogExpression, _ suffix: String, indent: Int) {
        start(indent: indent)
        text += prefix
        finish(expression, suffix)
    }

    // MARK: Parts

    /// Starts a line whose parts follow, up to ``finish(_:_:)`` or ``finish(_:)``; only what those are given breaks.
    mutating func start(indent: Int) {
        self.indent = indent
        lineStart = text.count
        text.appendSpaces(indent)
    }

    mutating func append(_ part: String) { text += part }
    mutating func append(_ part: TextBuffer) { text += part }
    mutating func append(_ byte: UInt8) { text.append(byte) }
    mutating func append(_ write: (inout TextBuffer) -> Void) { write(&text) }
    mutating func append(flat expression: VerilogExpression) { ExpressionText.append(expression, to: &text) }

    /// The name of a module, whose place is noted.
    mutating func append(module name: String) {
        moduleNames.append((name, text.count))
        text += name
    }

    mutating func finish(_ suffix: String) {
        text += suffix
        endLine()
    }

    /// Ends the line, or the lines that it takes, with an expression.
    mutating func finish(_ expression: VerilogExpression, _ suffix: String) {
        write(expression, "", suffix, at: indent + Self.continuation)
        endLine()
    }

    private mutating func endLine(isBlank: Bool = false) {
        text.appendNewline()
        if isTracing { origins.append(isBlank ? .unknown : origin) }
    }

    // MARK: Filling

    private var isAtLineStart: Bool { column == indent }

    private mutating func breakLine(_ indent: Int) {
        text.removeTrailingSpace()
        endLine()
        // Deep inside, more indentation would leave no room.
        start(indent: min(indent, Self.lineLength / 2))
    }

    /// Writes `before expression after`: on this line if it fits, on one line of its own if it fits there, else broken.
    private mutating func write(
        _ expression: VerilogExpression, _ before: String, _ after: String, at indent: Int, inner: Int = 0
    ) {
        let size = before.utf8.count + ExpressionText.length(expression) + after.utf8.count
        let columns = size - (after.utf8.last == UInt8(ascii: " ") ? 1 : 0)
        let fitsHere = column + columns <= Self.lineLength
        if fitsHere || !isAtLineStart && indent + columns <= Self.lineLength {
            if !fitsHere { breakLine(indent) }
            if !before.isEmpty { text += before }
            ExpressionText.append(expression, to: &text)
            text += after
            return
        }
        writeBroken(expression, before, after, at: indent + inner)
    }

    private mutating func writeBroken(
        _ expression: VerilogExpression, _ before: String, _ after: String, at indent: Int
    ) {
        switch expression {
        case .literal(let value):
            guard let parts = ExpressionText.split(value) else {
                return append(before + ExpressionText.flat(expression) + after)
            }
            write(list: parts, before + "{", "}" + after, at: indent)
        case .identifier, .partSelect, .element, .elementPart:
            if !isAtLineStart { breakLine(indent) }
            append(before + ExpressionText.flat(expression) + after)
        case .unary(let symbol, let operand):
            writeOperand(
                operand, ExpressionText.needsParentheses(operand, insideUnary: true), before + symbol, after,
                at: indent)
        case .binary(let symbol, let left, let right):
            let space = " \(symbol) "
            if ExpressionText.continues(symbol, left) {
                // The chain's own operands stand side by side, however deep the tree.
                if case .binary = left { write(left, before, space, at: indent) }
            } else {
                writeOperand(left, ExpressionText.needsParentheses(left), before, space, at: indent)
            }
            writeOperand(right, ExpressionText.needsParentheses(right), "", after, at: indent)
        case .conditional: write(choices: expression, before, after, at: indent)
        case .concatenation(let parts): write(list: parts, before + "{", "}" + after, at: indent)
        case .replication(let count, .concatenation(let parts)):
            write(list: parts, before + "{\(count){", "}}" + after, at: indent)
        case .replication(let count, let operand):
            write(operand, before + "{\(count){", "}}" + after, at: indent)
        case .call(let function, let operand):
            write(operand, before + function + "(", ")" + after, at: indent)
        }
    }

    private mutating func writeOperand(
        _ operand: VerilogExpression, _ isWrapped: Bool, _ before: String, _ after: String, at indent: Int
    ) {
        if isWrapped {
            write(operand, before + "(", ")" + after, at: indent, inner: Self.continuation)
        } else {
            write(operand, before, after, at: indent)
        }
    }

    private mutating func write(
        list parts: [VerilogExpression], _ before: String, _ after: String, at indent: Int
    ) {
        for (index, part) in parts.enumerated() {
            let isLast = index + 1 == parts.count
            write(part, index == 0 ? before : "", isLast ? after : ", ", at: indent)
        }
    }

    /// One line for each condition and its value.
    private mutating func write(choices: VerilogExpression, _ before: String, _ after: String, at indent: Int)
    {
        var rest = choices
        var open = before
        while case .conditional(let condition, let first, let second) = rest {
            if !isAtLineStart { breakLine(indent) }
            writeOperand(
                condition, ExpressionText.needsParentheses(condition), open, " ? ",
                at: indent + Self.continuation)
            writeOperand(
                first, ExpressionText.needsParentheses(first), "", " :", at: indent + Self.continuation)
            rest = second
            open = ""
        }
        breakLine(indent)
        writeOperand(rest, ExpressionText.needsParentheses(rest), "", after, at: indent + Self.continuation)
    }

    // MARK: Comments

    /// `text` in comment lines that fit, broken between words.
    mutating func comment(_ text: String, indent: Int) {
        let room = Self.lineLength - indent - 3
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var current = ""
            for word in paragraph.trimmingTrailingSpaces.split(
                separator: " ", omittingEmptySubsequences: false)
            {
                if !current.isEmpty && current.count + 1 + word.count > room {
                    line("// \(current)", indent: indent)
                    current = ""
                }
                current += current.isEmpty ? String(word) : " \(word)"
            }
            line(current.isEmpty ? "//" : "// \(current)", indent: indent)
        }
    }
}

extension Substring {
    fileprivate var trimmingTrailingSpaces: Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
