/// Weights that the kernels take at a time: also the number of partial sums of the squared error, which is
/// part of the rule (``Quantizer``).
let blockWidth = 8
typealias Block = SIMD8<Float>
typealias BlockBits = SIMD8<UInt32>

/// Scale and selector of a quantised group.
struct GroupOutcome {
    var scale: Float
    var selector: UInt8
}

/// What of a data type the kernels need, computed once for a tensor.
struct GroupPlan: Sendable {
    /// Where a special value lies among the values: quotients above `lower` and up to `upper` become it.
    struct SpecialRange: Sendable {
        var lower: Float
        var upper: Float
        var value: Float

        /// A range without numbers, for a type without special values, and for a special value that is a
        /// basic value already, so that each value has one code.
        static let none = SpecialRange(lower: .infinity, upper: -.infinity, value: 0)

        /// - Parameters:
        ///   - value: the special value on the grid.
        ///   - type: the type whose basic values surround it.
        init(_ value: Int, in type: QuantizationType) {
            let basic = type.basicValues
            guard !basic.contains(value) else {
                self = .none
                return
            }
            let below = basic.last { $0 < value }
            let above = basic.first { $0 > value }
            self.value = Float(value)
            lower = below.map { (Float($0) + Float(value)) / 2 } ?? -.infinity
            upper = above.map { (Float($0) + Float(value)) / 2 } ?? .infinity
        }

        private init(lower: Float, upper: Float, value: Float) {
            self.lower = lower
            self.upper = upper
            self.value = value
        }
    }

    /// One or two special values with the same scale, evaluated together.
    struct Candidates: Sendable {
        /// Largest magnitude of the values.
        var largest: Float
        var first: Int
        var second: Int
    }

    let encoding: QuantizationType.Encoding
    let codeBits: Int
    /// Largest magnitude of the basic values.
    let largest: Float
    /// Bit patterns of the midpoints between adjacent magnitudes, ascending, each in all lanes.
    let midpoints: [SIMD8<Int32>]
    /// Difference of the bit patterns of adjacent magnitudes, each in all lanes: added up, they give the
    /// pattern of a magnitude.
    let steps: [BlockBits]
    /// One for each special value; one without numbers for a type that has none.
    let specials: [SpecialRange]
    /// Largest magnitude with each of the special values.
    let largestWithSpecial: [Float]
    /// All special values, each once, in pairs of equal scale.
    let candidates: [Candidates]

    init(_ type: QuantizationType) {
        encoding = type.encoding
        codeBits = type.codeBits
        largest = Float(type.largestMagnitude)
        let magnitudes = type.magnitudes.map(Float.init)
        let adjacent = Array(zip(magnitudes, magnitudes.dropFirst()))
        let padding = -adjacent.count & 3
        midpoints =
            adjacent.map { SIMD8(repeating: Int32(bitPattern: (($0 + $1) / 2).bitPattern)) }
            + Array(repeating: SIMD8(repeating: .max), count: padding)
        steps =
            adjacent.map { BlockBits(repeating: $1.bitPattern - $0.bitPattern) }
            + Array(repeating: BlockBits(repeating: 0), count: padding)
        specials =
            type.specialValues.isEmpty ? [.none] : type.specialValues.map { SpecialRange($0, in: type) }
        let largestWithSpecial =
            type.specialValues.isEmpty
            ? [largest] : type.specialValues.map { [largest] in max(largest, Float(abs($0))) }
        self.largestWithSpecial = largestWithSpecial
        var candidates: [Candidates] = []
        var waiting = Array(largestWithSpecial.indices)
        while let first = waiting.first {
            let partner = waiting.dropFirst().first { largestWithSpecial[$0] == largestWithSpecial[first] }
            waiting.removeAll { $0 == first || $0 == partner }
            candidates.append(
                Candidates(largest: largestWithSpecial[first], first: first, second: partner ?? first))
        }
        self.candidates = candidates
    }

    /// The scale for a largest weight and a largest value.
    @inline(__always)
    static func scale(_ largestWeight: Float, _ largestValue: Float) -> Float {
        min(
            max(largestWeight / largestValue, Quantizer.scaleRange.lowerBound),
            Quantizer.scaleRange.upperBound)
    }

    /// Quantises one group.
    /// - Parameters:
    ///   - weights: `blocks` blocks of weights, filled up with zeros.
    ///   - count: weights of the group.
    ///   - codes: `blocks` blocks of codes, to be written.
    /// - Returns: `nil` when a weight is an infinity or NaN.
    func quantize(
        _ weights: UnsafePointer<Float>, count: Int, blocks: Int, codes: UnsafeMutablePointer<UInt8>
    ) -> GroupOutcome? {
        let largestBits = largestMagnitudeBits(weights, blocks: blocks)
        guard largestBits < Float.infinity.bitPattern else { return nil }
        guard largestBits > 0 else {
            codes.update(repeating: 0, count: blocks * blockWidth)
            return GroupOutcome(scale: 0, selector: 0)
        }
        let largestWeight = Float(bitPattern: largestBits)
        switch encoding {
        case .twosComplement:
            let scale = Self.scale(largestWeight, largest)
            encodeIntegers(weights, blocks: blocks, scale: scale, codes: codes)
            return GroupOutcome(scale: scale, selector: 0)
        case .signMagnitude:
            let selector = bestSpecial(weights, count: count, blocks: blocks, largestWeight: largestWeight)
            let scale = Self.scale(largestWeight, largestWithSpecial[selector])
            encodeSignMagnitude(
                weights, blocks: blocks, scale: scale, special: specials[selector], codes: codes)
            return GroupOutcome(scale: scale, selector: UInt8(selector))
        }
    }

    /// Index of the special value with the smallest mean square error, the first among equals.
    private func bestSpecial(
        _ weights: UnsafePointer<Float>, count: Int, blocks: Int, largestWeight: Float
    ) -> Int {
        guard specials.count > 1 else { return 0 }
        var errors = SIMD4<Float>(repeating: .infinity)
        for pair in candidates {
            let sums = squaredErrors(
                weights, blocks: blocks, scale: Self.scale(largestWeight, pair.largest),
                first: specials[pair.first], second: specials[pair.second])
            errors[pair.first] = sums.first / Float(count)
            errors[pair.second] = sums.second / Float(count)
        }
        var best = 0
        for index in 1..<specials.count where errors[index] < errors[best] { best = index }
        return best
    }
}
