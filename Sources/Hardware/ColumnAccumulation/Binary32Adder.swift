import HDL

/// The sum of two binary32 numbers, to nearest even, for the partial sums of the array: finite, no subnormals, no
/// overflow, an exact zero positive. Five register stages and a rounding stage behind them.
final class Binary32Adder: Module {
    let first = Input(32)
    let second = Input(32)
    let sum = Output(32, "five cycles later, before a register")
    let isNonzero = Output(1, "with the sum")

    /// Cycles from the numbers to their sum.
    static let cycles = 5

    override var documentation: String {
        "Binary32 addition, round to nearest even, five cycles; no subnormals, infinities or NaNs come here."
    }

    func describe() {
        Comment("Find the larger magnitude; both differences of the exponents are there before it is known.")
        let one = Binary32Fields(packed: first)
        let other = Binary32Fields(packed: second)
        let swap = wire("swap", other.magnitude .> one.magnitude)
        let larger = Binary32Fields(packed: register("larger", next: select(swap, second, first)))
        let smallerSignificand = register(
            "smaller_significand", next: select(swap, one.significand, other.significand))
        let distances = select(swap, other.exponent &- one.exponent, one.exponent &- other.exponent)
        let distance = register("distance", next: distances)
        let signsDiffer = register("signs_differ", next: one.sign ^ other.sign)

        Comment("Align the smaller one to it, with guard, round and sticky bit.")
        let extended = wire("extended", cat(smallerSignificand, constant(0, width: 3)))
        let aligned = register("aligned", next: roundToOdd("align", extended, by: distance))
        let base = register("base", next: larger.significand)
        let exponent = register("exponent", next: larger.exponent)
        let sign = register("sign", next: larger.sign)
        let subtracts = register("subtracts", next: signsDiffer)

        Comment("Add or subtract magnitudes; the larger one comes first, so nothing turns negative.")
        let widened = wire("widened", cat(low, base, constant(0, width: 3)))
        let addend = wire("addend", aligned.extended(to: 28))
        let total = register("total", next: select(subtracts, widened &- addend, widened &+ addend))
        let totalExponent = register("total_exponent", next: exponent)
        let totalSign = register("total_sign", next: sign)

        Comment("Normalise in two cycles.")
        let normal = normalizedLate("normalize", total)
        let value = register("normal", next: normal.value)
        let lateExponent = register("late_exponent", next: totalExponent &+ 1)
        let normalExponent = register(
            "normal_exponent", next: lateExponent &- normal.leadingZeros.extended(to: 8))
        let normalSign = register("normal_sign", next: register("late_sign", next: totalSign))

        Comment("Round to nearest even.")
        let rounded = wire("rounded", roundedToBinary32("rounding", value, exponent: normalExponent))
        let zero = constant(0, width: 32)
        sum <- select(value.mostSignificantBit, cat(normalSign, rounded), zero)
        isNonzero <- value.mostSignificantBit
    }
}
