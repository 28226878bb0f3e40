import Configuration

/// What of a module's behaviour counts when a mutant is compared with the original: which inputs it can be given,
/// which outputs anyone reads, and how it is brought into a known state.
struct EquivalenceContract: Sendable {
    /// A value of an input in one of the cycles before the comparison starts.
    struct Setting: Sendable {
        let cycle: Int
        let port: String
        let value: Int
    }

    /// Verilog that the other expressions need; `original_PORT` are the outputs of the original.
    var declarations = ""
    /// Verilog condition on inputs under which outputs are compared.
    var legal = "1'b1"
    /// Inputs that can't have every value: what they are, as Verilog of the free input of their name.
    var restricted: [String: String] = [:]
    /// Outputs that matter only under a condition, which is Verilog.
    var observed: [String: String] = [:]
    /// Cycles that bring both into the same state, nil for a combinational module.
    var initialCycles: Int?
    var settings: [Setting] = []

    init(_ target: MutationTarget, _ configuration: ArrayConfiguration) {
        switch target {
        case .termDecoder:
            // The sequencer asks only for terms that the type has.
            let cases = WeightDataType.allCases.map { dataType in
                let significances = (0..<configuration.termCount(dataType)).map {
                    configuration.bitSignificance(dataType, step: $0)
                }
                let wanted = significances.map { "bit_significance == 3'd\($0)" }.joined(separator: " | ")
                let bits = TermDecoderBench.typeBits(dataType, configuration.radix)
                return "(data_type == 4'd\(bits) & (\(wanted)))"
            }
            legal = cases.joined(separator: " | ")
        case .processingElement:
            restrict(configuration)
            // Three stages, then the first sum of a group overwrites the accumulator.
            initialCycles = 4
            settings = [Setting(cycle: 4, port: "first", value: 1)]
            if configuration.processingElement == .exponentMatched {
                settings.append(Setting(cycle: 4, port: "accumulate", value: 1))
            }
        case .dequantizer:
            initialCycles = 2
            settings = [
                Setting(cycle: 1, port: "capture", value: 1), Setting(cycle: 2, port: "proceed", value: 0),
            ]
        case .activationAligner:
            // Exponents are at least 1, and 1 without a hidden bit.
            let lanes = (0..<configuration.lanes).reversed().map { lane in
                let (sign, low) = (17 * lane + 16, 17 * lane)
                let exponent = "values[\(low + 11) +: 5]"
                let legal = "(values[\(low + 10)] & |\(exponent)) ? \(exponent) : 5'd1"
                return "values[\(sign)], \(legal), values[\(low) +: 11]"
            }
            restricted = ["values": "{\(lanes.joined(separator: ", "))}"]
            initialCycles = 4
            settings = (1...4).flatMap { cycle in
                ["load", "issue", "finish", "capture"].map { Setting(cycle: cycle, port: $0, value: 1) }
            }
        case .sequencer:
            // No type has the last encoding.
            restricted = ["group_data_type": "(group_data_type == 3'd7 ? 3'd0 : group_data_type)"]
            declarations = """
                reg issued_1, issued_2;
                always @(posedge clock) begin
                    issued_1 <= original_issue;
                    issued_2 <= issued_1;
                end
                """
            observed = [
                "header_data_type": "original_start_group", "data_type": "original_issue",
                "bit_significance": "original_issue",
                "starts_output": "original_issue", "capture_starts": "original_capture",
                "capture_ends": "original_capture",
            ]
            // Shared-exponent elements add in every cycle, if only zeros.
            if configuration.processingElement == .exponentMatched {
                observed["product_significance"] = "issued_2"
            }
            initialCycles = 6
            settings = (1...6).map { Setting(cycle: $0, port: "reset", value: 1) }
        }
    }

