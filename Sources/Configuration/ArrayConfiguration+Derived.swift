/// Widths and times that follow from a configuration. The derivations are in <doc:ArithmeticContract>.
extension ArrayConfiguration {
    /// Bits of a weight code on the array's port: every type's code sits in the low bits of a byte.
    public static let weightPortBits = 8
    /// Bits of a group scale (unsigned).
    public static let scaleBits = 8
    /// Bits of a channel scale (binary32).
    public static let channelScaleBits = 32
    /// Bits of the exponent of a product sum: activation field up to 31, term up to 3, significance up to 6.
    public static let sumExponentWidth = 6
    /// Bits of a product's magnitude after alignment: 11 of the significand and three guard bits.
    public static let alignedProductWidth = 14
    /// What the exponent of a group sum is ahead of its value: value = mantissa · 2^(exponent − 28).
    public static let exponentBias = 28

    /// Bits of the signed sum of one step's aligned products.
    public var productSumWidth: Int { Self.alignedProductWidth + bitsFor(lanes) + 1 }

    /// Bits of the signed accumulator: headroom for a whole group of the longest data type.
    public var accumulatorWidth: Int {
        let longest = WeightDataType.allCases.map(\.termCount).max() ?? 1
        return Self.alignedProductWidth + bitsFor(groupSize * longest) + 1
    }

    /// Bits of the signed product of group sum and scale.
    public var dequantizedWidth: Int { accumulatorWidth + Self.scaleBits }

    /// Beats of weights and activations in one group.
    public var beatsPerGroup: Int { groupSize / lanes }

    /// Cycles in which the array multiplies one group of `dataType` when it is never starved.
    public func stepsPerGroup(_ dataType: WeightDataType) -> Int { beatsPerGroup * dataType.termCount }

    /// Least cycles from the last step of one group to the last step of the next: eight for the scale's
    /// bits and one a row for the column accumulator, but never fewer than it takes to reach the channel scale
    /// (20). A shorter group waits in the sequencer.
    public var drainInterval: Int { max(Self.scaleBits + rows, 20) }

    /// Results that the output buffer of a column holds: one output tile drains while the next is computed.
    public var outputBufferDepth: Int { 2 * rows }

    /// The smallest number of bits that holds `count` different values.
    private func bitsFor(_ count: Int) -> Int {
        count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
    }
}
