/// Widths and times that follow from a configuration. The derivations are in <doc:ArithmeticContract>.
extension ArrayConfiguration {
    /// Bits of a weight code on the array's port: every type's code sits in the low bits of a byte.
    public static let weightPortBits = 8
    /// Bits of a group scale (unsigned).
    public static let scaleBits = 8
    /// Bits of a channel scale (binary32).
    public static let channelScaleBits = 32
    /// Bits of an activation's significand with its hidden bit (binary16).
    public static let significandWidth = 11
    /// Bits below a product that exponent-matched alignment keeps.
    public static let guardBits = 3
    /// Largest magnitude of a weight: −128 of INT8.
    private static let largestWeightBits = 7

    // MARK: Terms

    /// Terms, and so array cycles, that one weight of `dataType` takes.
    public func termCount(_ dataType: WeightDataType) -> Int { radix.termCount(dataType) }

    /// Bit significance of the term that `step` (0 … ``termCount(_:)`` − 1) processes, common to all lanes: 1, 0 for
    /// floating-point types of radix 4, 0 for those of radix 8, otherwise multiples of a digit's bits, the largest first.
    public func bitSignificance(_ dataType: WeightDataType, step: Int) -> Int {
        let remaining = termCount(dataType) - 1 - step
        if dataType.isFloatingPoint { return remaining }
        return remaining * (radix == .four ? 2 : 3)
    }

    /// Bits of a term's exponent.
    public var termExponentWidth: Int { radix == .four ? 2 : 3 }

    // MARK: Widths

    /// Bits of an odd multiple of a significand: 11, or 14 for 5 · 2047.
    public var productSignificandWidth: Int { Self.significandWidth + (radix == .four ? 0 : 3) }

    /// Bits of a product's magnitude after exponent-matched alignment: the multiple and three guard bits.
    public var alignedProductWidth: Int { productSignificandWidth + Self.guardBits }

    /// Bits of a group sum's exponent. Exponent-matched: activation field up to 31, term up to 4, significance up to 6.
    /// Shared: the activations' own.
    public var sumExponentWidth: Int { processingElement == .exponentMatched ? 6 : 5 }

    /// What the exponent of a group sum is ahead of its value: value = mantissa · 2^(exponent − bias).
    public var exponentBias: Int { processingElement == .exponentMatched ? 28 : alignedWidth + 14 }

    /// Bits of the signed sum of one step's aligned products (exponent-matched).
    public var productSumWidth: Int { alignedProductWidth + bitsFor(lanes) + 1 }

    /// Bits of the signed accumulator: headroom for a whole group of the widest data type.
    public var accumulatorWidth: Int {
        switch processingElement {
        case .exponentMatched:
            let longest = WeightDataType.allCases.map(termCount).max() ?? 1
            return alignedProductWidth + bitsFor(groupSize * longest) + 1
        case .sharedExponent: return alignedWidth + Self.largestWeightBits + bitsFor(groupSize) + 1
        }
    }

    /// Bits of the signed product of group sum and scale.
    public var dequantizedWidth: Int { accumulatorWidth + Self.scaleBits }

    // MARK: Times

    /// Beats of weights and activations in one group.
    public var beatsPerGroup: Int { groupSize / lanes }

    /// Cycles in which the array multiplies one group of `dataType` when it is never starved.
    public func stepsPerGroup(_ dataType: WeightDataType) -> Int { beatsPerGroup * termCount(dataType) }

    /// Cycles from the issue of a step to an accumulator that has it in: operand registers, exponent match or alignment,
    /// multiplication with the adder tree, accumulation; the shared-exponent element takes ``treeStages`` cycles to its
    /// carry-save sum and one to propagate the carries.
    public var stepToAccumulator: Int { processingElement == .exponentMatched ? 4 : 4 + treeStages }

    /// Dequantisers of a column. Each takes eight cycles a row, all of them finish in the shortest group's time, and in
    /// every eight cycles each has a turn at the column accumulator.
    public var dequantizersPerColumn: Int {
        let most = min(rows, Self.scaleBits)
        return (1..<most).first { drainCycles(dequantizers: $0, overlapsLast: $0 > 1) <= shortestGroup }
            ?? most
    }

    /// Whether the last dequantiser of a column works on its last row while the next group's sums are captured: it starts a
    /// cycle after the one before it, for which its sums couldn't be held otherwise.
    public var overlapsLastDequantizer: Bool {
        let count = dequantizersPerColumn
        return count > 1 && drainCycles(dequantizers: count, overlapsLast: false) > shortestGroup
            && drainCycles(dequantizers: count, overlapsLast: true) <= shortestGroup
    }

    /// Rows that a dequantiser serves, one after the other: row `k · dequantizersPerColumn + j` is the k-th of dequantiser j.
    public var rowsPerDequantizer: Int { Self.turns(rows, dequantizersPerColumn) }

    /// Least cycles from the last step of one group to the last step of the next: until the dequantisers are free, but
    /// never fewer than it takes to reach the channel scale. A shorter group waits in the sequencer.
    public var drainInterval: Int {
        let drain = drainCycles(dequantizers: dequantizersPerColumn, overlapsLast: overlapsLastDequantizer)
        return max(drain, stepToAccumulator + Self.accumulatorToChannelScale)
    }

    /// Results that the output buffer of a column holds: one output tile drains while the next is computed, and as many are
    /// under way as the drain interval lets start before the first is through.
    public var outputBufferDepth: Int {
        let accumulatorToResults =
            Self.scaleBits * rowsPerDequantizer + dequantizersPerColumn - 1 + Self.productToResult
        // Four edges lead from the last result to the sequencer that knows its place is free.
        let latency = stepToAccumulator + accumulatorToResults + 4
        return max(2, (latency + drainInterval - 1) / drainInterval) * rows
    }

    /// Cycles from an accumulator that has a group's last step in until row 0 of its output is scaled: eight of
    /// dequantisation, nine of conversion and addition, one edge at each end.
    private static let accumulatorToChannelScale = 19

    /// Cycles from a complete product to its result in the output buffer.
    private static let productToResult = 16

    /// Steps of the shortest group.
    private var shortestGroup: Int { WeightDataType.allCases.map(stepsPerGroup).min() ?? 0 }

    /// Cycles for which group sums are held when a column has so many dequantisers, which start one after the other; one
    /// that overlaps holds the sum that it works on by itself.
    private func drainCycles(dequantizers: Int, overlapsLast: Bool) -> Int {
        Self.scaleBits * Self.turns(rows, dequantizers) + dequantizers - (overlapsLast ? 2 : 1)
    }

    private static func turns(_ rows: Int, _ dequantizers: Int) -> Int {
        (rows + dequantizers - 1) / dequantizers
    }

    /// The smallest number of bits that holds `count` different values.
    private func bitsFor(_ count: Int) -> Int {
        count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
    }
}
