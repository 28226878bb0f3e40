import Foundation

/// The quantisation rules once more, as published: one weight at a time, a sorted list of all values, every
/// midpoint tried, binary16 by the language's own type. Shares no code and no table with the quantiser: types
/// are known by name, their values written out.
enum ReferenceQuantizer {
    struct Group: Equatable {
        /// Values on the grid, zero point subtracted.
        var grid: [Int]
        var selector: Int
        var zeroPoint = 0
        var scale: Float
    }

    /// A type that maps quotients to values, one weight or one pair at a time.
    struct Candidate {
        var selector: Int
        /// All values, ascending, and how ties go; integers have none.
        var values: [Int] = []
        var integerLimit: Int?
        var tiesToEven = false
        var largest: Int
        /// Magnitudes of OliVe's outliers.
        var outliers: [Int] = []
    }

    /// Rounds the result of an operation to binary16 or leaves it in binary32.
    struct Rounding {
        let isHalf: Bool
        func callAsFunction(_ x: Float) -> Float { isHalf ? Float(Float16(x)) : x }
    }

    static let fp4 = [0, 1, 2, 3, 4, 6, 8, 12]
    static let fp3 = [0, 1, 2, 4]
    static let flint4 = [0, 1, 2, 3, 4, 6, 8, 16]
    static let flint5 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 24, 32, 64]

    /// Values of the minifloat types, in multiples of the smallest subnormal.
    static let minifloats: [String: [Int]] = [
        "fp6-e2m3": Array(0...16) + [18, 20, 22, 24, 26, 28, 30, 32, 36, 40, 44, 48, 52, 56, 60],
        "fp6-e3m2": Array(0...8)
            + [
                10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
                384,
            ]
            + [448],
        "fp5-e2m2": Array(0...8) + [10, 12, 14, 16, 20, 24, 28],
        "fp5-e3m1": [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192],
        "flint4": flint4, "flint5": flint5, "fp4": fp4, "fp3": fp3,
    ]

    static func signed(_ magnitudes: [Int], _ special: Int? = nil) -> [Int] {
        Set(magnitudes + magnitudes.map { -$0 } + (special.map { [$0] } ?? [])).sorted()
    }

    static func candidates(_ name: String, specials: [Int]? = nil) -> [Candidate] {
        func list(_ magnitudes: [Int], _ specials: [Int]) -> [Candidate] {
            specials.enumerated().map {
                Candidate(
                    selector: $0, values: signed(magnitudes, $1), largest: max(magnitudes.last!, abs($1)))
            }
        }
        func integers(_ bits: Int, _ selector: Int = 0) -> Candidate {
            let limit = 1 << (bits - 1) - 1
            return Candidate(selector: selector, integerLimit: limit, largest: limit)
        }
        func flint(_ magnitudes: [Int]) -> Candidate {
            Candidate(selector: 1, values: signed(magnitudes), largest: magnitudes.last!)
        }
        switch name {
        case "bitmod4": return list(fp4, specials ?? [10, -10, 16, -16])
        case "bitmod3": return list(fp3, specials ?? [3, -3, 6, -6])
        case "fp4-er": return list(fp4, [10, -10])
        case "fp4-ea": return list(fp4, [16, -16])
        case "fp3-er": return list(fp3, [3, -3])
        case "fp3-ea": return list(fp3, [6, -6])
        case "ant4": return [integers(4), flint(flint4)]
        case "ant3": return [integers(3), flint(fp3)]
        case "olive4":
            var integer = integers(4)
            integer.outliers = [12, 16, 24, 32, 48, 64, 96]
            var flint = flint(flint4)
            flint.outliers = [24, 32, 48, 64, 96, 128, 192]
            return [integer, flint]
        case "mx-fp4": return list(fp4, [0])
        case "mx-fp3": return list(fp3, [0])
        case "ocp-mxfp4", "nvfp4":
            return [Candidate(selector: 0, values: signed(fp4), tiesToEven: true, largest: 12)]
        default:
            if let magnitudes = minifloats[name] { return list(magnitudes, [0]) }
            let bits = name.replacingOccurrences(of: "mx-", with: "").dropFirst(3).prefix(1)
            return [integers(Int(bits)!)]
        }
    }

    static func quantize(
        _ original: [Float], type name: String, half: Bool = false, clip: Bool = false,
        specials: [Int]? = nil, tensorLargest: Float = 0
    ) -> Group {
        let round = Rounding(isHalf: half)
        let weights = original.map { round($0) }
        let largest = weights.map { abs($0) }.max()!
        guard largest > 0 else { return Group(grid: weights.map { _ in 0 }, selector: 0, scale: 0) }
        let candidates = candidates(name, specials: specials)
        if name.contains("mx") || name == "nvfp4" {
            return prescribed(weights, name, candidates[0], largest, tensorLargest)
        }
        if name.hasSuffix("-asym") { return asymmetric(weights, name, round, clip: clip) }
        var factors: [Float] = clip ? [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55] : [1]
        if name == "olive4" { factors = (0..<16).map { Float(pow(2, -Double($0) / 4)) } }
        var best: (group: Group, error: Float)?
        for factor in factors {
            for candidate in candidates {
                let scale = clamped(round(round(largest * factor) / Float(candidate.largest)), round)
                let grid = values(weights.map { round($0 / scale) }, candidate)
                let error = meanSquareError(weights, grid, scale, round)
                if best == nil || error < best!.error {
                    best = (Group(grid: grid, selector: candidate.selector, scale: scale), error)
                }
            }
        }
        return best!.group
    }

    static func clamped(_ scale: Float, _ round: Rounding) -> Float {
        let lower = round(1e-5)
        return scale < lower ? lower : scale > 1e4 ? 1e4 : scale
    }

    /// The stated order of addition, in binary32.
    static func meanSquareError(
        _ weights: [Float], _ grid: [Int], _ scale: Float, _ round: Rounding
    ) -> Float {
        var partial = [Float](repeating: 0, count: 8)
        for (index, weight) in weights.enumerated() {
            let difference = round(round(Float(grid[index]) * scale) - weight)
            partial[index % 8] += round(difference * difference)
        }
        let even = (partial[0] + partial[4]) + (partial[2] + partial[6])
        let odd = (partial[1] + partial[5]) + (partial[3] + partial[7])
        return round(round(even + odd) / Float(weights.count))
    }

    static func values(_ quotients: [Float], _ candidate: Candidate) -> [Int] {
        var result = quotients.map { value($0, candidate) }
        guard let smallest = candidate.outliers.first else { return result }
        let threshold = Float(smallest + candidate.largest) / 2
        for first in stride(from: 0, to: quotients.count, by: 2) {
            let sizes = (abs(quotients[first]), abs(quotients[first + 1]))
            guard max(sizes.0, sizes.1) > threshold else { continue }
            let outlier = sizes.0 >= sizes.1 ? first : first + 1
            let signed = (candidate.outliers.map { -$0 } + candidate.outliers).sorted()
            result[outlier] = nearest(quotients[outlier], signed)
            result[first + first + 1 - outlier] = 0
        }
        return result
    }

    static func value(_ x: Float, _ candidate: Candidate) -> Int {
        if let limit = candidate.integerLimit { return nearestEven(x, limit: Float(limit)) }
        return candidate.tiesToEven ? nearestEvenCode(x, candidate.values) : nearest(x, candidate.values)
    }

    /// The value v_i with (v_{i−1} + v_i) / 2 < x ≤ (v_i + v_{i+1}) / 2.
    static func nearest(_ x: Float, _ values: [Int]) -> Int {
        for index in values.indices.dropLast() {
            let midpoint = (Float(values[index]) + Float(values[index + 1])) / 2
            if x <= midpoint { return values[index] }
        }
        return values[values.count - 1]
    }

    /// The nearest value; of two, that whose index among the magnitudes, so whose mantissa, is even.
    static func nearestEvenCode(_ x: Float, _ values: [Int]) -> Int {
        let magnitudes = values.filter { $0 >= 0 }
        var best = 0
        for index in magnitudes.indices.dropFirst() {
            let (old, new) = (Double(magnitudes[best]), Double(magnitudes[index]))
            let distances = (abs(Double(abs(x)) - old), abs(Double(abs(x)) - new))
            if distances.1 < distances.0 || (distances.1 == distances.0 && index % 2 == 0) { best = index }
        }
        return x < 0 ? -magnitudes[best] : magnitudes[best]
    }

    static func nearestEven(_ x: Float, limit: Float) -> Int {
        Int(min(max(x.rounded(.toNearestOrEven), -limit), limit))
    }

    static func asymmetric(
        _ weights: [Float], _ name: String, _ round: Rounding, clip: Bool
    ) -> Group {
        let top = Float(1 << Int(String(name.dropFirst(3).prefix(1)))! - 1)
        var best: (group: Group, error: Float)?
        for step in 0..<(clip ? 10 : 1) {
            let factor = Float(100 - 5 * step) / 100
            let (low, high) = (round(weights.min()! * factor), round(weights.max()! * factor))
            let scale = clamped(round(round(high - low) / top), round)
            let zeroPoint = min(max(round(-low / scale).rounded(.toNearestOrEven), 0), top)
            let grid = weights.map { weight -> Int in
                let code = round(weight / scale).rounded(.toNearestOrEven) + zeroPoint
                return Int(min(max(code, 0), top) - zeroPoint)
            }
            let error = meanSquareError(weights, grid, scale, round)
            if best == nil || error < best!.error {
                best = (Group(grid: grid, selector: 0, zeroPoint: Int(zeroPoint), scale: scale), error)
            }
        }
        return best!.group
    }

    /// MX and NVFP4, whose scales the standards prescribe.
    static func prescribed(
        _ weights: [Float], _ name: String, _ candidate: Candidate, _ largest: Float, _ tensorLargest: Float
    ) -> Group {
        var scale: Float
        if name == "nvfp4" {
            let tensorScale = tensorLargest / 2688
            guard tensorScale > 0 else {
                return Group(grid: weights.map { _ in 0 }, selector: 0, scale: 0)
            }
            let groupScale = nearestE4M3(largest / 6 / tensorScale)
            scale = groupScale * tensorScale / 2
            guard scale > 0 else { return Group(grid: weights.map { _ in 0 }, selector: 0, scale: 0) }
        } else {
            var exponent = Int(floor(log2(Double(largest))))
            let unit = ["mx-int8": 64, "mx-int4": 4, "mx-int3": 2, "mx-fp3": 1][name] ?? 2
            exponent -= name.contains("int") ? 0 : 2
            exponent = min(max(exponent, -127), 127)
            scale = Float(pow(2, Double(exponent)) / Double(unit))
        }
        return Group(grid: values(weights.map { $0 / scale }, candidate), selector: 0, scale: scale)
    }

    static let e4m3: [Float] = (0..<127).map { code in
        let (exponent, mantissa) = (code / 8, code % 8)
        return exponent == 0
            ? Float(mantissa) / 512 : Float(pow(2, Double(exponent - 7))) * (1 + Float(mantissa) / 8)
    }

    static func nearestE4M3(_ x: Float) -> Float {
        var best = 0
        for code in e4m3.indices {
            let distances = (abs(Double(x) - Double(e4m3[best])), abs(Double(x) - Double(e4m3[code])))
            if distances.1 < distances.0 || (distances.1 == distances.0 && code % 2 == 0) { best = code }
        }
        return e4m3[best]
    }

    /// What group scales of one row are read back as.
    static func stored(_ scales: [Float], _ format: String) -> [Float] {
        switch format {
        case "fp32": return scales
        case "fp16": return scales.map { Float(Float16($0)) }
        default:
            let top = Float(1 << Int(format.dropFirst(3))! - 1)
            let channel = scales.max()! / top
            return scales.map { scale in
                guard scale > 0 else { return 0 }
                var code = Float(1)
                while code < top && nearestEven(scale / channel, limit: top) > Int(code) { code += 1 }
                return code * channel
            }
        }
    }
}
