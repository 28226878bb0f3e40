import Configuration

/// The shared-exponent processing element (`ArithmeticContract.md`, Shared-exponent element: one group): adds exact
/// products of integers.
///
/// The group sum after the last step is `accumulator · 2^(E − W − 14)` with the group's shared exponent E. Integer sums
/// have no order, so ``sum(activations:weights:count:)`` gives what the steps over digits give.
public struct GoldenSharedExponentElement: Sendable {
    /// Products of one step.
    public let lanes: Int
    /// Signed group sum, in `ArrayConfiguration.accumulatorWidth` bits, 58 at the most.
    public private(set) var accumulator = 0

    public init(configuration: ArrayConfiguration) {
        lanes = configuration.lanes
    }

    /// One step.
    /// - Parameters:
    ///   - activations: `lanes` aligned activations with their signs.
    ///   - terms: `lanes` terms of one bit significance.
    ///   - isFirst: Whether this is the first step of a group, which replaces the accumulator.
    public mutating func step(
        activations: UnsafePointer<Int>, terms: UnsafePointer<GoldenTerm>, isFirst: Bool
    ) {
        var sum = 0
        for lane in 0..<lanes { sum += activations[lane] * terms[lane].value }
        accumulator = isFirst ? sum : accumulator + sum
    }

    /// A whole group by whole weights: `Σ weight · activation`.
    /// - Parameters:
    ///   - activations: `count` aligned activations with their signs.
    ///   - weights: As many weights, as ``GoldenTermTable/weight(_:)`` gives them.
    @inline(__always)
    public static func sum(
        activations: UnsafePointer<Int>, weights: UnsafePointer<Int>, count: Int
    ) -> Int {
        var sum = 0
        for index in 0..<count { sum &+= activations[index] &* weights[index] }
        return sum
    }
}
