import HDL

@testable import Hardware

/// A half-precision element with the operand registers of its row and column.
final class HalfPrecisionPath: Module {
    let load = Input()
    let activation = Input(16)
    let weight = Input(16)
    let first = Input(1, "with the operands")
    let accumulator = Output(16, "three cycles later")
    private let row = HalfPrecisionOperand(.activation)
    private let column = HalfPrecisionOperand(.weight)
    private let element = HalfPrecisionProcessingElement()

    func describe() {
        row.load <- load
        row.value <- activation
        column.load <- load
        column.value <- weight
        element.activationSign <- row.sign
        element.activationExponent <- row.exponent
        element.activationSignificand <- row.significand
        element.activationInfinite <- row.infinite
        element.activationNotANumber <- row.notANumber
        element.weightSign <- column.sign
        element.weightExponent <- column.exponent
        element.weightSignificand <- column.significand
        element.weightInfinite <- column.infinite
        element.weightNotANumber <- column.notANumber
        element.first <- delayed("first", first, cycles: 2)
        accumulator <- element.accumulator
    }
}
