import Foundation
import Quantization
import Testing

@testable import Reports

@Suite struct ComparisonReportTests {
    private func compare(
        _ checkpoint: Checkpoint, types: [QuantizationType] = QuantizationType.all, keepsTensors: Bool = true
    ) throws -> TypeComparison {
        try CheckpointComparison(
            input: checkpoint.path, types: types, granularity: .group(32), keepsTensors: keepsTensors
        ).run()
    }

    /// The cells of comma-separated text.
    private func cells(_ text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: rows[rows.count - 1].append("")
            case "\n" where !isQuoted: rows.append([""])
            default: rows[rows.count - 1][rows[rows.count - 1].count - 1].append(character)
            }
        }
        return rows.dropLast()
    }

    @Test func commaSeparatedValuesReadBack() throws {
        let result = try compare(try Checkpoint.ordinary())
        let rows = cells(ComparisonTable(result).commaSeparated)
        #expect(rows.count == 1 + result.types.count * 3)
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        let expected = result.types.flatMap { type in
            [(type.type.name, "", type.figures)]
                + type.tensors.map { (type.type.name, $0.tensor, $0.figures) }
        }
        for (row, (type, tensor, figures)) in zip(rows.dropFirst(), expected) {
            let cell = { (name: String) in row[rows[0].firstIndex(of: name)!] }
            #expect(cell("type") == type)
            // The reader above drops quotes inside cells.
            #expect(cell("tensor") == tensor.filter { $0 != "\"" })
            #expect(Double(cell("bits_per_weight")) == figures.bitsPerWeight)
            #expect(Double(cell("mean_square_error")) == figures.meanSquareError)
            #expect(Double(cell("signal_to_noise_db")) == figures.signalToNoiseRatio)
            #expect(Int(cell("worst_group")) == figures.worstGroup.group)
            #expect(Double(cell("worst_mean_square_error")) == figures.worstGroup.meanSquareError)
        }
    }

    /// Numbers as the decoder reads them, to the last bit.
    private struct Numbers: Decodable {
        struct TypeNumbers: Decodable {
            let meanSquareError: Double
            let signalToNoise: Double?

            enum CodingKeys: String, CodingKey {
                case meanSquareError = "mean_square_error"
                case signalToNoise = "signal_to_noise_db"
            }
        }
        let types: [TypeNumbers]
    }

    @Test func jsonHasTheDocumentedKeys() throws {
        let checkpoint = try Checkpoint.ordinary()
        let result = try compare(checkpoint)
        let text = try ReportJSON.text(ComparisonJSON(result))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            json.keys.sorted() == [
                "arithmetic", "file", "group", "indivisible", "scale", "skipped_tensors", "tensor_count",
                "types", "weights",
            ])
        #expect(json["tensor_count"] as? Int == 2 && json["weights"] as? Int == 512)
        let types = try #require(json["types"] as? [[String: Any]])
        #expect(types.map { $0["type"] as? String } == result.types.map(\.type.name))
        let figureKeys = [
            "bits_per_weight", "choices", "group_sizes", "groups", "mean_square_error", "signal_to_noise_db",
            "special_values", "weights", "worst_group",
        ]
        for (type, expected) in zip(types, result.types) {
            let own = ["clipping", "code_bits", "fixed_group_size", "scale", "tensors", "type"]
            #expect(type.keys.sorted() == (figureKeys + own).sorted())
            #expect(type["fixed_group_size"] as? Int == expected.type.fixedGroupSize)
            let tensors = try #require(type["tensors"] as? [[String: Any]])
            #expect(tensors.count == 2)
            #expect(tensors[0].keys.sorted() == (figureKeys + ["columns", "rows", "tensor"]).sorted())
            let worst = try #require(type["worst_group"] as? [String: Any])
            #expect(worst["tensor"] as? String == expected.figures.worstGroup.tensor)
            #expect(worst["group"] as? Int == expected.figures.worstGroup.group)
        }
        let numbers = try JSONDecoder().decode(Numbers.self, from: Data(text.utf8)).types
        #expect(numbers.map(\.meanSquareError) == result.types.map(\.figures.meanSquareError))
        #expect(numbers.map(\.signalToNoise) == result.types.map(\.figures.signalToNoiseRatio))
        let special = try #require(types[0]["special_values"] as? [[String: Any]])
        #expect(special.map { $0["value"] as? Double } == [5, -5, 8, -8])
        #expect(special.compactMap { $0["groups"] as? Int }.reduce(0, +) == result.types[0].figures.groups)
        let ant = try #require(types.first { $0["type"] as? String == "ant4" })
        #expect((ant["choices"] as? [[String: Any]])?.map { $0["type"] as? String } == ["int4", "flint4"])
        #expect((ant["special_values"] as? [Any])?.isEmpty == true)
    }

    @Test(arguments: [true, false]) func pagesAreWellFormed(_ keepsTensors: Bool) throws {
        let page = ComparisonPage(try compare(try Checkpoint.ordinary(), keepsTensors: keepsTensors)).text
        #expect(page.hasPrefix("<!DOCTYPE html>\n"))
        let reader = MarkupReader(page)
        #expect(reader.error == nil)
        #expect(reader.badCoordinates.isEmpty, "\(reader.badCoordinates.prefix(3))")
        #expect(!page.lowercased().contains("\"nan\"") && !page.contains("inf\""))
        #expect(reader.named("script").isEmpty && reader.named("link").isEmpty && reader.named("img").isEmpty)
        #expect(!page.contains("href") && !page.contains("url("))
        // A scatter, bars for each of the six lengths of codes, shares, and cells of tensors.
        #expect(reader.named("svg").count == 1 + 6 + 1 + (keepsTensors ? 1 : 0))
        #expect(reader.text.contains("layer \"1\" <a,b>"))
        for type in QuantizationType.all { #expect(reader.text.contains(type.name)) }
    }

    @Test func zerosAreExactInEveryForm() throws {
        let result = try compare(try Checkpoint.zeros())
        let table = ComparisonTable(result)
        #expect(table.text.contains("bitmod4"))
        #expect(table.text.contains("exact"))
        #expect(!table.text.contains("nan") && !table.text.contains("inf"))
        let rows = cells(table.commaSeparated)
        let place = try #require(rows[0].firstIndex(of: "signal_to_noise_db"))
        #expect(rows.dropFirst().allSatisfy { $0[place].isEmpty })
        let text = try ReportJSON.text(ComparisonJSON(result))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let first = try #require((json["types"] as? [[String: Any]])?.first)
        #expect(first["signal_to_noise_db"] is NSNull)
        #expect(first["mean_square_error"] as? Double == 0)
        let reader = MarkupReader(ComparisonPage(result).text)
        #expect(reader.error == nil && reader.badCoordinates.isEmpty)
        #expect(reader.text.contains("exact"))
    }

    @Test func tablesNameWhatAPrescribedTypeKeeps() throws {
        let text = ComparisonTable(try compare(try Checkpoint.ordinary(), keepsTensors: false)).text
        let lines = text.split(separator: "\n").map(String.init)
        let line = try #require(lines.first { $0.hasPrefix("nvfp4 ") })
        #expect(line.contains("16 own") && line.contains("e4m3 own"))
        #expect(try #require(lines.first { $0.hasPrefix("int4 ") }).contains("own") == false)
        #expect(text.contains("+5 ") && text.contains("flint4 "))
        #expect(lines.contains { $0.hasPrefix("Errors") && $0.contains("over all weights") })
    }
}

