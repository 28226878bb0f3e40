import Arithmetic

/// What a half-precision element holds, from the standard's definition: exact value, then one rounding.
struct HalfPrecisionOracle {
    private(set) var accumulator: UInt16 = 0

    /// One multiply-accumulate with Swift's operations on binary16, each of which rounds once.
    mutating func step(_ activation: UInt16, _ weight: UInt16, isFirst: Bool) {
        let product = Float16(bitPattern: activation) * Float16(bitPattern: weight)
        let sum = isFirst ? product : Float16(bitPattern: accumulator) + product
        accumulator = Self.canonical(sum)
    }

    /// The same with exact integers of any width; nil when an infinity or NaN takes part.
    static func exactStep(
        _ accumulator: UInt16, _ activation: UInt16, _ weight: UInt16, isFirst: Bool
    ) -> UInt16? {
        guard let first = Binary16(bitPattern: activation).exactValue,
            let second = Binary16(bitPattern: weight).exactValue
        else { return nil }
        let isNegative = (activation ^ weight) >> 15 == 1
        let product = rounded(first * second, isNegativeZero: isNegative)
        if isFirst { return product }
        guard let held = Binary16(bitPattern: accumulator).exactValue,
            let addend = Binary16(bitPattern: product).exactValue
        else { return nil }
        let bothAreNegative = accumulator >> 15 == 1 && product >> 15 == 1
        return rounded(held + addend, isNegativeZero: bothAreNegative)
    }

    private static func rounded(_ value: ExactDyadic, isNegativeZero: Bool) -> UInt16 {
        value.isZero ? (isNegativeZero ? 0x8000 : 0) : value.binary16.bitPattern
    }

    private static func canonical(_ value: Float16) -> UInt16 {
        value.isNaN ? Binary16.canonicalNaN.bitPattern : value.bitPattern
    }
}
