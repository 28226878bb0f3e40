import ArgumentParser
import Quantization

/// `bitmod verify`.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a packed file, and compare it with its checkpoint.",
        discussion: """
            Reads all of a file that bitmod quantize packed: header, lengths, checksums, every code, selector, zero point \
            and scale. The first damage is an error. With --checkpoint the weights are quantised again, and status 1 \
            tells that they give other codes or scales, or that a tensor is missing or was changed.

            Bits a weight are those that groups spend on codes, scales, selectors and zero points; in the file there \
            are the scales of channels and tensors as well.

            EXAMPLES:
              bitmod verify packed.st
              bitmod verify packed.st --checkpoint model.safetensors --json
            """)

    @Argument(help: ArgumentHelp("The packed file.", valueName: "file"))
    var input: String

    @Option(
        help: ArgumentHelp(
            "What it was made from: safetensors, index or folder of several, GGUF or llama2.c.",
            valueName: "file"))
    var checkpoint: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        var line = ProgressLine("tensors", work: "weights")
        defer { line.end() }
        let result = try PackedVerification(path: input, checkpoint: checkpoint) { tensors, weights, name in
            line.report(tensors.0, of: tensors.of, work: weights.0, of: weights.of, name)
        }
        line.end()
        if json {
            try Console.result(json: result)
        } else {
            try Console.result(Self.text(result))
        }
        guard result.differences.isEmpty else { throw ExitStatus.findings }
    }

    private static func text(_ result: PackedVerification) -> String {
        var sections: [String] = []
        if !result.tensors.isEmpty {
            let compares = result.checkpoint != nil
            var table = TextTable(
                header: [
                    "Tensor", "Type", "Rows", "Columns", "Group", "Scales", "Bits a weight", "in the file",
                ] + (compares ? ["SNR, dB", "Quantised in"] : []))
            for tensor in result.tensors {
                let comparison = [
                    tensor.signalToNoiseRatio.map { Figure.decimal($0, places: 2) } ?? "-",
                    tensor.reproducedIn ?? "-",
                ]
                table.add(
                    [
                        tensor.name, tensor.type, "\(tensor.rows)", "\(tensor.columns)",
                        "\(tensor.groupSize)",
                        tensor.scaleFormat.rawValue + (tensor.hasInputFactors ? ", input factors" : ""),
                        Figure.decimal(tensor.groupBitsPerWeight, places: 6),
                        Figure.decimal(tensor.bitsPerWeight, places: 6),
                    ] + (compares ? comparison : []))
            }
            sections.append(table.text)
        }
        if !result.differences.isEmpty {
            sections.append(
                "Differs from \(result.checkpoint ?? ""):\n"
                    + result.differences.map { "  \($0)" }.joined(separator: "\n"))
        }
        var facts = Facts()
        facts.add("File", "\(result.file), format version \(result.version)")
        facts.add(
            "Checked",
            result.hasChecksums
                ? "header, checksums, codes, selectors, scales"
                : "header, codes, selectors, scales; a file of this version has no checksums")
        facts.add("Weights", "\(Figure.integer(result.weights)) in \(result.tensors.count) tensors")
        facts.add("Carried over", Figure.count(result.unchanged.count, "tensor", "tensors"))
        if let checkpoint = result.checkpoint {
            facts.add(
                "Checkpoint",
                result.differences.isEmpty
                    ? "\(checkpoint) gives the same"
                    : "\(checkpoint): " + Figure.count(result.differences.count, "difference", "differences"))
        }
        sections.append(facts.text)
        return sections.joined(separator: "\n\n")
    }
}
