import Foundation
import Testing

/// What the environment names for tests of real models.
private enum Environment {
    static let models = ProcessInfo.processInfo.environment["BITMOD_REAL_MODELS"] ?? ""
    static let program = ProcessInfo.processInfo.environment["BITMOD_RELEASE_BUILD"] ?? ""
}

/// What quantisation does to a real model, stories260K, in a release build: both where the environment names them.
@Suite(.serialized, .enabled(if: !Environment.models.isEmpty && !Environment.program.isEmpty))
struct RealModelTests {
    private func loss(_ more: [String]) throws -> Double {
        let run = try CommandLineTool.run(
            [
                "perplexity", "--model", Environment.models + "/stories260K.bin", "--tokens",
                Environment.models + "/stories260K-eval.json", "--json",
            ] + more, program: Environment.program)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.json["predictions"] as? Int == 10_200)
        return try #require(run.json["loss"] as? Double)
    }

    private func settings(_ type: String) -> [String] {
        ["--type", type, "--group", "64", "--scale", "fp32", "--indivisible", "row"]
    }

    /// Perplexities that are known, within a thousandth of a nat.
    @Test(arguments: [
        ("", 4.7377), ("int4-asym", 5.280), ("bitmod4", 5.178), ("int3-asym", 13.32), ("bitmod3", 8.928),
    ]) func perplexitiesAreReproduced(_ type: String, _ perplexity: Double) throws {
        let loss = try loss(type.isEmpty ? [] : settings(type))
        #expect(abs(loss - log(perplexity)) < 0.001, "\(type): \(loss)")
    }

    /// The accelerator's arithmetic costs next to nothing.
    @Test func goldenDatapathServesTheModel() throws {
        let arguments = ["--type", "bitmod4", "--group", "64", "--indivisible", "row"]
        let float = try loss(arguments)
        let golden = try loss(arguments + ["--datapath", "golden"])
        #expect(abs(golden - float) < 0.002, "\(golden) for \(float)")
    }

    @Test func theGreedyStoryIsTold() throws {
        let run = try CommandLineTool.run(
            [
                "complete", "--model", Environment.models + "/stories260K.bin", "--tokenizer",
                Environment.models + "/tok512.bin", "--count", "256",
            ], program: Environment.program)
        let expected = try String(
            contentsOfFile: Environment.models + "/stories260K-greedy.txt", encoding: .utf8)
        // The command ends its output with a line break.
        #expect(run.output.trimmingCharacters(in: .newlines) == expected.trimmingCharacters(in: .newlines))
    }

    /// A llama2.c checkpoint that was quantised and written with what its codes stand for has the error that
    /// quantising it in memory has.
    @Test func theCheckpointIsQuantised() throws {
        let folder = try TestFolder()
        for (more, name) in [([], "packed"), (["--dequantize"], "plain")] {
            let run = try CommandLineTool.run(
                [
                    "quantize", Environment.models + "/stories260K.bin", "--type", "bitmod4", "--group", "64",
                    "--indivisible", "row", "--output", name, "--json",
                ] + more, in: folder, program: Environment.program)
            #expect(run.status == 0, "\(run.error)")
            #expect((run.json["tensors"] as? [Any])?.count == 36)
        }
        let run = try CommandLineTool.run(
            ["verify", "packed", "--checkpoint", Environment.models + "/stories260K.bin", "--json"],
            in: folder,
            program: Environment.program)
        #expect(run.status == 0, "\(run.error)")
        #expect((run.json["differences"] as? [Any])?.isEmpty == true)
    }
}
