import ArgumentParser
import Foundation
import LanguageModel
import Synchronization

/// `bitmod perplexity`.
struct MeasurePerplexity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perplexity",
        abstract: "Measure how well a model predicts text, quantised or not.",
        discussion: """
            Runs a Llama over windows of tokens and reports the mean negative log likelihood of the next token (loss, in \
            nats) and e to it (perplexity). With --type the seven linear layers of each block are quantised first; with \
            --datapath golden they are multiplied by the accelerator's golden model, bit for bit as in hardware.

            EXAMPLES:
              bitmod perplexity --model stories260K.bin --tokens windows.json
              bitmod perplexity --model m.gguf --tokens w.json --type bitmod4 --group 64
              bitmod perplexity --model m --tokens w.json --type int6 --datapath golden
            """)

    @OptionGroup(title: "Model") var options: ModelOptions

    @Option(help: ArgumentHelp("JSON list of windows, each a list of token ids.", valueName: "file"))
    var tokens: String

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let windows = try TokenWindows(path: tokens).windows
        let model = try options.load().model
        let line = Mutex(ProgressLine("windows", work: "windows"))
        defer { line.withLock { $0.end() } }
        let result = try Perplexity.measure(model, windows: windows) { finished in
            line.withLock {
                $0.report(finished, of: windows.count, work: finished, of: windows.count, "")
            }
        }
        if json {
            try Console.result(
                json: Report(
                    loss: result.loss, perplexity: result.perplexity, predictions: result.predictions))
            return
        }
        var facts = Facts()
        facts.add("Model", options.model)
        if let type = options.type {
            facts.add(
                "Weights", "\(type.name), \(options.scale.rawValue) scales, \(options.datapath.rawValue)")
        }
        facts.add("Predictions", Figure.integer(result.predictions))
        facts.add("Loss", Figure.decimal(result.loss, places: 5) + " nats a token")
        facts.add("Perplexity", Figure.decimal(result.perplexity, places: 4))
        try Console.result(facts.text)
    }

    private struct Report: Encodable {
        let loss: Double
        let perplexity: Double
        let predictions: Int
    }
}
