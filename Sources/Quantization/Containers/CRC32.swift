/// The cyclic redundancy check of Ethernet (IEEE 802.3), as zip and PNG use it: polynomial 0x04C11DB7 with the bits
/// of bytes reversed, all ones before and after.
struct CRC32 {
    private var state: UInt32 = .max

    /// The check of all bytes so far.
    var value: UInt32 { ~state }

    /// The check as eight hexadecimal digits.
    var text: String { Self.text(value) }

    static func text(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Table *t* tells what a byte does to the remainder when *t* bytes of zeros follow it, so that eight bytes
    /// are taken in one step.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var remainder = UInt32(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
            tables[byte] = remainder
        }
        for index in 256..<tables.count {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        Self.tables.withUnsafeBufferPointer { tables in
            var remainder = state
            var place = 0
            while place + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let mixed = word ^ UInt64(remainder)
                remainder = 0
                for byte in 0..<8 {
                    remainder ^= tables[(7 - byte) * 256 + Int(mixed >> UInt64(8 * byte) & 0xFF)]
                }
                place += 8
            }
            while place < bytes.count {
                remainder = remainder >> 8 ^ tables[Int((remainder ^ UInt32(bytes[place])) & 0xFF)]
                place += 1
            }
            state = remainder
        }
    }

    /// The check of some bytes.
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var check = CRC32()
        bytes.withUnsafeBytes { check.add($0) }
        return check.value
    }
}
