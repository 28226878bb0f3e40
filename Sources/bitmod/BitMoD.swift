import ArgumentParser
import Configuration
import Foundation

/// The command line: it parses, calls the libraries and prints.
@main struct BitMoD: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bitmod",
        abstract:
            "An array of bit-serial processing elements for mixed weight data types, from Swift to Verilog.",
        discussion: """
            Writes the Verilog of an array, checks it bit for bit against a golden model on real weights, and \
            quantises checkpoints to the data types that the array multiplies.

            Every command ends with status 0 only when it did its job: 1 stands for a check that found something \
            (a mismatch, a folder that isn't up to date), 2 for anything that kept the command from its job, with \
            one paragraph on the standard error that says what, where and what would be right. Progress goes to \
            the standard error, too; the standard output holds the result, as JSON with --json.

            EXAMPLES:
              bitmod generate --rows 8 --columns 8 --output rtl-out
              bitmod cosim --weights model.safetensors --data-type int6
              bitmod quantize model.safetensors --type bitmod4 --output packed.st
            """,
        subcommands: [
            Generate.self, Cosimulate.self, Quantize.self, Verify.self, Compare.self, Explain.self,
            MeasurePerplexity.self, CompleteText.self, RunCampaigns.self, Mutate.self, MeasureCost.self,
            StudyElements.self,
            MeasureSpeed.self,
        ])

    /// Naming no command isn't success.
    func run() throws {
        Console.error(Self.helpMessage())
        throw ExitStatus.trouble
    }

    /// Runs the command that the arguments name, with this program's exit statuses instead of the parser's.
    static func main() {
        Interruption.leavesNoTemporaryFiles()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let status = exitCode(for: error)
            if let given = error as? ExitCode { Foundation.exit(given.rawValue) }
            if status.isSuccess { exit(withError: error) }
            Console.error(message(of: error, isUsage: status == .validationFailure))
            Foundation.exit(ExitStatus.trouble.rawValue)
        }
    }

    /// A library's error describes itself; the parser's errors come with the usage.
    private static func message(of error: any Error, isUsage: Bool) -> String {
        isUsage ? fullMessage(for: error) : "Error: \(error)"
    }
}

/// What the exit status of this program says.
enum ExitStatus {
    /// A check found something.
    static let findings = ExitCode(1)
    /// Something kept the command from its job.
    static let trouble = ExitCode(2)
}
