import Foundation

/// How numbers become places: an interval of data on an interval of pixels, with round numbers marked.
public struct ChartAxis: Sendable {
    /// What equal distances stand for.
    public enum Kind: Sendable {
        /// Equal differences.
        case linear
        /// Equal ratios; positive numbers only.
        case logarithmic

        /// Whether a number can be on an axis of this kind.
        func hasPlace(for value: Double) -> Bool { value.isFinite && (self == .linear || value > 0) }
    }

    /// A marked number.
    struct Tick: Sendable {
        let value: Double
        let label: String
    }

    let kind: Kind
    /// The data's ends, different from each other.
    let lower: Double, upper: Double
    /// Where they are, in pixels.
    let start: Double, end: Double
    let ticks: [Tick]

    /// - Parameters:
    ///   - values: the data; what isn't finite, or positive on a logarithmic axis, is left out.
    ///   - margin: part of the interval to add at both ends.
    ///   - includesZero: whether a linear axis starts or ends at zero, without a margin there.
    init(
        _ kind: Kind, of values: [Double], from start: Double, to end: Double, margin: Double = 0,
        includesZero: Bool = false, tickCount: Int = 6
    ) {
        let usable = values.filter { kind.hasPlace(for: $0) }
        var (lower, upper) = (usable.min() ?? 1, usable.max() ?? 1)
        if includesZero && kind == .linear { (lower, upper) = (min(lower, 0), max(upper, 0)) }
        switch kind {
        case .linear:
            let range = upper - lower
            if lower != 0 || !includesZero { lower -= margin * range }
            if upper != 0 || !includesZero { upper += margin * range }
        case .logarithmic:
            let factor = pow(upper / lower, margin)
            (lower, upper) = (lower / factor, upper * factor)
        }
        if !(upper - lower > abs(upper) * 1e-9) {
            switch kind {
            case .linear where upper == 0: (lower, upper) = (includesZero ? 0 : -1, 1)
            case .linear: (lower, upper) = (lower - abs(lower) / 2, upper + abs(upper) / 2)
            case .logarithmic: (lower, upper) = (lower / 2, upper * 2)
            }
        }
        let ticks: [Tick]
        switch kind {
        case .linear:
            let step = Self.step(upper - lower, count: tickCount)
            ticks = Self.linearTicks(lower, upper, step: step)
        case .logarithmic:
            ticks = Self.logarithmicTicks(lower, upper)
        }
        self.kind = kind
        self.lower = lower
        self.upper = upper
        self.start = start
        self.end = end
        self.ticks = ticks
    }

    /// Where a number is, in pixels; numbers beyond the ends are at the ends.
    func position(_ value: Double) -> Double {
        let part: Double
        switch kind {
        case .linear: part = (value - lower) / (upper - lower)
        case .logarithmic:
            part = value > 0 ? (log10(value) - log10(lower)) / (log10(upper) - log10(lower)) : 0
        }
        return start + (end - start) * (part.isFinite ? min(max(part, 0), 1) : 0)
    }

    /// 1, 2 or 5 times a power of ten, that divides a range into about `count` steps.
    private static func step(_ range: Double, count: Int) -> Double {
        let rough = range / Double(count)
        let power = pow(10, log10(rough).rounded(.down))
        let factor = [1, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10
        return factor * power
    }

    private static func linearTicks(_ lower: Double, _ upper: Double, step: Double) -> [Tick] {
        let first = Int((lower / step - 1e-6).rounded(.up))
        let last = Int((upper / step + 1e-6).rounded(.down))
        guard first <= last else { return [] }
        let exponent = Int(log10(max(abs(lower), abs(upper))).rounded(.down))
        let stepExponent = Int((log10(step) + 1e-9).rounded(.down))
        return (first...last).map { index in
            let value = Double(index) * step
            guard exponent < -3 || exponent > 5 else {
                return Tick(value: value, label: String(format: "%.\(max(0, -stepExponent))f", value))
            }
            let mantissa = value / pow(10, Double(exponent))
            let digits = String(format: "%.\(max(0, exponent - stepExponent))f", mantissa)
            return Tick(value: value, label: index == 0 ? "0" : "\(digits)e\(exponent)")
        }
    }

    private static func logarithmicTicks(_ lower: Double, _ upper: Double) -> [Tick] {
        let exponents = Int(log10(lower).rounded(.down))...Int(log10(upper).rounded(.up))
        let decades = log10(upper / lower)
        let every = max(1, Int(decades / 8))
        let factors: [Double] = decades < 1.5 ? [1, 2, 3, 5, 7] : decades < 4 ? [1, 2, 5] : [1]
        return exponents.filter { ($0 - exponents.lowerBound).isMultiple(of: every) }.flatMap { exponent in
            factors.compactMap { factor in
                let value = factor * pow(10, Double(exponent))
                guard value >= lower * 0.999 && value <= upper * 1.001 else { return nil }
                let isPlain = (-2...3).contains(exponent)
                return Tick(
                    value: value,
                    label: isPlain ? String(format: "%g", value) : String(format: "%ge%d", factor, exponent))
            }
        }
    }
}
