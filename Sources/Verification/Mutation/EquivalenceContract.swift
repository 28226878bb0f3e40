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
    /// Outputs that matter only under a condition, which is Verilog.
    var observed: [String: String] = [:]
    /// Cycles that bring both into the same state, nil for a combinational module.
    var initialCycles: Int?
    var settings: [Setting] = []

    init(_ target: MutationTarget) {
        switch target {
        case .termDecoder:
            // The sequencer asks only for terms that the type has.
            let cases = WeightDataType.allCases.map { dataType in
                let significances =
                    dataType.isFloatingPoint ? [1, 0] : (0..<dataType.termCount).map { 2 * $0 }
                let wanted = significances.map { "bit_significance == 3'd\($0)" }.joined(separator: " | ")
                return "(data_type == 3'd\(dataType.encoding) & (\(wanted)))"
            }
            legal = cases.joined(separator: " | ")
        case .processingElement:
            // Three stages, then the first sum of a group overwrites the accumulator.
            initialCycles = 4
            settings = [
                Setting(cycle: 4, port: "accumulate", value: 1), Setting(cycle: 4, port: "first", value: 1),
            ]
        case .dequantizer:
            initialCycles = 1
            settings = [Setting(cycle: 1, port: "capture", value: 1)]
        case .sequencer:
            declarations = """
                reg issued_1, issued_2;
                always @(posedge clock) begin
                    issued_1 <= original_issue;
                    issued_2 <= issued_1;
                end
                """
            observed = [
                "data_type": "original_issue", "bit_significance": "original_issue",
                "starts_output": "original_issue", "product_bit_significance": "issued_2",
                "accumulate_first": "original_accumulate", "capture_starts": "original_capture",
                "capture_ends": "original_capture",
            ]
            initialCycles = 5
            settings = (1...5).map { Setting(cycle: $0, port: "reset", value: 1) }
        }
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
                inputs.map { ".\($0.name)(\($0.name))" } + outputs.map { ".\($0.name)(\(name)_\($0.name))" }
            return outputs.map { "wire [\($0.width - 1):0] \(name)_\($0.name);\n" }.joined()
                + instantiation(set, name, connections, mutation)
        }
        let differences = outputs.map { port in
            "((\(observed[port.name] ?? "1'b1")) & (original_\(port.name) != mutant_\(port.name)))"
        }
        let ports = inputs.map { "input [\($0.width - 1):0] \($0.name)" } + ["output differs"]
        return """
            module equivalence(\(ports.joined(separator: ", ")));
            \(instance("original", 0))\(instance("mutant", mutant.number))\(declarations)
            assign differs = (\(legal)) & (\(differences.joined(separator: " | ")));
            endmodule

            """
    }

    private func instantiation(_ set: MutantSet, _ name: String, _ connections: [String], _ mutation: Int)
        -> String
    {
        let select = ".mutation(\(MutantSet.selectWidth(set.mutants.count))'d\(mutation))"
        return "\(set.target.module) \(name)(\((connections + [select]).joined(separator: ", ")));\n"
    }
}
