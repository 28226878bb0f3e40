import Arithmetic
import Foundation
import Testing

@testable import Quantization

@Suite struct GroupExplanationTests {
    private func write(_ values: [Float], rows: Int, columns: Int, _ folder: TemporaryFolder) throws -> String
    {
        let writer = try SafetensorsWriter(
            path: folder.path("checkpoint"),
            tensors: [.init(name: "weight", format: .binary32, shape: [rows, columns])])
        try writer.append(values, to: "weight")
        try writer.finish()
        return folder.path("checkpoint")
    }

    /// The choice, by the errors shown, is the quantiser's; everything else is the quantised tensor's.
    @Test(arguments: QuantizationArithmetic.allCases)
    func agreesWithTheQuantiser(_ arithmetic: QuantizationArithmetic) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 99)
        let (rows, columns, size) = (8, 96, 32)
        let values = (0..<rows * columns).map { _ in Float(generator.nextStudentT(degreesOfFreedom: 3) * 0.1)
        }
        let input = try write(values, rows: rows, columns: columns, folder)
        var wrong: [String] = []
        for type in QuantizationType.all {
            for clips in type.permitsClippingSearch ? [false, true] : [false] {
                let settings = QuantizationSettings(
                    type: type, granularity: .group(size), arithmetic: arithmetic, searchesClipping: clips)
                let tensor = try Quantizer.quantize(
                    values: values, rows: rows, columns: columns, settings: settings)
                let restored = tensor.dequantized()
                let groupSize = tensor.groupSize
                for group in stride(from: 0, to: tensor.groupCount, by: 11) {
                    let (row, ofRow) = (group / tensor.groupsPerRow, group % tensor.groupsPerRow)
                    let shown = try GroupExplanation(
                        file: input, tensor: "weight", group: group, settings: settings)
                    let range = group * groupSize..<(group + 1) * groupSize
                    func check(_ condition: Bool, _ what: String) {
                        if !condition { wrong.append("\(type) \(arithmetic) group \(group): \(what)") }
                    }
                    check(shown.weights.map(\.code) == Array(tensor.codes[range]), "codes")
                    check(shown.weights.map(\.dequantized) == Array(restored[range]), "dequantised")
                    check(shown.weights.map(\.weight) == Array(values[range]), "weights")
                    check((shown.row, shown.column) == (row, ofRow * groupSize), "place")
                    check(shown.levels.reduce(0) { $0 + $1.count } == groupSize, "level counts")
                    check(
                        zip(shown.levels, shown.levels.dropFirst()).allSatisfy { $0.value < $1.value },
                        "order")
                    check(
                        shown.weights.allSatisfy { weight in
                            shown.levels.contains {
                                $0.value == weight.value && $0.dequantized == weight.dequantized
                            }
                        }, "levels")
                    check(
                        shown.candidates.count == (type.selectorCount > 1 ? type.selectorCount : 0),
                        "candidates")
                    if !shown.candidates.isEmpty {
                        let errors = shown.candidates.map(\.meanSquareError)
                        let best = errors.firstIndex(of: errors.min()!)!
                        check(shown.candidates[best].isChosen, "\(errors), chosen \(tensor.selectors[group])")
                        check(shown.candidates.filter(\.isChosen).count == 1, "one choice")
                        check(shown.chosen?.name == type.selectionName(Int(tensor.selectors[group])), "name")
                    }
                    let inRow = try GroupExplanation(
                        file: input, tensor: "weight", row: row, group: ofRow, settings: settings)
                    check(inRow == shown, "row")
                }
            }
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.first ?? "")")
    }

    /// The errors of the published special values, worked out in exact halves.
    @Test func candidatesOfAGroupByHand() throws {
        let folder = try TemporaryFolder()
        // Largest weight 6, so that every scale without ±8 is 1; a 5 makes the special value +5 exact.
        let weights: [Float] = [6, 5, 5, 4, -3, 2, -1.5, 1, 0.5, 0, 0, -6, 3, 1.5, -2, -4]
        let input = try write(weights, rows: 1, columns: 16, folder)
        let shown = try GroupExplanation(
            file: input, tensor: "weight", group: 0,
            settings: .init(type: .bitmod4, granularity: .group(16), scaleFormat: .binary32))
        #expect(shown.chosen?.name == "+5")
        #expect(shown.candidates.map(\.name) == ["+5", "-5", "+8", "-8"])
        #expect(shown.candidates[0].meanSquareError == 0 && shown.candidates[0].scale == 1)
        // Without +5 each 5, a midpoint, goes to 4: twice an error of 1 over 16 weights.
        #expect(shown.candidates[1].meanSquareError == 0.125 && shown.candidates[1].scale == 1)
        #expect(shown.candidates[2].scale == 0.75)
        #expect(shown.meanSquareError == 0 && shown.signalToNoiseRatio == nil)
        #expect(shown.scale == 1)
        #expect(shown.levels.map(\.value) == [-6, -4, -3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4, 5, 6])
        #expect(shown.levels.first(where: \.isSpecial)?.value == 5)
        #expect(shown.levels.first(where: \.isSpecial)?.count == 2)
        #expect(shown.weights[1].code == 0b1000)
    }

    @Test func zerosAndOverflowsAreTold() throws {
        let folder = try TemporaryFolder()
        let zeros = try GroupExplanation(
            file: try write([Float](repeating: 0, count: 32), rows: 1, columns: 32, folder), tensor: "weight",
            group: 0, settings: .init(type: .bitmod3, granularity: .group(32)))
        #expect(zeros.meanSquareError == 0 && zeros.signalToNoiseRatio == nil && zeros.scale == 0)
        #expect(zeros.chosen?.name == "+3")
        #expect(zeros.levels.reduce(0) { $0 + $1.count } == 32)
        var generator = SeededGenerator(seed: 3)
        let large = generator.gaussians(count: 32, standardDeviation: 9000)
        let overflow = try GroupExplanation(
            file: try write(large, rows: 1, columns: 32, folder), tensor: "weight", group: 0,
            settings: .init(type: .bitmod3, granularity: .group(32), arithmetic: .binary16))
        #expect(overflow.candidates.allSatisfy { $0.meanSquareError == .infinity })
        #expect(overflow.chosen?.name == "+3")
    }

    @Test func badPlacesAreNamed() throws {
        let folder = try TemporaryFolder()
        let input = try write([Float](repeating: 1, count: 4 * 64), rows: 4, columns: 64, folder)
        func failure(
            tensor: String = "weight", row: Int? = nil, _ group: Int, _ granularity: Granularity = .group(32)
        ) -> QuantizationError? {
            #expect(throws: QuantizationError.self) {
                try GroupExplanation(
                    file: input, tensor: tensor, row: row, group: group,
                    settings: .init(type: .bitmod4, granularity: granularity))
            }
        }
        #expect(failure(8)?.description.contains("no group 8: it has 8 of 32 weights. Use 0 to 7") == true)
        #expect(failure(-1)?.kind == .invalidParameter)
        #expect(failure(row: 1, 2)?.description.contains("row 1 has no group 2") == true)
        #expect(failure(row: 4, 0)?.description.contains("no row 4. Use 0 to 3") == true)
        #expect(failure(row: 0, 0, .tensor)?.problem.contains("belongs to no row") == true)
        #expect(failure(tensor: "weigth", 0)?.remedy.contains("weight") == true)
        #expect(failure(0, .group(48))?.kind == .indivisible)
        #expect(failure(0, .group(0))?.kind == .invalidParameter)
        let wide = try write([Float](repeating: 1, count: 20_000), rows: 1, columns: 20_000, folder)
        let error = #expect(throws: QuantizationError.self) {
            try GroupExplanation(
                file: wide, tensor: "weight", group: 0, settings: .init(type: .int4, granularity: .channel))
        }
        #expect(error?.problem.contains("too many to show") == true)
        let whole = try GroupExplanation(
            file: try write([Float](repeating: 1, count: 4 * 64), rows: 4, columns: 64, folder),
            tensor: "weight", group: 0, settings: .init(type: .bitmod4, granularity: .tensor))
        #expect(whole.weights.last?.row == 3 && whole.weights.last?.column == 63)
    }
}
