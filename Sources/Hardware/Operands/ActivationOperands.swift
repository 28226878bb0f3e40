import Configuration
import HDL

/// What a row gives its elements of a step's activations, lane 0 in the low bits.
struct ActivationOperands: Interface {
    /// Exponent-matched: exponents, a cycle before the significands.
    let exponents: Signal?
    /// Exponent-matched: which activations aren't zero, with the exponents.
    let nonzero: Signal?
    /// Exponent-matched: 11 bits a lane.
    let significands: Signal?
    /// Shared exponent: magnitudes of `alignedWidth` bits a lane.
    let aligned: Signal?
    /// Radix 8: three times the significand or aligned magnitude, two bits wider.
    let tripled: Signal?
    /// Radix 8: five times the significand or aligned magnitude, three bits wider.
    let quintupled: Signal?
    let signs: Signal

    init(_ side: Side, _ configuration: ArrayConfiguration) {
        let lanes = configuration.lanes
        let width: Int
        switch configuration.processingElement {
        case .exponentMatched:
            width = ArrayConfiguration.significandWidth
            exponents = side.output(lanes * 5, "stage 1: exponent match")
            nonzero = side.output(lanes)
            significands = side.output(lanes * width, "stage 2: multiply and align, one cycle later")
            aligned = nil
        case .sharedExponent:
            width = configuration.alignedWidth
            (exponents, nonzero, significands) = (nil, nil, nil)
            aligned = side.output(lanes * width, "magnitudes, aligned to the group's largest exponent")
        }
        let hasMultiples = configuration.radix == .eight
        tripled = hasMultiples ? side.output(lanes * (width + 2), "three times as much") : nil
        quintupled = hasMultiples ? side.output(lanes * (width + 3), "five times as much") : nil
        signs = side.output(lanes)
    }
}
