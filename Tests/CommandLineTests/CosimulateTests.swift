import Configuration
import Foundation
import Testing
import Verification

@testable import bitmod

@Suite struct CosimulateTests {
    private static let small = [
        "cosim", "--rows", "1", "--columns", "2", "--lanes", "2", "--group-size", "16",
    ]

    @Test func aSmallArrayAgreesWithTheGoldenModel() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 6, columns: 48, "in.st")
        let weights = [
            "--weights", "in.st", "--tensor", "weight", "--data-type", "int5", "--seed", "9", "--json",
        ]
        let run = try CommandLineTool.run(Self.small + weights, in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.json["mismatches"] as? Int == 0)
        #expect(run.json["passed"] as? Bool == true)
        #expect(run.json["seed"] as? Int == 9)
        #expect(run.json["dataType"] as? String == "int5")
        #expect((run.json["checked"] as? Int ?? 0) >= 6)
        #expect((run.json["cycles"] as? Int ?? 0) > 0)
        #expect((run.json["cyclesPerSecond"] as? Double ?? 0) > 0)
        #expect((run.json["weightSource"] as? String)?.contains("weight of in.st, 6 x 48") == true)

        // The same seed from a configuration file, with weights beside that file, gives the same run.
        try folder.write(
            "rows: 1\ncolumns: 2\nlanes: 2\ngroupSize: 16\ndataType: int5\nweights: in.st\nseed: 9\n",
            "job.yaml")
        let again = try CommandLineTool.run(["cosim", "--config", folder.path("job.yaml"), "--json"])
        #expect(again.status == 0, "\(again.error)")
        for key in ["checked", "cycles", "groups", "elementSteps"] {
            #expect(again.json[key] as? Int == run.json[key] as? Int, "\(key)")
        }
        let text = try CommandLineTool.run(Self.small, in: folder)
        #expect(text.status == 0)
        for line in ["Checked", "Mismatches  0", "a second", "seeded heavy-tailed weights, 16 x 128"] {
            #expect(text.output.contains(line), "\(line)")
        }
    }

    @Test func badInputIsNamed() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 2, columns: 50, "in.st")
        func expect(_ arguments: [String], says texts: [String]) throws {
            try CommandLineTool.expectTrouble(Self.small + arguments, in: folder, says: texts)
        }
        try expect(["--data-type", "int7"], says: ["int7", "--data-type", "int6"])
        try expect(["--tensor", "weight"], says: ["--weights"])
        try expect(["--weights", "absent.st"], says: ["absent.st"])
        try expect(["--weights", "in.st", "--tensor", "wait"], says: ["in.st", "wait"])
        try expect(["--weights", "in.st", "--tensor", "weight"], says: ["in.st", "weight", "50"])
        try expect(["--weights", "in.st", "--tensor", "bias"], says: ["in.st", "bias"])
        try expect(["--seed", "-1"], says: ["--seed"])
        try expect(["--trace", "absent/wave.vcd"], says: ["absent/wave.vcd"])
        try expect(["--rows", "0"], says: ["--rows is 0"])
        try folder.writeCheckpoint(rows: 2, columns: 32, bad: (40, .nan), "in.st")
        try expect(["--weights", "in.st"], says: ["in.st", "weight", "row 1", "column 8"])
        #expect(folder.names() == ["in.st"])
    }

    /// A mismatch shows the value and the command that replays it.
    @Test func mismatchesAreShownWithTheirReplay() throws {
        let summary = try JSONDecoder().decode(
            CosimulationSummary.self,
            from: Data(
                """
                {"checked": 12345, "mismatches": 2, "cycles": 99, "cyclesPerSecond": 1e6, "seed": 5,
                "weightSource": "w", "dataType": "fp3", "groups": 4, "elementSteps": 8, "seconds": 0.5,
                "firstMismatch": {"place": "row 1, channel 3", "expected": "3c00", "seen": "3c01"}, "tools": "t"}
                """.utf8))
        let configuration = try ArrayConfiguration(rows: 2, columns: 3, resultFormat: .binary32)
        let job = CosimulationJob(
            configuration: configuration, dataType: .fp3,
            weights: .tensor(file: "my model.st", name: "layer's"), seed: 5)
        let replay = ReplayCommand(job: job, configurationFile: "a.yaml").text
        #expect(
            replay == "bitmod cosim --rows 2 --columns 3 --lanes 4 --group-size 128 --pe shared-exponent "
                + "--radix 8 --aligned-width 13 --tree-stages 1 --result-format binary32 --config a.yaml --weights 'my model.st' --tensor 'layer'\\''s' --data-type fp3 --seed 5 "
                + "--trace mismatch.vcd")
        let report = CosimulationReport(summary: summary, configuration: configuration, replay: replay)
        for text in ["row 1, channel 3", "3c00", "3c01", "12 345", replay] {
            #expect(report.text.contains(text), "\(text)")
        }
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
        #expect(json?["passed"] as? Bool == false)
        #expect(json?["replay"] as? String == replay)
        #expect(json?["mismatches"] as? Int == 2)
        #expect((json?["firstMismatch"] as? [String: String])?["seen"] == "3c01")
    }
}
