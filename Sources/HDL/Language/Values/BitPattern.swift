/// A constant of any width: the bits themselves, without a sign.
///
/// Bits above ``width`` are always zero, so equal patterns have equal words.
public struct BitPattern: Hashable, Sendable {
    /// Number of bits, 1 … ``Shape/widest``.
    public let width: Int
    /// The bits, least significant word first; `(width + 63) / 64` words.
    public let words: [UInt64]

    /// The low `width` bits of little-endian `words`; missing words are zero, and a width out of range gives the
    /// nearest in range.
    public init(words source: [UInt64], width wanted: Int) {
        let width = min(max(1, wanted), Shape.widest)
        let count = (width + 63) / 64
        var words = source
        if words.count > count { words.removeLast(words.count - count) }
        while words.count < count { words.append(0) }
        let used = width % 64
        if used != 0 { words[count - 1] &= (UInt64(1) << UInt64(used)) - 1 }
        self.width = width
        self.words = words
    }

    /// `value` in two's complement in `width` bits, or nil when it doesn't fit or the width is out of range.
    ///
    /// - Parameter isSigned: whether the most significant bit counts negatively.
    public init?(_ value: Int, width: Int, isSigned: Bool) {
        guard BitPattern.minimumWidth(of: value, isSigned: isSigned) <= width, width <= Shape.widest else {
            return nil
        }
        let fill: UInt64 = value < 0 ? .max : 0
        let count = (width + 63) / 64
        var words = [UInt64](repeating: fill, count: count)
        words[0] = UInt64(bitPattern: Int64(value))
        self.init(words: words, width: width)
    }

    /// All bits zero.
    public static func zero(width: Int) -> BitPattern { BitPattern(words: [], width: width) }

    /// All bits one.
    public static func ones(width: Int) -> BitPattern {
        let count = (min(max(1, width), Shape.widest) + 63) / 64
        return BitPattern(words: Array(repeating: .max, count: count), width: width)
    }

    /// Bits that `value` needs; `Int.max` for a negative value without a sign.
    static func minimumWidth(of value: Int, isSigned: Bool) -> Int {
        if value < 0 && !isSigned { return .max }
        let magnitude = value < 0 ? ~value : value
        let bits = Int.bitWidth - magnitude.leadingZeroBitCount
        return max(1, bits + (isSigned ? 1 : 0))
    }

    public subscript(bit: Int) -> Bool {
        guard bit >= 0, bit < width else { return false }
        return words[bit / 64] >> UInt64(bit % 64) & 1 == 1
    }

    public var isZero: Bool { words.allSatisfy { $0 == 0 } }

    /// The value when it fits 63 bits.
    public var smallValue: Int? {
        guard words.dropFirst().allSatisfy({ $0 == 0 }), words[0] <= UInt64(Int.max) else { return nil }
        return Int(words[0])
    }

    /// Bits `low` … `low + width − 1`; those outside are zero.
    public func slice(low: Int, width wanted: Int) -> BitPattern {
        let width = min(max(1, wanted), Shape.widest)
        if low == 0 { return BitPattern(words: words, width: width) }
        var result = [UInt64](repeating: 0, count: (width + 63) / 64)
        // Beyond the pattern's own bits there is nothing to copy, and `low + index` can't overflow.
        for index in 0..<min(width, max(0, self.width - max(0, low))) where low >= 0 && self[low + index] {
            result[index / 64] |= 1 << UInt64(index % 64)
        }
        return BitPattern(words: result, width: width)
    }

    /// The pattern in `newWidth` bits: cut, or filled with zeros or copies of the sign bit.
    public func extended(to wanted: Int, isSigned: Bool) -> BitPattern {
        let result = BitPattern(words: words, width: wanted)
        guard isSigned && self[width - 1] && result.width > width else { return result }
        return result | .mask(low: width, count: result.width - width, width: result.width)
    }

    /// Hexadecimal digits without prefix, one for each started group of four bits.
    public var hexadecimal: String {
        var text = ""
        for digit in stride(from: (width + 3) / 4 - 1, through: 0, by: -1) {
            let value = words[digit / 16] >> UInt64(digit % 16 * 4) & 15
            text += String(value, radix: 16)
        }
        return text
    }
}
