import HDL

/// `value` shifted right by `distance`, with the least significant bit set when a one is shifted out.
///
/// The contract's rounding of every alignment: it keeps the sticky bit that rounding to nearest even needs later. Any
/// distance is legal; `value` keeps its shape. Nets are named after `name`.
func roundToOdd(_ name: String, _ value: Signal, by distance: Signal) -> Signal {
    let ones = constant(BitPattern.ones(width: value.width))
    let kept = wire("\(name)_kept", ones.shiftedLeft(by: distance))
    let lost = wire("\(name)_lost", value.asUnsigned & ~kept)
    let shifted = wire("\(name)_shifted", value.shiftedRight(by: distance))
    let leastSignificant = shifted[0] | lost.anyBit
    let rounded = wire("\(name)_rounded", cat(shifted[value.width - 1, 1], leastSignificant))
    return value.shape.isSigned ? rounded.asSigned : rounded
}

/// `value` shifted left until its most significant bit is one, and by how much; a zero stays zero.
///
/// The shift runs through powers of two, largest first, each a net named after `name`.
func normalized(_ name: String, _ value: Signal) -> (value: Signal, leadingZeros: Signal) {
    var current = value
    var bits: [Signal] = []
    var step = 1
    while step * 2 < value.width { step *= 2 }
    while step >= 1 {
        let isZero = wire(
            "\(name)_top_\(step)_zero", ~current[current.width - 1, current.width - step].anyBit)
        let moved = cat(current[current.width - 1 - step, 0], constant(0, width: step))
        current = wire("\(name)_by_\(step)", select(isZero, moved, current))
        bits.append(isZero)
        step /= 2
    }
    return (current, wire("\(name)_leading_zeros", cat(bits)))
}

/// `value` shifted right by `distance`, the bits shifted out kept as a sticky least significant bit; unsigned.
func shiftedWithSticky(_ name: String, _ value: Signal, by distance: Signal) -> Signal {
    roundToOdd(name, value.asUnsigned, by: distance)
}
