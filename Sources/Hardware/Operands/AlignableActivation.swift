import HDL

/// A binary16 activation taken apart as alignment wants it, so that nothing but a subtraction stands before the shift:
/// the sign, the exponent, which is 1 for zeros and subnormals, and the significand with its hidden bit.
struct AlignableActivation {
    /// Bits of ``packed``.
    static let width = 17
    /// What ``packed`` holds, for comments on ports.
    static let layout = "sign, exponent of at least 1, 11 bits of significand"

    let packed: Signal

    var sign: Signal { packed[16] }
    var exponent: Signal { packed[15, 11] }
    var significand: Signal { packed[10, 0] }

    init(packed: Signal) { self.packed = packed }

    /// - Parameter value: 16 bits.
    init(binary16 value: Signal) {
        let field = value[14, 10]
        let isNormal = field.anyBit
        packed = cat(value[15], field[4, 1], field[0] | ~isNormal, isNormal, value[9, 0])
    }

    /// The activations of a beat, lane 0 in the low bits.
    static func beat(_ packed: Signal, lanes: Int) -> [AlignableActivation] {
        (0..<lanes).map { AlignableActivation(packed: packed[width * $0 + width - 1, width * $0]) }
    }
}
