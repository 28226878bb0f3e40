/// Statements of a group in a Liberty file: an attribute, or a group with a body of its own.
///
/// Liberty files are large (a library of a modern process has tens of megabytes), and hardly any of it matters here,
/// so groups are found as ranges of bytes and read only where something is wanted of them.
struct LibertyScanner {
    struct Statement {
        let name: String
        /// What follows the colon or stands in the parentheses, without quotation marks around it.
        let value: String
        /// Bytes between the braces; nil for an attribute.
        let body: Range<Int>?
        /// All bytes, with the closing brace or semicolon.
        let range: Range<Int>

        var isGroup: Bool { body != nil }
    }

    /// A place where the text isn't Liberty.
    struct SyntaxError: Error {
        let offset: Int
        let problem: String
    }

    let bytes: [UInt8]

    /// The statements between two bytes, in their order.
    func statements(in range: Range<Int>) throws -> [Statement] {
        try bytes.withUnsafeBufferPointer { try Self.statements($0, range) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Line of a byte, from 1.
    func line(of offset: Int) -> Int {
        1 + bytes[..<min(offset, bytes.count)].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }

    private static func statements(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws -> [Statement] {
        var result: [Statement] = []
        var position = range.lowerBound
        while true {
            while position < range.upperBound, isSeparator(bytes[position]) || startsComment(bytes, position)
            {
                position = startsComment(bytes, position) ? afterComment(bytes, position) : position + 1
            }
            guard position < range.upperBound else { return result }
            let start = position
            var headEnd = start
            var isHead = true
            while isHead {
                guard headEnd < range.upperBound else {
                    if isBlank(bytes, start..<range.upperBound) { return result }
                    throw SyntaxError(offset: start, problem: "a statement without an end")
                }
                switch bytes[headEnd] {
                case UInt8(ascii: "{"), UInt8(ascii: ";"): isHead = false
                case UInt8(ascii: "}"): throw SyntaxError(offset: headEnd, problem: "a } without its {")
                case UInt8(ascii: "\""): headEnd = afterString(bytes, headEnd)
                case UInt8(ascii: "\n") where endsAtLine(bytes, start..<headEnd): isHead = false
                default:
                    headEnd = startsComment(bytes, headEnd) ? afterComment(bytes, headEnd) : headEnd + 1
                }
            }
            let (name, value) = split(bytes, start..<headEnd)
            if bytes[headEnd] == UInt8(ascii: "{") {
                let end = try afterGroup(bytes, headEnd, range.upperBound)
                result.append(
                    Statement(name: name, value: value, body: headEnd + 1..<end - 1, range: start..<end))
                position = end
            } else {
                result.append(Statement(name: name, value: value, body: nil, range: start..<headEnd + 1))
                position = headEnd + 1
            }
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\\")
    }

    private static func startsComment(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        bytes[position] == UInt8(ascii: "/") && position + 1 < bytes.count
            && bytes[position + 1] == UInt8(ascii: "*")
    }

    private static func afterComment(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var position = start + 2
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "*") && bytes[position + 1] == UInt8(ascii: "/") {
                return position + 2
            }
            position += 1
        }
        return bytes.count
    }

    private static func afterString(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var position = start + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
        return min(position + 1, bytes.count)
    }

    private static func afterGroup(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int
    ) throws -> Int {
        var depth = 0
        var position = start
        while position < limit {
            switch bytes[position] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return position + 1 }
            case UInt8(ascii: "\""):
                position = afterString(bytes, position)
                continue
            case UInt8(ascii: "/") where startsComment(bytes, position):
                position = afterComment(bytes, position)
                continue
            default: break
            }
            position += 1
        }
        throw SyntaxError(offset: start, problem: "a { without its }")
    }

    /// Some libraries leave out the semicolon of an attribute that ends its line.
    private static func endsAtLine(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var last = range.upperBound - 1
        while last >= range.lowerBound, bytes[last] <= UInt8(ascii: " ") { last -= 1 }
        guard last >= range.lowerBound, bytes[last] != UInt8(ascii: "\\"), bytes[last] != UInt8(ascii: ",")
        else { return false }
        // A name alone, or one whose value is still to come, goes on; so does a group's head.
        let head = range.lowerBound...last
        let hasColon = head.contains { bytes[$0] == UInt8(ascii: ":") }
        let hasParenthesis = head.contains { bytes[$0] == UInt8(ascii: "(") }
        return hasColon && !hasParenthesis && bytes[last] != UInt8(ascii: ":")
    }

    private static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { bytes[$0] <= UInt8(ascii: " ") }
    }

    /// Name and value of an attribute or of a group's head.
    private static func split(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> (name: String, value: String) {
        let mark = range.first { bytes[$0] == UInt8(ascii: ":") || bytes[$0] == UInt8(ascii: "(") }
        guard let mark else { return (trimmed(bytes, range), "") }
        let name = trimmed(bytes, range.lowerBound..<mark)
        var end = range.upperBound
        if bytes[mark] == UInt8(ascii: "(") {
            while end > mark + 1, bytes[end - 1] != UInt8(ascii: ")") { end -= 1 }
            end = max(end - 1, mark + 1)
        }
        return (name, trimmed(bytes, mark + 1..<end))
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        var (start, end) = (range.lowerBound, range.upperBound)
        func isMargin(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\"") }
        while start < end, isMargin(bytes[start]) { start += 1 }
        while end > start, isMargin(bytes[end - 1]) { end -= 1 }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
}
