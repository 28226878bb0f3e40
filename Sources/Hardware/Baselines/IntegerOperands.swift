import HDL

/// The operand register of one column of ``IntegerWeightProcessingElement``s or ``DualIntegerWeightProcessingElement``s.
///
/// A cycle without `load` gives a zero, which changes no sum. For dual elements the low half is extended to five bits:
/// by zero when the value is one INT8 weight, by its sign when it is two INT4 weights.
final class IntegerWeightOperand: Module {
    let load = Input(1, "take the value; otherwise a zero")
    let value = Input(8, "an INT8 weight, or for a dual element two INT4 weights, the earlier one low")
    let isByte: Signal?
    let weight: Signal?
    let lowWeight: Signal?
    let highWeight: Signal?

    private let isDual: Bool

    override var structuralParameters: AnyHashable? { isDual }
    override var moduleName: String { isDual ? "dual_integer_weight" : "integer_weight" }
    override var documentation: String { "Operand register of a column; without a load it gives zero." }

    init(isDual: Bool) {
        self.isDual = isDual
        isByte = isDual ? Input(1, "the value is one INT8 weight") : nil
        weight = isDual ? nil : Output(.signed(8))
        lowWeight = isDual ? Output(.signed(5)) : nil
        highWeight = isDual ? Output(.signed(4)) : nil
    }

    func describe() {
        let taken = wire("taken", value & load.replicated(8))
        if let weight { weight <- register("held", next: taken).asSigned }
        if let lowWeight, let highWeight, let isByte {
            let low = cat(taken[3] & ~isByte, taken[3, 0])
            lowWeight <- register("held_low", next: low).asSigned
            highWeight <- register("held_high", next: taken[7, 4]).asSigned
        }
    }
}

/// The operand register of one row of ``DualIntegerWeightProcessingElement``s behind the alignment: two successive
/// mantissas, or the first of them twice when weights are INT8.
final class IntegerActivationOperand: Module {
    let low: Signal
    let high: Signal
    let isByte = Input(1, "weights are INT8: both halves of a weight meet the low mantissa")
    let lowMantissa: Signal
    let highMantissa: Signal

    private let mantissaWidth: Int

    override var structuralParameters: AnyHashable? { mantissaWidth }
    override var moduleName: String { "dual_integer_activation" }
    override var documentation: String { "Operand register of a row: two mantissas, or one of them twice." }

    init(mantissaWidth: Int = IntegerWeightProcessingElement.standardMantissaWidth) {
        self.mantissaWidth = mantissaWidth
        low = Input(.signed(mantissaWidth + 1))
        high = Input(.signed(mantissaWidth + 1))
        lowMantissa = Output(.signed(mantissaWidth + 1))
        highMantissa = Output(.signed(mantissaWidth + 1))
    }

    func describe() {
        lowMantissa <- register("held_low", next: low)
        highMantissa <- register("held_high", next: select(isByte, low, high))
    }
}
