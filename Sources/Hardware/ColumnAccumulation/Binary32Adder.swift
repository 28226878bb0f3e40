import HDL

/// The sum of two binary32 numbers, to nearest even, for the partial sums of the array: finite, no subnormals, no
/// overflow, an exact zero positive. Three register stages and a rounding stage behind them.
final class Binary32Adder: Module {
    let first = Input(32)
    let second = Input(32)
    let sum = Output(32, "three cycles later, before a register")

    override var documentation: String {
        "Binary32 addition, round to nearest even, three cycles; no subnormals, infinities or NaNs come here."
    }

    func describe() {
        Comment("Align the smaller magnitude to the larger, with guard, round and sticky bit.")
        let one = Binary32Fields(packed: first)
        let other = Binary32Fields(packed: second)
        let swap = wire("swap", other.magnitude .> one.magnitude)
        let larger = Binary32Fields(packed: wire("larger", select(swap, second, first)))
        let smaller = Binary32Fields(packed: wire("smaller", select(swap, first, second)))
        let distance = wire("distance", larger.exponent &- smaller.exponent)
        let extended = wire("extended", cat(smaller.significand, constant(0, width: 3)))
        let aligned = register("aligned", next: roundToOdd("align", extended, by: distance))
        let base = register("base", next: larger.significand)
        let exponent = register("exponent", next: larger.exponent)
        let sign = register("sign", next: larger.sign)
        let subtracts = register("subtracts", next: larger.sign ^ smaller.sign)

        Comment("Add or subtract magnitudes; the larger one comes first, so nothing turns negative.")
        let widened = wire("widened", cat(low, base, constant(0, width: 3)))
        let addend = wire("addend", aligned.extended(to: 28))
        let total = register("total", next: select(subtracts, widened &- addend, widened &+ addend))
        let totalExponent = register("total_exponent", next: exponent)
        let totalSign = register("total_sign", next: sign)

        Comment("Normalise.")
        let normal = normalized("normalize", total)
        let value = register("normal", next: normal.value)
        let adjusted = totalExponent &+ 1 &- normal.leadingZeros.extended(to: 8)
        let normalExponent = register("normal_exponent", next: adjusted)
        let normalSign = register("normal_sign", next: totalSign)

        Comment("Round to nearest even.")
        let rounded = wire("rounded", roundedToBinary32("rounding", value, exponent: normalExponent))
        let zero = constant(0, width: 32)
        sum <- select(value.mostSignificantBit, cat(normalSign, rounded), zero)
    }
}
