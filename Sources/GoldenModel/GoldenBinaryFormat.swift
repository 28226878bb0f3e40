import Configuration

/// A binary floating-point number after rounding to nearest even.
public struct GoldenRounded: Equatable, Sendable {
    /// The encoding, in the low bits.
    public let bits: UInt32
    /// Whether a finite number became infinity.
    public let overflow: Bool
}

/// An IEEE 754-2019 binary interchange format, and rounding to it in integers.
struct GoldenBinaryFormat {
    /// Bits of the significand, hidden bit included.
    let precision: Int
    /// Bits of the exponent field.
    let exponentBits: Int

    static let binary16 = GoldenBinaryFormat(precision: 11, exponentBits: 5)
    static let binary32 = GoldenBinaryFormat(precision: 24, exponentBits: 8)

    init(precision: Int, exponentBits: Int) {
        self.precision = precision
        self.exponentBits = exponentBits
    }

    init(_ format: ResultFormat) {
        self = format == .binary16 ? .binary16 : .binary32
    }

    var signBit: Int { 1 << (precision - 1 + exponentBits) }
    var infinity: Int { ((1 << exponentBits) - 1) << (precision - 1) }
    /// The canonical quiet NaN: positive, only the first bit of the fraction set.
    var canonicalNaN: Int { infinity | 1 << (precision - 2) }
    /// Exponent of the last place of a subnormal: the smallest positive number is 2 to this power.
    var leastExponent: Int { 3 - (1 << (exponentBits - 1)) - precision }

    /// `± magnitude · 2^exponent` rounded once to nearest even, subnormals included; overflow gives infinity.
    func round(isNegative: Bool, magnitude: UInt64, exponent: Int) -> GoldenRounded {
        let sign = isNegative ? signBit : 0
        guard magnitude != 0 else { return GoldenRounded(bits: UInt32(sign), overflow: false) }
        let length = UInt64.bitWidth - magnitude.leadingZeroBitCount
        let lastPlace = max(exponent + length - precision, leastExponent)
        let significand = Self.nearestEven(magnitude, by: lastPlace - exponent)

        let hidden = 1 << (precision - 1)
        guard significand >= hidden else {
            return GoldenRounded(bits: UInt32(sign | significand), overflow: false)
        }
        // A significand that rounding carried to 2^precision adds one to the exponent field here.
        let field = lastPlace - leastExponent + 1
        let encoding = field * hidden + (significand - hidden)
        return encoding < infinity
            ? GoldenRounded(bits: UInt32(sign | encoding), overflow: false)
            : GoldenRounded(bits: UInt32(sign | infinity), overflow: true)
    }

    /// `magnitude · 2^−distance` to the nearest integer, a tie to the even one. A negative distance is exact.
    private static func nearestEven(_ magnitude: UInt64, by distance: Int) -> Int {
        guard distance > 0 else { return Int(magnitude << UInt64(-distance)) }
        guard distance <= UInt64.bitWidth else { return 0 }
        // Swift's shifts give 0 when the distance is the whole width.
        let kept = magnitude >> UInt64(distance)
        let lost = magnitude - (kept << UInt64(distance))
        let half = UInt64(1) << UInt64(distance - 1)
        let roundsUp = lost > half || (lost == half && kept & 1 == 1)
        return Int(kept) + (roundsUp ? 1 : 0)
    }
}
