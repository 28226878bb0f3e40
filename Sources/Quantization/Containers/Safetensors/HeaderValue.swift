/// A JSON value of a safetensors header (RFC 8259), objects in the order of the file.
///
/// Foundation's reader accepts two members of one name and keeps one of them; a header with two tensors of
/// one name has to be refused, so headers are read here.
enum HeaderValue: Equatable {
    case object([(name: String, value: HeaderValue)])
    case array([HeaderValue])
    case string(String)
    /// A number without fraction and exponent that an `Int` holds.
    case integer(Int)
    /// Any other number.
    case number
    case boolean(Bool)
    case null

    static func == (left: HeaderValue, right: HeaderValue) -> Bool {
        switch (left, right) {
        case (.object(let a), .object(let b)):
            a.elementsEqual(b) { $0.name == $1.name && $0.value == $1.value }
        case (.array(let a), .array(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number, .number), (.null, .null): true
        default: false
        }
    }

    /// What a JSON text breaks, and where.
    struct SyntaxError: Error, Equatable {
        /// Byte offset from the start of the text.
        let offset: Int
        /// What is wrong, as a clause.
        let problem: String
    }

    /// Reads a whole text.
    /// - Throws: ``SyntaxError``, also for two members of one name in an object.
    static func parse(_ text: [UInt8]) throws -> HeaderValue {
        var parser = HeaderParser(text: text)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == text.count else {
            throw parser.error("there is text after the end of the JSON")
        }
        return value
    }

    /// A string as a JSON string, quotation marks included.
    static func quoted(_ string: String) -> String {
        var result = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// A recursive descent parser over the bytes of a header.
struct HeaderParser {
    let text: [UInt8]
    var position = 0

    /// A safetensors header nests three levels deep; the limit keeps a malicious one off the end of the
    /// stack.
    private static let depthLimit = 32

    /// Values take many times the memory of their text; no checkpoint has half as many.
    private static let valueLimit = 1 << 21
    private var values = 0

    init(text: [UInt8]) {
        self.text = text
    }

    func error(_ problem: String) -> HeaderValue.SyntaxError {
        HeaderValue.SyntaxError(offset: position, problem: problem)
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard text[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    mutating func value(depth: Int) throws -> HeaderValue {
        values += 1
        guard values <= Self.valueLimit else { throw error("there are more than \(Self.valueLimit) values") }
        guard depth < Self.depthLimit else { throw error("values nest too deeply") }
        skipSpace()
        switch next {
        case nil: throw error("the JSON ends too early")
        case UInt8(ascii: "{")?: return try object(depth: depth)
        case UInt8(ascii: "[")?: return try array(depth: depth)
        case UInt8(ascii: "\"")?: return .string(try string())
        case (UInt8(ascii: "0")...UInt8(ascii: "9"))?, UInt8(ascii: "-")?: return try number()
        default:
            if take(word: "true") { return .boolean(true) }
            if take(word: "false") { return .boolean(false) }
            if take(word: "null") { return .null }
            throw error("no JSON value starts here")
        }
    }

    private mutating func object(depth: Int) throws -> HeaderValue {
        position += 1
        var members: [(name: String, value: HeaderValue)] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
            let name = try string()
            guard names.insert(name).inserted else { throw error("the name \"\(name)\" occurs twice") }
            skipSpace()
            guard take(":") else { throw error("a colon is missing") }
            members.append((name, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw error("a comma or closing brace is missing") }
        }
    }

    private mutating func array(depth: Int) throws -> HeaderValue {
        position += 1
        var elements: [HeaderValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw error("a comma or closing bracket is missing") }
        }
    }

    private mutating func number() throws -> HeaderValue {
        let start = position
        _ = take("-")
        let firstDigit = position
        digits()
        guard position > firstDigit else { throw error("a number has no digits") }
        guard position == firstDigit + 1 || text[firstDigit] != UInt8(ascii: "0") else {
            throw error("a number starts with a superfluous zero")
        }
        let integerEnd = position
        if take(".") {
            let first = position
            digits()
            guard position > first else { throw error("a number ends in its point") }
        }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            let first = position
            digits()
            guard position > first else { throw error("a number's exponent has no digits") }
        }
        guard position == integerEnd else { return .number }
        return Int(String(decoding: text[start..<position], as: UTF8.self)).map { .integer($0) } ?? .number
    }

    private mutating func digits() {
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    }

    private mutating func string() throws -> String {
        position += 1
        var bytes: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): bytes += Array(String(try escaped()).utf8)
            case 0..<0x20: throw error("a string contains a control character")
            default: bytes.append(byte)
            }
        }
        throw error("a string has no end")
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        guard let byte = next else { throw error("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
                let low = try codeUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw error("a surrogate stands alone") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("a surrogate stands alone") }
            return scalar
        default: throw error("there is no such escape in JSON")
        }
    }

    private mutating func codeUnit() throws -> UInt32 {
        guard position + 4 <= text.count else { throw error("a string has no end") }
        let digits = text[position..<position + 4]
        let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard isHexadecimal, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw error("an escape needs four hexadecimal digits")
        }
        position += 4
        return code
    }
}
