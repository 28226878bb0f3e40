import Configuration
import HDL

/// The shared-exponent processing element: as many weight terms times aligned activations a cycle as it has lanes, added up
/// over a group in integers, exact.
///
/// Three stages: selection of multiples with the carry-save tree, carry propagation and the digit's place, accumulation. A
/// register inside the tree can make it four: its last two layers are a stage then. A lane's product is a
/// multiple of its activation that the row has formed, shifted by a few places; no exponent is left to compare. Each
/// negation's carry-in finds a place that is free anyway: the low ends of the tree's carries and of both adders. The
/// accumulator needs no enable: where no multiple is selected, products are zero and nothing is added.
final class SharedExponentElement: Module, GroupElement {
    let activation: ActivationOperands
    let weight: WeightOperands
    let significances: Signal
    let first: Signal

    let accumulator: Signal
    let exponent: Signal? = nil

    private let configuration: ArrayConfiguration
    private let lanes: Int
    private let radix: DigitRadix

    override var structuralParameters: AnyHashable? { configuration }

    override var documentation: String {
        "Shared-exponent processing element: select multiples, add, accumulate; exact in integers.\n"
            + "Group sum = accumulator * 2^(shared exponent - \(configuration.exponentBias))."
    }

    /// Bit significances of digits, one bit each of `significances`.
    static func significances(_ radix: DigitRadix) -> [Int] { radix == .four ? [0, 1, 2, 4, 6] : [0, 3, 6] }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        lanes = configuration.lanes
        radix = configuration.radix
        activation = ActivationOperands(.sink, configuration)
        weight = WeightOperands(.sink, configuration)
        let places = Self.significances(radix)
        let (placed, accumulated) =
            configuration.treeStages == 1 ? ("a cycle", "two cycles") : ("two cycles", "three cycles")
        first = Input(1, "\(accumulated) after its operands: a step is the first of its group")
        significances = Input(
            places.count,
            "one-hot, \(placed) after the operands: " + places.map { "2^\($0)" }.joined(separator: ", "))
        accumulator = Output(.signed(configuration.accumulatorWidth))
    }

    func describe() {
        let rows = productRows()
        let sum = place(rows)
        accumulate(sum)
    }

    // MARK: Products

    /// Bits of a product's magnitude: the largest multiple is 8, or 5 · 4.
    private var magnitudeWidth: Int { configuration.alignedWidth + (radix == .four ? 3 : 5) }

    /// A lane's product: the selected multiple, shifted.
    private func magnitude(_ lane: Int) -> Signal {
        let width = configuration.alignedWidth
        func operand(_ signal: Signal?, _ width: Int) -> Signal {
            guard let signal else { return constant(0, width: width) }
            return signal[width * lane + width - 1, width * lane]
        }
        let aligned = operand(activation.aligned, width)
        let multipleWidth = width + (radix == .four ? 2 : 3)
        let multiples = SelectedMultiple.factors(radix).map { factor -> Signal in
            switch factor {
            case 3: operand(activation.tripled, width + 2)
            case 5: operand(activation.quintupled, width + 3)
            case 4: cat(aligned, constant(0, width: 2))
            default: aligned
            }
        }
        let selects = weight.selects ?? constant(0, width: 1)
        let shifts = weight.shifts ?? constant(0, width: 1)
        let multiple = wire(
            "multiple_\(lane)",
            oneHot(
                multiples.enumerated().map {
                    (selects[multiples.count * lane + $0], $1.extended(to: multipleWidth))
                }))
        let places = SelectedMultiple.shiftCount(radix)
        return wire(
            "magnitude_\(lane)",
            oneHot(
                (0..<places).map { place in
                    let shifted = place == 0 ? multiple : cat(multiple, constant(0, width: place))
                    return (shifts[places * lane + place], shifted.extended(to: magnitudeWidth))
                }))
    }

    // MARK: Adder tree

    /// A step's products as two rows and two carry-ins.
    private struct CarrySaveSum {
        let sums: Signal
        let carries: Signal
        let carryIn: Signal
        let lateCarryIn: Signal
    }

    private func productRows() -> CarrySaveSum {
        Comment(
            "Products: a multiple of the activation, shifted, inverted where it is negative. The bit above says that it isn't; "
                + "what it counts too much is the sum's top bit.")
        let width = magnitudeWidth + 1 + bits(for: lanes - 1)
        var negations: [Signal] = []
        let rows = (0..<lanes).map { lane in
            let negative = wire("negative_\(lane)", activation.signs[lane] ^ weight.signs[lane])
            negations.append(negative)
            let inverted = magnitude(lane) ^ negative.replicated(magnitudeWidth)
            return wire("addend_\(lane)", cat(~negative, inverted).extended(to: width))
        }
        Comment("Carry-save tree; the carry-ins of the negations enter at the free ends of the carries.")
        var tree = CarrySaveTree(rows: rows, carryIns: negations)
        if configuration.treeStages > 1 {
            tree.add(untilRows: 4)
            tree = staged(tree)
        }
        tree.add(untilRows: 2)
        return CarrySaveSum(
            sums: register("partial_sums", next: tree.rows[0]),
            carries: register("partial_carries", next: tree.rows[1]),
            carryIn: register("carry_in", next: tree.carryIns[0]),
            lateCarryIn: register("late_carry_in", next: tree.carryIns[1]))
    }

    /// Registers inside the tree: of a row as many bits as can differ, since each layer makes rows wider by one.
    private func staged(_ tree: CarrySaveTree) -> CarrySaveTree {
        let rows = tree.rows.enumerated().map { index, row -> Signal in
            let used = min(row.width, magnitudeWidth + 1 + tree.layers)
            return register("tree_row_\(index)", next: row.truncated(to: used)).extended(to: row.width)
        }
        let carryIns = register("tree_carry_ins", next: cat(tree.carryIns.reversed()))
        return CarrySaveTree(
            rows: rows, carryIns: tree.carryIns.indices.map { carryIns[$0] }, layers: tree.layers)
    }

    /// `first + second + carryIn`: the carry-in is what one more bit below both carries into them.
    private func added(_ name: String, _ first: Signal, _ second: Signal, carryIn: Signal) -> Signal {
        let sum = wire("\(name)_with_carry_in", cat(first, high) &+ cat(second, carryIn))
        Discard(sum[0])
        return sum[first.width, 1]
    }

    // MARK: Accumulation

    /// What is left of a step: a sum at its digit's place in the accumulator that lacks one carry-in.
    private struct PlacedSum {
        let value: Signal
        let missing: Signal
    }

    private func place(_ rows: CarrySaveSum) -> PlacedSum {
        Comment(
            "Carry propagation, and the digit's place; the last carry-in fills the places below, so that it counts as one of "
                + "them.")
        let width = configuration.accumulatorWidth
        let propagated = added("propagated", rows.sums, rows.carries, carryIn: rows.carryIn)
        let top = propagated.width - 1
        let sum = wire("product_sum", cat(~propagated[top], propagated[top - 1, 0]))
        let extended = wire("extended_sum", sum.asSigned.resized(to: width).asUnsigned)
        let places = Self.significances(radix).enumerated().map { index, place in
            let kept = extended.truncated(to: width - place)
            return (significances[index], place == 0 ? kept : cat(kept, rows.lateCarryIn.replicated(place)))
        }
        return PlacedSum(
            value: register("placed_sum", next: oneHot(places)),
            missing: register("missing_carry_in", next: rows.lateCarryIn))
    }

    private func accumulate(_ sum: PlacedSum) {
        Comment("Accumulation.")
        let width = configuration.accumulatorWidth
        let held = register("held", Shape.signed(width))
        let base = wire("base", select(first, constant(0, width: width), held.asUnsigned))
        let total = added("total", base, sum.value, carryIn: sum.missing)
        held <- total.asSigned
        accumulator <- held
    }
}
