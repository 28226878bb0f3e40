import Configuration
import Foundation
import HDL
import Testing

@testable import Hardware

/// The step of the shared-exponent element (four lanes: products, carry-save tree, carry propagation, accumulation) is
/// plain arithmetic for all inputs, by ABC's combinational equivalence check.
///
/// The proof is split where the element's rows of numbers stand. Every register and each named row is cut: its value is
/// free where it is used, and what it would become is compared. From these values both the cut element and ``PlainStep``
/// compute the *sum* of the rows after: products from operands, the first layer's two rows from three, the registered
/// rows from two and one, the sum at its digit's place from those, and the accumulator. Rows with equal sums may stand for
/// each other in the next statement, each register being one cycle, so together they say: the accumulator becomes
/// (first ? 0 : itself) plus the sum of all products, of two cycles before, at the digit's place, and so keeps its value
/// where no multiples are selected. Each product counts 2^(bits of its magnitude) too much, four of them the top bit of a
/// row, which the propagated sum has inverted. Rows hold such a sum less one without overflow: four products are below
/// 2^(row width − 1) in magnitude by more than one.
@Suite struct SharedExponentProofTests {
    @Test(arguments: DigitRadix.allCases, [11, 14, 18])
    func theStepIsPlainArithmetic(_ radix: DigitRadix, _ alignedWidth: Int) throws {
        let proof = try StepProof(radix, alignedWidth)
        let verdict = try proof.verdict()
        #expect(verdict.contains("Networks are equivalent"), "\(verdict)")
    }

    /// Faults of every statement are found.
    @Test(arguments: [
        ("carry_in <= negative_2", "carry_in <= 1'b0"),
        ("layer_1_0_either ^ addend_2", "layer_1_0_either"),
        ("magnitude_3 ^ {19{negative_3}}", "magnitude_3"),
        ("missing_carry_in <= late_carry_in", "missing_carry_in <= carry_in"),
        ("{7{product_sum[21]}}", "7'd0"),
        ("{6{late_carry_in}}", "6'd0"),
        ("{2'd0, ~negative_3, magnitude_3", "{2'd0, negative_3, magnitude_3"),
        ("{~propagated_with_carry_in[22]", "{propagated_with_carry_in[22]"),
        ("first ? ", "1'b0 ? "),
        ("accumulator = held", "accumulator = base"),
    ]) func plantedFaultsAreFound(_ original: String, _ fault: String) throws {
        let proof = try StepProof(.eight, 14) { text in
            #expect(text.contains(original))
            return text.replacingOccurrences(of: original, with: fault)
        }
        #expect(try proof.verdict().contains("NOT EQUIVALENT"))
    }

    /// A register that isn't cut would count as a wire, so that its cycle would go unseen.
    @Test func aRegisterThatIsNotCutIsRefused() throws {
        let proof = try StepProof(.eight, 14) { text in
            text.replacingOccurrences(of: "reg carry_in;", with: "reg carry_in;\n    reg delayed;")
                .replacingOccurrences(
                    of: "carry_in <= negative_2;",
                    with: "delayed <= negative_2;\n        carry_in <= delayed;")
        }
        #expect(throws: StepProof.UncutRegister.self) { try proof.verdict() }
    }
}

/// The reference: what each stage adds, with plain operators.
private final class PlainStep: Module {
    let aligned: Signal
    let tripled: Signal?
    let quintupled: Signal?
    let selects: Signal
    let shifts: Signal
    let significances: Signal
    let first = Input()
    let addend: [Signal]
    let negative = (0..<4).map { _ in Input() }
    let layerSums: Signal
    let layerCarries: Signal
    let partialSums: Signal
    let partialCarries: Signal
    let carryIn = Input()
    let lateCarryIn = Input()
    let placedSum: Signal
    let missingCarryIn = Input()
    let held: Signal

    let product: [Signal]
    let firstLayer: Signal
    let secondLayer: Signal
    let placed: Signal
    let accumulated: Signal

    private let radix: DigitRadix
    private let alignedWidth: Int

