import ArgumentParser
import Configuration
import Verification

/// `bitmod mutate`.
struct Mutate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show that the benches notice faults: mutate the hardware and see every mutant fail.",
        discussion: """
            Yosys makes the mutants of a module, all of them go into one Verilator build, and each is run through its \
            bench. The mutants of a module are shared among the data paths, by default \
            the array's own and the published one. Survivors are proven equivalent to the original or must be listed with a reason. Status 0 needs 95 % \
            of the distinguishable mutants killed and no survivor unexplained.

            EXAMPLES:
              bitmod mutate --waivers hw-tests/mutation/waivers.yaml
              bitmod mutate --target processing-element --mutants 1000 --seed 7
              bitmod mutate --pe shared-exponent --radix 4
            """)

    @Option(name: .customLong("target"), help: "A module to mutate; all when none is given. May be repeated.")
    var targets: [MutationTarget] = []

    @Option(
        name: .customLong("pe"),
        help:
            "Kind of processing element; shared-exponent and exponent-matched when neither it nor --radix is given."
    )
    var processingElement: ProcessingElementKind?

    @Option(help: "Radix of the digits, 4 or 8; both when only --pe is given.")
    var radix: DigitRadix?

    @Option(help: "Mutants of each target, shared among the data paths.")
    var mutants = 250

    @Option(help: "Seed of the choice of mutants and of all stimuli.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("YAML file of survivors that are accepted, with reasons.", valueName: "file"))
    var waivers: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard mutants >= 1 else { throw ValidationError("--mutants is \(mutants): give at least 1.") }
    }

    /// Those that the options leave; without any, radix 8 with shared exponents and radix 4 with matched ones.
    private var datapaths: [MutationDatapath] {
        guard processingElement != nil || radix != nil else { return MutationDatapath.standard }
        return MutationDatapath.all.filter {
            $0.processingElement == processingElement ?? $0.processingElement && $0.radix == radix ?? $0.radix
        }
    }

    func run() throws {
        let accepted = try waivers.map(MutationWaivers.init(contentsOf:)) ?? MutationWaivers()
        let report = try MutationCampaign(waivers: accepted).run(
            targets: targets.isEmpty ? MutationTarget.allCases : targets, datapaths: datapaths,
            mutantsPerTarget: mutants, seed: seed,
            progress: Console.progress)
        if json {
            try Console.result(json: report)
        } else {
            var lines = report.targets.map(\.summary)
            for target in report.targets {
                for survivor in target.survivors {
                    lines.append(
                        "  \(target.target.rawValue) (\(target.datapath.title)) \(survivor.mutant): \(survivor.resolution.rawValue), "
                            + survivor.reason)
                }
            }
            try Console.result(lines.joined(separator: "\n"))
        }
        if !report.passed { throw ExitStatus.findings }
    }
}

extension MutationTarget: ExpressibleByArgument {}
