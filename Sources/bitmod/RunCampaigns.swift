import ArgumentParser
import Verification

/// `bitmod campaign`.
struct RunCampaigns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Run campaigns of benches: hardware against golden model, bit for bit.",
        discussion: """
            A campaign is a YAML file with a description and runs; each run names a bench (term-decoder, \
            processing-element, activation-aligner, dequantizer, last-dequantizer or tile), a configuration, an \
            amount of work and seeds. Seeds run on all cores. A run that checks nothing fails.

            EXAMPLES:
              bitmod campaign hw-tests/campaigns/tile.yaml
              bitmod campaign hw-tests/campaigns/*.yaml --json
            """)

    @Argument(help: ArgumentHelp("Campaign files.", valueName: "file"))
    var files: [String]

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let runner = try CampaignRunner(progress: Console.progress)
        let campaigns = try files.map { (file: $0, campaign: try CampaignRunner.load($0)) }
        let results = try campaigns.map { Result(file: $0.file, report: try runner.run($0.campaign)) }
        if json { try Console.result(json: results) } else { try Console.result(table(results)) }
        if !results.allSatisfy(\.report.passed) { throw ExitStatus.findings }
    }

    private struct Result: Encodable {
        let file: String
        let report: CampaignReport
    }

    private func table(_ results: [Result]) -> String {
        var table = TextTable(header: ["run", "checked", "mismatches", "cycles", "steps", "groups"])
        var remarks: [String] = []
        var total = BenchReport(seed: 0)
        func add(_ title: String, _ report: BenchReport) {
            let figures = [
                report.checked, report.mismatches, report.cycles, report.elementSteps, report.groups,
            ]
            table.add([title] + figures.map(Figure.integer))
        }
        for result in results {
            for entry in result.report.entries {
                add(entry.title, entry.report)
                total.add(entry.report)
                guard !entry.report.passed else { continue }
                let reason = entry.report.firstMismatch?.description ?? "nothing was checked"
                remarks.append("\(entry.title), seed \(entry.report.seed): \(reason)")
            }
        }
        add("total", total)
        return ([table.text] + remarks).joined(separator: "\n")
    }
}
