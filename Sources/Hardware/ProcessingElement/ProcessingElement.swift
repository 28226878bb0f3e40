import Configuration
import HDL

/// The bit-serial processing element (BitMoD section IV-B, Fig. 5): as many weight terms times binary16 activations a
/// cycle as it has lanes, accumulated over a group.
///
/// Three stages: exponent match, bit-serial multiply with alignment and adder tree, group accumulation. The accumulator has
/// headroom for the whole group and is not normalised inside the loop. Operands belong to rows and columns, which give
/// exponents a cycle ahead of significands and signs.
final class ProcessingElement: Module, GroupElement {
    let activation: ActivationOperands
    let weight: WeightOperands
    let productMultiples: Signal
    let bitSignificance = Input(3, "with the significands")

    let accumulate = Input(1, "a product sum is there")
    let first = Input(1, "it is the first of its group")

    let accumulator: Signal
    let exponent: Signal?

    private let configuration: ArrayConfiguration
    private let lanes: Int
    private let radix: DigitRadix

    override var structuralParameters: AnyHashable? { configuration }

    override var documentation: String {
        "Bit-serial processing element (BitMoD Fig. 5): exponent match, multiply and align, accumulate.\n"
            + "Group sum = accumulator * 2^(exponent - \(configuration.exponentBias))."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        lanes = configuration.lanes
        radix = configuration.radix
        activation = ActivationOperands(.sink, configuration)
        weight = WeightOperands(.sink, configuration)
        productMultiples = Input(lanes * radix.multiples.count, "weight_multiples one cycle later")
        accumulator = Output(.signed(configuration.accumulatorWidth))
        exponent = Output(configuration.sumExponentWidth)
    }

    func describe() {
        let match = exponentMatch()
        let sum = multiplyAndAlign(match)
        groupAccumulation(sum)
    }

    /// Field `lane` of an operand that every exponent-matched element has.
    private func lane(_ lane: Int, of operand: Signal?, width: Int) -> Signal {
        guard let operand else { return constant(0, width: width) }
        return operand[width * lane + width - 1, width * lane]
    }

    // MARK: Stage 1

    private struct Match {
        /// The largest exponent of a participating product, 0 without any; six bits.
        let largest: Signal
        /// How far each lane's product is shifted right, at most as far as leaves nothing of it.
        let distances: [Signal]
    }

    private func exponentMatch() -> Match {
        Comment("Exponent match: a zero weight term or activation takes no part in the maximum.")
        let exponentWidth = Term.exponentWidth(radix)
        let exponents = (0..<lanes).map { lane in
            let field = self.lane(lane, of: activation.exponents, width: 5).extended(to: 6)
            let term = self.lane(lane, of: weight.exponents, width: exponentWidth).extended(to: 6)
            let multiple = self.lane(lane, of: weight.multiples, width: radix.multiples.count)
            let participates = multiple.anyBit & self.lane(lane, of: activation.nonzero, width: 1)
            let exponent = select(participates, field &+ term, constant(0, width: 6))
            return wire("product_exponent_\(lane)", exponent)
        }
        let largest = wire("largest_exponent", maximum(exponents))
        let width = distanceWidth
        let limited = exponents.enumerated().map { lane, exponent in
            let difference = wire("difference_\(lane)", largest &- exponent)
            let beyond = constant((1 << width) - 1, width: width)
            return select(difference[5, width].anyBit, beyond, difference[width - 1, 0])
        }
        let distances = limited.enumerated().map { register("distance_\($0)", next: $1) }
        return Match(largest: register("matched_exponent", next: largest), distances: distances)
    }

    /// Bits that tell how far a product is shifted: 14 or 17 places leave nothing of it.
    private var distanceWidth: Int { radix == .four ? 4 : 5 }

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
            "Bit-serial multiply: the term's multiple of the significand, aligned with three guard bits, "
                + "then the adder tree.")
        var addends: [Signal] = []
        var negations: [Signal] = []
        for lane in 0..<lanes {
            let guardBits = constant(0, width: ArrayConfiguration.guardBits)
            let widened = wire("product_\(lane)", cat(product(lane), guardBits))
            let aligned = roundToOdd("aligned_\(lane)", widened, by: match.distances[lane])
            let negative = wire("negative_\(lane)", activation.signs[lane] ^ weight.signs[lane])
            let inverted = cat(low, aligned) ^ negative.replicated(configuration.alignedProductWidth + 1)
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

    /// The multiple of a lane's significand that its term selects, 0 for a zero term.
    private func product(_ lane: Int) -> Signal {
        let width = configuration.productSignificandWidth
        let operands: [(Signal?, Int)] = [
            (activation.significands, 11), (activation.tripled, 13), (activation.quintupled, 14),
        ]
        let count = radix.multiples.count
        return oneHot(
            operands.prefix(count).enumerated().map { index, operand in
                let multiple = self.lane(lane, of: operand.0, width: operand.1)
                return (productMultiples[count * lane + index], multiple.extended(to: width))
            })
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
        drive(exponent, heldExponent)
    }
}
