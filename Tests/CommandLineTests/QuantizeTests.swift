import Foundation
import Testing

@Suite struct QuantizeTests {
    private func arguments(_ more: [String] = []) -> [String] {
        ["quantize", "in.st", "--type", "bitmod4", "--group", "32", "--output", "out.st"] + more
    }

    @Test func printsATableOrJSON() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        let run = try CommandLineTool.run(arguments(), in: folder)
        #expect(run.status == 0, "\(run.error)")
        for text in [
            "Tensor", "weight", "SNR", "256 quantised", "bias: it has 1 dimensions", "out.st", "packed",
        ] {
            #expect(run.output.contains(text), "\(text)")
        }
        #expect(run.error.contains("2 of 2 tensors"))
        let packed = try Data(contentsOf: folder.url.appendingPathComponent("out.st"))

        let again = try CommandLineTool.run(arguments(["--json"]), in: folder)
        #expect(again.status == 0)
        #expect(again.json["type"] as? String == "bitmod4")
        #expect(again.json["weights"] as? Int == 256)
        #expect((again.json["tensors"] as? [[String: Any]])?.first?["groupSize"] as? Int == 32)
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("out.st")) == packed)

        let plain = try CommandLineTool.run(
            arguments(["--dequantize", "--scale", "fp32", "--json"]), in: folder)
        #expect(plain.json["dequantized"] as? Bool == true)
        #expect(plain.json["scaleFormat"] as? String == "fp32")
        #expect(folder.names() == ["in.st", "out.st"])
    }

    @Test func optionsReachTheQuantiser() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        let clipped = try CommandLineTool.run(
            arguments(["--arithmetic", "fp16", "--clip", "--special-values", "5,-5,7,-7", "--json"]),
            in: folder)
        #expect(clipped.status == 0, "\(clipped.error)")
        #expect(clipped.json["arithmetic"] as? String == "fp16")
        let tensor = (clipped.json["tensors"] as? [[String: Any]])?.first
        let unclipped = tensor?["meanSquareErrorUnclipped"] as? Double
        #expect(try #require(tensor?["meanSquareError"] as? Double) <= (try #require(unclipped)) * 1.02)
        for (group, size) in [("channel", 64), ("tensor", 256), ("16", 16)] {
            let run = try CommandLineTool.run(
                [
                    "quantize", "in.st", "--type", "int4-asym", "--group", group, "--output", "out.st",
                    "--json",
                ],
                in: folder)
            #expect((run.json["tensors"] as? [[String: Any]])?.first?["groupSize"] as? Int == size)
        }
        let mx = try CommandLineTool.run(
            ["quantize", "in.st", "--type", "ocp-mxfp4", "--output", "out.st", "--json"], in: folder)
        #expect(mx.json["scaleFormat"] as? String == "e8m0")
        #expect((mx.json["tensors"] as? [[String: Any]])?.first?["bitsPerWeight"] as? Double == 4.25)
        try CommandLineTool.expectTrouble(
            ["quantize", "in.st", "--type", "nvfp4", "--clip", "--output", "other.st"], in: folder,
            says: ["nvfp4 defines its scales itself", "clipping"])
        try CommandLineTool.expectTrouble(
            arguments(["--special-values", "5,-5,8"]), in: folder, says: ["3 special values", "exactly 4"])
        try CommandLineTool.expectTrouble(
            arguments(["--group", "row"]), in: folder, says: ["row", "--group"])
    }

    @Test func badInputIsNamedAndLeavesNoOutput() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        try CommandLineTool.expectTrouble(
            ["quantize", "in.st", "--type", "bitmod5", "--output", "out.st"], in: folder,
            says: ["bitmod5", "--type", "bitmod4", "int6"])
        try CommandLineTool.expectTrouble(
            arguments(["--scale", "fp8"]), in: folder, says: ["fp8", "--scale", "fp16"])
        try CommandLineTool.expectTrouble(
            arguments(["--group", "0"]), in: folder, says: ["group size is 0", "at least 1"])
        try CommandLineTool.expectTrouble(
            arguments(["--group", "48"]), in: folder,
            says: ["in.st", "\"weight\"", "48", "64", "--group", "--indivisible row"])
        try CommandLineTool.expectTrouble(
            ["quantize", "absent.st", "--type", "int4", "--output", "out.st"], in: folder, says: ["absent.st"]
        )
        try CommandLineTool.expectTrouble(
            ["quantize", "in.st", "--type", "int4", "--group", "32", "--output", "in.st/out"], in: folder,
            says: ["in.st/out"])

        try folder.writeCheckpoint(rows: 4, columns: 64, bad: (2 * 64 + 5, .nan), "in.st")
        try CommandLineTool.expectTrouble(
            arguments(), in: folder, says: ["in.st", "\"weight\"", "row 2", "column 5"])
        try folder.writeCheckpoint(rows: 4, columns: 64, bad: (3, -.infinity), "in.st")
        try CommandLineTool.expectTrouble(
            arguments(), in: folder, says: ["in.st", "\"weight\"", "row 0", "column 3"])
        try folder.writeCheckpoint(rows: 4, columns: 64, dropping: 5, "in.st")
        try CommandLineTool.expectTrouble(arguments(), in: folder, says: ["in.st"])
        try folder.write([UInt8](repeating: 0xff, count: 24), "in.st")
        try CommandLineTool.expectTrouble(arguments(), in: folder, says: ["in.st"])
        try folder.write([1, 2, 3], "in.st")
        try CommandLineTool.expectTrouble(arguments(), in: folder, says: ["in.st"])
        #expect(folder.names() == ["in.st"])
    }

    @Test func rowsBecomeGroupsWhereAskedFor() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 2, columns: 50, "in.st")
        let run = try CommandLineTool.run(arguments(["--indivisible", "row", "--json"]), in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect((run.json["tensors"] as? [[String: Any]])?.first?["groupSize"] as? Int == 50)
    }
}
