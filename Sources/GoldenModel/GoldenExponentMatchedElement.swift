import Configuration

/// The exponent-matched processing element (BitMoD section IV-B, Fig. 5; `ArithmeticContract.md`, Exponent-matched
/// element: one step): multiplies one term and one activation a lane and accumulates the sum.
///
/// The group sum after the last step is `accumulator · 2^(exponent − 28)`.
public struct GoldenExponentMatchedElement: Sendable {
    /// Products of one step.
    public let lanes: Int
    /// Signed mantissa of the group sum, in `ArrayConfiguration.accumulatorWidth` bits.
    public private(set) var accumulator = 0
    /// Exponent of the group sum, 0 … 39; 0 while no product took part.
    public private(set) var exponent = 0
    /// Signed sum of the last step's aligned products, in `ArrayConfiguration.productSumWidth` bits.
    public private(set) var productSum = 0
    /// Exponent of ``productSum``, bit significance included; 0 when no lane took part.
    public private(set) var productSumExponent = 0

    public init(configuration: ArrayConfiguration) {
        lanes = configuration.lanes
    }

    /// One step on binary16 encodings.
    /// - Parameters:
    ///   - activations: `lanes` binary16 encodings.
    ///   - terms: `lanes` terms, whose bit significance is that of the step.
    ///   - bitSignificance: Bit significance of the step.
    ///   - isFirst: Whether this is the first step of a group, which replaces the accumulator.
    public mutating func step(
        activations: UnsafePointer<UInt16>, terms: UnsafePointer<GoldenTerm>, bitSignificance: Int,
        isFirst: Bool
    ) {
        let lanes = lanes
        withUnsafeTemporaryAllocation(of: GoldenActivation.self, capacity: 16) { decoded in
            for lane in 0..<lanes {
                decoded.initializeElement(at: lane, to: GoldenActivation(bits: activations[lane]))
            }
            step(
                activations: UnsafePointer(decoded.baseAddress.unsafelyUnwrapped), terms: terms,
                bitSignificance: bitSignificance, isFirst: isFirst)
        }
    }

    /// One step on activations that are already taken apart; otherwise as on encodings.
    public mutating func step(
        activations: UnsafePointer<GoldenActivation>, terms: UnsafePointer<GoldenTerm>, bitSignificance: Int,
        isFirst: Bool
    ) {
        step(
            lanes: lanes, activations: activations, terms: terms, bitSignificance: bitSignificance,
            isFirst: isFirst)
    }

    /// `lanes` is a parameter so that the compiler unrolls the loops where it is a constant.
    @inline(__always)
    private mutating func step(
        lanes: Int, activations: UnsafePointer<GoldenActivation>, terms: UnsafePointer<GoldenTerm>,
        bitSignificance: Int, isFirst: Bool
    ) {
        var largest = 0
        for lane in 0..<lanes {
            largest = max(largest, Self.productExponent(activations[lane], terms[lane]))
        }
        var sum = 0
        for lane in 0..<lanes {
            let activation = activations[lane]
            let term = terms[lane]
            // A lane that takes no part has magnitude 0 and exponent 0, so it adds 0 whatever `largest` is.
            let magnitude = (activation.significand &* term.multiple) &* 8
            let aligned = roundToOdd(magnitude, by: largest &- Self.productExponent(activation, term))
            // A mask and not a branch: signs are random, and a mispredicted branch costs more than a lane.
            let signMask = activation.isNegative != term.isNegative ? -1 : 0
            sum = sum &+ ((aligned ^ signMask) &- signMask)
        }
        productSum = sum
        productSumExponent = largest == 0 ? 0 : largest &+ bitSignificance
        accumulate(isFirst: isFirst)
    }

    /// A whole group: `beats · termCount` steps over `beats · lanes` weights.
    /// - Parameters:
    ///   - activations: `beats · lanes` activations.
    ///   - terms: By beat, by term, by lane, as ``GoldenTermTable/expand(codes:count:lanes:into:)`` writes them.
    ///   - count: Terms of one weight.
    public mutating func run(
        activations: UnsafePointer<GoldenActivation>, terms: UnsafePointer<GoldenTerm>, beats: Int,
        termCount count: Int
    ) {
        switch lanes {
        case 2: run(lanes: 2, activations: activations, terms: terms, beats: beats, termCount: count)
        case 4: run(lanes: 4, activations: activations, terms: terms, beats: beats, termCount: count)
        case 8: run(lanes: 8, activations: activations, terms: terms, beats: beats, termCount: count)
        default: run(lanes: lanes, activations: activations, terms: terms, beats: beats, termCount: count)
        }
    }

    @inline(__always)
    private mutating func run(
        lanes: Int, activations: UnsafePointer<GoldenActivation>, terms: UnsafePointer<GoldenTerm>,
        beats: Int, termCount: Int
    ) {
        // A local copy keeps the state in registers.
        var element = self
        var nextTerms = terms
        for beat in 0..<beats {
            for step in 0..<termCount {
                element.step(
                    lanes: lanes, activations: activations + beat &* lanes, terms: nextTerms,
                    bitSignificance: nextTerms.pointee.bitSignificance, isFirst: beat == 0 && step == 0)
                nextTerms += lanes
            }
        }
        self = element
    }

    /// Exponent of a product, at least 1, or 0 when the lane takes no part in the step.
    @inline(__always)
    private static func productExponent(_ activation: GoldenActivation, _ term: GoldenTerm) -> Int {
        activation.significand &* term.multiple == 0 ? 0 : activation.exponent &+ term.exponent
    }

    @inline(__always)
    private mutating func accumulate(isFirst: Bool) {
        if isFirst {
            accumulator = productSum
            exponent = productSumExponent
        } else if productSumExponent > exponent {
            accumulator = roundToOdd(accumulator, by: productSumExponent &- exponent) &+ productSum
            exponent = productSumExponent
        } else {
            accumulator = accumulator &+ roundToOdd(productSum, by: exponent &- productSumExponent)
        }
    }
}

/// The arithmetic right shift of `value` by `distance` (0 … 62), towards minus infinity, with the least
/// significant bit set when a bit shifted out was one (`ArithmeticContract.md`, Exponent-matched element: one step).
@inline(__always)
func roundToOdd(_ value: Int, by distance: Int) -> Int {
    let lost = value & ((1 &<< distance) &- 1)
    return (value &>> distance) | (lost == 0 ? 0 : 1)
}
