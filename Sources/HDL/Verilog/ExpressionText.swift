/// Expressions as text on one line: parentheses around every operator inside another, except along a chain of the
/// same one and around a complement.
enum ExpressionText {
    /// Bits of a literal beyond which it is written as literals side by side, so that lines can break.
    private static let longestLiteral = 256

    static func flat(_ expression: VerilogExpression) -> String {
        var text = TextBuffer()
        append(expression, to: &text)
        return text.text
    }

    static func append(_ expression: VerilogExpression, to text: inout TextBuffer) {
        switch expression {
        case .identifier(let name): text += name
        case .literal(let value):
            if let parts = split(value) { return append(.concatenation(parts), to: &text) }
            text += literal(value)
        case .partSelect(let name, let high, let low):
            text += name
            appendRange(high, low, &text)
        case .element(let name, let index):
            text += name
            wrap(index, "[", "]", &text)
        case .elementPart(let name, let index, let high, let low):
            text += name
            wrap(index, "[", "]", &text)
            appendRange(high, low, &text)
        case .unary(let symbol, let operand):
            text += symbol
            appendOperand(operand, needsParentheses(operand, insideUnary: true), &text)
        case .binary(let symbol, let left, let right):
            appendOperand(left, !continues(symbol, left) && needsParentheses(left), &text)
            text += " "
            text += symbol
            text += " "
            appendOperand(right, needsParentheses(right), &text)
        case .conditional(let condition, let first, let second):
            appendOperand(condition, needsParentheses(condition), &text)
            text += " ? "
            appendOperand(first, needsParentheses(first), &text)
            text += " : "
            appendOperand(second, !isConditional(second) && needsParentheses(second), &text)
        case .concatenation(let parts):
            text += "{"
            for (index, part) in parts.enumerated() {
                if index > 0 { text += ", " }
                append(part, to: &text)
            }
            text += "}"
        case .replication(let count, let operand):
            text += "{"
            text += count
            if case .concatenation = operand {
                append(operand, to: &text)
            } else {
                wrap(operand, "{", "}", &text)
            }
            text += "}"
        case .call(let function, let operand):
            text += function
            wrap(operand, "(", ")", &text)
        }
    }

    private static func appendRange(_ high: Int, _ low: Int, _ text: inout TextBuffer) {
        text += "["
        if high != low {
            text += high
            text += ":"
        }
        text += low
        text += "]"
    }

    /// Columns that ``append(_:to:)`` takes.
    static func length(_ expression: VerilogExpression) -> Int {
        func operand(_ operand: VerilogExpression, _ isWrapped: Bool) -> Int {
            length(operand) + (isWrapped ? 2 : 0)
        }
        switch expression {
        case .identifier(let name): return name.utf8.count
        case .literal(let value):
            return split(value).map { length(.concatenation($0)) } ?? literal(value).utf8.count
        case .partSelect(let name, let high, let low):
            return name.utf8.count + 2 + digits(low) + (high == low ? 0 : digits(high) + 1)
        case .element(let name, let index): return name.utf8.count + 2 + length(index)
        case .elementPart(let name, let index, let high, let low):
            return name.utf8.count + 4 + length(index) + digits(low) + (high == low ? 0 : digits(high) + 1)
        case .unary(let symbol, let inner):
            return symbol.utf8.count + operand(inner, needsParentheses(inner, insideUnary: true))
        case .binary(let symbol, let left, let right):
            return operand(left, !continues(symbol, left) && needsParentheses(left)) + symbol.utf8.count + 2
                + operand(right, needsParentheses(right))
        case .conditional(let condition, let first, let second):
            return operand(condition, needsParentheses(condition)) + operand(first, needsParentheses(first))
                + 6
                + operand(second, !isConditional(second) && needsParentheses(second))
        case .concatenation(let parts): return parts.reduce(2 * parts.count) { $0 + length($1) }
        case .replication(let count, let inner):
            if case .concatenation = inner { return 2 + digits(count) + length(inner) }
            return 4 + digits(count) + length(inner)
        case .call(let function, let inner): return function.utf8.count + 2 + length(inner)
        }
    }

    static func digits(_ number: Int) -> Int {
        var count = 1
        var rest = number / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }

    private static func wrap(
        _ expression: VerilogExpression, _ open: String, _ close: String, _ text: inout TextBuffer
    ) {
        text += open
        append(expression, to: &text)
        text += close
    }

    private static func appendOperand(
        _ operand: VerilogExpression, _ isWrapped: Bool, _ text: inout TextBuffer
    ) {
        if isWrapped { wrap(operand, "(", ")", &text) } else { append(operand, to: &text) }
    }

    // MARK: Parentheses

    /// A left operand needs no parentheses when the chain reads the same without them.
    static func continues(_ symbol: String, _ left: VerilogExpression) -> Bool {
        guard case .binary(let inner, _, _) = left else { return false }
        switch symbol {
        case "&", "|", "^", "*": return inner == symbol
        case "+", "-": return inner == "+" || inner == "-"
        default: return false
        }
    }

    /// `a | |b` and `^~a` are legal, but the first is a riddle and the second another operator.
    static func needsParentheses(_ operand: VerilogExpression, insideUnary: Bool = false) -> Bool {
        switch operand {
        case .binary, .conditional: true
        case .unary(let symbol, _): insideUnary || symbol != "~"
        default: false
        }
    }

    static func isConditional(_ expression: VerilogExpression) -> Bool {
        if case .conditional = expression { true } else { false }
    }

    // MARK: Literals

    /// Small numbers in decimal, others in hexadecimal, always with their size.
    static func literal(_ value: BitPattern) -> String {
        if value.width == 1 { return value.isZero ? "1'b0" : "1'b1" }
        if let small = value.smallValue, small < 1000 || value.width < 8 { return "\(value.width)'d\(small)" }
        return "\(value.width)'h\(value.hexadecimal)"
    }

    /// A literal too long for a line as parts side by side; nil for others.
    static func split(_ value: BitPattern) -> [VerilogExpression]? {
        guard value.width > longestLiteral, value.smallValue.map({ $0 >= 1000 }) ?? true else { return nil }
        var parts: [VerilogExpression] = []
        var low = 0
        while low < value.width {
            let width = min(longestLiteral, value.width - low)
            parts.append(.literal(value.slice(low: low, width: width)))
            low += width
        }
        return parts.reversed()
    }
}