    /// Odd multiples follow from an activation, and selections are one-hot.
    private mutating func restrict(_ configuration: ArrayConfiguration) {
        let lanes = configuration.lanes
        let isShared = configuration.processingElement == .sharedExponent
        func perLane(_ expression: (Int) -> String) -> String {
            "{" + (0..<lanes).reversed().map(expression).joined(separator: ", ") + "}"
        }
        func slice(_ port: String, _ lane: Int, _ width: Int) -> String {
            "\(port)[\(lane * width) +: \(width)]"
        }
        if configuration.radix == .eight {
            let source = isShared ? "activation_aligned" : "activation_significands"
            let width = isShared ? configuration.alignedWidth : ArrayConfiguration.significandWidth
            for (port, factor, more) in [("activation_tripled", 3, 2), ("activation_quintupled", 5, 3)] {
                restricted[port] = perLane { lane in
                    let total = width + more
                    return "\(total)'d\(factor) * {\(more)'d0, \(slice(source, lane, width))}"
                }
            }
        }
        if isShared {
            let isEight = configuration.radix == .eight
            restricted["weight_selects"] = perLane {
                Self.oneHotOrZero(slice("weight_selects", $0, isEight ? 4 : 2))
            }
            restricted["weight_shifts"] = perLane {
                Self.oneHot(slice("weight_shifts", $0, isEight ? 3 : 2), width: isEight ? 3 : 2)
            }
            restricted["significances"] = Self.oneHot("significances", width: isEight ? 3 : 5)
        } else if configuration.radix == .eight {
            for port in ["weight_multiples", "product_multiples"] {
                restricted[port] = perLane { Self.oneHotOrZero(slice(port, $0, 3)) }
            }
        }
    }

    /// The lowest one of some bits.
    private static func oneHotOrZero(_ bits: String) -> String { "(\(bits) & -\(bits))" }

    /// The lowest one of some bits, bit 0 without any.
    private static func oneHot(_ bits: String, width: Int) -> String {
        "((\(bits) & -\(bits)) | {\(width - 1)'d0, ~|\(bits)})"
    }

    /// Verilog of modules `original` and `mutant`, which have the ports of the mutated module and select no mutant and
    /// `mutant`.
    func copies(_ set: MutantSet, _ mutant: Mutant) -> String {
        func copy(_ name: String, _ mutation: Int) -> String {
            let declarations = set.modulePorts.map {
                "\($0.direction == .input ? "input" : "output") [\($0.width - 1):0] \($0.name)"
            }
            let connections = set.modulePorts.map { ".\($0.name)(\($0.name))" }
            return """
                module \(name)(\(declarations.joined(separator: ", ")));
                \(instantiation(set, "copied", connections, mutation))endmodule

                """
        }
        return copy("original", 0) + copy("mutant", mutant.number)
    }

    /// Verilog of a module `equivalence` whose output `differs` says that mutant and original disagree.
    func comparison(_ set: MutantSet, _ mutant: Mutant) -> String {
        let inputs = set.modulePorts.filter { $0.direction == .input }
        let outputs = set.modulePorts.filter { $0.direction == .output }
        func instance(_ name: String, _ mutation: Int) -> String {
            let connections =
                inputs.map { ".\($0.name)(\(restricted[$0.name] == nil ? "" : "restricted_")\($0.name))" }
                + outputs.map { ".\($0.name)(\(name)_\($0.name))" }
            return outputs.map { "wire [\($0.width - 1):0] \(name)_\($0.name);\n" }.joined()
                + instantiation(set, name, connections, mutation)
        }
        let differences = outputs.map { port in
            "((\(observed[port.name] ?? "1'b1")) & (original_\(port.name) != mutant_\(port.name)))"
        }
        let restrictions = inputs.compactMap { port in
            restricted[port.name].map { "wire [\(port.width - 1):0] restricted_\(port.name) = \($0);\n" }
        }
        let ports = inputs.map { "input [\($0.width - 1):0] \($0.name)" } + ["output differs"]
        return """
            module equivalence(\(ports.joined(separator: ", ")));
            \(restrictions.joined())\(instance("original", 0))\(instance("mutant", mutant.number))\(declarations)
            assign differs = (\(legal)) & (\(differences.joined(separator: " | ")));
            endmodule

            """
    }

    private func instantiation(_ set: MutantSet, _ name: String, _ connections: [String], _ mutation: Int)
        -> String
    {
        let select = ".mutation(\(MutantSet.selectWidth(set.mutants.count))'d\(mutation))"
        return "\(set.moduleName) \(name)(\((connections + [select]).joined(separator: ", ")));\n"
    }
}
