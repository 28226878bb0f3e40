import Quantization

/// Algorithm 1 once more, from the rule as published: one weight at a time, a sorted list of all values,
/// every midpoint tried. Shares no code with the quantiser; of the types it takes only the lists of values.
enum ReferenceQuantizer {
    struct Group: Equatable {
        var grid: [Int]
        var selector: Int
        var scale: Float
    }

    static func quantize(_ weights: [Float], type: QuantizationType) -> Group {
        let largest = weights.reduce(Float(0)) { $1.magnitude > $0 ? $1.magnitude : $0 }
        guard largest > 0 else {
            return Group(grid: weights.map { _ in 0 }, selector: 0, scale: 0)
        }
        var best: (group: Group, error: Float)?
        let candidates: [Int?] = type.specialValues.isEmpty ? [nil] : type.specialValues
        for (selector, special) in candidates.enumerated() {
            var values = type.basicValues
            if let special { values.append(special) }
            values = Set(values).sorted()
            let largestValue = Float(max(-values[0], values[values.count - 1]))
            var scale = largest / largestValue
            if scale < 1e-5 { scale = 1e-5 }
            if scale > 1e4 { scale = 1e4 }
            let grid = weights.map { weight -> Int in
                type.rounding == .nearestTiesToEven
                    ? nearestEven(weight / scale, limit: largestValue) : nearest(weight / scale, values)
            }
            var partial = [Float](repeating: 0, count: 8)
            for (index, weight) in weights.enumerated() {
                let difference = Float(grid[index]) * scale - weight
                let square = difference * difference
                partial[index % 8] = partial[index % 8] + square
            }
            let even = (partial[0] + partial[4]) + (partial[2] + partial[6])
            let odd = (partial[1] + partial[5]) + (partial[3] + partial[7])
            let error = (even + odd) / Float(weights.count)
            if best == nil || error < best!.error {
                best = (Group(grid: grid, selector: selector, scale: scale), error)
            }
        }
        return best!.group
    }

    /// The value v_i with (v_{i−1} + v_i) / 2 < x ≤ (v_i + v_{i+1}) / 2.
    static func nearest(_ x: Float, _ values: [Int]) -> Int {
        for index in values.indices.dropLast() {
            let midpoint = (Float(values[index]) + Float(values[index + 1])) / 2
            if x <= midpoint { return values[index] }
        }
        return values[values.count - 1]
    }

    static func nearestEven(_ x: Float, limit: Float) -> Int {
        var rounded = x.rounded(.toNearestOrEven)
        if rounded > limit { rounded = limit }
        if rounded < -limit { rounded = -limit }
        return Int(rounded)
    }
}
