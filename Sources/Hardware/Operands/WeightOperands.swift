import Configuration
import HDL

/// What a column gives its elements of a step's terms, lane 0 in the low bits.
struct WeightOperands: Interface {
    /// Exponent-matched: exponents of the terms, a cycle before the signs.
    let exponents: Signal?
    /// Exponent-matched: which odd multiple, with the exponents.
    let multiples: Signal?
    /// Shared exponent: one-hot, which multiple of the activation; see ``SelectedMultiple``.
    let selects: Signal?
    /// Shared exponent: one-hot, how far that multiple is shifted left.
    let shifts: Signal?
    let signs: Signal

    init(_ side: Side, _ configuration: ArrayConfiguration) {
        let (lanes, radix) = (configuration.lanes, configuration.radix)
        switch configuration.processingElement {
        case .exponentMatched:
            exponents = side.output(lanes * Term.exponentWidth(radix), "stage 1: exponent match")
            multiples = side.output(lanes * radix.multiples.count)
            (selects, shifts) = (nil, nil)
            signs = side.output(lanes, "stage 2: multiply and align, one cycle later")
        case .sharedExponent:
            (exponents, multiples) = (nil, nil)
            let names = SelectedMultiple.names(radix).joined(separator: ", ")
            selects = side.output(
                lanes * SelectedMultiple.selectCount(radix), "one-hot a lane: \(names); none without a step")
            shifts = side.output(lanes * SelectedMultiple.shiftCount(radix), "one-hot a lane: by 0, 1, ...")
            signs = side.output(lanes)
        }
    }
}

/// A term as the shared-exponent element takes it: one of a few multiples of the activation, shifted left by a few places.
///
/// Radix 8: a, 3a, 5a or 4a, by 0, 1 or 2; radix 4: a or 4a, by 0 or 1. Everything is one-hot, decoded once for a column.
struct SelectedMultiple {
    /// One bit a multiple; none is one for a zero term.
    let select: Signal
    /// One bit a distance.
    let shift: Signal

    static func selectCount(_ radix: DigitRadix) -> Int { radix == .four ? 2 : 4 }
    static func shiftCount(_ radix: DigitRadix) -> Int { radix == .four ? 2 : 3 }

    /// The multiples by their factors, in the order of their bits.
    static func factors(_ radix: DigitRadix) -> [Int] { radix == .four ? [1, 4] : [1, 3, 5, 4] }

    /// The multiples as a comment lists them.
    static func names(_ radix: DigitRadix) -> [String] { factors(radix).map { $0 == 1 ? "a" : "\($0)a" } }

    init(_ term: Term, _ radix: DigitRadix) {
        let exponent = term.exponent
        switch radix {
        case .four:
            select = cat(term.multiple & exponent[1], term.multiple & ~exponent[1])
            shift = cat(exponent[0], ~exponent[0])
        case .eight:
            // Powers of two from 8 on are multiples of 4a: 8 by 1 place, 16 by 2.
            let isLarge = exponent[2] | exponent[1] & exponent[0]
            let one = term.multiple[0]
            select = cat(one & isLarge, term.multiple[2], term.multiple[1], one & ~isLarge)
            let isTwo = exponent[2] | exponent[1] & ~exponent[0]
            shift = cat(isTwo, exponent[0], ~exponent[0] & ~isTwo)
        }
    }
}
