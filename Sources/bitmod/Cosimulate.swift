import ArgumentParser
import Configuration
import Foundation
import Verification

/// `bitmod cosim`.
struct Cosimulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosim",
        abstract: "Run the array's Verilog against the golden model, bit for bit, on weights.",
        discussion: """
            Generates the array, builds it with Verilator (builds are kept and found again), quantises a matrix of \
            weights, multiplies it by random activations on the simulated array under back-pressure, and compares \
            every result with the golden model.

            Without --weights the weights are drawn from a heavy-tailed distribution: \(defaultTiles) tiles of output \
            channels, \(defaultGroups) groups deep. Everything random follows from --seed. On a mismatch the exit \
            status is 1, and the first value that differs is shown with the command that replays it.

            EXAMPLES:
              bitmod cosim
              bitmod cosim --weights model.st --tensor layers.0.weight --data-type int6
              bitmod cosim --rows 2 --columns 2 --seed 7 --trace wave.vcd
            """)

    /// Seeded weights: tiles of output channels.
    private static let defaultTiles = 8
    /// Seeded weights: groups along the input channels.
    private static let defaultGroups = 8

    @OptionGroup(title: "Array") var array: ArrayOptions

    @Option(help: ArgumentHelp("Safetensors file of the weights.", valueName: "file"))
    var weights: String?

    @Option(
        help: ArgumentHelp(
            "Tensor of that file (default: the first of two dimensions that the group size divides).",
            valueName: "name"))
    var tensor: String?

    @Option(help: "Data type that the weights are quantised to (default: \(WeightDataType.fp4.rawValue)).")
    var dataType: WeightDataType?

    @Option(help: ArgumentHelp("Seed of everything random (default: 1).", valueName: "number"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Write a wave of the first mismatch, or else of the first tile.", valueName: "file"))
    var trace: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let (configuration, file) = try array.resolve()
        let weights = weights ?? file?.weights
        // A tensor of the configuration file belongs to its weights, not to those of the command line.
        let tensor = tensor ?? (self.weights == nil ? file?.tensor : nil)
        if tensor != nil && weights == nil {
            throw ValidationError("A tensor is named, but no file: give the file with --weights.")
        }
        if let trace { try Self.checkPlace(ofTrace: trace) }
        let source: WeightSource =
            if let weights {
                .tensor(file: weights, name: tensor)
            } else {
                .heavyTailed(
                    channels: Self.defaultTiles * configuration.columns,
                    inputs: Self.defaultGroups * configuration.groupSize)
            }
        var job = CosimulationJob(
            configuration: configuration, dataType: dataType ?? file?.dataType ?? .fp4, weights: source,
            seed: seed ?? file?.seed ?? 1)
        job.trace = trace
        let summary = try job.run(progress: Console.progress)
        let report = CosimulationReport(
            summary: summary, configuration: configuration,
            replay: ReplayCommand(job: job, configurationFile: array.configurationFile).text)
        if json {
            try Console.result(json: report)
        } else {
            try Console.result(report.text)
        }
        if !summary.passed { throw ExitStatus.findings }
    }

    /// A long simulation shouldn't fail at its end.
    private static func checkPlace(ofTrace path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var isDirectory: ObjCBool = false
        let manager = FileManager.default
        guard manager.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue,
            manager.isWritableFile(atPath: folder),
            !(manager.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue)
        else {
            throw ValidationError(
                "The wave can't be written to \(path): give a file in a folder where you may write.")
        }
    }
}

/// The command that runs a co-simulation again and writes its wave.
struct ReplayCommand {
    let job: CosimulationJob
    let configurationFile: String?

    var text: String {
        var words = ["bitmod", "cosim"] + job.configuration.arguments
        // The file is still needed for the special values, which have no option.
        if let configurationFile { words += ["--config", configurationFile] }
        if case .tensor(let file, let name) = job.weights {
            words += ["--weights", file]
            if let name { words += ["--tensor", name] }
        }
        words += [
            "--data-type", job.dataType.rawValue, "--seed", "\(job.seed)", "--trace",
            job.trace ?? "mismatch.vcd",
        ]
        return words.map(Self.quoted).joined(separator: " ")
    }

    /// A word as a shell takes it.
    static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                    || "-_./:=+,@".unicodeScalars.contains($0))
        }
        return plain && !word.isEmpty ? word : "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}

/// A summary with what the command line adds to it.
struct CosimulationReport: Encodable {
    let summary: CosimulationSummary
    let configuration: ArrayConfiguration
    let replay: String

    private enum CodingKeys: String, CodingKey {
        case passed, replay, rows, columns, lanes, groupSize, resultFormat
    }

    func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(summary.passed, forKey: .passed)
        try container.encode(replay, forKey: .replay)
        try container.encode(configuration.rows, forKey: .rows)
        try container.encode(configuration.columns, forKey: .columns)
        try container.encode(configuration.lanes, forKey: .lanes)
        try container.encode(configuration.groupSize, forKey: .groupSize)
        try container.encode(configuration.resultFormat, forKey: .resultFormat)
    }

    var text: String {
        var facts = Facts()
        facts.add("Array", configuration.summary)
        facts.add("Weights", "\(summary.weightSource), \(summary.dataType.rawValue)")
        facts.add("Simulator", summary.tools)
        facts.add(
            "Checked", "\(Figure.integer(summary.checked)) values of \(Figure.integer(summary.groups)) groups"
        )
        facts.add("Steps", "\(Figure.integer(summary.elementSteps)) of processing elements")
        facts.add(
            "Cycles",
            "\(Figure.integer(summary.cycles)) in \(Figure.decimal(summary.seconds, places: 2)) s, "
                + "\(Figure.integer(Int(summary.cyclesPerSecond))) a second")
        facts.add("Seed", "\(summary.seed)")
        if let trace = summary.trace { facts.add("Wave", trace) }
        facts.add("Mismatches", Figure.integer(summary.mismatches))
        if let mismatch = summary.firstMismatch {
            facts.add("First", mismatch.place)
            facts.add("  expected", mismatch.expected)
            facts.add("  seen", mismatch.seen)
            facts.add("Replay", replay)
        } else if !summary.passed {
            facts.add("Failed", "nothing was checked")
        }
        return facts.text
    }
}
