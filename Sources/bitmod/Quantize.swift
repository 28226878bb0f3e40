import ArgumentParser
import Quantization

/// `bitmod quantize`.
struct Quantize: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Quantise the weights of a checkpoint.",
        discussion: """
            Reads a checkpoint and quantises every tensor of two dimensions, rows being output channels, in groups along \
            the input channels. All other tensors are carried over unchanged. The output is one safetensors file; it \
            appears when it is complete, and when something fails or is interrupted, there is none.

            The checkpoint is known by its content: safetensors (F32, F16, BF16); several of them, by their index or \
            their folder; GGUF (F32, F16, BF16, Q4_0, Q4_1, Q8_0; such blocks are decoded, and carried over as F32); \
            or llama2.c, version 0.

            DATA TYPES:
            \(QuantizationType.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            EXAMPLES:
              bitmod quantize model.safetensors --type bitmod4 --output packed.st
              bitmod quantize model.st --type int6 --dequantize --output plain.st
              bitmod quantize model.st --type int3 --group 64 --json --output packed.st
              bitmod quantize m.st --type bitmod3 --special-values 3,-3,5,-5 --output p.st
            """)

    @Argument(help: CheckpointArgument.help)
    var input: String

    @Option(help: "Data type of the weights.")
    var type: QuantizationType

    @Option(
        help: ArgumentHelp(
            "Weights that share a scale: a number, channel (a row) or tensor. MX and NVFP4 have groups of their own.",
            valueName: "size"))
    var group: Granularity = .group(128)

    @Option(help: ArgumentHelp("File to be written.", valueName: "file"))
    var output: String

    @Option(
        help:
            "How the scale of a group is stored; the array takes int8. MX and NVFP4 have formats of their own."
    )
    var scale: ScaleFormat = .integer8

    @Option(
        help: "Arithmetic in which codes are chosen: fp16 rounds every operation, as the published software.")
    var arithmetic: QuantizationArithmetic = .binary32

    @Flag(help: "Search each group's scale for the smallest error, down to 0.55 of the largest weight's.")
    var clip = false

    @Option(
        help: ArgumentHelp(
            "Calibration activations, tensors of the names of those to be quantised, as samples by input channels or "
                + "one magnitude an input channel: scale such channels first so that outputs change least (AWQ).",
            valueName: "file"))
    var activations: String?

    @Option(
        help: ArgumentHelp(
            "Special values of bitmod4 or bitmod3 instead of the published ones, in the order in which they are "
                + "tried, such as 5,-5,8,-8.", valueName: "values"))
    var specialValues: SpecialValueList?

    @Option(help: "Tensors whose input channels the group size doesn't divide: an error, or one group a row.")
    var indivisible: IndivisiblePolicy = .error

    @Flag(help: "Write what the codes stand for, as F32 tensors of the same names, instead of packed codes.")
    var dequantize = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let chosen = try specialValues.map { try type.with(publishedSpecialValues: $0.values) } ?? type
        let job = CheckpointQuantizer(
            input: input, output: output,
            settings: QuantizationSettings(
                type: chosen, granularity: group, scaleFormat: scale, arithmetic: arithmetic,
                searchesClipping: clip, indivisible: indivisible),
            dequantize: dequantize, activations: activations)
        let summary: QuantizationSummary
        do {
            var line = ProgressLine("tensors", work: "weights")
            defer { line.end() }
            summary = try job.run { progress in
                line.report(
                    progress.finishedTensors, of: progress.totalTensors, work: progress.finishedWeights,
                    of: progress.totalWeights, progress.tensor)
            }
        } catch let error as QuantizationError where error.kind == .indivisible {
            throw QuantizationError(
                .indivisible, file: error.file, tensor: error.tensor, problem: error.problem,
                remedy: type.fixedGroupSize == nil
                    ? "Give a --group that divides them, or --indivisible row to make each row of such tensors "
                        + "one group"
                    : "Give --indivisible row to make each row of such tensors one group")
        }
        if json {
            try Console.result(json: summary)
        } else {
            try Console.result(Self.text(summary))
        }
    }

    private static func text(_ summary: QuantizationSummary) -> String {
        var sections: [String] = []
        if !summary.tensors.isEmpty {
            var table = TextTable(
                header: [
                    "Tensor", "Rows", "Columns", "Group", "Mean square error", "SNR, dB", "Bits a weight",
                ])
            for tensor in summary.tensors {
                table.add([
                    tensor.name, "\(tensor.rows)", "\(tensor.columns)", "\(tensor.groupSize)",
                    Figure.scientific(tensor.meanSquareError),
                    tensor.signalToNoiseRatio.map { Figure.decimal($0, places: 2) } ?? "-",
                    Figure.decimal(tensor.bitsPerWeight, places: 3),
                ])
            }
            sections.append(table.text)
        }
        if !summary.unquantized.isEmpty {
            let lines = summary.unquantized.map { "  \($0.name): \($0.reason)" }
            sections.append("Carried over unquantised:\n" + lines.joined(separator: "\n"))
        }
        var facts = Facts()
        facts.add(
            "Type",
            "\(summary.type), \(summary.scaleFormat.rawValue) scales, chosen in \(summary.arithmetic.rawValue)"
        )
        if let gain = summary.clippingGain {
            facts.add("Clipping", "\(Figure.decimal(100 * gain, places: 1)) % less square error")
        }
        if let gain = summary.scalingGain {
            let count = summary.tensors.count { $0.scaling != nil }
            facts.add(
                "Scaling",
                "\(Figure.percent(gain)) less output error over the activations of "
                    + Figure.count(count, "tensor", "tensors"))
        }
        facts.add("Weights", "\(Figure.integer(summary.weights)) quantised")
        if summary.weights > 0 {
            facts.add("Bits a weight", Figure.decimal(summary.bitsPerWeight, places: 3) + " as packed")
        }
        facts.add("Input", "\(summary.input), \(Figure.integer(summary.inputBytes)) bytes")
        let content = summary.dequantized ? "dequantised" : "packed"
        facts.add("Output", "\(summary.output), \(Figure.integer(summary.outputBytes)) bytes, \(content)")
        sections.append(facts.text)
        return sections.joined(separator: "\n\n")
    }
}

/// What commands say of a checkpoint that they read.
enum CheckpointArgument {
    static let help = ArgumentHelp(
        "The checkpoint: safetensors, index or folder of several, GGUF or llama2.c.", valueName: "file")
}

extension QuantizationType: ExpressibleByArgument {
    public init?(argument: String) {
        guard let type = try? QuantizationType.named(argument) else { return nil }
        self = type
    }

    public static var allValueStrings: [String] { all.map(\.name) }
}

extension ScaleFormat: ExpressibleByArgument {
    public init?(argument: String) {
        guard let format = ScaleFormat(rawValue: argument), format.isSelectable else { return nil }
        self = format
    }

    public static var allValueStrings: [String] { selectable.map(\.rawValue) }
    public var defaultValueDescription: String { rawValue }
}

extension QuantizationArithmetic: ExpressibleByArgument {
    public var defaultValueDescription: String { rawValue }
}

extension Granularity: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { description }
}

extension IndivisiblePolicy: ExpressibleByArgument {}

/// Numbers between commas.
struct SpecialValueList: ExpressibleByArgument {
    let values: [Double]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        values = parts.compactMap { Double($0) }
        guard values.count == parts.count else { return nil }
    }
}
