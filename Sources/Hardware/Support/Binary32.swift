import HDL

/// A binary32 number's fields. With an exponent field of 0 the hidden bit is zero: the number is subnormal, or zero, as partial
/// sums are then.
struct Binary32Fields {
    let packed: Signal

    var sign: Signal { packed[31] }
    var exponent: Signal { packed[30, 23] }
    var fraction: Signal { packed[22, 0] }
    /// Exponent and fraction: orders magnitudes.
    var magnitude: Signal { packed[30, 0] }
    /// 24 bits with the hidden one.
    var significand: Signal { cat(exponent.anyBit, fraction) }
}

/// Rounds a normalised value to nearest even: `exponent` field above the fraction, 31 bits; a carry out of the
/// fraction raises the exponent by itself.
///
/// - Parameter value: its most significant bit is the hidden one; at least 26 bits.
func roundedToBinary32(_ name: String, _ value: Signal, exponent: Signal) -> Signal {
    let width = value.width
    let guardBit = value[width - 25]
    let sticky = value[width - 26, 0].anyBit
    let roundUp = wire("\(name)_round_up", guardBit & (sticky | value[width - 24]))
    return cat(exponent, value[width - 2, width - 24]) &+ roundUp.extended(to: 31)
}
