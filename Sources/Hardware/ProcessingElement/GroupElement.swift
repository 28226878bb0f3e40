import Configuration
import HDL

/// A processing element of either kind, as a column sees it: operands in, a group sum out.
protocol GroupElement: ModuleBase {
    var activation: ActivationOperands { get }
    var weight: WeightOperands { get }
    var first: Signal { get }
    var accumulator: Signal { get }
    /// The group sum's exponent, where it isn't its row's.
    var exponent: Signal? { get }
}
