import ArgumentParser
import Configuration

/// The array's parameters, common to all commands that build one.
struct ArrayOptions: ParsableArguments {
    private static let standard = ArrayConfiguration.standard

    @Option(
        help:
            "Rows of processing elements: activation vectors at a time, \(rangeText(ArrayConfiguration.rowsRange)) (default: \(standard.rows))."
    )
    var rows: Int?

    @Option(
        help:
            "Columns of processing elements: output channels at a time, \(rangeText(ArrayConfiguration.columnsRange)) (default: \(standard.columns))."
    )
    var columns: Int?

    @Option(
        help: "Products of a processing element in one cycle: 2, 4, 8 or 16 (default: \(standard.lanes)).")
    var lanes: Int?

    @Option(
        help:
            "Weights that share a scale, \(rangeText(ArrayConfiguration.groupSizeRange)), a multiple of the lanes (default: \(standard.groupSize))."
    )
    var groupSize: Int?

    @Option(
        name: .customLong("pe"),
        help: "How products come to a common exponent (default: \(standard.processingElement.rawValue)).")
    var processingElement: ProcessingElementKind?

    @Option(
        help:
            "Radix of the digits into which weights are recoded, 4 or 8 (default: \(standard.radix.rawValue))."
    )
    var radix: DigitRadix?

    @Option(
        help:
            "Bits of an activation after alignment to a shared exponent, \(rangeText(ArrayConfiguration.alignedWidthRange)) (default: \(standard.alignedWidth))."
    )
    var alignedWidth: Int?

    @Option(
        help:
            "Pipeline stages of a shared-exponent element up to its carry-save sum, \(rangeText(ArrayConfiguration.treeStagesRange)): two are shorter, but take a cycle and flip-flops more (default: \(standard.treeStages))."
    )
    var treeStages: Int?

    @Option(help: "Number format of the results (default: \(standard.resultFormat.rawValue)).")
    var resultFormat: ResultFormat?

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Configuration file in YAML or JSON; the options above override it.",
            discussion: "Keys: \(ConfigurationFile.Key.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "file"))
    var configurationFile: String?

    private static func rangeText(_ range: ClosedRange<Int>) -> String {
        "\(range.lowerBound) to \(range.upperBound)"
    }

    /// What the options say, without the file.
    private var settings: ArraySettings {
        ArraySettings(
            rows: rows, columns: columns, lanes: lanes, groupSize: groupSize,
            processingElement: processingElement, radix: radix, alignedWidth: alignedWidth,
            treeStages: treeStages, resultFormat: resultFormat)
    }

    /// The array, and the configuration file where there is one.
    ///
    /// - Throws: `ConfigurationError` with the option's name, or `ConfigurationFileError` with the file's line.
    func resolve() throws -> (array: ArrayConfiguration, file: ConfigurationFile?) {
        do {
            guard let path = configurationFile else { return (try settings.configuration(), nil) }
            let file = try ConfigurationFile(path: path)
            return (try file.configuration(overriddenBy: settings), file)
        } catch let error as ConfigurationError {
            throw ConfigurationError(
                parameter: Self.option(error.parameter), problem: error.problem, remedy: error.remedy)
        }
    }

    /// The option that sets a parameter.
    private static func option(_ parameter: String) -> String {
        parameter.reduce(into: "--") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }
}

extension ArrayConfiguration {
    /// One line for people.
    var summary: String {
        "\(rows) x \(columns) processing elements, \(lanes) lanes, groups of \(groupSize), "
            + "\(elementSummary), \(resultFormat.rawValue) results"
    }

    private var elementSummary: String {
        guard processingElement == .sharedExponent else {
            return "\(processingElement.rawValue), radix \(radix.rawValue)"
        }
        let stages = treeStages == Self.standard.treeStages ? "" : ", adder tree of \(treeStages) stages"
        return "\(processingElement.rawValue) of \(alignedWidth) bits\(stages), radix \(radix.rawValue)"
    }

    /// The options that give this array; special values have none.
    var arguments: [String] {
        [
            "--rows", "\(rows)", "--columns", "\(columns)", "--lanes", "\(lanes)", "--group-size",
            "\(groupSize)", "--pe", processingElement.rawValue, "--radix", "\(radix.rawValue)",
            "--aligned-width", "\(alignedWidth)", "--tree-stages", "\(treeStages)",
            "--result-format", resultFormat.rawValue,
        ]
    }
}

extension ResultFormat: ExpressibleByArgument {}
extension ProcessingElementKind: ExpressibleByArgument {}
extension DigitRadix: ExpressibleByArgument {}
extension WeightDataType: ExpressibleByArgument {}
