/// Text that grows at its end, as UTF-8: appending to a `String` costs several times as much.
struct TextBuffer {
    /// The text, and room behind it.
    private var bytes: [UInt8] = []
    /// Bytes of the text.
    private(set) var count = 0

    var text: String { String(decoding: bytes[..<count], as: UTF8.self) }

    mutating func reserve(_ capacity: Int) {
        if bytes.count < capacity { grow(to: capacity) }
    }

    private mutating func grow(to capacity: Int) {
        let (old, count) = (bytes, count)
        bytes = Array(unsafeUninitializedCapacity: capacity) { room, initialized in
            old.withUnsafeBufferPointer { old in
                if let text = old.baseAddress { room.baseAddress?.update(from: text, count: count) }
            }
            // Bytes need no initial values: what is behind the text is never read.
            initialized = capacity
        }
    }

    /// Makes room for so many bytes more.
    @inline(__always)
    private mutating func makeRoom(_ wanted: Int) {
        if bytes.count - count < wanted { grow(to: max(256, 2 * bytes.count, count + wanted)) }
    }

    static func += (buffer: inout TextBuffer, text: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { buffer.append($0) }
        guard isDone == nil else { return }
        for byte in text.utf8 { buffer.append(byte) }
    }

    static func += (buffer: inout TextBuffer, other: TextBuffer) {
        other.bytes.withUnsafeBufferPointer {
            buffer.append(UnsafeBufferPointer(rebasing: $0[..<other.count]))
        }
    }

    @inline(__always)
    private mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
        guard let address = source.baseAddress, source.count > 0 else { return }
        makeRoom(source.count)
        let start = count
        bytes.withUnsafeMutableBufferPointer { room in
            guard let base = room.baseAddress else { return }
            (base + start).update(from: address, count: source.count)
        }
        count += source.count
    }

    /// A number in decimal.
    static func += (buffer: inout TextBuffer, number: Int) {
        if 0..<100 ~= number {
            if number >= 10 { buffer.append(UInt8(ascii: "0") + UInt8(number / 10)) }
            return buffer.append(UInt8(ascii: "0") + UInt8(number % 10))
        }
        buffer += String(number)
    }

    mutating func append(_ byte: UInt8) {
        makeRoom(1)
        bytes[count] = byte
        count += 1
    }

    mutating func appendSpaces(_ number: Int) {
        if number <= 0 { return }
        makeRoom(number)
        let start = count
        bytes.withUnsafeMutableBufferPointer { room in
            guard let base = room.baseAddress else { return }
            (base + start).update(repeating: UInt8(ascii: " "), count: number)
        }
        count += number
    }

    mutating func appendNewline() { append(UInt8(ascii: "\n")) }

    mutating func removeTrailingSpace() {
        if count > 0 && bytes[count - 1] == UInt8(ascii: " ") { count -= 1 }
    }

    mutating func removeAll() { count = 0 }
}
