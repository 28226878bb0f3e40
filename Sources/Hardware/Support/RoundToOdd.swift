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
    let normal = normalized(name, value, steps: normalizationSteps(value.width))
    return (normal.value, wire("\(name)_leading_zeros", cat(normal.moves)))
}

/// As ``normalized(_:_:)``, with a register after the two largest powers of two; what is left is counted at once, so that the
/// count doesn't wait for shifts. Value and count are there a cycle later.
func normalizedLate(_ name: String, _ value: Signal) -> (value: Signal, leadingZeros: Signal) {
    let steps = normalizationSteps(value.width)
    let coarse = normalized(name, value, steps: Array(steps.prefix(2)))
    let held = register("\(name)_coarse", next: coarse.value)
    let moves = register("\(name)_coarse_moves", next: cat(coarse.moves))
    let window = 2 * steps[2] - 1
    let zeros = wire("\(name)_zeros", held[held.width - 1, held.width - window].leadingZeroCount)
    let value = wire("\(name)_shifted", held.shiftedLeft(by: zeros))
    return (value, wire("\(name)_leading_zeros", cat(moves, zeros)))
}

/// Powers of two below a width, largest first.
private func normalizationSteps(_ width: Int) -> [Int] {
    var steps = [1]
    while steps[0] * 2 < width { steps.insert(steps[0] * 2, at: 0) }
    return steps
}

/// `value` shifted left by each step whose bits at the top are all zero, and which steps that were.
private func normalized(
    _ name: String, _ value: Signal, steps: [Int]
) -> (value: Signal, moves: [Signal]) {
    var current = value
    var moves: [Signal] = []
    for step in steps {
        let isZero = wire(
            "\(name)_top_\(step)_zero", ~current[current.width - 1, current.width - step].anyBit)
        let moved = cat(current[current.width - 1 - step, 0], constant(0, width: step))
        current = wire("\(name)_by_\(step)", select(isZero, moved, current))
        moves.append(isZero)
    }
    return (current, moves)
}

/// `value` shifted right by `distance`, the bits shifted out kept as a sticky least significant bit; unsigned.
func shiftedWithSticky(_ name: String, _ value: Signal, by distance: Signal) -> Signal {
    roundToOdd(name, value.asUnsigned, by: distance)
}
