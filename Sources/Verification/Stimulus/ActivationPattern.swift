import Arithmetic

/// Kinds of binary16 activations, from the everyday to the adversarial.
public enum ActivationPattern: String, Codable, CaseIterable, Sendable {
    /// Normal distribution, mean 0, deviation 1.
    case gaussian
    /// Normal distribution with one value in 64 a hundred times larger.
    case outliers
    /// Any finite bit pattern: every exponent gap.
    case anyFinite
    /// Exponents near the top, signs alternating: the largest sums and their cancellation.
    case cancelling
    /// Subnormals and the smallest normal numbers.
    case subnormal
    /// The largest finite magnitudes of either sign.
    case largest
    /// Mostly zeros of either sign.
    case sparse
    /// Any exponent, a significand of one or two ones, a quarter zeros: alignment loses a single one, which must show.
    case fewOnes
    /// Single ones among zeros, exponents rising along the group: each new one shifts the sum of the smaller ones out.
    case rising
    /// Runs of one power of two, then ones far above: a sum of equal products is shifted out as a whole.
    case plateaus
    /// Any bit pattern, infinities and NaNs included.
    case anyBits

    /// Patterns that have no infinity or NaN.
    public static let finite: [ActivationPattern] = allCases.filter { $0 != .anyBits }

    /// The value at `index` of a vector.
    func value(at index: Int, _ generator: inout SeededGenerator) -> UInt16 {
        let bits = generator.next()
        let random = UInt16(truncatingIfNeeded: bits)
        switch self {
        case .gaussian: return Float16(approximateNormal(bits)).bitPattern
        case .outliers:
            let scale: Float = bits >> 58 == 0 ? 100 : 1
            return Float16(approximateNormal(bits) * scale).bitPattern
        case .anyFinite:
            let exponent = UInt16(bits >> 32 & 0xFFFF) % 31
            return random & 0x83FF | exponent << 10
        case .cancelling:
            let exponent: UInt16 = 28 + (random >> 10 & 1)
            return (index % 2 == 0 ? 0 : 0x8000) | exponent << 10 | random & 0x3FF
        case .subnormal: return random & 0x87FF
        case .largest: return random & 0x8000 | 0x7BFF
        case .sparse: return bits >> 61 == 0 ? random & 0xBFFF : random & 0x8000
        case .fewOnes:
            guard bits >> 62 != 0 else { return random & 0x8000 }
            let exponent = UInt16(bits >> 32 & 0xFFFF) % 31
            let one = UInt16(bits >> 48 & 15)
            return random & 0x8000 | exponent << 10 | (one < 10 ? 1 << one : 0)
        case .rising:
            guard bits >> 62 == 0 else { return random & 0x8000 }
            let exponent = min(30, UInt16(1 + 2 * (index % 16)) + UInt16(bits >> 32 & 3))
            let one = UInt16(bits >> 48 & 15)
            return random & 0x8000 | exponent << 10 | (one < 10 ? 1 << one : 0)
        case .plateaus:
            // Eight equal values first, then runs of other lengths.
            let isLow = index % 16 < 8 + index / 16 % 7
            return (isLow ? 4 : 24 + (random >> 10 & 3)) << 10
        case .anyBits: return random
        }
    }

    /// Sum of four uniform numbers, scaled to deviation 1: cheap, and its tails don't matter here.
    private func approximateNormal(_ bits: UInt64) -> Float {
        var sum: Float = -2
        for part in 0..<4 { sum += Float(bits >> UInt64(16 * part) & 0xFFFF) / 65536 }
        return sum * 1.732
    }
}
