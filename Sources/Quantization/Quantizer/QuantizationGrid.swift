/// The basic values of a data type, as kernels need them: which of them a quotient becomes, and its code.
///
/// Grids hold plain numbers, no references and no vectors: a kernel copies one for every group.
protocol QuantizationGrid: Sendable {
    /// Whether special values may lie among the values, and ``likelyNearest(_:)`` saves work.
    static var hasShortWay: Bool { get }
    /// The basic values nearest to quotients.
    func nearest(_ quotients: Block) -> Block
    /// Mantissa bits below the leading one that suffice for every midpoint between values.
    var midpointBits: UInt32 { get }
    /// The same for quotients that aren't on a midpoint, with less work.
    func likelyNearest(_ quotients: Block) -> Block
    /// The codes of the same.
    func likelyCodes(_ quotients: Block) -> BlockBits
    /// The codes of basic values, in the low bits.
    func codes(_ values: Block) -> BlockBits
}

extension QuantizationGrid {
    static var hasShortWay: Bool { false }
    var midpointBits: UInt32 { 23 }

    @inline(__always)
    func likelyNearest(_ quotients: Block) -> Block { nearest(quotients) }

    @inline(__always)
    func likelyCodes(_ quotients: Block) -> BlockBits { codes(nearest(quotients)) }
}

/// The values of a floating-point type with subnormals, whose smallest subnormal is one.
struct MinifloatGrid: QuantizationGrid {
    static var hasShortWay: Bool { true }

    private let mantissaBits: UInt32
    private let largest: Float
    let midpointBits: UInt32
    private let smallestNormal: Float
    /// What turns a power of two's pattern into that of 1.5 · 2^23 times the spacing there.
    private let magicOffset: UInt32
    /// Half the spacing at a power of two, as a fraction of it.
    private let halfSpacing: Float
    private let signCode: UInt32
    private let tiesToLower: Bool

    init(mantissaBits: Int, largest: Int, codeBits: Int, rounding: QuantizationType.Rounding) {
        self.mantissaBits = UInt32(mantissaBits)
        self.largest = Float(largest)
        // A midpoint has one more bit than the values.
        midpointBits = UInt32(mantissaBits) + 1
        smallestNormal = Float(1 << mantissaBits)
        magicOffset = UInt32(23 - mantissaBits) << 23 | 0x40_0000
        halfSpacing = 0.5 / Float(1 << mantissaBits)
        signCode = 1 << UInt32(codeBits - 1)
        tiesToLower = rounding == .nearestTiesToLower
    }

    /// The power of two at or below each quotient's magnitude, that of the smallest normal value for smaller
    /// ones, and 1.5 · 2^23 times the spacing there: added and subtracted, it leaves no finer bits.
    @inline(__always)
    private func binades(_ quotients: Block) -> (binades: Block, magic: Block) {
        let exponents = quotients.bits & BlockBits(repeating: 0x7F80_0000)
        let binades = unsafeBitCast(exponents, to: Block.self).orLarger(Block(repeating: smallestNormal))
        return (binades, unsafeBitCast(binades.bits &+ BlockBits(repeating: magicOffset), to: Block.self))
    }

    @inline(__always)
    func nearest(_ quotients: Block) -> Block {
        let bounded = quotients.bounded(by: largest)
        let (binades, magic) = binades(bounded)
        let rounded = (bounded + magic) - magic
        guard tiesToLower else { return rounded }
        // On a midpoint that was rounded up, the difference is half the spacing.
        let half = binades * Block(repeating: halfSpacing)
        return rounded - (half + half).kept(where: (rounded - bounded) .== half)
    }

    @inline(__always)
    func likelyNearest(_ quotients: Block) -> Block {
        let bounded = quotients.bounded(by: largest)
        let magic = binades(bounded).magic
        return (bounded + magic) - magic
    }

    /// The magnitude as a multiple of the spacing, plus the codes of the binades below.
    @inline(__always)
    func likelyCodes(_ quotients: Block) -> BlockBits {
        let bounded = quotients.magnitudes.orSmaller(Block(repeating: largest))
        let (binades, magic) = binades(bounded)
        let below =
            (binades.bits &- BlockBits(repeating: smallestNormal.bitPattern))
            &>> BlockBits(repeating: 23 - mantissaBits)
        let index = ((bounded + magic).bits &- magic.bits) &+ below
        // Not of zero, which minus zero isn't a code of; the first midpoint is a half.
        let isNegative = quotients .< Block(repeating: -0.5)
        return index | (BlockBits(repeating: signCode) & isNegative.bits)
    }

