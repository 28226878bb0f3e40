import Configuration
import HDL

/// The baseline for integer weights: one multiply-accumulate a cycle of a binary16 activation, aligned beforehand, and an
/// INT8 weight (the idea of FIGNA, HPCA 2024: align once, then use integer units only).
///
/// All mantissas of a group share one exponent, so the group sum Σ mantissa · weight is an integer and exact: whatever
/// accuracy the alignment to `mantissaWidth` bits keeps, the element keeps. Mantissas are two's complement and within
/// ±(2^W − 1), W = `mantissaWidth`; weights are −128 … 127. A product has W + 8 bits, the accumulator
/// W + 8 + ⌈log2 groupSize⌉, so that no group overflows.
///
/// Two stages: product, sum. `first` comes a cycle after the operands that it belongs to. There is no enable: in an
/// idle cycle the weight is zero (``IntegerWeightOperand``). No register needs a reset.
final class IntegerWeightProcessingElement: Module {
    let mantissa: Signal
    let weight = Input(.signed(8))
    let first = Input(1, "stage 2, one cycle later: the product is the first of its group")
    let accumulator: Signal

    /// Bits of a mantissa's magnitude unless something else is asked for.
    static let standardMantissaWidth = 14

    private let product: Signal
    private let parameters: Parameters

    /// What an element's structure depends on.
    struct Parameters: Hashable {
        let groupSize: Int
        let mantissaWidth: Int

        /// Bits of a product.
        var productWidth: Int { mantissaWidth + 8 }
        /// Bits of a group sum.
        var accumulatorWidth: Int { productWidth + bits(for: groupSize - 1) }
    }

    override var structuralParameters: AnyHashable? { parameters }

    override var documentation: String {
        "Aligned mantissa times INT8 weight, one multiply-accumulate a cycle, exact."
    }

    init(_ configuration: ArrayConfiguration, mantissaWidth: Int = standardMantissaWidth) {
        parameters = Parameters(groupSize: configuration.groupSize, mantissaWidth: mantissaWidth)
        mantissa = Input(.signed(mantissaWidth + 1), "stage 1: multiply; never the most negative number")
        product = Register(.signed(parameters.productWidth))
        accumulator = Output(.signed(parameters.accumulatorWidth), "two cycles after the operands")
    }

    func describe() {
        let full = wire("full_product", mantissa * weight)
        product <- full.truncated(to: product.width)
        accumulator <- integerAccumulator(product, first: first, width: accumulator.width)
    }
}

/// The accumulator that the integer baselines share: `held` ← `product` + (`first` ? 0 : `held`), without overflow as long
/// as `width` holds every sum.
func integerAccumulator(_ product: Signal, first: Signal, width: Int) -> Signal {
    let held = register("held", Shape.signed(width))
    let previous = wire("previous", (held.asUnsigned & ~first.replicated(width)).asSigned)
    held <- previous &+ product.extended(to: width)
    return held
}
