import HDL

/// `value` shifted right by `distance`, with the least significant bit set when a one is shifted out.
///
/// The contract's rounding of every alignment: it keeps the sticky bit that rounding to nearest even needs later. Any
/// distance is legal; `value` keeps its shape. Nets are named after `name`.
func roundToOdd(_ name: String, _ value: Signal, by distance: Signal) -> Signal {
    let (shifted, sticky) = shiftedWithSticky(name, value, by: distance)
    let leastSignificant = shifted[0] | sticky
    let rounded = wire("\(name)_rounded", cat(shifted[value.width - 1, 1], leastSignificant))
    return value.shape.isSigned ? rounded.asSigned : rounded
}

/// `value` shifted right by `distance`, and whether a one is shifted out. Any distance is legal. Nets are named after `name`.
func shiftedWithSticky(
    _ name: String, _ value: Signal, by distance: Signal
) -> (value: Signal, sticky: Signal) {
    let ones = constant(BitPattern.ones(width: value.width))
    let kept = wire("\(name)_kept", ones.shiftedLeft(by: distance))
    let lost = wire("\(name)_lost", value.asUnsigned & ~kept)
    return (wire("\(name)_shifted", value.shiftedRight(by: distance)), lost.anyBit)
}
