extension ExactDyadic {
    /// The outcome of rounding an exact number to a binary format.
    public struct Rounded: Sendable, Hashable {
        /// The bits of the rounded number, in the low bits.
        public let bitPattern: UInt64
        /// Whether the exact number rounds beyond the largest finite number, so that the pattern is an
        /// infinity.
        public let overflows: Bool
        /// Whether the rounded number has the value of the exact number.
        public let isExact: Bool
    }

    /// This number in `format`, rounded once, to nearest with ties to even (IEEE 754-2019, 4.3.1): subnormals
    /// included, infinity beyond the largest finite number. A negative number that rounds to zero gives minus
    /// zero; zero itself gives plus zero.
    public func rounded(to format: BinaryFormat) -> Rounded {
        guard !isZero else { return Rounded(bitPattern: 0, overflows: false, isExact: true) }
        let signBits = sign < 0 ? format.signMask : 0
        let magnitude = significand.magnitude
        let leadingExponent = exponent + magnitude.bitLength - 1
        let infinity = Rounded(
            bitPattern: signBits | format.infinityPattern, overflows: true, isExact: false)
        guard leadingExponent - format.leastExponent < 1 << format.exponentWidth + format.precision else {
            return infinity
        }

        // The last place: as many bits as the format has, but never below the smallest subnormal.
        let lastPlace = max(leadingExponent - (format.precision - 1), format.leastExponent)
        let dropped = lastPlace - exponent
        var kept: UInt64
        var isExact = true
        if dropped <= 0 {
            kept = (magnitude << -dropped).magnitudeWord!
        } else {
            kept = (magnitude >> dropped).magnitudeWord!
            let lowest = magnitude.lowestOneBit!
            isExact = lowest >= dropped
            let isAboveHalf = magnitude.bit(dropped - 1) && lowest < dropped - 1
            let isHalf = lowest == dropped - 1
            if isAboveHalf || (isHalf && kept & 1 == 1) { kept += 1 }
        }

        // The hidden bit adds one to the exponent field, as does a carry out of the significand.
        let pattern = UInt64(lastPlace - format.leastExponent) << UInt64(format.precision - 1) + kept
        guard pattern < format.infinityPattern else { return infinity }
        return Rounded(bitPattern: signBits | pattern, overflows: false, isExact: isExact)
    }

    /// The nearest binary16 number, ties to even.
    public var binary16: Binary16 {
        Binary16(bitPattern: UInt16(rounded(to: .binary16).bitPattern))
    }

    /// The nearest binary32 number, ties to even.
    public var float: Float { Float(bitPattern: UInt32(rounded(to: .binary32).bitPattern)) }

    /// The nearest binary64 number, ties to even.
    public var double: Double { Double(bitPattern: rounded(to: .binary64).bitPattern) }
}
