/// A constant of any width: the bits themselves, without a sign.
///
/// Bits above ``width`` are always zero, so equal patterns have equal words.
public struct BitPattern: Hashable, Sendable {
    /// Number of bits, at least 1.
    public let width: Int
    /// The bits, least significant word first; `(width + 63) / 64` words.
    public let words: [UInt64]

    /// The low `width` bits of little-endian `words`; missing words are zero.
    public init(words source: [UInt64], width: Int) {
        let count = max(1, (width + 63) / 64)
        var words = Array(source.prefix(count))
        words.append(contentsOf: repeatElement(0, count: count - words.count))
        let used = width % 64
        if used != 0 { words[count - 1] &= (UInt64(1) << UInt64(used)) - 1 }
        self.width = max(1, width)
        self.words = words
    }

    /// `value` in two's complement in `width` bits, or nil when it doesn't fit.
    ///
    /// - Parameter isSigned: whether the most significant bit counts negatively.
    public init?(_ value: Int, width: Int, isSigned: Bool) {
        guard BitPattern.minimumWidth(of: value, isSigned: isSigned) <= width else { return nil }
        let fill: UInt64 = value < 0 ? .max : 0
        let count = max(1, (width + 63) / 64)
        var words = [UInt64](repeating: fill, count: count)
        words[0] = UInt64(bitPattern: Int64(value))
        self.init(words: words, width: width)
    }

    /// All bits zero.
    public static func zero(width: Int) -> BitPattern { BitPattern(words: [], width: width) }

    /// All bits one.
    public static func ones(width: Int) -> BitPattern {
        BitPattern(words: Array(repeating: .max, count: (width + 63) / 64), width: width)
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
    public func slice(low: Int, width: Int) -> BitPattern {
        var result = [UInt64](repeating: 0, count: (width + 63) / 64)
        for index in 0..<width where self[low + index] {
            result[index / 64] |= 1 << UInt64(index % 64)
        }
        return BitPattern(words: result, width: width)
    }

    /// The pattern in `newWidth` bits: cut, or filled with zeros or copies of the sign bit.
    public func extended(to newWidth: Int, isSigned: Bool) -> BitPattern {
        var result = slice(low: 0, width: newWidth).words
        if isSigned && self[width - 1] {
            for index in width..<max(width, newWidth) { result[index / 64] |= 1 << UInt64(index % 64) }
        }
        return BitPattern(words: result, width: newWidth)
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

extension BitPattern {
    static func | (left: BitPattern, right: BitPattern) -> BitPattern {
        BitPattern(words: zip(left.words, right.words).map { $0 | $1 }, width: left.width)
    }

    static func & (left: BitPattern, right: BitPattern) -> BitPattern {
        BitPattern(words: zip(left.words, right.words).map { $0 & $1 }, width: left.width)
    }

    static prefix func ~ (pattern: BitPattern) -> BitPattern {
        BitPattern(words: pattern.words.map { ~$0 }, width: pattern.width)
    }

    /// Ones in bits `low` … `low + count − 1` of `width` bits.
    static func mask(low: Int, count: Int, width: Int) -> BitPattern {
        if low == 0 && count == width { return .ones(width: width) }
        var words = [UInt64](repeating: 0, count: (width + 63) / 64)
        for bit in low..<min(low + count, width) { words[bit / 64] |= 1 << UInt64(bit % 64) }
        return BitPattern(words: words, width: width)
    }

    /// The runs of ones as `[high:low]` pairs, highest first.
    var runs: [(high: Int, low: Int)] {
        var result: [(high: Int, low: Int)] = []
        var bit = width - 1
        while bit >= 0 {
            if self[bit] {
                let high = bit
                while bit > 0 && self[bit - 1] { bit -= 1 }
                result.append((high, bit))
            }
            bit -= 1
        }
        return result
    }
}
