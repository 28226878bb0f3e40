import Configuration

/// One result of the array, with what it adds to the sticky status bits.
public struct GoldenResult: Equatable, Sendable {
    /// The encoding, binary16 in the low half or binary32.
    public let bits: UInt32
    /// The result is the canonical NaN because an activation or the channel scale was infinite or NaN.
    public let invalid: Bool
    /// A finite result became infinity.
    public let overflow: Bool

    public init(bits: UInt32, invalid: Bool, overflow: Bool) {
        self.bits = bits
        self.invalid = invalid
        self.overflow = overflow
    }
}

/// The column accumulator's state for one output: adds dequantised group sums in binary32 and scales the sum
/// (BitMoD section IV-C; `ArithmeticContract.md`, Across groups and Result).
public struct GoldenColumnAccumulator: Equatable, Sendable {
    /// binary32 encoding of the partial sum; +0 before the first group.
    public private(set) var partialSum: UInt32 = 0
    /// Groups added so far.
    public private(set) var groups = 0
    /// Whether an activation of this output's row was infinite or NaN in any group.
    public private(set) var isSpecial = false

    public init() {}

    /// Adds the dequantised group sum `groupProduct · 2^lastPlace`. Groups come in order.
    public mutating func add(groupProduct: Int128, lastPlace: Int) {
        let group = GoldenBinary32.convert(product: groupProduct, lastPlace: lastPlace)
        partialSum = groups == 0 ? group : GoldenBinary32.add(partialSum, group)
        groups += 1
    }

    /// Notes that an activation of this output's row was infinite or NaN.
    public mutating func markSpecial() {
        isSpecial = true
    }

    /// The partial sum times the channel scale, rounded once to `format`.
    ///
    /// An invalid result never counts as an overflow too: it is a NaN and not an infinity.
    /// - Parameter channelScale: binary32 encoding of the output channel's scale.
    public func result(channelScale: UInt32, format: ResultFormat) -> GoldenResult {
        if isSpecial || GoldenBinary32.isSpecial(channelScale) {
            return GoldenResult(
                bits: UInt32(GoldenBinaryFormat(format).canonicalNaN), invalid: true, overflow: false)
        }
        let product = GoldenBinary32.multiply(partialSum, channelScale, format: format)
        return GoldenResult(bits: product.bits, invalid: false, overflow: product.overflow)
    }
}
