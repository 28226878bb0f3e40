/// Choosing a special value by estimated errors, where they leave no doubt.
///
/// Only the order of the errors matters, not the errors. An estimate needs neither the division nor the care
/// about midpoints, where both values are equally far: with x a weight times the scale's reciprocal, the square of
/// x less its value is the smaller of that to the nearest basic value and that to the special value.
///
/// **Bound.** With u = 2^−24, M the largest weight's magnitude and a scale s that isn't clamped, no value times s
/// is beyond M. The rule's difference of a weight deviates from the distance to the nearest value by at most 8uM:
/// the quotient is rounded, so another value may be 2uM farther, and product and difference are rounded. The
/// estimate's, times s, deviates by at most 4uM: the reciprocal, x and the difference are rounded. So the norms
/// √Σd² of all n weights are at most 12uM√n apart, besides the relative errors of squares and sums, fewer than
/// n/8 + 8 roundings in either. Squares that underflow are far below, since with such a scale M is above 10^−5.
/// Norms that differ by more than twice what is allowed below are ordered alike under the rule, its mean rounded
/// or not.
extension GroupPlan {
    /// Two special values whose errors are estimated together: same scale.
    struct SpecialPair: Sendable {
        var first: Int
        var second: Int
        var firstValue: Float
        var secondValue: Float
        /// Largest magnitude of the values, the special value included.
        var largest: Float
    }

    /// The factor and the selector that Algorithm 1 in binary32 chooses, or `nil` when estimates don't tell.
    func certainChoice(_ weights: Weights) -> (factor: Float, selector: Int)? {
        guard let grid = specialGrid else { return nil }
        var best = (norm: Float.infinity, factor: Float(1), selector: 0)
        var runnerUp = Float.infinity
        func enter(_ norm: Float, _ factor: Float, _ selector: Int) {
            runnerUp = min(runnerUp, max(norm, best.norm))
            if norm < best.norm { best = (norm, factor, selector) }
        }
        for factor in factors {
            for pair in specialPairs {
                let scale = self.scale(
                    Binary32Arithmetic.self, weights, largestValue: pair.largest, factor: factor
                ).scale
                let range = Quantizer.scaleRange
                guard scale > range.lowerBound && scale < range.upperBound else { return nil }
                let sums = Self.estimatedSquares(grid, weights, scale: scale, pair)
                enter(sums.first.squareRoot() * scale, factor, pair.first)
                if pair.second != pair.first { enter(sums.second.squareRoot() * scale, factor, pair.second) }
            }
        }
        let unit: Float = 0x1p-24
        let absolute = 16 * unit * weights.largest * Float(weights.count).squareRoot()
        let relative = Float(weights.count / blockWidth + 16) * unit
        return runnerUp * (1 - relative) - absolute > best.norm * (1 + relative) + absolute
            ? (best.factor, best.selector) : nil
    }

    /// Sums of squared distances from the nearest value, in units of the scale, with one and with another special
    /// value.
    private static func estimatedSquares(
        _ grid: MinifloatGrid, _ weights: Weights, scale: Float, _ pair: SpecialPair
    ) -> (first: Float, second: Float) {
        var firstSums = Block(repeating: 0)
        var secondSums = Block(repeating: 0)
        let reciprocal = 1 / scale
        for block in 0..<weights.blocks {
            let quotient = Block.load(weights.base, block) * reciprocal
            let basic = quotient - grid.likelyNearest(quotient)
            let first = quotient - pair.firstValue
            let second = quotient - pair.secondValue
            let square = basic * basic
            firstSums += square.orSmaller(first * first)
            secondSums += square.orSmaller(second * second)
        }
        return (total(firstSums), total(secondSums))
    }
}
