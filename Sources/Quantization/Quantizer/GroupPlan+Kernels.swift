/// The loops over the weights of a group, eight at a time, without branches.
extension GroupPlan {
    /// The largest magnitude, or `nil` when a weight is infinite or NaN.
    static func largestMagnitude(_ weights: UnsafePointer<Float>, blocks: Int) -> Float? {
        var largest = Block(repeating: 0)
        // The sign bit is set once a magnitude has the highest exponent, which a maximum need not show of NaN.
        var exceptions = BlockBits(repeating: 0)
        for block in 0..<blocks {
            let magnitude = Block.load(weights, block).magnitudes
            largest = largest.orLarger(magnitude)
            exceptions |= magnitude.bits &+ BlockBits(repeating: 0x80_0000)
        }
        return exceptions.isNegativeAnywhere ? nil : largest.max()
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
    /// Few weights are near a midpoint. In a block of others the scale's reciprocal finds the values that the
    /// division would find.
    static func squaredErrors<Arithmetic: GroupArithmetic, Values: QuantizationGrid>(
        _: Arithmetic.Type, _ grid: Values, _ weights: Weights, scale: Float,
        specials: (first: SpecialRange, second: SpecialRange)
    ) -> (first: Float, second: Float) {
        var firstSums = Block(repeating: 0)
        var secondSums = Block(repeating: 0)
        let divisor = ApproximateDivisor(
            Arithmetic.self, scale: scale,
            midpointBits: max(
                grid.midpointBits, specials.first.midpointBits, specials.second.midpointBits))
        let first = Arithmetic.round(specials.first.value * scale)
        let second = Arithmetic.round(specials.second.value * scale)
        let leastSpecial = min(specials.first.leastMagnitude, specials.second.leastMagnitude)
        for block in 0..<weights.blocks {
            let weight = Block.load(weights.base, block)
            var quotient = weight * divisor.reciprocal
            var value: Block
            if divisor.isDoubtful(quotient) {
                quotient = Arithmetic.round(weight / scale)
                value = grid.nearest(quotient)
            } else {
                value = grid.likelyNearest(quotient)
            }
            let product = Arithmetic.round(value * scale)
            if quotient.magnitudes.isBelow(leastSpecial) {
                let square = squaredError(Arithmetic.self, weight, product)
                firstSums += square
                secondSums += square
            } else {
                firstSums += squaredError(
                    Arithmetic.self, weight,
                    product.replacing(with: first, where: specials.first.contains(quotient)))
                secondSums += squaredError(
                    Arithmetic.self, weight,
                    product.replacing(with: second, where: specials.second.contains(quotient)))
            }
        }
        return (total(firstSums), total(secondSums))
    }

    @inline(__always)
    private static func squaredError<Arithmetic: GroupArithmetic>(
        _: Arithmetic.Type, _ weight: Block, _ product: Block
    ) -> Block {
        let difference = Arithmetic.round(product - weight)
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
        if specialCode == 0 {
            encode(Arithmetic.self, grid, weights, scale: scale, special: nil, codes: codes)
        } else {
            encode(Arithmetic.self, grid, weights, scale: scale, special: .some(special), codes: codes)
        }
    }

    /// The loop, specialised for types with and without special values.
    @inline(__always)
    private func encode<Arithmetic: GroupArithmetic, Values: QuantizationGrid>(
        _: Arithmetic.Type, _ grid: Values, _ weights: Weights, scale: Float, special: SpecialRange?,
        codes: UnsafeMutablePointer<UInt8>
    ) {
        let divisor = ApproximateDivisor(
            Arithmetic.self, scale: scale, midpointBits: max(grid.midpointBits, special?.midpointBits ?? 0))
        let specialCodes = BlockBits(repeating: specialCode)
        for block in 0..<weights.blocks {
            let weight = Block.load(weights.base, block)
            var quotient = weight * divisor.reciprocal
            var code: BlockBits
            if divisor.isDoubtful(quotient) {
                quotient = Arithmetic.round(weight / scale)
                code = grid.codes(grid.nearest(quotient))
            } else {
                code = grid.likelyCodes(quotient)
            }
            if let special {
                code = code.replacing(with: specialCodes, where: special.contains(quotient))
            }
            code.storeBytes(codes, block)
        }
    }

    /// Partial sums added in the order that ``Quantizer`` states.
    static func total(_ partial: Block) -> Float {
        let four = partial.lowHalf + partial.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }
}

extension GroupPlan.SpecialRange {
    /// All ones where a quotient becomes the special value.
    @inline(__always)
    func contains(_ quotient: Block) -> BlockBits {
        // Masks as bits: combined as masks they would be packed and unpacked.
        (quotient .> Block(repeating: lower)).bits & (quotient .<= Block(repeating: upper)).bits
    }
}

/// Multiplication by the reciprocal of a scale, and the test whether that may lead to another value than the
/// division that the rule asks for.
private struct ApproximateDivisor {
    let reciprocal: Float
    private let slack: UInt32
    /// The bits of a pattern below those that a midpoint may have.
    private let belowMidpoints: UInt32

    /// - Parameter midpointBits: mantissa bits, below the leading one, that suffice for every midpoint.
    @inline(__always)
    init<Arithmetic: GroupArithmetic>(_: Arithmetic.Type, scale: Float, midpointBits: UInt32) {
        reciprocal = 1 / scale
        slack = Arithmetic.quotientSlack
        // Without a reciprocal of full precision everything is doubtful.
        belowMidpoints = reciprocal.isNormal ? 1 << (23 - midpointBits) - 1 : 0
    }

    /// Whether a midpoint may be within the slack of one of eight quotients: all bits of a midpoint's pattern
    /// below the first few are zero.
    @inline(__always)
    func isDoubtful(_ quotients: Block) -> Bool {
        let raised = quotients.bits &+ BlockBits(repeating: slack)
        return ((raised & BlockBits(repeating: belowMidpoints)) &- BlockBits(repeating: 2 * slack + 1))
            .isNegativeAnywhere
    }
}
