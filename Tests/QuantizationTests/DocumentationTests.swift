import Foundation
import Testing

@testable import Quantization

@Suite struct DocumentationTests {
    /// The rows of the page's table, made from the table of types.
    private static func row(_ type: QuantizationType) -> String {
        let rounding = ["nearestTiesToLower": "lower", "nearestTiesToEven": "even"][type.rounding.rawValue]!
        let scale =
            switch type.scaleRule {
            case .largestMagnitude: "largest"
            case .range: "range"
            case .outlierSearch: "outlier"
            case .powerOfTwo: "power"
            case .tensorScaledE4M3: "tensor"
            }
        let encoding =
            switch type.encoding {
            case .signMagnitude: "sign, magnitude"
            case .twosComplement: "two's complement"
            case .zeroPoint: "zero point"
            case .chosen: type.choices.map(\.name).joined(separator: " or ")
            case .outlierVictimPair: "pairs over " + type.choices.map(\.name).joined(separator: " or ")
            }
        let columns = [
            "`\(type.name)`", "\(type.codeBits)", encoding, type.choices.isEmpty ? rounding : "of the choice",
            scale, type.choices.isEmpty ? type.publishedText(type.largestMagnitude) : "-",
            "\(type.gridUnitsPerOne)",
            type.specialValues.isEmpty
                ? "-" : type.specialValues.map { type.publishedText($0) }.joined(separator: ", "),
            type.fixedGroupSize.map { "\($0)" } ?? "-", type.hardwareDataType?.rawValue ?? "-",
        ]
        return "| " + columns.joined(separator: " | ") + " |"
    }

    @Test func pageAgreesWithTheTable() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let page = folder.appendingPathComponent(
            "../../Sources/Quantization/Quantization.docc/DataTypes.md"
        ).standardizedFileURL
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map(String.init)
        let rows = lines.filter { $0.hasPrefix("| `") }
        let expected = QuantizationType.all.map(Self.row)
        #expect(rows == expected, "The table is to be:\n\(expected.joined(separator: "\n"))")
    }
}
