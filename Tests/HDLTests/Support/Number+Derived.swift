import HDL

/// The derived operators in plain integers, written without the tricks of the hardware.
extension Number {
    private static func unsigned(_ value: Int, width: Int) -> Number { Number(bits: value, .unsigned(width)) }

    private static func fewestBits(_ value: Int) -> Int { max(1, Int.bitWidth - value.leadingZeroBitCount) }

    func saturated(to target: Shape) -> Number {
        let lowest = target.isSigned ? -(1 << (target.width - 1)) : 0
        let highest = lowest + (1 << target.width) - 1
        return Number(bits: min(max(value, lowest), highest), target)
    }

    private func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }

    var leadingZeroCount: Number {
        let count = (0..<width).reversed().prefix { !bit($0) }.count
        return .unsigned(count, width: Self.fewestBits(width))
    }

    var trailingZeroCount: Number {
        let count = (0..<width).prefix { !bit($0) }.count
        return .unsigned(count, width: Self.fewestBits(width))
    }

    var populationCount: Number { .unsigned(bits.nonzeroBitCount, width: Self.fewestBits(width)) }

    func oneHotEncoded(_ count: Int) -> Number { .unsigned(value < count ? 1 << value : 0, width: count) }

    var oneHotDecoded: Number {
        let number = (0..<width).reduce(0) { bit($1) ? $0 | $1 : $0 }
        return .unsigned(number, width: Self.fewestBits(width - 1))
    }

    var lowestOne: Number { .unsigned(bits == 0 ? 0 : 1 << bits.trailingZeroBitCount, width: width) }

    var reversed: Number {
        .unsigned((0..<width).reduce(0) { $0 << 1 | (bit($1) ? 1 : 0) }, width: width)
    }

    func rotatedLeft(by amount: Int) -> Number {
        let positions = (0..<width).filter { bit($0) }.map { (($0 + amount) % width + width) % width }
        return Number(bits: positions.reduce(0) { $0 | 1 << $1 }, shape)
    }

    var magnitude: Number { .unsigned(abs(value), width: width) }

    func bit(at index: Number) -> Number { .bit(bit(min(index.value, width - 1))) }

    static func priority(_ choices: [(Number, Number)], otherwise: Number) -> Number {
        choices.first { !$0.0.isZero }?.1 ?? otherwise
    }

    static func oneHot(_ choices: [(Number, Number)]) -> Number {
        Number(
            bits: choices.filter { !$0.0.isZero }.reduce(0) { $0 | $1.1.bits }, choices[0].1.shape)
    }

    static func smaller(_ first: Number, _ second: Number) -> Number {
        first.value <= second.value ? first : second
    }
    static func larger(_ first: Number, _ second: Number) -> Number {
        first.value >= second.value ? first : second
    }
}
