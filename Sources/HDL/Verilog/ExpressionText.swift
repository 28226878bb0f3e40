/// Expressions as text: parentheses around every operator inside another, except along a chain of the same one.
enum ExpressionText {
    /// Pieces between which a line may break.
    private static func pieces(_ expression: VerilogExpression) -> [String] {
        switch expression {
        case .identifier(let name): return [name]
        case .literal(let value):
            return [value.width == 1 ? "1'b\(value.isZero ? 0 : 1)" : VerilogPrinter.text(of: value)]
        case .partSelect(let name, let high, let low):
            return [high == low ? "\(name)[\(low)]" : "\(name)[\(high):\(low)]"]
        case .element(let name, let index): return ["\(name)[\(flat(index))]"]
        case .unary(let symbol, let operand): return prefixed(symbol, parenthesised(operand))
        case .binary(let symbol, let left, let right):
            let first = continues(symbol, left) ? pieces(left) : parenthesised(left)
            return suffixed(first, " \(symbol) ") + parenthesised(right)
        case .conditional(let condition, let first, let second):
            var tail = pieces(second)
            if case .conditional = second {} else { tail = parenthesised(second) }
            return suffixed(parenthesised(condition), " ") + suffixed(prefixed("? ", parenthesised(first)), " ")
                + prefixed(": ", tail)
        case .concatenation(let parts):
            var result: [String] = []
            for (index, part) in parts.enumerated() {
                result += suffixed(pieces(part), index + 1 < parts.count ? ", " : "")
            }
            return prefixed("{", suffixed(result, "}"))
        case .replication(let count, .concatenation(let parts)):
            return prefixed("{\(count)", suffixed(pieces(.concatenation(parts)), "}"))
        case .replication(let count, let operand):
            return prefixed("{\(count){", suffixed(pieces(operand), "}}"))
        case .call(let function, let operand):
            return prefixed("\(function)(", suffixed(pieces(operand), ")"))
        }
    }

    /// A left operand needs no parentheses when the chain reads the same without them.
    private static func continues(_ symbol: String, _ left: VerilogExpression) -> Bool {
        guard case .binary(let inner, _, _) = left else { return false }
        switch symbol {
        case "&", "|", "^", "*": return inner == symbol
        case "+", "-": return inner == "+" || inner == "-"
        default: return false
        }
    }

    private static func parenthesised(_ expression: VerilogExpression) -> [String] {
        switch expression {
        case .binary, .conditional: prefixed("(", suffixed(pieces(expression), ")"))
        case .unary(let symbol, _) where symbol == "-": prefixed("(", suffixed(pieces(expression), ")"))
        default: pieces(expression)
        }
    }

    private static func prefixed(_ text: String, _ pieces: [String]) -> [String] {
        guard let first = pieces.first else { return [text] }
        return [text + first] + pieces.dropFirst()
    }

    private static func suffixed(_ pieces: [String], _ text: String) -> [String] {
        guard let last = pieces.last else { return [text] }
        return pieces.dropLast() + [last + text]
    }

    /// The expression on one line.
    static func flat(_ expression: VerilogExpression) -> String { pieces(expression).joined() }

    /// `prefix expression suffix` in lines that fit; all but the first are to be indented by four more.
    static func filled(
        _ prefix: String, _ expression: VerilogExpression, _ suffix: String, indent: Int
    ) -> [String] {
        let all = prefixed(prefix, suffixed(pieces(expression), suffix))
        var lines: [String] = []
        var current = ""
        for piece in all {
            let room = VerilogPrinter.lineLength - indent - (lines.isEmpty ? 0 : 4)
            let visible = piece.last == " " ? piece.count - 1 : piece.count
            if !current.isEmpty && current.count + visible > room {
                lines.append(trimmed(current))
                current = ""
            }
            current += piece
        }
        return lines + [trimmed(current)]
    }

    private static func trimmed(_ text: String) -> String {
        text.last == " " ? String(text.dropLast()) : text
    }
}