    init(_ proof: StepProof) {
        radix = proof.configuration.radix
        alignedWidth = proof.configuration.alignedWidth
        let (rowWidth, lanes) = (proof.rowWidth, 4)
        aligned = Input(lanes * alignedWidth)
        tripled = radix == .eight ? Input(lanes * (alignedWidth + 2)) : nil
        quintupled = radix == .eight ? Input(lanes * (alignedWidth + 3)) : nil
        selects = Input(lanes * SelectedMultiple.selectCount(radix))
        shifts = Input(lanes * SelectedMultiple.shiftCount(radix))
        significances = Input(SharedExponentElement.significances(radix).count)
        addend = (0..<lanes).map { _ in Input(rowWidth) }
        layerSums = Input(rowWidth)
        layerCarries = Input(rowWidth)
        partialSums = Input(rowWidth)
        partialCarries = Input(rowWidth)
        placedSum = Input(proof.configuration.accumulatorWidth)
        held = Input(proof.configuration.accumulatorWidth)
        product = (0..<lanes).map { _ in Output(rowWidth) }
        firstLayer = Output(rowWidth)
        secondLayer = Output(rowWidth)
        placed = Output(proof.configuration.accumulatorWidth)
        accumulated = Output(proof.configuration.accumulatorWidth)
    }

    func describe() {
        let width = layerSums.width
        for lane in product.indices {
            let magnitude = wire("magnitude_\(lane)", magnitude(lane).extended(to: width))
            let excess = constant(1 << (width - 3), width: width)
            product[lane] <- select(negative[lane], excess &- magnitude, excess &+ magnitude)
        }
        firstLayer <- addend[0] &+ addend[1] &+ addend[2] &+ wide(negative[0])
        let three = layerSums &+ layerCarries &+ addend[3]
        secondLayer <- three &+ wide(negative[1]) &+ wide(negative[2]) &+ wide(negative[3])
        let excess = constant(1 << (width - 1), width: width)
        let sum = wire("sum", partialSums &+ partialCarries &+ wide(carryIn) &- excess)
        let extended = wire(
            "extended",
            sum.asSigned.resized(to: held.width).asUnsigned &+ lateCarryIn.extended(to: held.width))
        let places = SharedExponentElement.significances(radix).enumerated().map { index, place in
            let moved =
                place == 0
                ? extended : cat(extended.truncated(to: held.width - place), constant(0, width: place))
            return (significances[index], moved)
        }
        let base = select(first, constant(0, width: held.width), held)
        placed <- oneHot(places)
        accumulated <- base &+ placedSum &+ missingCarryIn.extended(to: held.width)
    }

    private func wide(_ bit: Signal) -> Signal { bit.extended(to: layerSums.width) }

    private func magnitude(_ lane: Int) -> Signal {
        func field(_ signal: Signal?, _ width: Int) -> Signal {
            signal.map { $0[width * lane + width - 1, width * lane] } ?? constant(0, width: width)
        }
        let width = product[0].width
        let activation = field(aligned, alignedWidth).extended(to: width)
        let multiples: [Int: Signal] = [
            1: activation, 4: cat(activation[width - 3, 0], constant(0, width: 2)),
            3: field(tripled, alignedWidth + 2).extended(to: width),
            5: field(quintupled, alignedWidth + 3).extended(to: width),
        ]
        let factors = SelectedMultiple.factors(radix)
        let multiple = oneHot(
            factors.enumerated().map { (selects[factors.count * lane + $0], multiples[$1] ?? activation) })
        let places = SelectedMultiple.shiftCount(radix)
        let named = wire("multiple_\(lane)", multiple)
        return oneHot(
            (0..<places).map { place in
                let moved = place == 0 ? named : cat(named[width - 1 - place, 0], constant(0, width: place))
                return (shifts[places * lane + place], moved)
            })
    }
}

/// The element and the reference as two networks with one bus in and one out.
private struct StepProof {
    let configuration: ArrayConfiguration
    private let element: String

    /// - Parameter change: what is done to the element's Verilog first.
    init(_ radix: DigitRadix, _ alignedWidth: Int, _ change: (String) -> String = { $0 }) throws {
        configuration = try ArrayConfiguration(
            processingElement: .sharedExponent, radix: radix, alignedWidth: alignedWidth)
        let design = try HardwareDesign.processingElement.elaborate(configuration)
        element = change(design.verilog().map(\.text).joined())
    }

    /// The element has a register that the proof doesn't know.
    struct UncutRegister: Error { let declaration: String }

