import Foundation
import Testing

@Suite struct CostCommandTests {
    /// The smallest design, with the library that `scripts/install cost` brings.
    @Test func measuresTheTermDecoder() throws {
        let folder = try TestFolder()
        let run = try CommandLineTool.run(
            ["cost", "--design", "term-decoder", "--activity", "none", "--output", "cost.html"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        for text in ["osu018", "Area", "NAND2", "Recipe"] { #expect(run.output.contains(text), "\(text)") }
        let page = try String(
            contentsOf: folder.url.appendingPathComponent("cost.html"), encoding: .utf8)
        #expect(page.contains("term-decoder") && page.contains("<svg"))

        let again = try CommandLineTool.run(
            ["cost", "--design", "term-decoder", "--activity", "none", "--json"], in: folder)
        #expect(again.status == 0)
        let designs = try #require(again.json["designs"] as? [[String: Any]])
        #expect(designs.count == 1)
    }

    @Test func badInputIsRefused() throws {
        let folder = try TestFolder()
        try folder.write(Array("library (x) {".utf8), "broken.lib")
        for (arguments, texts) in [
            (["--period", "0"], ["--period", "above zero"]),
            (["--period", "soon"], ["--period", "soon"]),
            (["--liberty", "none.lib"], ["none.lib"]),
            (["--liberty", "broken.lib"], ["broken.lib"]),
            (["--fpga", "ecp6"], ["ecp6", "ecp5"]),
            (["--fpga", "ecp5", "--period", "1"], ["--fpga", "--period"]),
            (["--design", "toaster"], ["toaster", "processing-element"]),
            (["--output", "cost.pdf"], ["cost.pdf", ".html"]),
        ] {
            try CommandLineTool.expectTrouble(["cost"] + arguments, in: folder, says: texts)
        }
        for (arguments, texts) in [
            (["--power-period", "0"], ["--power-period", "above zero"]),
            (["--liberty", "none.lib"], ["none.lib"]),
            (["--aligned-width", "4"], ["11", "40"]),
            (["--output", "study.txt"], ["study.txt", ".md", ".html"]),
        ] {
            try CommandLineTool.expectTrouble(["study"] + arguments, in: folder, says: texts)
        }
    }
}
