import Configuration

/// Bound on |result − exact| of one output; ErrorBound.md derives it.
///
/// Add the groups in any order, then ask for ``resultBound(channelScale:format:)``. The bound holds for every
/// result that is finite, for any configuration. It is computed in integers and never rounded downward.
public struct GoldenErrorBound: Sendable {
    /// Groups added so far.
    public private(set) var groups = 0
    /// Bound on the sum of the groups' alignment errors, times their scales.
    public private(set) var alignment = GoldenDyadic.zero
    /// Bound on the sum of the magnitudes of the dequantised group sums that the model computes.
    public private(set) var magnitude = GoldenDyadic.zero
    /// Bound on the relative error of `groups` roundings in sequence to binary32: (1 + 2^−24)^groups − 1.
    public private(set) var growth = GoldenDyadic.zero

    private static let unitRoundoff = GoldenDyadic(1, exponent: -24)

    public init() {}

    /// Adds a group of which only the extent is known.
    public mutating func add(extent: GoldenGroupExtent, scale: UInt8) {
        add(extent: extent, scale: scale, magnitude: extent.magnitudeBound * Self.integer(scale))
    }

    /// Adds a group whose dequantised sum the model has computed: tighter.
    public mutating func add(extent: GoldenGroupExtent, scale: UInt8, sum: GoldenGroupSum) {
        add(
            extent: extent, scale: scale,
            magnitude: GoldenDyadic(roundingUp: sum.product.magnitude, exponent: sum.lastPlace))
    }

    /// Bound on |partial sum − exact sum of the groups|, before the channel scale.
    public var partialSumBound: GoldenDyadic { alignment + growth * magnitude }

    /// Bound on |result − exact|, or nil when the channel scale is infinite or NaN and the result a NaN.
    /// - Parameter channelScale: binary32 encoding.
    public func resultBound(channelScale: UInt32, format: ResultFormat) -> GoldenDyadic? {
        guard !GoldenBinary32.isSpecial(channelScale) else { return nil }
        let parts = GoldenBinary32.Parts(channelScale)
        let scale = GoldenDyadic(UInt64(parts.significand), exponent: parts.exponent)
        let largestProduct = scale * (magnitude + growth * magnitude)
        let target = GoldenBinaryFormat(format)
        let relative = GoldenDyadic(1, exponent: -target.precision)
        let halfSmallest = GoldenDyadic(1, exponent: target.leastExponent - 1)
        return scale * partialSumBound + max(largestProduct * relative, halfSmallest)
    }

    private mutating func add(extent: GoldenGroupExtent, scale: UInt8, magnitude: GoldenDyadic) {
        groups += 1
        alignment = alignment + extent.alignmentBound * Self.integer(scale)
        self.magnitude = self.magnitude + magnitude
        growth = growth + Self.unitRoundoff + growth * Self.unitRoundoff
    }

    private static func integer(_ value: UInt8) -> GoldenDyadic { GoldenDyadic(UInt64(value), exponent: 0) }
}