    /// The element's Verilog with its registers as wires and its named rows cut: a row `x` is an input, and what it would
    /// be is the output `x_computed`.
    private func cutElement() throws -> String {
        var text = element.replacingOccurrences(of: "always @(posedge clock)", with: "always @*")
        var ports = ""
        for (name, width) in cuts {
            let isRegister = text.contains(try Regex("\\breg [^;]*\\b\(name);"))
            text.replace(try Regex("\\n *reg (\\[[^\\]]*\\] )?\(name);"), with: "")
            text.replace(try Regex("\\bwire (\\[[^\\]]*\\] )?\(name) ="), with: "assign \(name)_computed =")
            text.replace(try Regex("\\b\(name) <="), with: "\(name)_computed =")
            ports += "    input wire [\(width - 1):0] \(name),\n"
            ports += "    output \(isRegister ? "reg" : "wire") [\(width - 1):0] \(name)_computed,\n"
        }
        text.replace(
            "shared_exponent_element (\n", with: "shared_exponent_element (\n" + ports, maxReplacements: 1)
        if let uncut = text.firstMatch(of: try Regex("\\n *reg [^;]*;")) {
            throw UncutRegister(declaration: String(text[uncut.range]))
        }
        return text
    }

    /// Bits of the rows: a product's magnitude, a sign, and the sum of four.
    var rowWidth: Int { configuration.alignedWidth + (configuration.radix == .four ? 3 : 5) + 3 }

    private static let rows = [
        "layer_1_0_sums", "layer_1_0_carries", "partial_sums", "partial_carries",
    ]
    private static let bits = ["carry_in", "late_carry_in", "missing_carry_in"]
    private static let lanes = 0..<4

    /// Wires that are cut, each an output of the element as it is computed and an input as it is used.
    private var cuts: [(name: String, width: Int)] {
        var wires: [(name: String, width: Int)] = []
        for lane in Self.lanes { wires.append(("addend_\(lane)", rowWidth)) }
        for lane in Self.lanes { wires.append(("negative_\(lane)", 1)) }
        for row in Self.rows { wires.append((row, rowWidth)) }
        for bit in Self.bits { wires.append((bit, 1)) }
        for row in ["placed_sum", "held"] { wires.append((row, configuration.accumulatorWidth)) }
        return wires
    }

    private var operands: [(name: String, width: Int)] {
        let (width, radix) = (configuration.alignedWidth, configuration.radix)
        var ports: [(name: String, width: Int)] = [("activation_aligned", 4 * width)]
        if radix == .eight {
            ports.append(("activation_tripled", 4 * (width + 2)))
            ports.append(("activation_quintupled", 4 * (width + 3)))
        }
        ports.append(("activation_signs", 4))
        ports.append(("weight_selects", 4 * SelectedMultiple.selectCount(radix)))
        ports.append(("weight_shifts", 4 * SelectedMultiple.shiftCount(radix)))
        ports.append(("weight_signs", 4))
        ports.append(("first", 1))
        return ports
    }

    /// What ABC says of the two networks.
    func verdict() throws -> String {
        let folder = try GeneratedFolder(GeneratedDesign(ArrayConfiguration(rows: 1, columns: 1)))
        let plain = try Design { PlainStep(self) }
        try folder.write(cutElement(), "element.v")
        try folder.write(
            plain.verilog().map(\.text).joined() + wrapper("plain_bus", plainInstance), "plain.v")
        try folder.write(wrapper("element_bus", elementInstance), "wrapper.v")
        let finish = "flatten; opt; techmap; opt; aigmap; opt_clean -purge"
        try folder.write(
            """
            read_verilog element.v
            read_verilog wrapper.v
            hierarchy -top element_bus; proc; \(finish)
            write_aiger element.aig
            design -reset
            read_verilog plain.v
            hierarchy -top plain_bus; proc; \(finish)
            write_aiger plain.aig
            """, "script.ys")
        let synthesis = try folder.run("yosys", ["-QT", "-q", "-s", "script.ys"])
        try #require(synthesis.status == 0, "\(synthesis.text)")
        return try folder.run("yosys-abc", ["-c", "&r element.aig; &cec plain.aig"]).text
    }

    // MARK: Wrappers

