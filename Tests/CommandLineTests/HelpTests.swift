import Testing

@Suite struct HelpTests {
    @Test func topHelpNamesTheCommandsAndTheExitStatuses() throws {
        let run = try CommandLineTool.run(["--help"])
        #expect(run.status == 0)
        for text in [
            "generate", "cosim", "quantize", "verify", "compare", "explain", "status 0", "EXAMPLES", "--json",
        ] {
            #expect(run.output.contains(text), "\(text)")
        }
        let bare = try CommandLineTool.run([])
        #expect(bare.status == 2)
        #expect(bare.output.isEmpty)
        #expect(bare.error.contains("SUBCOMMANDS"))
    }

    @Test(arguments: [
        ("generate", ["--output", "--check", "--reset", "--reset-active-low", "--config", "manifest.json"]),
        ("cosim", ["--weights", "--tensor", "--data-type", "--seed", "--trace", "--config", "golden model"]),
        (
            "quantize",
            ["--type", "--group", "--output", "--scale", "--indivisible", "--dequantize", "bitmod3"]
        ),
        ("verify", ["--checkpoint", "checksums", "status 1"]),
        ("compare", ["--types", "--group", "--tensors", "--per-tensor", ".html", "worst group"]),
        ("explain", ["--tensor", "--group", "--group-size", "--row", ".svg"]),
        ("perplexity", ["--model", "--tokens", "--type", "--group", "--datapath", "--indivisible"]),
        ("complete", ["--model", "--prompt", "--tokenizer", "--count", "--type"]),
        ("campaign", ["<file>", "YAML", "golden model"]),
        ("mutate", ["--target", "--mutants", "--seed", "--waivers", "95 %"]),
        ("bench", ["best of three", "ratio"]),
        (
            "cost",
            ["--liberty", "--exclude", "--period", "--sweep", "--fpga", "scripts/install cost"]
        ),
        ("study", ["--liberty", "--aligned-width", "--power-period", ".md", "exact sums"]),
    ]) func everyCommandExplainsItself(_ command: String, _ texts: [String]) throws {
        let run = try CommandLineTool.run([command, "--help"])
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        // Lines break between any words.
        let words = Self.words(run.output)
        for text in texts + ["OVERVIEW", "EXAMPLES", "USAGE", "--json"] {
            #expect(words.contains(text), "\(text)")
        }
        // Wrapped examples can't be pasted.
        let examples = run.output.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !$0.hasPrefix("EXAMPLES") }.dropFirst().prefix { !$0.isEmpty }
        #expect(!examples.isEmpty)
        for example in examples { #expect(example.hasPrefix("  "), "\(example)") }
    }

    @Test func rangesStandInTheHelp() throws {
        let words = Self.words(try CommandLineTool.run(["generate", "--help"]).output)
        for text in [
            "1 to 64 (default: 8)", "2, 4, 8 or 16 (default: 4)",
            "16 to 1024, a multiple of the lanes (default: 128)",
            "values: binary16, binary32",
        ] {
            #expect(words.contains(text), "\(text)")
        }
    }

    @Test func unknownCommandsAndOptionsAreRefused() throws {
        try CommandLineTool.expectTrouble(["generat"], says: ["generat", "Usage"])
        try CommandLineTool.expectTrouble(
            ["generate", "--output", "x", "--row", "3"], says: ["--row", "--rows"])
        try CommandLineTool.expectTrouble(
            ["generate", "--rows", "three", "--output", "x"], says: ["three", "--rows"])
        try CommandLineTool.expectTrouble(["generate", "--rows", "3"], says: ["--output"])
    }

    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
