/// The loops over the weights of a group, eight at a time, without branches.
extension GroupPlan {
    /// Bit pattern of the largest magnitude; that of infinity or above when a weight is infinite or NaN.
    static func largestMagnitudeBits(_ weights: UnsafePointer<Float>, blocks: Int) -> UInt32 {
        var largest = SIMD8<Int32>(repeating: 0)
        for block in 0..<blocks {
            let magnitude = unsafeBitCast(Block.load(weights, block).magnitudes, to: SIMD8<Int32>.self)
            largest.replace(with: magnitude, where: magnitude .> largest)
        }
        return UInt32(bitPattern: largest.max())
    }

    /// Smallest and largest of the weights, the zeros that fill up the last block not counted.
    static func extremes(_ weights: UnsafePointer<Float>, count: Int) -> (lowest: Float, highest: Float) {
        var lowest = Block(repeating: weights[0])
        var highest = lowest
        for block in 0..<count / blockWidth {
            let weight = Block.load(weights, block)
            lowest.replace(with: weight, where: weight .< lowest)
            highest.replace(with: weight, where: weight .> highest)
        }
        var extremes = (lowest: lowest.min(), highest: highest.max())
        for index in count / blockWidth * blockWidth..<count {
            extremes.lowest = min(extremes.lowest, weights[index])
            extremes.highest = max(extremes.highest, weights[index])
        }
        return extremes
    }

    /// Sum of squared errors without a special value, in the order of addition that ``Quantizer`` states.
    static func squaredError<Arithmetic: GroupArithmetic, Values: QuantizationGrid>(
        _: Arithmetic.Type, _ grid: Values, _ weights: Weights, scale: Float
    ) -> Float {
        var sums = Block(repeating: 0)
        for block in 0..<weights.blocks {
            let weight = Block.load(weights.base, block)
            let value = grid.nearest(Arithmetic.round(weight / scale))
            let difference = Arithmetic.round(Arithmetic.round(value * scale) - weight)
            sums += Arithmetic.round(difference * difference)
        }
        return total(sums)
    }

    /// Sums of squared errors with one and with another special value at the same scale.
    ///
    /// Few weights are near a special value or a midpoint, so a block of others takes a shorter way: the scale's
    /// reciprocal is good enough to tell, and to find the same values.
    static func squaredErrors<Arithmetic: GroupArithmetic, Values: QuantizationGrid>(
        _: Arithmetic.Type, _ grid: Values, _ weights: Weights, scale: Float,
        specials: (first: SpecialRange, second: SpecialRange)
    ) -> (first: Float, second: Float) {
        var firstSums = Block(repeating: 0)
        var secondSums = Block(repeating: 0)
        let bound = min(specials.first.leastMagnitude, specials.second.leastMagnitude, grid.bound)
        let divisor = ApproximateDivisor(Arithmetic.self, scale: scale, bound: bound)
        for block in 0..<weights.blocks {
            let weight = Block.load(weights.base, block)
            let likely = weight * divisor.reciprocal
            if divisor.isDoubtful(likely, grid) {
                let quotient = Arithmetic.round(weight / scale)
                let product = Arithmetic.round(grid.nearest(quotient) * scale)
                firstSums += squaredError(Arithmetic.self, weight, quotient, product, scale, specials.first)
                secondSums += squaredError(Arithmetic.self, weight, quotient, product, scale, specials.second)
            } else {
                let product = Arithmetic.round(grid.likelyNearest(likely) * scale)
                let difference = Arithmetic.round(product - weight)
                let square = Arithmetic.round(difference * difference)
                firstSums += square
                secondSums += square
            }
        }
        return (total(firstSums), total(secondSums))
    }

    /// Squared errors with a special value.
    /// - Parameter product: what the basic values stand for.
    @inline(__always)
    private static func squaredError<Arithmetic: GroupArithmetic>(
        _: Arithmetic.Type, _ weight: Block, _ quotient: Block, _ product: Block, _ scale: Float,
        _ special: SpecialRange
    ) -> Block {
        let specialProduct = Arithmetic.round(Block(repeating: special.value * scale))
        let difference = Arithmetic.round(
            product.replacing(with: specialProduct, where: special.contains(quotient)) - weight)
        return Arithmetic.round(difference * difference)
    }

    /// Codes of the nearest values.
    func encode<Arithmetic: GroupArithmetic, Values: QuantizationGrid>(
        _: Arithmetic.Type, _ grid: Values, _ weights: Weights, scale: Float, special: SpecialRange,
        codes: UnsafeMutablePointer<UInt8>
    ) {
        guard Values.hasShortWay else {
            for block in 0..<weights.blocks {
                let quotient = Arithmetic.round(Block.load(weights.base, block) / scale)
                grid.codes(grid.nearest(quotient)).storeBytes(codes, block)
            }
            return
        }
        let bound = min(special.leastMagnitude, grid.bound)
        let divisor = ApproximateDivisor(Arithmetic.self, scale: scale, bound: bound)
        let specialCodes = BlockBits(repeating: specialCode)
        for block in 0..<weights.blocks {
            let weight = Block.load(weights.base, block)
            let likely = weight * divisor.reciprocal
            if divisor.isDoubtful(likely, grid) {
                let quotient = Arithmetic.round(weight / scale)
                let basic = grid.codes(grid.nearest(quotient))
                basic.replacing(with: specialCodes, where: special.contains(quotient))
                    .storeBytes(codes, block)
            } else {
                grid.likelyCodes(likely).storeBytes(codes, block)
            }
        }
    }

    /// Partial sums added in the order that ``Quantizer`` states.
    private static func total(_ partial: Block) -> Float {
        let four = partial.lowHalf + partial.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }
}

extension GroupPlan.SpecialRange {
    /// Which quotients become the special value.
    @inline(__always)
    func contains(_ quotient: Block) -> BlockMask {
        (quotient .> Block(repeating: lower)) .& (quotient .<= Block(repeating: upper))
    }
}

/// Multiplication by the reciprocal of a scale, and the test whether that may lead to another value than the
/// division that the rule asks for.
private struct ApproximateDivisor {
    let reciprocal: Float
    private let slack: UInt32
    /// Pattern of the smallest magnitude that isn't safe, less one.
    private let limit: UInt32

    /// - Parameter bound: magnitude from which on a quotient needs the rule itself.
    @inline(__always)
    init<Arithmetic: GroupArithmetic>(_: Arithmetic.Type, scale: Float, bound: Float) {
        reciprocal = 1 / scale
        slack = Arithmetic.quotientSlack
        // Without a reciprocal of full precision nothing is safe.
        limit = (reciprocal.isNormal ? bound.bitPattern : 0) &- slack &- 1
    }

    /// Whether one of eight quotients may be near a midpoint, or not below the bound, by the order of their
    /// patterns.
    @inline(__always)
    func isDoubtful<Values: QuantizationGrid>(_ quotients: Block, _ grid: Values) -> Bool {
        let beyond = BlockBits(repeating: limit) &- quotients.magnitudes.bits
        return (grid.doubtful(quotients, slack: slack) | beyond).isNegativeAnywhere
    }
}