    @inline(__always)
    func codes(_ values: Block) -> BlockBits {
        let magnitudes = values.magnitudes
        // Exponent and mantissa of a normal value, subnormals counted in; of a subnormal the value itself.
        let normal =
            magnitudes.bits &>> BlockBits(repeating: 23 - mantissaBits)
            &- BlockBits(repeating: (127 + mantissaBits - 1) << mantissaBits)
        let integer = Block(repeating: 0x1p23)
        let subnormal = (magnitudes + integer).bits &- integer.bits
        let index = subnormal.replacing(with: normal, where: magnitudes .>= Block(repeating: smallestNormal))
        return index | (BlockBits(repeating: signCode) & (values .< Block(repeating: 0)).bits)
    }
}

/// Any magnitudes, at most sixteen, by comparing with every midpoint; on a midpoint the lower value.
struct ListGrid: QuantizationGrid {
    /// Midpoint between each magnitude and the one before, by the larger one's index.
    private let midpoints: SIMD16<Float>
    /// How much larger each magnitude is than the one before.
    private let steps: SIMD16<Float>
    private let count: Int
    private let signCode: UInt32

    /// - Precondition: there are one to sixteen magnitudes, ascending from zero, none above 255.
    init(magnitudes: [Int], codeBits: Int) {
        var midpoints = SIMD16<Float>(repeating: 0)
        var steps = midpoints
        for index in magnitudes.indices.dropFirst() {
            midpoints[index] = Float(magnitudes[index - 1] + magnitudes[index]) / 2
            steps[index] = Float(magnitudes[index] - magnitudes[index - 1])
        }
        self.midpoints = midpoints
        self.steps = steps
        count = magnitudes.count
        signCode = 1 << UInt32(codeBits - 1)
    }

    /// Patterns of positive numbers are ordered like the numbers. On a midpoint the lower value wins, which
    /// for a negative quotient is the larger magnitude; so a negative quotient's magnitude is raised by one
    /// unit in the last place, which turns "greater" into "greater or equal".
    @inline(__always)
    func nearest(_ quotients: Block) -> Block {
        let signs = quotients.bits & BlockBits(repeating: 0x8000_0000)
        let raised = quotients.magnitudes.bits &+ (quotients.bits &>> BlockBits(repeating: 31))
        let comparable = unsafeBitCast(raised, to: SIMD8<Int32>.self)
        var nearest = Block(repeating: 0)
        for index in 1..<count {
            let midpoint = SIMD8(repeating: Int32(bitPattern: midpoints[index].bitPattern))
            nearest += Block(repeating: steps[index]).kept(where: comparable .> midpoint)
        }
        return unsafeBitCast(nearest.bits | signs, to: Block.self)
    }

    /// A magnitude's index is the number of midpoints below.
    @inline(__always)
    func codes(_ values: Block) -> BlockBits {
        let magnitudes = values.magnitudes
        var index = BlockBits(repeating: 0)
        for place in 1..<count { index &-= (magnitudes .> Block(repeating: midpoints[place])).bits }
        return index | (BlockBits(repeating: signCode) & (values .< Block(repeating: 0)).bits)
    }
}

/// Consecutive integers, half to even.
struct IntegerGrid: QuantizationGrid {
    private let lower: Float
    private let upper: Float
    /// What a value's code is larger by.
    private let offset: Float
    private let codeMask: UInt32

    /// Adding and subtracting 1.5 · 2^23 leaves no bits for a fraction; the low bits of the sum are the
    /// integer in two's complement.
    private static var magic: Block { Block(repeating: 0x1.8p23) }

    /// The symmetric integers up to `largest` in two's complement.
    init(largest: Int, codeBits: Int) {
        lower = -Float(largest)
        upper = Float(largest)
        offset = 0
        codeMask = 1 << UInt32(codeBits) - 1
    }

    /// The integers that the codes 0 … 2^codeBits − 1 stand for with a zero point.
    init(zeroPoint: Float, codeBits: Int) {
        codeMask = 1 << UInt32(codeBits) - 1
        lower = -zeroPoint
        upper = Float(codeMask) - zeroPoint
        offset = zeroPoint
    }

    /// Clamping first gives the same as clamping afterwards, since the bounds are integers.
    @inline(__always)
    func nearest(_ quotients: Block) -> Block {
        let bounded = quotients.bounded(from: Block(repeating: lower), to: Block(repeating: upper))
        return (bounded + Self.magic) - Self.magic
    }

    @inline(__always)
    func codes(_ values: Block) -> BlockBits {
        ((values + Block(repeating: offset)) + Self.magic).bits & BlockBits(repeating: codeMask)
    }
}
