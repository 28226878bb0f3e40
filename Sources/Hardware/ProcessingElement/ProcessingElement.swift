import Configuration
import HDL

/// The bit-serial processing element (BitMoD section IV-B, Fig. 5): as many weight terms times binary16 activations a
/// cycle as it has lanes, accumulated over a group.
///
/// Three stages: exponent match, bit-serial multiply with alignment and adder tree, group accumulation. The accumulator has
/// headroom for the whole group and is not normalised inside the loop. Operands belong to rows and columns, which give
/// exponents a cycle ahead of significands and signs.
final class ProcessingElement: Module {
    let activationExponents: Signal
    let activationNonzero: Signal
    let weightExponents: Signal
    let weightMantissas: Signal

    let activationSignificands: Signal
    let activationSigns: Signal
    let weightSigns: Signal
    let productMantissas: Signal
    let bitSignificance = Input(3, "with the significands")

    let accumulate = Input(1, "a product sum is there")
    let first = Input(1, "it is the first of its group")

    let accumulator: Signal
    let exponent = Output(ArrayConfiguration.sumExponentWidth)

    private let configuration: ArrayConfiguration
    private let lanes: Int

    override var structuralParameters: AnyHashable? { configuration }

    override var documentation: String {
        "Bit-serial processing element (BitMoD Fig. 5): exponent match, multiply and align, accumulate.\n"
            + "Group sum = accumulator * 2^(exponent - 28)."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        lanes = configuration.lanes
        activationExponents = Input(lanes * 5, "stage 1: exponent match")
        activationNonzero = Input(lanes)
        weightExponents = Input(lanes * 2)
        weightMantissas = Input(lanes)
        activationSignificands = Input(lanes * 11, "stage 2: multiply and align, one cycle later")
        activationSigns = Input(lanes)
        weightSigns = Input(lanes)
        productMantissas = Input(lanes, "weight_mantissas one cycle later")
        accumulator = Output(.signed(configuration.accumulatorWidth))
    }

    func describe() {
        let match = exponentMatch()
        let sum = multiplyAndAlign(match)
        groupAccumulation(sum)
    }

    // MARK: Stage 1

    private struct Match {
        /// The largest exponent of a participating product, 0 without any; six bits.
        let largest: Signal
        /// How far each lane's product is shifted right, at most 15; four bits each.
        let distances: [Signal]
    }

    private func exponentMatch() -> Match {
        Comment("Exponent match: a zero weight term or activation takes no part in the maximum.")
        let exponents = (0..<lanes).map { lane in
            let activation = activationExponents[5 * lane + 4, 5 * lane].extended(to: 6)
            let weight = weightExponents[2 * lane + 1, 2 * lane].extended(to: 6)
            let participates = weightMantissas[lane] & activationNonzero[lane]
            let exponent = select(participates, activation &+ weight, constant(0, width: 6))
            return wire("product_exponent_\(lane)", exponent)
        }
        let largest = wire("largest_exponent", maximum(exponents))
        let limited = exponents.enumerated().map { lane, exponent in
            let difference = wire("difference_\(lane)", largest &- exponent)
            return select(difference[5, 4].anyBit, constant(15, width: 4), difference[3, 0])
        }
        let distances = limited.enumerated().map { register("distance_\($0)", next: $1) }
        return Match(largest: register("matched_exponent", next: largest), distances: distances)
    }

    /// The largest of several six-bit values, by pairs.
    private func maximum(_ values: [Signal]) -> Signal {
        var level = values
        var depth = 0
        while level.count > 1 {
            depth += 1
            level = stride(from: 0, to: level.count, by: 2).map { index in
                let larger = select(level[index] .> level[index + 1], level[index], level[index + 1])
                return level.count == 2 ? larger : wire("larger_\(depth)_\(index / 2)", larger)
            }
        }
        return level[0]
    }

    // MARK: Stage 2

    private struct ProductSum {
        let value: Signal
        let exponent: Signal
    }

    private func multiplyAndAlign(_ match: Match) -> ProductSum {
        Comment(
            "Bit-serial multiply: significand AND mantissa, aligned into 11 + 3 bits, then the adder tree.")
        var addends: [Signal] = []
        var negations: [Signal] = []
        for lane in 0..<lanes {
            let significand = activationSignificands[11 * lane + 10, 11 * lane]
            let product = significand & productMantissas[lane].replicated(11)
            let widened = wire("product_\(lane)", cat(product, constant(0, width: 3)))
            let aligned = roundToOdd("aligned_\(lane)", widened, by: match.distances[lane])
            let negative = wire("negative_\(lane)", activationSigns[lane] ^ weightSigns[lane])
            let inverted = cat(low, aligned) ^ negative.replicated(ArrayConfiguration.alignedProductWidth + 1)
            addends.append(wire("addend_\(lane)", inverted.asSigned))
            negations.append(negative)
        }
        Comment("The carry-ins of the negations enter the tree as one count.")
        let carries = wire("carries", populationCount(of: negations))
        let width = configuration.productSumWidth
        let total = (sum(of: addends) + carries.extended(to: carries.width + 1).asSigned).truncated(to: width)
        let value = register("product_sum", next: total)

        let isEmpty = match.largest .== 0
        let exponent = match.largest &+ bitSignificance.extended(to: 6)
        return ProductSum(
            value: value,
            exponent: register("product_sum_exponent", next: select(isEmpty, constant(0, width: 6), exponent))
        )
    }

    // MARK: Stage 3

    private func groupAccumulation(_ sum: ProductSum) {
        Comment("Group accumulation: whichever of sum and accumulator has the smaller exponent is shifted.")
        let width = configuration.accumulatorWidth
        let held = register("held", Shape.signed(width))
        let heldExponent = register("held_exponent", Shape.unsigned(6))
        let extended = wire("extended_sum", sum.value.extended(to: width))
        let raises = wire("raises", sum.exponent .> heldExponent)
        let distance = wire(
            "alignment", select(raises, sum.exponent &- heldExponent, heldExponent &- sum.exponent))
        let moving = wire("moving", select(raises, held, extended))
        let staying = wire("staying", select(raises, extended, held))
        let moved = roundToOdd("moved", moving, by: distance)
        When(accumulate) {
            When(first) {
                held <- extended
                heldExponent <- sum.exponent
            }
            .otherwise {
                held <- staying &+ moved
                When(raises) { heldExponent <- sum.exponent }
            }
        }
        accumulator <- held
        exponent <- heldExponent
    }
}
