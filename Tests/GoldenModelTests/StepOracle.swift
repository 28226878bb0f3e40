import Arithmetic
import GoldenModel

/// The contract's step on exact rational numbers: rounding to odd is done by looking for the two neighbours
/// of the exact quotient, not by shifting machine words.
struct StepOracle {
    var accumulator = ExactInteger()
    var exponent = 0
    var productSum = ExactInteger()
    var productSumExponent = 0

    mutating func step(activations: [UInt16], terms: [GoldenTerm], isFirst: Bool) {
        var largest: Int?
        var products: [(value: ExactDyadic, exponent: Int)] = []
        for (bits, term) in zip(activations, terms) where term.multiple != 0 && bits & 0x7FFF != 0 {
            let field = Int(bits >> 10 & 31)
            let fraction = Int(bits & 1023)
            let significand = field == 0 ? fraction : 1024 + fraction
            let isNegative = (bits >> 15 == 1) != term.isNegative
            let exponent = (field == 0 ? 1 : field) + term.exponent
            largest = max(largest ?? 0, exponent)
            products.append(
                (
                    ExactDyadic(
                        significand: ExactInteger((isNegative ? -significand : significand) * term.multiple),
                        exponent: exponent - 25),
                    exponent
                ))
        }
        productSum = ExactInteger()
        for product in products {
            // The unit of a product sum with exponent e is 2^(e − 28).
            productSum.add(Self.oddNeighbour(of: product.value, unit: (largest ?? 0) - 28))
        }
        productSumExponent = largest.map { $0 + terms[0].bitSignificance } ?? 0

        if isFirst {
            accumulator = productSum
            exponent = productSumExponent
            return
        }
        let unit = max(exponent, productSumExponent)
        let old = ExactDyadic(significand: accumulator, exponent: exponent)
        let new = ExactDyadic(significand: productSum, exponent: productSumExponent)
        accumulator = Self.oddNeighbour(of: old, unit: unit) + Self.oddNeighbour(of: new, unit: unit)
        exponent = unit
    }

    func agrees(with element: GoldenExponentMatchedElement) -> Bool {
        accumulator.int == element.accumulator && exponent == element.exponent
            && productSum.int == element.productSum && productSumExponent == element.productSumExponent
    }

    /// `value / 2^unit` if it is an integer, else the odd one of the two integers next to it.
    private static func oddNeighbour(of value: ExactDyadic, unit: Int) -> ExactInteger {
        let distance = unit - value.exponent
        guard distance > 0 else { return value.significand << -distance }
        let below = value.significand >> distance
        if below << distance == value.significand { return below }
        return below.bit(0) ? below : below + 1
    }
}
