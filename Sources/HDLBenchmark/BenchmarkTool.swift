import ArgumentParser

/// `hdl-bench`: how fast the hardware language elaborates, emits and simulates, beside the figures to reach and its peers.
@main
struct BenchmarkTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hdl-bench",
        abstract: "Time the hardware language beside the figures to reach and its peers.",
        subcommands: [CompareSpeed.self, SimulateArray.self, MeasureDesign.self],
        defaultSubcommand: CompareSpeed.self)
}