    /// A module that takes operands, cut values and the number of a digit's place from one bus, since the order of ports is
    /// lost on the way to ABC, and gives the sums to be compared on another.
    private func wrapper(_ name: String, _ body: (_ used: (String) -> String) -> String) -> String {
        var low = 0
        var slices: [String: String] = [:]
        for (name, width) in operands + cuts {
            slices[name] = "in[\(low + width - 1):\(low)]"
            low += width
        }
        let places = SharedExponentElement.significances(configuration.radix).count
        let outputs = 4 * (rowWidth + 1) + 2 * rowWidth + 3 * configuration.accumulatorWidth
        return """
            module \(name) (input [\(low + 2):0] in, output [\(outputs - 1):0] out);
                wire [2:0] place = in[\(low + 2):\(low)];
                wire [\(places - 1):0] significances = (place < \(places)) ? (\(places)'d1 << place) : \(places)'d1;
                \(body { slices[$0] ?? "" })
            endmodule

            """
    }

    private func plainInstance(_ used: (String) -> String) -> String {
        let names = [
            "activation_aligned": "aligned", "activation_tripled": "tripled",
            "activation_quintupled": "quintupled", "weight_selects": "selects", "weight_shifts": "shifts",
            "layer_1_0_sums": "layer_sums", "layer_1_0_carries": "layer_carries",
        ]
        // The reference's signs stand in the wrapper.
        let inputs = (operands + cuts).filter { !$0.name.hasSuffix("_signs") }.map {
            ".\(names[$0.name] ?? $0.name)(\(used($0.name)))"
        }
        let outputs = Self.lanes.map { "product_\($0)" } + ["first_layer", "second_layer"]
        let wires = outputs.map { "wire [\(rowWidth - 1):0] \($0);" }.joined(separator: " ")
        let negatives = Self.lanes.map { lane in
            let (activations, weights) = (used("activation_signs"), used("weight_signs"))
            return "((\(activations) ^ \(weights)) >> \(lane)) & 1'b1"
        }
        let negativeWires = negatives.enumerated().map { "wire sign_\($0) = \($1);" }.joined(separator: " ")
        var connections = inputs + [".significances(significances)", ".accumulated(accumulated)"]
        connections += (outputs + ["placed"]).map { ".\($0)(\($0))" }
        let parts = outputs + Self.lanes.map { "sign_\($0)" } + ["placed", "accumulated", used("held")]
        return """
            \(wires) \(negativeWires)
                wire [\(configuration.accumulatorWidth - 1):0] placed, accumulated;
                plain_step step (\(connections.joined(separator: ", ")));
                assign out = {\(parts.joined(separator: ", "))};
            """
    }

    private func elementInstance(_ used: (String) -> String) -> String {
        let wires = cuts.map { "wire [\($0.width - 1):0] \($0.name);" }.joined(separator: " ")
        var connections = operands.map { ".\($0.name)(\(used($0.name)))" }
        for cut in cuts {
            connections += [".\(cut.name)_computed(\(cut.name))", ".\(cut.name)(\(used(cut.name)))"]
        }
        connections += [".significances(significances)", ".clock(1'b0)", ".accumulator(accumulator)"]
        func total(_ rows: [String], _ carryIns: [String], width: Int) -> String {
            let terms = rows + carryIns.map { "{\(width - 1)'d0, \($0)}" }
            return terms.joined(separator: " + ")
        }
        var totals: [(name: String, value: String)] = []
        for lane in Self.lanes {
            totals.append(
                ("product_\(lane)", total(["addend_\(lane)"], [used("negative_\(lane)")], width: rowWidth)))
        }
        totals.append(("first_layer", total(["layer_1_0_sums", "layer_1_0_carries"], [], width: rowWidth)))
        totals.append(
            (
                "second_layer",
                total(["partial_sums", "partial_carries"], ["carry_in", "late_carry_in"], width: rowWidth)
            ))
        let placed = total(["placed_sum"], ["missing_carry_in"], width: configuration.accumulatorWidth)
        let totalWires = totals.map { "wire [\(rowWidth - 1):0] \($0.name) = \($0.value);" }.joined(
            separator: "\n    ")
        let parts =
            totals.map(\.name) + Self.lanes.map { "negative_\($0)" } + ["placed", "held", "accumulator"]
        return """
            \(wires) wire [\(configuration.accumulatorWidth - 1):0] accumulator, placed = \(placed);
                shared_exponent_element element (\(connections.joined(separator: ", ")));
                \(totalWires)
                assign out = {\(parts.joined(separator: ", "))};
            """
    }
}
