import ArgumentParser
import Quantization
import Reports

/// `bitmod explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how one group of weights is quantised.",
        discussion: """
            Quantises a tensor and shows one of its groups: the weights over the values that they can become, the special \
            value or type that was chosen and the error of each that there was to choose from, codes, what they stand \
            for, and errors. bitmod compare names each type's worst group.

            EXAMPLES:
              bitmod explain model.safetensors --tensor NAME --group 10
              bitmod explain model.st --tensor NAME --row 3 --group 0 --type bitmod3
              bitmod explain model.st --tensor NAME --group 10 --output group.svg
            """)

    @Argument(help: CheckpointArgument.help)
    var input: String

    @Option(help: ArgumentHelp("Name of a tensor of two dimensions.", valueName: "name"))
    var tensor: String

    @Option(
        name: [.customLong("group"), .customLong("group-index")],
        help: ArgumentHelp(
            "Which group, from 0: of the tensor, row by row; of the row with --row.", valueName: "index"))
    var group: Int

    @Option(help: ArgumentHelp("Row (output channel) in which groups are counted.", valueName: "index"))
    var row: Int?

    @Option(help: "Data type of the weights.")
    var type: QuantizationType = .bitmod4

    @Option(
        help: ArgumentHelp(
            "Weights that share a scale: a number, channel (a row) or tensor. MX and NVFP4 have groups of their own.",
            valueName: "size"))
    var groupSize: Granularity = .group(128)

    @Option(help: "How the scale of a group is stored; the array takes int8.")
    var scale: ScaleFormat = .integer8

    @Option(
        help: "Arithmetic in which codes are chosen: fp16 rounds every operation, as the published software.")
    var arithmetic: QuantizationArithmetic = .binary32

    @Flag(help: "Search each group's scale for the smallest error, down to 0.55 of the largest weight's.")
    var clip = false

    @Option(
        help: ArgumentHelp(
            "Special values of bitmod4 or bitmod3 instead of the published ones, in the order in which they are "
                + "tried, such as 5,-5,8,-8.", valueName: "values"))
    var specialValues: SpecialValueList?

    @Option(
        help:
            "What to do when the group size doesn't divide the input channels: an error, or one group a row.")
    var indivisible: IndivisiblePolicy = .error

    @Option(
        help: ArgumentHelp(
            "File to be written as well: .svg for a drawing, or .json; may be given several times.",
            valueName: "file"))
    var output: [String] = []

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let kinds = try output.map {
            try ReportFiles.kind(of: $0, suffixes: [".svg", ".json"], keeping: input)
        }
        let chosen = try specialValues.map { try type.with(publishedSpecialValues: $0.values) } ?? type
        let explanation: GroupExplanation
        do {
            explanation = try GroupExplanation(
                file: input, tensor: tensor, row: row, group: group,
                settings: QuantizationSettings(
                    type: chosen, granularity: groupSize, scaleFormat: scale, arithmetic: arithmetic,
                    searchesClipping: clip, indivisible: indivisible))
        } catch let error as QuantizationError where error.kind == .indivisible {
            throw QuantizationError(
                .indivisible, file: error.file, tensor: error.tensor, problem: error.problem,
                remedy: type.fixedGroupSize == nil
                    ? "Give a --group-size that divides them, or --indivisible row to make each row one group"
                    : "Give --indivisible row to make each row one group")
        }
        var files = ReportFiles()
        for (path, kind) in zip(output, kinds) {
            files.add(
                path,
                kind == ".svg"
                    ? GroupPicture(explanation).file : try ReportJSON.text(GroupJSON(explanation)) + "\n")
        }
        try files.write()
        if json {
            try Console.result(json: GroupJSON(explanation))
        } else {
            try Console.result(GroupText(explanation).text)
        }
    }
}
