/// How the result of each operation is rounded. The operation itself is done in binary32.
protocol GroupArithmetic {
    /// How far apart in binary32, in units of the last place, the rounded quotient of a weight and a scale and
    /// the weight times the scale's rounded reciprocal may be: three roundings to half a unit, which a change
    /// of binade doubles, and half the spacing of a coarser arithmetic.
    static var quotientSlack: UInt32 { get }
    static func round(_ result: Block) -> Block
    static func round(_ result: Float) -> Float
}

/// Binary32 throughout: an operation rounds its result itself.
enum Binary32Arithmetic: GroupArithmetic {
    static var quotientSlack: UInt32 { 8 }

    @inline(__always)
    static func round(_ result: Block) -> Block { result }
    @inline(__always)
    static func round(_ result: Float) -> Float { result }
}

/// Binary16 throughout, for results below 65520 in magnitude.
///
/// Rounding the binary32 result of an addition, subtraction, multiplication or division of binary16 numbers
/// once more gives what rounding the exact result once would give, since 24 ≥ 2 · 11 + 2 bits (Figueroa, "When
/// is double rounding innocuous?", 1995); products are even exact. A result stays in binary32, whose
/// instructions every processor has, and takes the spacing of binary16 by adding and subtracting a number so
/// large that binary32 has that spacing there. Zero loses its sign, which has no influence on any code.
enum Binary16Arithmetic: GroupArithmetic {
    static var quotientSlack: UInt32 { 1 << 12 + 8 }

    @inline(__always)
    static func round(_ result: Block) -> Block {
        let exponents = result.bits & BlockBits(repeating: 0x7F80_0000)
        // Below 2^−14, the smallest normal number, the spacing is that of 2^−14.
        let binades = unsafeBitCast(exponents, to: Block.self).orLarger(Block(repeating: 0x1p-14))
        // 1.5 · 2^13 times the binade, so that the sum stays in one binade for either sign.
        let magic = unsafeBitCast(binades.bits &+ BlockBits(repeating: 13 << 23 | 0x40_0000), to: Block.self)
        return (result + magic) - magic
    }

    @inline(__always)
    static func round(_ result: Float) -> Float { Binary16OverflowArithmetic.round(result) }
}

/// Binary16 throughout, for any results: from 65520 on they become infinity.
enum Binary16OverflowArithmetic: GroupArithmetic {
    static var quotientSlack: UInt32 { Binary16Arithmetic.quotientSlack }

    @inline(__always)
    static func round(_ result: Block) -> Block {
        // The trick of the rounding above needs numbers whose binade has a finite multiple.
        let limit = Block(repeating: 0x1p100)
        let rounded = Binary16Arithmetic.round(result.bounded(from: -limit, to: limit))
        let overflow = Block(repeating: 65536)
        let above = rounded.replacing(with: Block(repeating: .infinity), where: rounded .>= overflow)
        return above.replacing(with: Block(repeating: -.infinity), where: above .<= -overflow)
    }

    @inline(__always)
    static func round(_ result: Float) -> Float { Float(Float16(result)) }
}
