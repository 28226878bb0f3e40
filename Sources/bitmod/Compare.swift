import ArgumentParser
import Quantization
import Reports

/// `bitmod compare`.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare what data types do to the weights of a checkpoint.",
        discussion: """
            Quantises the matrices of a checkpoint to each data type and tells for each: bits a weight, mean square \
            error, signal-to-noise ratio, how often which special value or choice is used, and the worst group. Errors \
            are over all weights alike, between the checkpoint and what codes and stored scales stand for. MX and NVFP4 \
            keep the groups and scales of their own, and a clipping search is left to the types it is of use to.

            EXAMPLES:
              bitmod compare model.safetensors
              bitmod compare model.st --types bitmod4,int4-asym,fp4 --group 64
              bitmod compare m.st --tensors 'encoder.*' --tensors 'pooler.*' --json
              bitmod compare m.st --per-tensor --output types.html --output types.csv
            """)

    @Argument(help: CheckpointArgument.help)
    var input: String

    @Option(
        help: ArgumentHelp(
            "Names of data types between commas, or all; without it, all of 3 and 4 bits. bitmod help quantize lists "
                + "them.", valueName: "names"))
    var types: String?

    @Option(
        help: ArgumentHelp(
            "Weights that share a scale: a number, channel (a row) or tensor.", valueName: "size"))
    var group: Granularity = .group(128)

    @Option(help: "How the scale of a group is stored; the array takes int8.")
    var scale: ScaleFormat = .integer8

    @Option(
        help: "Arithmetic in which codes are chosen: fp16 rounds every operation, as the published software.")
    var arithmetic: QuantizationArithmetic = .binary32

    @Flag(help: "Search each group's scale for the smallest error, down to 0.55 of the largest weight's.")
    var clip = false

    @Option(help: "Tensors whose input channels the group size doesn't divide: an error, or one group a row.")
    var indivisible: IndivisiblePolicy = .error

    @OptionGroup var selection: TensorOptions

    @Flag(help: "Tell of each tensor, too.")
    var perTensor = false

    @Option(
        help: ArgumentHelp(
            "File to be written as well: .csv, .json, or .html for a page with charts; may be given several times.",
            valueName: "file"))
    var output: [String] = []

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let kinds = try output.map {
            try ReportFiles.kind(of: $0, suffixes: [".csv", ".json", ".html"], keeping: input)
        }
        let job = CheckpointComparison(
            input: input, types: try chosenTypes(), granularity: group, scaleFormat: scale,
            arithmetic: arithmetic, searchesClipping: clip, indivisible: indivisible,
            selection: selection.selection, keepsTensors: perTensor)
        let result: TypeComparison
        do {
            var line = ProgressLine("tensors", work: "weights")
            defer { line.end() }
            result = try job.run { progress in
                line.report(
                    progress.finishedTensors, of: progress.totalTensors, work: progress.finishedWeights,
                    of: progress.totalWeights, progress.tensor)
            }
        } catch let error as QuantizationError where error.kind == .indivisible {
            throw QuantizationError(
                .indivisible, file: error.file, tensor: error.tensor, problem: error.problem,
                remedy:
                    "Give a --group that divides them, --tensors that it divides, or --indivisible row to "
                    + "make each row of such tensors one group")
        }
        let table = ComparisonTable(result)
        var files = ReportFiles()
        for (path, kind) in zip(output, kinds) {
            switch kind {
            case ".csv": files.add(path, table.commaSeparated)
            case ".json": files.add(path, try ReportJSON.text(ComparisonJSON(result)) + "\n")
            default: files.add(path, ComparisonPage(result).text)
            }
        }
        try files.write()
        if json {
            try Console.result(json: ComparisonJSON(result))
        } else {
            try Console.result(table.text)
        }
    }

    /// - Throws: `QuantizationError` with the nearest names for one that isn't there.
    private func chosenTypes() throws -> [QuantizationType] {
        guard let types else { return QuantizationType.comparedByDefault }
        if types == "all" { return QuantizationType.all }
        return try types.split(separator: ",", omittingEmptySubsequences: false).map {
            try .named(String($0))
        }
    }
}

/// Options that choose tensors of a checkpoint.
struct TensorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A tensor, by its name; may be given several times. Without --tensor and --tensors, all matrices are "
                + "taken.", valueName: "name"))
    var tensor: [String] = []

    @Option(
        help: ArgumentHelp(
            "Tensors whose names match: * stands for any text, ? for any character; may be given several times.",
            valueName: "pattern"))
    var tensors: [String] = []

    var selection: TensorSelection { TensorSelection(names: tensor, patterns: tensors) }
}
