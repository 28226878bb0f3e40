/// Text that grows at its end, as UTF-8: appending to a `String` costs several times as much.
struct TextBuffer {
    private(set) var bytes: [UInt8] = []

    /// Bytes so far.
    var count: Int { bytes.count }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func += (buffer: inout TextBuffer, text: String) {
        var text = text
        text.withUTF8 { buffer.bytes.append(contentsOf: $0) }
    }

    static func += (buffer: inout TextBuffer, other: TextBuffer) { buffer.bytes += other.bytes }

    /// A number in decimal.
    static func += (buffer: inout TextBuffer, number: Int) {
        if number >= 0 && number < 10 { return buffer.bytes.append(UInt8(ascii: "0") + UInt8(number)) }
        buffer += String(number)
    }

    mutating func appendSpaces(_ count: Int) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, count)))
    }

    mutating func appendNewline() { bytes.append(UInt8(ascii: "\n")) }

    mutating func removeTrailingSpace() {
        if bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
