import Configuration
import HDL

/// ``IntegerWeightProcessingElement`` extended to two INT4 weights: one INT8 or two INT4 multiply-accumulates a cycle.
///
/// Two multipliers of half the weight's width: `low_mantissa` times five bits of weight and `high_mantissa` times four. With
/// `is_byte` the weight is 16 · high + low, the low half unsigned, and both mantissas are the same; otherwise the
/// halves are two weights −8 … 7 of two successive activations of the group. The group sum is exact either way; widths,
/// stages and the meaning of `first` are those of ``IntegerWeightProcessingElement``. Row and column prepare the
/// operands once for all elements (``IntegerActivationOperand``, ``IntegerWeightOperand``).
final class DualIntegerWeightProcessingElement: Module {
    let lowMantissa: Signal
    let highMantissa: Signal
    let lowWeight = Input(.signed(5), "0 to 15 with is_byte, otherwise -8 to 7")
    let highWeight = Input(.signed(4))
    let isByte = Input(1, "with the operands: one INT8 weight instead of two INT4")
    let first = Input(1, "stage 2, one cycle later: the product is the first of its group")
    let accumulator: Signal

    private let product: Signal
    private let parameters: IntegerWeightProcessingElement.Parameters

    override var structuralParameters: AnyHashable? { parameters }

    override var documentation: String {
        "Aligned mantissas times one INT8 or two INT4 weights a cycle, exact."
    }

    init(
        _ configuration: ArrayConfiguration,
        mantissaWidth: Int = IntegerWeightProcessingElement.standardMantissaWidth
    ) {
        parameters = .init(groupSize: configuration.groupSize, mantissaWidth: mantissaWidth)
        lowMantissa = Input(.signed(mantissaWidth + 1), "stage 1: multiply; never the most negative number")
        highMantissa = Input(.signed(mantissaWidth + 1))
        product = Register(.signed(parameters.productWidth))
        accumulator = Output(.signed(parameters.accumulatorWidth), "two cycles after the operands")
    }

    func describe() {
        let width = product.width
        let low = wire("low_product", lowMantissa * lowWeight).resized(to: width)
        let high = wire("high_product", highMantissa * highWeight).resized(to: width)
        let scaled = cat(high[width - 5, 0], constant(0, width: 4)).asSigned
        product <- low &+ wire("placed", select(isByte, scaled, high))
        accumulator <- integerAccumulator(product, first: first, width: accumulator.width)
    }
}
