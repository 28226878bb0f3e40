import HDL

/// `value` shifted right by `distance`, with the least significant bit set when a one is shifted out.
///
/// The contract's rounding of every alignment: it keeps the sticky bit that rounding to nearest even needs later. Any
/// distance is legal; `value` keeps its shape. Nets are named after `name`.
func roundToOdd(_ name: String, _ value: Signal, by distance: Signal) -> Signal {
    let (shifted, lost) = shiftedRight(name, value, by: distance)
    let leastSignificant = shifted[0] | lost.anyBit
    let rounded = wire("\(name)_rounded", cat(shifted[value.width - 1, 1], leastSignificant))
    return value.shape.isSigned ? rounded.asSigned : rounded
}

/// `value` shifted right by `distance`, and the ones that are shifted out, where they were. Any distance is legal. Nets are named
/// after `name`.
func shiftedRight(_ name: String, _ value: Signal, by distance: Signal) -> (value: Signal, lost: Signal) {
    let ones = constant(BitPattern.ones(width: value.width))
    let kept = wire("\(name)_kept", ones.shiftedLeft(by: distance))
    let lost = wire("\(name)_lost", value.asUnsigned & ~kept)
    return (wire("\(name)_shifted", value.shiftedRight(by: distance)), lost)
}
