import Configuration

/// How a magnitude of 0 … 31 becomes terms: in radix 4 a first of 2 … 16 and a second of 1 … 8, in radix 8 one digit.
struct SpecialValueRecoding {
    let isExpressible: Bool
    private let radix: DigitRadix
    /// Signed values of the terms of the positive special value, the first first.
    private let terms: [Int]

    init(magnitude: Int, _ radix: DigitRadix) {
        self.radix = radix
        switch radix {
        case .four:
            // A power of two less one or two has too many ones; it is a difference instead of a sum.
            let differences = [7: [8, -1], 14: [16, -2], 15: [16, -1]]
            let highest = [16, 8, 4, 2].first { magnitude & $0 != 0 } ?? 0
            let sum = [highest, magnitude - highest]
            isExpressible = differences[magnitude] != nil || [0, 1, 2, 4, 8].contains(sum[1])
            terms = differences[magnitude] ?? (isExpressible ? sum : [0, 0])
        case .eight:
            let odd = magnitude == 0 ? 0 : magnitude >> magnitude.trailingZeroBitCount
            let largest = [0: 0, 1: 16, 3: 12, 5: 20][odd]
            isExpressible = largest.map { magnitude <= $0 } ?? false
            terms = [isExpressible ? magnitude : 0]
        }
    }

    /// The register's bits: first term above second (radix 4), each sign, exponent, multiple.
    func packed(isNegative: Bool) -> Int {
        let width = Term.width(radix)
        // The first of two terms has bit significance 1.
        let units = terms.count == 2 ? [2, 1] : [1]
        return zip(terms, units).reduce(0) { bits, term in
            bits << width | Term.bits(isNegative ? -term.0 : term.0, unit: term.1, radix)
        }
    }
}
