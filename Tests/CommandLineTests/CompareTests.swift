import Foundation
import Testing

@Suite struct CompareTests {
    private func checkpoint() throws -> TestFolder {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        return folder
    }

    @Test func printsATableOrJSON() throws {
        let folder = try checkpoint()
        let run = try CommandLineTool.run(["compare", "in.st", "--group", "32"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        for text in [
            "Bits a weight", "SNR, dB", "bitmod4", "bitmod3", "nvfp4", "16 own", "Worst group", "+5 ",
            "256 of 1 tensor", "groups of 32, int8 scales",
        ] {
            #expect(run.output.contains(text), "\(text)")
        }
        #expect(!run.output.contains("int8-asym") && !run.output.contains("Tensor in"))
        let json = try CommandLineTool.run(
            [
                "compare", "in.st", "--types", "int4,bitmod3", "--group", "channel", "--scale", "fp32",
                "--arithmetic", "fp16", "--clip", "--per-tensor", "--json",
            ], in: folder
        ).json
        let types = try #require(json["types"] as? [[String: Any]])
        #expect(types.map { $0["type"] as? String } == ["int4", "bitmod3"])
        #expect(types[0]["clipping"] as? Bool == true && types[0]["scale"] as? String == "fp32")
        #expect(types[0]["group_sizes"] as? [Int] == [64])
        #expect((types[0]["tensors"] as? [[String: Any]])?.first?["tensor"] as? String == "weight")
        #expect(json["arithmetic"] as? String == "fp16" && json["group"] as? String == "channel")
        #expect(folder.names() == ["in.st"])
        let again = try CommandLineTool.run(
            ["compare", "in.st", "--types", "all", "--group", "32", "--per-tensor"], in: folder)
        #expect(again.output.contains("int8-asym") && again.output.contains("Tensor in bitmod4"))
    }

    @Test func writesFilesByTheirNames() throws {
        let folder = try checkpoint()
        let arguments = ["compare", "in.st", "--group", "32", "--tensors", "w*"]
        let run = try CommandLineTool.run(
            arguments + ["--output", "a.csv", "--output", "a.json", "--output", "a.html"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect(folder.names() == ["a.csv", "a.html", "a.json", "in.st"])
        #expect(try folder.text("a.csv").hasPrefix("type,tensor,"))
        #expect(try folder.text("a.html").contains("<svg"))
        let printed = try CommandLineTool.run(arguments + ["--json"], in: folder)
        #expect(try folder.text("a.json") == printed.output)
        try CommandLineTool.expectTrouble(
            arguments + ["--output", "a.txt"], in: folder, says: ["a.txt", ".csv, .json, .html"])
        try CommandLineTool.expectTrouble(
            arguments + ["--output", "absent/a.csv"], in: folder, says: ["absent/a.csv"])
    }

    @Test func badInputIsNamed() throws {
        let folder = try checkpoint()
        func expect(_ arguments: [String], _ texts: [String]) throws {
            try CommandLineTool.expectTrouble(["compare", "in.st"] + arguments, in: folder, says: texts)
        }
        try expect(["--types", "int4,bitmd4"], ["\"bitmd4\"", "Perhaps bitmod4"])
        try expect(["--types", "int4,,fp4"], ["no data type named \"\""])
        try expect(["--types", "int4,int4"], ["int4 is named twice"])
        try expect(["--tensor", "wieght"], ["\"wieght\"", "Perhaps one of weight"])
        try expect(["--tensor", "bias"], ["\"bias\"", "1 dimensions"])
        try expect(["--tensors", "x*"], ["x*", "weight"])
        try expect(["--group", "48"], ["in.st", "\"weight\"", "48", "64", "--indivisible row"])
        try expect(["--group", "0"], ["at least 1"])
        try CommandLineTool.expectTrouble(["compare", "absent.st"], in: folder, says: ["absent.st"])
        try folder.writeCheckpoint(rows: 4, columns: 64, bad: (2 * 64 + 5, .nan), "in.st")
        try expect(["--group", "32", "--output", "a.csv"], ["in.st", "\"weight\"", "row 2", "column 5"])
        #expect(folder.names() == ["in.st"])
    }
}

/// BitMoD's types come before their parts, and those before the baselines, on the 37 linear layers of
/// all-MiniLM-L6-v2 in a release build: both where the environment names them.
@Suite struct TypeOrderTests {
    private static let weights = ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"] ?? ""
    private static let program = ProcessInfo.processInfo.environment["BITMOD_RELEASE_BUILD"] ?? ""

    @Test(.enabled(if: !weights.isEmpty && !program.isEmpty)) func holdsOnLinearLayers() throws {
        // Each list from the smallest error to the largest, with what was measured; names of one list between
        // the same neighbours may change places.
        let ladders: [[[(type: String, error: Double)]]] = [
            [
                [("bitmod3", 1.504e-4)], [("fp3-ea", 1.520e-4)],
                [("fp3-er", 2.000e-4), ("int3-asym", 1.941e-4)],
                [("ant3", 2.326e-4), ("fp3", 2.334e-4)], [("int3", 3.248e-4)],
            ],
            [
                [("bitmod4", 3.679e-5)], [("fp4-er", 3.905e-5)], [("int4-asym", 4.242e-5)],
                [("fp4", 4.569e-5)], [("int4", 6.045e-5)],
            ],
        ]
        let names = ladders.joined().joined().map(\.type)
        let run = try CommandLineTool.run(
            [
                "compare", Self.weights, "--types", names.joined(separator: ","), "--tensors", "encoder.*",
                "--tensors", "pooler.*", "--json",
            ], program: Self.program)
        #expect(run.status == 0, "\(run.error)")
        let types = try #require(run.json["types"] as? [[String: Any]])
        var errors: [String: Double] = [:]
        for type in types {
            errors[try #require(type["type"] as? String)] = type["mean_square_error"] as? Double
        }
        for ladder in ladders {
            let steps = ladder.map { step in step.map { errors[$0.type] ?? .nan } }
            for (better, worse) in zip(steps, steps.dropFirst()) {
                #expect(better.max()! < worse.min()!, "\(errors)")
            }
            guard run.json["weights"] as? Int == 10_764_288 else { continue }
            for (name, error) in ladder.joined() {
                #expect(abs((errors[name] ?? 0) / error - 1) < 5e-4, "\(name)")
            }
        }
    }
}

@Suite struct ExplainTests {
    private let arguments = ["explain", "in.st", "--tensor", "weight", "--group-size", "32"]

    @Test func showsAGroup() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        let run = try CommandLineTool.run(arguments + ["--group", "3", "--output", "g.svg"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        for text in ["bitmod4", "row 1, columns 32 to 63", "<- chosen", "Candidate", "Largest errors", "◆"] {
            #expect(run.output.contains(text), "\(text)")
        }
        #expect(try folder.text("g.svg").contains("<svg"))
        let inRow = try CommandLineTool.run(
            arguments + ["--row", "1", "--group-index", "1"], in: folder)
        #expect(inRow.output == run.output)
        let json = try CommandLineTool.run(
            arguments + ["--group", "3", "--type", "bitmod3", "--special-values", "3,-3,5,-5", "--json"],
            in: folder
        ).json
        #expect(json["type"] as? String == "bitmod3" && json["group_size"] as? Int == 32)
        #expect(
            (json["candidates"] as? [[String: Any]])?.map { $0["name"] as? String } == [
                "+3", "-3", "+5", "-5",
            ])
        #expect((json["weights"] as? [[String: Any]])?.count == 32)
        #expect(folder.names() == ["g.svg", "in.st"])
    }

    @Test func badInputIsNamed() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        func expect(_ more: [String], _ texts: [String]) throws {
            try CommandLineTool.expectTrouble(arguments + more, in: folder, says: texts)
        }
        try expect(["--group", "8"], ["no group 8", "0 to 7"])
        try expect(["--group", "2", "--row", "0"], ["row 0 has no group 2"])
        try expect(["--group", "0", "--row", "9"], ["no row 9", "0 to 3"])
        try expect(["--group", "0", "--type", "bitmod5"], ["bitmod5", "--type"])
        try expect(["--group", "0", "--output", "g.png"], ["g.png", ".svg"])
        try expect([], ["--group"])
        try CommandLineTool.expectTrouble(
            ["explain", "in.st", "--tensor", "weight", "--group", "0"], in: folder,
            says: ["128", "64", "--group-size"])
        try CommandLineTool.expectTrouble(
            ["explain", "in.st", "--tensor", "w", "--group", "0"], in: folder, says: ["\"w\"", "weight"])
        #expect(folder.names() == ["in.st"])
    }
}
