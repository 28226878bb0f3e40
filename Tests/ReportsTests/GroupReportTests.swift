import Foundation
import Quantization
import Testing

@testable import Reports

@Suite struct GroupReportTests {
    private func explain(
        _ checkpoint: Checkpoint, _ type: QuantizationType, tensor: String = "layer.2", group: Int = 1,
        granularity: Granularity = .group(64), arithmetic: QuantizationArithmetic = .binary32
    ) throws -> GroupExplanation {
        try GroupExplanation(
            file: checkpoint.path, tensor: tensor, group: group,
            settings: .init(type: type, granularity: granularity, arithmetic: arithmetic))
    }

    @Test func everyTypeHasAPictureAndAText() throws {
        let checkpoint = try Checkpoint.ordinary()
        for type in QuantizationType.all {
            let group = try explain(checkpoint, type)
            let reader = MarkupReader(GroupPicture(group).file)
            #expect(reader.error == nil, "\(type)")
            #expect(reader.badCoordinates.isEmpty, "\(type): \(reader.badCoordinates.prefix(3))")
            // Each weight over the number line, and its error.
            #expect(reader.named("circle").count == 2 * group.weights.count, "\(type)")
            // The ground, and a bar for each candidate.
            #expect(reader.named("rect").count == 1 + group.candidates.count, "\(type)")
            let text = GroupText(group).text
            #expect(text.contains(type.name) && text.contains("Largest errors"), "\(type)")
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 110 }, "\(type)")
            #expect(!text.contains("nan"), "\(type)")
        }
    }

    @Test func textShowsChoiceLevelsAndErrors() throws {
        let group = try explain(try Checkpoint.ordinary(), .bitmod4)
        let text = GroupText(group).text
        let lines = text.split(separator: "\n").map(String.init)
        let chosen = try #require(group.chosen)
        #expect(lines.filter { $0.hasSuffix("<- chosen") }.count == 1)
        #expect(try #require(lines.first { $0.hasSuffix("<- chosen") }).hasPrefix(chosen.name))
        #expect(lines.contains { $0.hasPrefix("special") })
        #expect(text.contains("◆") && text.contains("┼") && text.contains("█"))
        #expect(text.contains("row 1, columns 0 to 63"))
        // The outlier: by far the largest, and shown with the largest errors or without error as the level.
        let counts = group.levels.reduce(0) { $0 + $1.count }
        #expect(counts == 64)
        let first = try #require(lines.firstIndex { $0.hasPrefix("Column") })
        let largest = try #require(group.weights.max { abs($0.error) < abs($1.error) })
        #expect(lines[first + 1].hasPrefix("\(largest.column) "))
    }

    @Test func outliersThatNoWeightUsesTakeNoRoom() throws {
        let checkpoint = try Checkpoint.ordinary()
        let plain = try explain(checkpoint, .olive4, group: 0)
        #expect(plain.levels.last?.value == 96 || plain.levels.last?.value == 192)
        #expect(plain.nearLevels.count < plain.levels.count)
        let line = GroupText(plain).text.split(separator: "\n").map(String.init)
        let axis = try #require(line.firstIndex { $0.hasPrefix("┼") })
        #expect(!line[axis + 1].contains("96"))
        // A group whose outlier is one keeps its level.
        let outlier = try explain(checkpoint, .olive4, group: 1)
        for level in outlier.levels where level.count > 0 { #expect(outlier.nearLevels.contains(level)) }
        let ordinary = try explain(checkpoint, .bitmod4, group: 1)
        #expect(ordinary.nearLevels == ordinary.levels)
    }

    @Test func unusualGroupsAreShown() throws {
        let zeros = try explain(
            try Checkpoint.zeros(), .bitmod3, tensor: "zeros", group: 0, granularity: .tensor)
        #expect(GroupText(zeros).text.contains("exact"))
        #expect(GroupText(zeros).text.contains("the whole tensor"))
        let picture = MarkupReader(GroupPicture(zeros).file)
        #expect(picture.error == nil && picture.badCoordinates.isEmpty)

        let large = try Checkpoint([("large", { sin(Float($0) * 1.7) * 60000 })])
        let overflow = try explain(large, .bitmod4, tensor: "large", arithmetic: .binary16)
        #expect(overflow.candidates.allSatisfy { !$0.meanSquareError.isFinite })
        #expect(GroupText(overflow).text.contains("overflows"))
        let drawing = MarkupReader(GroupPicture(overflow).file)
        #expect(drawing.error == nil && drawing.badCoordinates.isEmpty)
        let json = try ReportJSON.text(GroupJSON(overflow))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let candidates = try #require(object["candidates"] as? [[String: Any]])
        #expect(candidates.allSatisfy { $0["mean_square_error"] is NSNull })
    }

    /// Numbers as the decoder reads them, to the last bit.
    private struct Numbers: Decodable {
        struct Weight: Decodable { let error: Double }
        let weights: [Weight]
    }

    @Test func jsonHasTheDocumentedKeys() throws {
        let group = try explain(try Checkpoint.ordinary(), .asymmetricIntegerOfFourBits)
        let text = try ReportJSON.text(GroupJSON(group))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            json.keys.sorted() == [
                "arithmetic", "candidates", "chosen", "column", "columns", "file", "group", "group_count",
                "group_size", "levels", "mean_square_error", "row", "rows", "scale", "scale_format",
                "signal_to_noise_db", "tensor", "type", "weights", "zero_point",
            ])
        #expect(json["chosen"] is NSNull && json["zero_point"] as? Int == group.zeroPoint)
        let weights = try #require(json["weights"] as? [[String: Any]])
        #expect(weights.count == 64)
        #expect(weights.map { $0["code"] as? Int } == group.weights.map { Int($0.code) })
        #expect(
            try JSONDecoder().decode(Numbers.self, from: Data(text.utf8)).weights.map(\.error)
                == group.weights.map(\.error))
        #expect((json["levels"] as? [[String: Any]])?.count == 16)
    }
}

extension QuantizationType {
    fileprivate static var asymmetricIntegerOfFourBits: QuantizationType {
        all.first { $0.name == "int4-asym" }!
    }
}
