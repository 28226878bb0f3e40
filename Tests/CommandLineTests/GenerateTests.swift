import Foundation
import Testing

@Suite struct GenerateTests {
    private static let small = [
        "generate", "--rows", "2", "--columns", "1", "--lanes", "2", "--group-size", "16",
    ]

    @Test func writesADesignThatDescribesItself() throws {
        let folder = try TestFolder()
        let run = try CommandLineTool.run(Self.small + ["--output", "deep/rtl", "--json"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.isEmpty)
        let names = folder.names("deep/rtl")
        #expect(run.json["written"].map { Set($0 as? [String] ?? []) } == Set(names))
        #expect(run.json["top"] as? String == "bitmod_tile")

        let manifest = try JSONSerialization.jsonObject(
            with: Data(contentsOf: folder.url.appendingPathComponent("deep/rtl/manifest.json")))
        let keys = try #require(manifest as? [String: Any])
        #expect(keys["top"] as? String == "bitmod_tile")
        let parameters = try #require(keys["parameters"] as? [String: Any])
        #expect(["rows", "columns", "lanes", "groupSize"].map { parameters[$0] as? Int } == [2, 1, 2, 16])
        #expect(parameters["resultFormat"] as? String == "binary16")
        #expect(parameters["accumulatorWidth"] as? Int == 25)
        let latencies = try #require(keys["latencies"] as? [String: Any])
        #expect(latencies["stepToAccumulator"] as? Int == 5)
        #expect((latencies["stepsPerGroup"] as? [String: Int])?["int8"] == 24)

        // Modules and file list are the same files, in one order, with their true sizes.
        let modules = try #require(keys["modules"] as? [[String: Any]])
        let files = modules.compactMap { $0["file"] as? String }
        let list = try folder.text("deep/rtl/bitmod.f")
        #expect(list == files.map { $0 + "\n" }.joined())
        #expect((files + ["bitmod.f", "manifest.json"]).sorted() == names)
        for module in modules {
            let text = try folder.text("deep/rtl/\(module["file"] ?? "")")
            #expect(text.filter { $0 == "\n" }.count == module["lines"] as? Int)
        }
        let instances = Dictionary(
            uniqueKeysWithValues: modules.map { ($0["name"] as? String ?? "", $0["instances"] as? Int ?? 0) })
        #expect(instances["bitmod_shared_exponent_element"] == 2)
        #expect(instances["bitmod_weight_column"] == 1)
        #expect(instances["bitmod_term_decoder"] == 2)
        #expect(instances["bitmod_tile"] == 1)

        // Every port and memory of the manifest is in the Verilog, with its width.
        let tile = try folder.text("deep/rtl/bitmod_tile.v")
        for port in try #require(keys["ports"] as? [[String: Any]]) {
            let (name, width) = (port["name"] as? String ?? "", port["width"] as? Int ?? 0)
            let range = width == 1 ? "" : #"\[\#(width - 1):0\] "#
            let pattern = #"\n    \#(port["direction"] ?? "") +(wire|reg) +\#(range)\#(name)\b"#
            #expect(tile.range(of: pattern, options: .regularExpression) != nil, "\(pattern)")
        }
        for memory in try #require(keys["memories"] as? [[String: Any]]) {
            let name = memory["name"] as? String ?? ""
            #expect(instances[name] == (memory["instances"] as? [String])?.count, "\(name)")
            let words =
                "[\((memory["width"] as? Int ?? 0) - 1):0] memory_words [0:\((memory["depth"] as? Int ?? 0) - 1)]"
            #expect(try folder.text("deep/rtl/\(name).v").contains(words), "\(name)")
        }
    }

    @Test func twoProcessesWriteTheSameBytes() throws {
        let folder = try TestFolder()
        for name in ["a", "b/c//d/"] {
            #expect(try CommandLineTool.run(Self.small + ["--output", name], in: folder).status == 0)
        }
        #expect(folder.names("a").count > 10)
        #expect(folder.names("a") == folder.names("b/c/d"))
        for name in folder.names("a") {
            #expect(try folder.text("a/\(name)") == folder.text("b/c/d/\(name)"), "\(name)")
        }
    }

    @Test func theHashFollowsEveryParameter() throws {
        let folder = try TestFolder()
        let variants: [[String]] = [
            [], ["--rows", "3"], ["--columns", "2"], ["--lanes", "4"], ["--group-size", "18"],
            ["--result-format", "binary32"], ["--reset", "asynchronous"], ["--reset-active-low"],
        ]
        var hashes: Set<String> = []
        for variant in variants {
            #expect(
                try CommandLineTool.run(Self.small + variant + ["--output", "rtl"], in: folder).status == 0)
            let text = try folder.text("rtl/manifest.json")
            hashes.insert(
                String(text.split(separator: "\n").first { $0.contains("configurationHash") } ?? ""))
        }
        #expect(hashes.count == variants.count)
    }

    @Test func checkFindsWhatWritingWouldChange() throws {
        let folder = try TestFolder()
        let check = Self.small + ["--check", "--output", "rtl"]
        let before = try CommandLineTool.run(check + ["--json"], in: folder)
        #expect(before.status == 1)
        #expect(before.json["isUpToDate"] as? Bool == false)
        #expect(folder.names() == [])

        #expect(try CommandLineTool.run(Self.small + ["--output", "rtl"], in: folder).status == 0)
        let after = try CommandLineTool.run(check, in: folder)
        #expect(after.status == 0, "\(after.output)")
        #expect(after.output.contains("up to date"))

        var lines = try folder.text("rtl/bitmod_tile.v").split(
            separator: "\n", omittingEmptySubsequences: false)
        lines[6] += " "
        try folder.write(lines.joined(separator: "\n"), "rtl/bitmod_tile.v")
        try FileManager.default.removeItem(atPath: folder.path("rtl/bitmod.f"))
        let altered = try CommandLineTool.run(check, in: folder)
        #expect(altered.status == 1)
        #expect(altered.output == "bitmod_tile.v: differs from line 7\nbitmod.f: missing\n")
        #expect(altered.error.contains("without --check"))
    }

    @Test func filesOfAnEarlierRunGoAndForeignOnesStay() throws {
        let folder = try TestFolder()
        #expect(try CommandLineTool.run(Self.small + ["--output", "rtl"], in: folder).status == 0)
        #expect(folder.names("rtl").contains("bitmod_memory_4x16.v"))
        try folder.write("mine", "rtl/notes.txt")
        try folder.write("mine", "rtl/bitmod_extra.v")
        let wider = Self.small + ["--rows", "3"]
        let stale = try CommandLineTool.run(wider + ["--check", "--output", "rtl"], in: folder)
        #expect(stale.output.contains("bitmod_memory_4x16.v: no longer generated"))
        let run = try CommandLineTool.run(wider + ["--output", "rtl", "--json"], in: folder)
        #expect(run.status == 0)
        let removed = try #require(run.json["removed"] as? [String])
        #expect(Set(removed).isSuperset(of: ["bitmod_memory_2x32.v", "bitmod_memory_4x16.v"]))
        #expect(
            removed.allSatisfy { !folder.names("rtl").contains($0) } && !removed.contains("bitmod_extra.v"))
        let names = folder.names("rtl")
        #expect(!names.contains("bitmod_memory_4x16.v"))
        #expect(names.contains("bitmod_memory_6x16.v"))
        #expect(names.contains("notes.txt") && names.contains("bitmod_extra.v"))
        #expect(!names.contains { $0.hasPrefix(".") })
    }

    @Test func unusableFoldersAreNamedAndNothingIsWritten() throws {
        let folder = try TestFolder()
        try folder.write("a file", "file")
        for place in ["file", "file/rtl", "file/rtl/deep"] {
            try CommandLineTool.expectTrouble(
                Self.small + ["--output", folder.path(place)],
                says: [folder.path(place), "choose an output directory"])
        }
        try FileManager.default.createDirectory(
            atPath: folder.path("rtl/bitmod_tile.v"), withIntermediateDirectories: true)
        try CommandLineTool.expectTrouble(
            Self.small + ["--output", "rtl"], in: folder, says: ["rtl/bitmod_tile.v", "isn't a plain file"])
        #expect(folder.names("rtl") == ["bitmod_tile.v"])
        try FileManager.default.removeItem(atPath: folder.path("rtl/bitmod_tile.v"))
        for foreign in ["{\"name\": \"an extension\"}", "not JSON"] {
            try folder.write(foreign, "rtl/manifest.json")
            try CommandLineTool.expectTrouble(
                Self.small + ["--output", "rtl"], in: folder,
                says: ["rtl/manifest.json", "wasn't written by bitmod"])
            #expect(try folder.text("rtl/manifest.json") == foreign)
        }
        #expect(folder.names("rtl") == ["manifest.json"])
        #expect(folder.names() == ["file", "rtl"])
    }

    /// A manifest mustn't lead a run to files elsewhere.
    @Test func aManifestCannotNameFilesElsewhere() throws {
        let folder = try TestFolder()
        try folder.write("mine", "precious.v")
        try FileManager.default.createDirectory(atPath: folder.path("rtl"), withIntermediateDirectories: true)
        try folder.write(
            "{\"generator\": \"bitmod\", \"modules\": [{\"file\": \"../precious.v\"}]}", "rtl/manifest.json")
        #expect(try CommandLineTool.run(Self.small + ["--output", "rtl"], in: folder).status == 0)
        #expect(try folder.text("precious.v") == "mine")
    }

    @Test func valuesOutOfRangeAreNamedByOption() throws {
        let folder = try TestFolder()
        let cases: [(arguments: [String], texts: [String])] = [
            (["--rows", "65"], ["--rows is 65", "1 to 64"]),
            (["--columns", "0"], ["--columns is 0", "1 to 64"]),
            (["--lanes", "3"], ["--lanes is 3", "2, 4, 8 or 16"]),
            (["--group-size", "8"], ["--group-size is 8", "16 to 1024"]),
            (["--group-size", "30"], ["--group-size is 30", "multiple of 4"]),
            (["--result-format", "binary64"], ["binary64", "binary16", "binary32"]),
            (["--reset", "none"], ["none", "synchronous", "asynchronous"]),
        ]
        for (arguments, texts) in cases {
            try CommandLineTool.expectTrouble(
                ["generate"] + arguments + ["--output", "rtl"], in: folder, says: texts)
        }
        #expect(folder.names() == [])
    }

    @Test func configurationFilesAreOverriddenByOptionsAndBlamedByLine() throws {
        let folder = try TestFolder()
        try folder.write("rows: 1\ncolumns: 1\nlanes: 2\ngroupSize: 16\nseed: 3\n", "array.yaml")
        let run = try CommandLineTool.run(
            ["generate", "--config", "array.yaml", "--columns", "2", "--output", "rtl"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("1 x 2 processing elements, 2 lanes, groups of 16"))

        try folder.write("rows: 1\ncolums: 1\n", "array.yaml")
        try CommandLineTool.expectTrouble(
            ["generate", "--config", "array.yaml", "--output", "other"], in: folder,
            says: ["array.yaml:2: ", "\"colums\"", "Did you mean \"columns\"?"])
        try folder.write("{\"rows\": 1,\n \"groupSize\": 99}", "array.json")
        try CommandLineTool.expectTrouble(
            ["generate", "--config", "array.json", "--output", "other"], in: folder,
            says: ["array.json:2: groupSize is 99"])
        try CommandLineTool.expectTrouble(
            ["generate", "--config", "absent.yaml", "--output", "other"], in: folder,
            says: ["absent.yaml: there is no such file"])
        #expect(folder.names() == ["array.json", "array.yaml", "rtl"])
    }
}
