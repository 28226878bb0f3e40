import HDL

/// `value` shifted left until its most significant bit is one, and by how much; a zero stays zero.
///
/// The shift runs through powers of two, largest first, each a net named after `name`.
func normalized(_ name: String, _ value: Signal) -> (value: Signal, leadingZeros: Signal) {
    var steps = [1]
    while steps[0] * 2 < value.width { steps.insert(steps[0] * 2, at: 0) }
    var current = value
    var moves: [Signal] = []
    for step in steps {
        let isZero = wire(
            "\(name)_top_\(step)_zero", ~current[current.width - 1, current.width - step].anyBit)
        let moved = cat(current[current.width - 1 - step, 0], constant(0, width: step))
        current = wire("\(name)_by_\(step)", select(isZero, moved, current))
        moves.append(isZero)
    }
    return (current, wire("\(name)_leading_zeros", cat(moves)))
}

/// As ``normalized(_:_:)`` for a value of more than eight bits, in two cycles: whole bytes of zeros, a register, then the bits
/// that are left. Zeros are counted at once, so that no count waits for a shift. Value and count are there a cycle later.
func normalizedLate(_ name: String, _ value: Signal) -> (value: Signal, leadingZeros: Signal) {
    let byteCount = (value.width - 1) / 8
    let bytes = (0..<byteCount).map { value[value.width - 1 - 8 * $0, value.width - 8 - 8 * $0] }
    let occupied = wire("\(name)_occupied_bytes", cat(bytes.map(\.anyBit)))
    let zeroBytes = wire("\(name)_zero_bytes", occupied.leadingZeroCount)
    let coarse = value.shiftedLeft(by: cat(zeroBytes, constant(0, width: 3)))
    let held = register("\(name)_coarse", next: coarse)
    let heldBytes = register("\(name)_coarse_bytes", next: zeroBytes)
    let zeros = wire("\(name)_zeros", held[held.width - 1, held.width - 7].leadingZeroCount)
    let normal = wire("\(name)_shifted", held.shiftedLeft(by: zeros))
    return (normal, wire("\(name)_leading_zeros", cat(heldBytes, zeros)))
}
