import HDL

/// One weight term (BitMoD section IV-A, Fig. 4): value = (−1)^sign · 2^exponent · mantissa · 2^bit significance, the bit
/// significance being common to all lanes.
struct Term {
    /// One bit; zero when the mantissa is.
    let sign: Signal
    /// Two bits, 0 … 3; zero when the mantissa is.
    let exponent: Signal
    /// One bit.
    let mantissa: Signal

    /// Bits of a term side by side: sign, exponent, mantissa.
    static let width = 4

    /// The term whose bits `packed` (four of them) holds.
    init(packed: Signal) {
        sign = packed[3]
        exponent = packed[2, 1]
        mantissa = packed[0]
    }

    init(sign: Signal, exponent: Signal, mantissa: Signal) {
        self.sign = sign
        self.exponent = exponent
        self.mantissa = mantissa
    }

    var packed: Signal { cat(sign, exponent, mantissa) }
}
