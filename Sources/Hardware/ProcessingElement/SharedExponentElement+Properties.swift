import Configuration
import HDL

/// The element against plain arithmetic, split where its rows of numbers stand: each property compares one step of the way
/// with additions that carry, and together they say that the accumulator takes in the sum of all products.
extension SharedExponentElement {
    /// An inverted addend lacks one of the product: addend + 1 = −magnitude.
    func assertProduct(_ addend: Signal, magnitude: Signal, isNegative: Signal) {
        let positive = magnitude.extended(to: addend.width)
        let product = select(isNegative, constant(0, width: addend.width) &- positive, positive)
        Assert(total([addend], [isNegative]) .== product, "An addend and its carry-in are the signed product")
    }

    /// Rows and carry-ins have the sum that others had, in the same cycle or `cycles` before.
    func assertSum(
        of rows: [Signal], _ carryIns: [Signal], is others: [Signal], _ otherCarryIns: [Signal],
        after cycles: Int = 0
    ) {
        let before = total(others, otherCarryIns)
        let expected = cycles == 0 ? before : past(before, cycles)
        Assert(total(rows, carryIns) .== expected, "No step of the addition changes the sum")
    }

    /// What is accumulated is the sum with its last carry-in, times the weight of its digit.
    func assertAccumulation(_ held: Signal, base: Signal, _ sum: Signal, _ missing: Signal) {
        let width = held.width
        Assume(significances.populationCount .== 1, "A digit has one place")
        let exact = total([sum.asSigned.resized(to: width).asUnsigned], [missing])
        let places = Self.significances(configuration.radix)
        let digits = places.enumerated().map { index, place in
            let moved = place == 0 ? exact : cat(exact.truncated(to: width - place), constant(0, width: place))
            return (significances[index], moved)
        }
        let next = select(accumulate, base &+ oneHot(digits), held.asUnsigned)
        Assert(held.asUnsigned .== past(next), "The digit is added at its place")
    }

    private func total(_ rows: [Signal], _ carryIns: [Signal]) -> Signal {
        (rows.dropFirst() + carryIns.map { $0.extended(to: rows[0].width) }).reduce(rows[0], &+)
    }
}
