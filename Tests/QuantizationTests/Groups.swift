import Arithmetic
import Quantization

/// Groups of weights that try a quantiser.
enum Groups {
    /// Random groups and groups made to be difficult, by name.
    static func all(size: Int, type: QuantizationType, seed: UInt64) -> [(name: String, weights: [Float])] {
        var generator = SeededGenerator(seed: seed)
        var groups: [(String, [Float])] = []
        for round in 0..<6 {
            let spread = [1, 0.02, 1e-4, 30, 1e6, 1e-6][round]
            groups.append(("normal · \(spread)", generator.gaussians(count: size, standardDeviation: spread)))
            groups.append(
                (
                    "heavy tails · \(spread)",
                    (0..<size).map { _ in Float(generator.nextStudentT(degreesOfFreedom: 3) * spread) }
                ))
            groups.append(
                (
                    "one-sided · \(spread)",
                    (0..<size).map { _ in Float(abs(generator.nextGaussian()) * spread) }
                ))
            groups.append(
                (
                    "other side · \(spread)",
                    (0..<size).map { _ in Float(-abs(generator.nextGaussian()) * spread) }
                ))
        }
        groups.append(("zeros", Array(repeating: 0, count: size)))
        groups.append(("minus zeros", Array(repeating: -0.0, count: size)))
        for value: Float in [1, -1, 1e-6, -1e-6, 1e-30, .leastNonzeroMagnitude, 3e38, -3e38, 0.1] {
            groups.append(("all \(value)", Array(repeating: value, count: size)))
            var single = [Float](repeating: 0, count: size)
            single[size / 2] = value
            groups.append(("one \(value)", single))
        }
        // Squares and sums that overflow binary16, or whose products do, and its subnormals.
        for spread in [200, 1000, 15_000] {
            groups.append(
                (
                    "overflow · \(spread)",
                    (0..<size).map { _ in
                        Float(min(max(generator.nextGaussian() * Double(spread), -65_504), 65_504))
                    }
                ))
        }
        groups.append(("all 65504", Array(repeating: 65_504, count: size)))
        groups.append(
            ("subnormals", (0..<size).map { _ in Float(generator.nextInteger(in: -900...900)) * 0x1p-24 }))
        // Binary16 numbers with few bits, whose quotients are often midpoints.
        groups.append(("coarse", (0..<size).map { _ in Float(generator.nextInteger(in: -24...24)) / 16 }))
        var outlier = generator.gaussians(count: size, standardDeviation: 1e-3)
        outlier[size - 1] = 1000
        groups.append(("one huge outlier", outlier))
        groups.append(contentsOf: midpoints(size: size, type: type))
        // Every weight with its negative, elsewhere: special values of opposite signs give equal errors but
        // for the rounding of their sums, so that the order of addition decides.
        for round in 0..<6 {
            let half = generator.gaussians(count: size / 2)
            let mirrored = (half + half.map { -$0 } + Array(repeating: 0, count: size % 2))
            groups.append(("mirrored \(round)", mirrored.shuffled(using: &generator)))
        }
        // Random bit patterns: every exponent, subnormals included.
        for round in 0..<4 {
            let weights = (0..<size).map { _ -> Float in
                let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
                return value.isFinite ? value : 0
            }
            groups.append(("bit patterns \(round)", weights))
        }
        return groups
    }

    /// For each special value, quotients exactly on midpoints and one unit in the last place to either side:
    /// the largest weight is the largest value, so that the scale is a power of two and divides exactly.
    private static func midpoints(size: Int, type: QuantizationType) -> [(String, [Float])] {
        let specials: [Int?] = type.specialValues.isEmpty ? [nil] : type.specialValues
        return specials.flatMap { special -> [(String, [Float])] in
            let values = Set(type.basicValues + (special.map { [$0] } ?? [])).sorted()
            let largest = values.map { abs($0) }.max()!
            return [Float(1), 0.0078125].map { unit in
                // Most of the weights are the special value exactly, so that it wins.
                var weights: [Float] = [Float(largest) * unit]
                if let special { weights += Array(repeating: Float(special) * unit, count: size * 7 / 8) }
                var index = 0
                while weights.count < size {
                    let midpoint = Float(values[index] + values[index + 1]) / 2 * unit
                    weights += [midpoint, midpoint.nextUp, midpoint.nextDown, -midpoint]
                    index = (index + 1) % (values.count - 1)
                }
                return ("midpoints of \(special ?? 0) · \(unit)", Array(weights.prefix(size)))
            }
        }
    }
}
