extension GroupPlan {
    /// The weights of one group, in blocks filled up with zeros.
    struct Weights {
        let base: UnsafePointer<Float>
        /// Weights of the group.
        let count: Int
        let blocks: Int
        /// Largest magnitude.
        var largest: Float = 0
        /// Smallest and largest weight; found for ``QuantizationType/ScaleRule/range`` only.
        var lowest: Float = 0
        var highest: Float = 0
    }

    /// Weights up to this magnitude give no result in binary16 that overflows, squares of differences
    /// included, but perhaps the sum.
    private static let largestWithoutOverflow: Float = 250

    /// Quantises one group.
    /// - Parameters:
    ///   - base: `blocks` blocks of weights, filled up with zeros; binary16 numbers if that is the arithmetic.
    ///   - count: weights of the group.
    ///   - codes: `blocks` blocks of codes, to be written.
    /// - Returns: `nil` when a weight is an infinity or NaN.
    func quantize(
        _ base: UnsafePointer<Float>, count: Int, blocks: Int, codes: UnsafeMutablePointer<UInt8>
    ) -> GroupOutcome? {
        guard let largest = Self.largestMagnitude(base, blocks: blocks) else { return nil }
        guard largest > 0 else {
            codes.update(repeating: 0, count: blocks * blockWidth)
            return GroupOutcome(scale: 0)
        }
        var weights = Weights(base: base, count: count, blocks: blocks)
        weights.largest = largest
        if scaleRule == .range {
            (weights.lowest, weights.highest) = Self.extremes(base, count: count)
        }
        switch (scaleRule, arithmetic) {
        case (.powerOfTwo, _):
            return quantizeUnderPowerOfTwo(weights, codes: codes)
        case (.tensorScaledE4M3, _):
            return quantizeUnderTensorScale(weights, codes: codes)
        case (_, .binary32):
            return search(Binary32Arithmetic.self, weights, codes: codes)
        case (_, .binary16):
            return weights.largest <= Self.largestWithoutOverflow
                ? search(Binary16Arithmetic.self, weights, codes: codes)
                : search(Binary16OverflowArithmetic.self, weights, codes: codes)
        }
    }

    /// Scale and zero point for a factor.
    func scale<Arithmetic: GroupArithmetic>(
        _: Arithmetic.Type, _ weights: Weights, largestValue: Float, factor: Float
    ) -> (scale: Float, zeroPoint: Float) {
        let lower = Arithmetic.round(Quantizer.scaleRange.lowerBound)
        func clamped(_ scale: Float) -> Float { min(max(scale, lower), Quantizer.scaleRange.upperBound) }
        guard scaleRule == .range else {
            let largest = factor == 1 ? weights.largest : Arithmetic.round(weights.largest * factor)
            return (clamped(Arithmetic.round(largest / largestValue)), 0)
        }
        let lowest = factor == 1 ? weights.lowest : Arithmetic.round(weights.lowest * factor)
        let highest = factor == 1 ? weights.highest : Arithmetic.round(weights.highest * factor)
        let range = Arithmetic.round(highest - lowest)
        let scale = clamped(Arithmetic.round(range / largestValue))
        let zeroPoint = Arithmetic.round(-lowest / scale).rounded(.toNearestOrEven)
        return (scale, min(max(zeroPoint, 0), largestValue))
    }

    /// Algorithm 1 over all factors and selectors.
    private func search<Arithmetic: GroupArithmetic>(
        _ arithmetic: Arithmetic.Type, _ weights: Weights, codes: UnsafeMutablePointer<UInt8>
    ) -> GroupOutcome {
        var bestFactor: Float = 1
        var bestSelector = 0
        if Arithmetic.self == Binary32Arithmetic.self, let certain = certainChoice(weights) {
            (bestFactor, bestSelector) = certain
        } else if factors.count > 1 || choices.count > 1 {
            var bestError = Float.infinity
            var isFirst = true
            for factor in factors {
                let errors = meanSquareErrors(arithmetic, weights, factor: factor)
                for selector in choices.indices where isFirst || errors[selector] < bestError {
                    isFirst = false
                    bestError = errors[selector]
                    bestSelector = selector
                    bestFactor = factor
                }
            }
        }
        let choice = choices[bestSelector]
        let (scale, zeroPoint) = scale(
            arithmetic, weights, largestValue: choice.largest, factor: bestFactor)
        encode(
            arithmetic, grid(of: choice, zeroPoint: zeroPoint), weights, scale: scale,
            special: choice.special,
            codes: codes)
        return GroupOutcome(scale: scale, selector: UInt8(bestSelector), zeroPoint: UInt8(zeroPoint))
    }

