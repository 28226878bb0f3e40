/// The loops over the weights of a group, eight at a time, without branches.
///
/// A midpoint comparison is done on bit patterns: those of positive numbers are ordered like the numbers. On
/// a midpoint the lower value wins, which for a negative quotient is the larger magnitude; so a negative
/// quotient's magnitude is raised by one unit in the last place, which turns "greater" into "greater or
/// equal".
extension GroupPlan {
    private static var signBit: BlockBits { BlockBits(repeating: 0x8000_0000) }

    @inline(__always)
    private func load(_ weights: UnsafePointer<Float>, _ block: Int) -> Block {
        UnsafeRawPointer(weights + block * blockWidth).loadUnaligned(as: Block.self)
    }

    /// All ones where a mask is set.
    @inline(__always)
    private func bits(_ mask: SIMDMask<SIMD8<Int32>>) -> BlockBits {
        unsafeBitCast(mask, to: BlockBits.self)
    }

    /// Bit pattern of the largest magnitude; that of infinity or above when a weight is infinite or NaN.
    func largestMagnitudeBits(_ weights: UnsafePointer<Float>, blocks: Int) -> UInt32 {
        var largest = SIMD8<Int32>(repeating: 0)
        for block in 0..<blocks {
            let magnitude = unsafeBitCast(load(weights, block), to: SIMD8<Int32>.self) & 0x7FFF_FFFF
            largest.replace(with: magnitude, where: magnitude .> largest)
        }
        return UInt32(bitPattern: largest.max())
    }

    /// The pattern to compare with midpoints: the magnitude's, one more for negative quotients.
    @inline(__always)
    private func comparable(_ pattern: BlockBits) -> SIMD8<Int32> {
        let magnitude = pattern & ~Self.signBit
        return unsafeBitCast(magnitude &+ (pattern &>> 31), to: SIMD8<Int32>.self)
    }

    /// Basic values nearest to quotients.
    @inline(__always)
    private func nearestBasic(
        _ quotient: Block, midpoints: UnsafePointer<SIMD8<Int32>>, steps: UnsafePointer<BlockBits>, count: Int
    ) -> Block {
        let pattern = unsafeBitCast(quotient, to: BlockBits.self)
        let comparable = comparable(pattern)
        var magnitude = BlockBits(repeating: 0)
        var index = 0
        while index < count {
            let lower =
                bits(comparable .> midpoints[index]) & steps[index]
                &+ bits(comparable .> midpoints[index &+ 1]) & steps[index &+ 1]
            let upper =
                bits(comparable .> midpoints[index &+ 2]) & steps[index &+ 2]
                &+ bits(comparable .> midpoints[index &+ 3]) & steps[index &+ 3]
            magnitude &+= lower &+ upper
            index &+= 4
        }
        return unsafeBitCast(magnitude | (pattern & Self.signBit), to: Block.self)
    }

    /// Sums of squared errors with one and with another special value at the same scale, in the order of
    /// addition that ``Quantizer`` states.
    func squaredErrors(
        _ weights: UnsafePointer<Float>, blocks: Int, scale: Float, first: SpecialRange, second: SpecialRange
    ) -> (first: Float, second: Float) {
        var firstSums = Block(repeating: 0)
        var secondSums = Block(repeating: 0)
        midpoints.withUnsafeBufferPointer { midpoints in
            steps.withUnsafeBufferPointer { steps in
                for block in 0..<blocks {
                    let weight = load(weights, block)
                    let quotient = weight / scale
                    let basic = nearestBasic(
                        quotient, midpoints: midpoints.baseAddress!, steps: steps.baseAddress!,
                        count: midpoints.count)
                    firstSums += squaredError(weight, quotient, basic, scale: scale, special: first)
                    secondSums += squaredError(weight, quotient, basic, scale: scale, special: second)
                }
            }
        }
        return (Self.total(firstSums), Self.total(secondSums))
    }

    @inline(__always)
    private func squaredError(
        _ weight: Block, _ quotient: Block, _ basic: Block, scale: Float, special: SpecialRange
    ) -> Block {
        let isSpecial = (quotient .> special.lower) .& (quotient .<= special.upper)
        let difference = basic.replacing(with: special.value, where: isSpecial) * scale - weight
        return difference * difference
    }

    /// Partial sums added in the order that ``Quantizer`` states.
    private static func total(_ partial: Block) -> Float {
        let four = partial.lowHalf + partial.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }

    /// Codes of sign and index; a magnitude of zero has no sign, as minus zero is the special value.
    func encodeSignMagnitude(
        _ weights: UnsafePointer<Float>, blocks: Int, scale: Float, special: SpecialRange,
        codes: UnsafeMutablePointer<UInt8>
    ) {
        let signCode = UInt32(1) << UInt32(codeBits - 1)
        // Comparing two vectors compiles to one instruction, comparing a vector and a number to a loop.
        let zero = SIMD8<Int32>(repeating: 0)
        midpoints.withUnsafeBufferPointer { midpoints in
            for block in 0..<blocks {
                let quotient = load(weights, block) / scale
                let pattern = unsafeBitCast(quotient, to: BlockBits.self)
                let comparable = comparable(pattern)
                var index = BlockBits(repeating: 0)
                for midpoint in midpoints {
                    index &-= bits(comparable .> midpoint)
                }
                let isNegative = bits(zero .> unsafeBitCast(pattern, to: SIMD8<Int32>.self))
                let isNonZero = bits(unsafeBitCast(index, to: SIMD8<Int32>.self) .> zero)
                let basic = index | (isNegative & isNonZero & signCode)
                let isSpecial = (quotient .> special.lower) .& (quotient .<= special.upper)
                store(basic.replacing(with: signCode, where: isSpecial), codes, block)
            }
        }
    }

    /// Two's complement codes, rounded half to even.
    func encodeIntegers(
        _ weights: UnsafePointer<Float>, blocks: Int, scale: Float, codes: UnsafeMutablePointer<UInt8>
    ) {
        // Adding and subtracting 1.5 · 2^23 leaves no bits for a fraction, so the sum rounds to an integer,
        // to nearest even; its low bits are then the integer in two's complement. Clamping first gives the
        // same as clamping afterwards, since the bounds are integers.
        let magic: Float = 12_582_912
        let mask = UInt32(1) << UInt32(codeBits) - 1
        let bound = Block(repeating: largest)
        for block in 0..<blocks {
            var quotient = load(weights, block) / scale
            quotient.replace(with: bound, where: quotient .> bound)
            quotient.replace(with: -bound, where: quotient .< -bound)
            store(unsafeBitCast(quotient + magic, to: BlockBits.self) & mask, codes, block)
        }
    }

    @inline(__always)
    private func store(_ values: BlockBits, _ codes: UnsafeMutablePointer<UInt8>, _ block: Int) {
        UnsafeMutableRawPointer(codes + block * blockWidth).storeBytes(
            of: SIMD8<UInt8>(truncatingIfNeeded: values), as: SIMD8<UInt8>.self)
    }
}
