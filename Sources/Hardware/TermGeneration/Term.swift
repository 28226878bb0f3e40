import Configuration
import HDL

/// One weight term (BitMoD section IV-A, Fig. 4): value = (−1)^sign · multiple · 2^(exponent + bit significance), the bit
/// significance being common to all lanes.
struct Term {
    /// One bit; zero when the multiple is.
    let sign: Signal
    /// Two bits, 0 … 3 (radix 4), or three, 0 … 4 (radix 8); zero when the multiple is.
    let exponent: Signal
    /// One bit for each of the radix's odd multiples, 1 in the lowest; none is one in a zero term.
    let multiple: Signal

    /// Bits of a term side by side: sign, exponent, multiple.
    static func width(_ radix: DigitRadix) -> Int { 1 + exponentWidth(radix) + radix.multiples.count }

    /// Bits of an exponent.
    static func exponentWidth(_ radix: DigitRadix) -> Int { radix == .four ? 2 : 3 }

    /// The term whose bits `packed` holds.
    init(packed: Signal, _ radix: DigitRadix) {
        let multiples = radix.multiples.count
        sign = packed.mostSignificantBit
        exponent = packed[packed.width - 2, multiples]
        multiple = packed[multiples - 1, 0]
    }

    init(sign: Signal, exponent: Signal, multiple: Signal) {
        self.sign = sign
        self.exponent = exponent
        self.multiple = multiple
    }

    var packed: Signal { cat(sign, exponent, multiple) }

    /// The bits of a constant: `value` is 0 or ± an odd multiple of the radix times a power of two, at least `unit`.
    static func bits(_ value: Int, unit: Int = 1, _ radix: DigitRadix) -> Int {
        guard value != 0 else { return 0 }
        let exponent = (abs(value) / unit).trailingZeroBitCount
        let odd = abs(value) >> value.trailingZeroBitCount
        let multiples = radix.multiples
        let multiple = 1 << (multiples.firstIndex(of: odd) ?? 0)
        let sign = value < 0 ? 1 : 0
        return (sign << exponentWidth(radix) | exponent) << multiples.count | multiple
    }
}
