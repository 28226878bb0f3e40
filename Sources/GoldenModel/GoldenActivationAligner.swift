import Configuration

/// Brings the activations of a row's group to their largest exponent, once, at the edge of the row
/// (`ArithmeticContract.md`, Shared-exponent element: one group).
public struct GoldenActivationAligner: Sendable {
    /// Bits of an aligned magnitude, W: 11 … 40.
    public let width: Int

    @inlinable
    public init(width: Int) {
        self.width = width
    }

    /// The largest exponent of a group, special activations (31) and zeros (1) included; 1 for none at all.
    @inlinable
    public static func sharedExponent(of activations: some Sequence<GoldenActivation>) -> Int {
        activations.reduce(1) { max($0, $1.exponent) }
    }

    /// Bits by which an activation moves right of exact: none is lost when this isn't positive.
    @inlinable
    public func lostBits(_ activation: GoldenActivation, sharedExponent: Int) -> Int {
        sharedExponent - activation.exponent - (width - ArrayConfiguration.significandWidth)
    }

    /// The aligned magnitude, `width` bits: `significand · 2^(width − 11) / 2^(sharedExponent − exponent)` to the nearest
    /// integer, ties to the even one.
    /// - Parameter sharedExponent: At least the activation's own exponent, 31 at the most.
    @inlinable
    public func magnitude(_ activation: GoldenActivation, sharedExponent: Int) -> Int {
        let lost = lostBits(activation, sharedExponent: sharedExponent)
        guard lost > 0 else { return activation.significand << -lost }
        let kept = activation.significand >> lost
        let remainder = activation.significand - kept << lost
        let half = 1 << (lost - 1)
        return kept + (remainder > half || (remainder == half && kept & 1 == 1) ? 1 : 0)
    }

    /// The aligned magnitude with the activation's sign: the integer that the element multiplies.
    @inlinable
    public func aligned(_ activation: GoldenActivation, sharedExponent: Int) -> Int {
        let magnitude = magnitude(activation, sharedExponent: sharedExponent)
        return activation.isNegative ? -magnitude : magnitude
    }
}
