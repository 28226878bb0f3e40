// Arithmetic modulo 2^width on patterns of one width.

extension BitPattern {
    static func & (left: BitPattern, right: BitPattern) -> BitPattern {
        BitPattern(words: zip(left.words, right.words).map { $0 & $1 }, width: left.width)
    }

    static func | (left: BitPattern, right: BitPattern) -> BitPattern {
        BitPattern(words: zip(left.words, right.words).map { $0 | $1 }, width: left.width)
    }

    static func ^ (left: BitPattern, right: BitPattern) -> BitPattern {
        BitPattern(words: zip(left.words, right.words).map { $0 ^ $1 }, width: left.width)
    }

    static prefix func ~ (pattern: BitPattern) -> BitPattern {
        BitPattern(words: pattern.words.map { ~$0 }, width: pattern.width)
    }

    func adding(_ other: BitPattern, carry: Bool = false) -> BitPattern {
        var carryIn: UInt64 = carry ? 1 : 0
        var sum = words
        for index in words.indices {
            let (first, firstCarry) = words[index].addingReportingOverflow(other.words[index])
            let (second, secondCarry) = first.addingReportingOverflow(carryIn)
            sum[index] = second
            carryIn = firstCarry || secondCarry ? 1 : 0
        }
        return BitPattern(words: sum, width: width)
    }

    func subtracting(_ other: BitPattern) -> BitPattern { adding(~other, carry: true) }

    func multiplied(by other: BitPattern) -> BitPattern {
        var product = [UInt64](repeating: 0, count: words.count)
        for (offset, factor) in words.enumerated() where factor != 0 {
            var carry: UInt64 = 0
            for index in 0..<words.count - offset {
                let (high, low) = factor.multipliedFullWidth(by: other.words[index])
                let (first, firstCarry) = low.addingReportingOverflow(product[offset + index])
                let (second, secondCarry) = first.addingReportingOverflow(carry)
                product[offset + index] = second
                carry = high &+ (firstCarry ? 1 : 0) &+ (secondCarry ? 1 : 0)
            }
        }
        return BitPattern(words: product, width: width)
    }

    /// Whether the pattern is the smaller number.
    func isLess(than other: BitPattern, isSigned: Bool) -> Bool {
        if isSigned && self[width - 1] != other[width - 1] { return self[width - 1] }
        for index in words.indices.reversed() where words[index] != other.words[index] {
            return words[index] < other.words[index]
        }
        return false
    }

    /// The pattern moved up by `amount`, zeros coming in.
    func shiftedLeft(by amount: Int) -> BitPattern {
        var result = [UInt64](repeating: 0, count: words.count)
        for bit in 0..<max(0, width - amount) where self[bit] {
            result[(bit + amount) / 64] |= 1 << UInt64((bit + amount) % 64)
        }
        return BitPattern(words: result, width: width)
    }

    /// The pattern moved down by `amount`, zeros or copies of the sign coming in.
    func shiftedRight(by amount: Int, isSigned: Bool) -> BitPattern {
        if amount >= width { return isSigned && self[width - 1] ? .ones(width: width) : .zero(width: width) }
        return slice(low: amount, width: width - amount).extended(to: width, isSigned: isSigned)
    }

    var isAllOnes: Bool { (~self).isZero }
    var hasOddParity: Bool { words.reduce(0) { $0 + $1.nonzeroBitCount } % 2 == 1 }

    static func bit(_ value: Bool) -> BitPattern { BitPattern(words: [value ? 1 : 0], width: 1) }

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