@Suite struct ArticleTests {
    /// Names of all keys of an object, in objects and lists below, too.
    private func keys(_ value: Any) -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
        }
        return (value as? [Any])?.reduce(into: Set()) { $0.formUnion(keys($1)) } ?? []
    }

    @Test func articleNamesEveryKey() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Reports/Reports.docc/Comparing.md").standardizedFileURL
        let article = try String(contentsOf: page, encoding: .utf8)
        let checkpoint = try Checkpoint.ordinary()
        let comparison = try CheckpointComparison(
            input: checkpoint.path, types: [.bitmod4, .ant4], granularity: .group(32), keepsTensors: true
        ).run()
        let group = try GroupExplanation(
            file: checkpoint.path, tensor: "layer.2", group: 0,
            settings: .init(type: .bitmod4, granularity: .group(32)))
        let texts = [try ReportJSON.text(ComparisonJSON(comparison)), try ReportJSON.text(GroupJSON(group))]
        for text in texts {
            let names = keys(try JSONSerialization.jsonObject(with: Data(text.utf8)))
            #expect(names.count > 15)
            let missing = names.filter { !article.contains("`\($0)`") }.sorted()
            #expect(missing.isEmpty, "\(missing)")
        }
    }
}

@Suite struct ReportFilesTests {
    @Test func filesAppearTogetherOrNotAtAll() throws {
        let checkpoint = try Checkpoint.zeros()
        var files = ReportFiles()
        files.add(checkpoint.file("a.csv"), "a")
        files.add(checkpoint.file("absent/b.csv"), "b")
        let error = #expect(throws: ReportError.self) { try files.write() }
        #expect(error?.file == checkpoint.file("absent/b.csv"))
        #expect(checkpoint.names == ["in.st"])
        files = ReportFiles()
        files.add(checkpoint.file("a.csv"), "")
        files.add(checkpoint.file("b.csv"), "b")
        try files.write()
        #expect(checkpoint.names == ["a.csv", "b.csv", "in.st"])
        #expect(try String(contentsOfFile: checkpoint.file("b.csv"), encoding: .utf8) == "b")
    }

    @Test func namesAreCheckedBeforehand() throws {
        let checkpoint = try Checkpoint.zeros()
        let suffixes = [".csv", ".html"]
        #expect(
            try ReportFiles.kind(of: "X.HTML", suffixes: suffixes, keeping: checkpoint.path) == ".html")
        let other = #expect(throws: ReportError.self) {
            try ReportFiles.kind(of: "x.txt", suffixes: suffixes, keeping: checkpoint.path)
        }
        #expect(other?.description.contains("End it in .csv, .html") == true)
        let input = #expect(throws: ReportError.self) {
            try ReportFiles.kind(of: checkpoint.path, suffixes: [".st"], keeping: checkpoint.path)
        }
        #expect(input?.description.contains("the output is the input") == true)
    }
}