    private func grid(of choice: Choice, zeroPoint: Float) -> Grid {
        scaleRule == .range ? .integer(IntegerGrid(zeroPoint: zeroPoint, codeBits: codeBits)) : choice.grid
    }

    /// Mean square errors by selector; of at most four.
    private func meanSquareErrors<Arithmetic: GroupArithmetic>(
        _ arithmetic: Arithmetic.Type, _ weights: Weights, factor: Float
    ) -> SIMD4<Float> {
        var errors = SIMD4<Float>(repeating: .infinity)
        let count = Float(weights.count)
        for evaluation in evaluations {
            let choice = choices[evaluation.first]
            let (scale, zeroPoint) = scale(arithmetic, weights, largestValue: choice.largest, factor: factor)
            let sums = squaredErrors(
                arithmetic, grid(of: choice, zeroPoint: zeroPoint), weights, scale: scale, evaluation)
            errors[evaluation.first] = Arithmetic.round(Arithmetic.round(sums.first) / count)
            if evaluation.second != evaluation.first {
                errors[evaluation.second] = Arithmetic.round(Arithmetic.round(sums.second) / count)
            }
        }
        return errors
    }

    private func squaredErrors<Arithmetic: GroupArithmetic>(
        _ arithmetic: Arithmetic.Type, _ grid: Grid, _ weights: Weights, scale: Float, _ pair: Evaluation
    ) -> (first: Float, second: Float) {
        let specials = (first: choices[pair.first].special, second: choices[pair.second].special)
        switch grid {
        case .minifloat(let grid):
            return specialCode == 0
                ? (Self.squaredError(arithmetic, grid, weights, scale: scale), 0)
                : Self.squaredErrors(arithmetic, grid, weights, scale: scale, specials: specials)
        case .list(let grid): return (Self.squaredError(arithmetic, grid, weights, scale: scale), 0)
        case .integer(let grid): return (Self.squaredError(arithmetic, grid, weights, scale: scale), 0)
        case .integerPairs(let grid): return (Self.squaredError(arithmetic, grid, weights, scale: scale), 0)
        case .listPairs(let grid): return (Self.squaredError(arithmetic, grid, weights, scale: scale), 0)
        }
    }

    private func encode<Arithmetic: GroupArithmetic>(
        _ arithmetic: Arithmetic.Type, _ grid: Grid, _ weights: Weights, scale: Float, special: SpecialRange,
        codes: UnsafeMutablePointer<UInt8>
    ) {
        switch grid {
        case .minifloat(let grid):
            encode(arithmetic, grid, weights, scale: scale, special: special, codes: codes)
        case .list(let grid):
            encode(arithmetic, grid, weights, scale: scale, special: special, codes: codes)
        case .integer(let grid):
            encode(arithmetic, grid, weights, scale: scale, special: special, codes: codes)
        case .integerPairs(let grid):
            encode(arithmetic, grid, weights, scale: scale, special: special, codes: codes)
        case .listPairs(let grid):
            encode(arithmetic, grid, weights, scale: scale, special: special, codes: codes)
        }
    }
}

extension GroupPlan {
    /// OCP Microscaling Formats specification, section 6.3: the shared exponent is that of the largest weight
    /// less that of the element type's largest value.
    private func quantizeUnderPowerOfTwo(
        _ weights: Weights, codes: UnsafeMutablePointer<UInt8>
    ) -> GroupOutcome {
        let range = Float8.e8m0Exponents
        let exponent = min(
            max(weights.largest.exponentOfTwo - largestExponent, range.lowerBound), range.upperBound)
        let scale = Float(sign: .plus, exponent: exponent, significand: 1)
        encode(
            Binary32Arithmetic.self, choices[0].grid, weights, scale: scale / gridUnitsPerOne, special: .none,
            codes: codes)
        return GroupOutcome(scale: scale)
    }

    /// NVFP4: the scale max|w| / 6 is an E4M3 number times the scale of the tensor.
    private func quantizeUnderTensorScale(
        _ weights: Weights, codes: UnsafeMutablePointer<UInt8>
    ) -> GroupOutcome {
        let largestValue = choices[0].largest / gridUnitsPerOne
        let groupScale =
            tensorScale > 0
            ? Float8.value(e4m3: Float8.e4m3((weights.largest / largestValue) / tensorScale)) : 0
        let scale = groupScale * tensorScale / gridUnitsPerOne
        guard scale > 0 else {
            codes.update(repeating: 0, count: weights.blocks * blockWidth)
            return GroupOutcome(scale: 0)
        }
        encode(
            Binary32Arithmetic.self, choices[0].grid, weights, scale: scale, special: .none, codes: codes)
        return GroupOutcome(scale: groupScale)
    }
}
