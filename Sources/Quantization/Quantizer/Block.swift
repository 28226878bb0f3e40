/// Weights that the kernels take at a time: also the number of partial sums of the squared error, which is
/// part of the rule (``Quantizer``).
let blockWidth = 8
typealias Block = SIMD8<Float>
typealias BlockBits = SIMD8<UInt32>
typealias BlockMask = SIMDMask<SIMD8<Int32>>

extension SIMD8 where Scalar == Float {
    /// Block number `index` of a buffer.
    @inline(__always)
    static func load(_ weights: UnsafePointer<Float>, _ index: Int) -> Block {
        UnsafeRawPointer(weights + index &* blockWidth).loadUnaligned(as: Block.self)
    }

    /// The bit patterns.
    @inline(__always)
    var bits: BlockBits { unsafeBitCast(self, to: BlockBits.self) }

    /// The magnitudes.
    @inline(__always)
    var magnitudes: Block { unsafeBitCast(bits & BlockBits(repeating: 0x7FFF_FFFF), to: Block.self) }

    /// Each number, or the bound that it is beyond.
    @inline(__always)
    func bounded(from lower: Block, to upper: Block) -> Block { orSmaller(upper).orLarger(lower) }

    /// Each number, or the bound of its sign that it is beyond.
    @inline(__always)
    func bounded(by bound: Float) -> Block {
        bounded(from: Block(repeating: -bound), to: Block(repeating: bound))
    }

    /// The larger of two numbers in each lane, the first where they are equal or the second is NaN.
    @inline(__always)
    func orLarger(_ other: Block) -> Block {
        // Lane by lane, which becomes one instruction; with a mask of lanes it becomes four when a number is
        // the same in every block.
        var result = self
        for lane in 0..<blockWidth { result[lane] = other[lane] > self[lane] ? other[lane] : self[lane] }
        return result
    }

    /// The smaller of two numbers in each lane, the first where they are equal or the second is NaN.
    @inline(__always)
    func orSmaller(_ other: Block) -> Block {
        var result = self
        for lane in 0..<blockWidth { result[lane] = other[lane] < self[lane] ? other[lane] : self[lane] }
        return result
    }

    /// The numbers where a mask is set, zero elsewhere.
    @inline(__always)
    func kept(where mask: BlockMask) -> Block { unsafeBitCast(bits & mask.bits, to: Block.self) }

    /// The numbers of another block where bits are set, these elsewhere.
    @inline(__always)
    func replacing(with other: Float, where isOther: BlockBits) -> Block {
        unsafeBitCast(bits.replacing(with: Block(repeating: other).bits, where: isOther), to: Block.self)
    }

    /// Whether all of eight magnitudes are below a bound.
    @inline(__always)
    func isBelow(_ bound: Float) -> Bool {
        // By the order of patterns.
        !(BlockBits(repeating: bound.bitPattern &- 1) &- bits).isNegativeAnywhere
    }

    /// Each number, but the number in the other lane of its pair.
    @inline(__always)
    var swappedInPairs: Block {
        let (even, odd) = (evenHalf, oddHalf)
        return Block(
            lowHalf: .init(odd[0], even[0], odd[1], even[1]),
            highHalf: .init(odd[2], even[2], odd[3], even[3]))
    }
}

extension SIMDMask where Storage == SIMD8<Int32> {
    /// All ones where the mask is set.
    @inline(__always)
    var bits: BlockBits { unsafeBitCast(self, to: BlockBits.self) }
}

extension SIMD8 where Scalar == UInt32 {
    /// Whether the highest bit is set in any lane.
    @inline(__always)
    var isNegativeAnywhere: Bool {
        // On the bits of all lanes together; a mask of lanes would be packed first.
        let words = unsafeBitCast(lowHalf | highHalf, to: SIMD2<UInt64>.self)
        return (words[0] | words[1]) & 0x8000_0000_8000_0000 != 0
    }

    /// The numbers of another block where all bits are set, these where none is.
    @inline(__always)
    func replacing(with other: BlockBits, where isOther: BlockBits) -> BlockBits {
        (self & ~isOther) | (other & isOther)
    }

    /// Writes the low bytes as block number `index`.
    @inline(__always)
    func storeBytes(_ codes: UnsafeMutablePointer<UInt8>, _ index: Int) {
        UnsafeMutableRawPointer(codes + index &* blockWidth).storeBytes(
            of: SIMD8<UInt8>(truncatingIfNeeded: self), as: SIMD8<UInt8>.self)
    }
}
