import Arithmetic
import Configuration
import Foundation
import Testing

@testable import Quantization

@Suite struct QuantizerTests {
    /// Codes, selectors and scales, code for code, on random and difficult groups of sizes with and without a
    /// tail.
    @Test(arguments: QuantizationType.all) func agreesWithTheRule(_ type: QuantizationType) throws {
        try compare(type, sizes: [1, 2, 7, 8, 9, 64, 128, 172], seed: 11)
    }

    /// Special values other than the published ones, one of them a basic value already.
    @Test func agreesWithTheRuleForOtherSpecialValues() throws {
        let registers = try SpecialValues(fp4: [-7, 24, 4, -14], fp3: [5, -8, 3, 0])
        for type in [QuantizationType.bitmod4, .bitmod3, .int4] {
            try compare(type.with(specialValues: registers), sizes: [16, 100], seed: 12)
        }
    }

    private func compare(_ type: QuantizationType, sizes: [Int], seed: UInt64) throws {
        var wrong: [String] = []
        for size in sizes {
            let groups = Groups.all(size: size, type: type, seed: seed)
            let tensor = try Quantizer.quantize(
                values: groups.flatMap(\.weights), rows: 1, columns: size * groups.count, type: type,
                groupSize: size, scale: .binary32)
            for (index, group) in groups.enumerated() {
                let expected = ReferenceQuantizer.quantize(group.weights, type: type)
                let columns = index * size..<(index + 1) * size
                let selector = Int(tensor.selectors[index])
                let values = type.gridValues(selector: selector)
                let seen = ReferenceQuantizer.Group(
                    grid: columns.map { values[Int(tensor.codes[$0])] ?? 99 }, selector: selector,
                    scale: tensor.scale(row: 0, group: index))
                if seen != expected { wrong.append("\(group.name), size \(size): \(seen) for \(expected)") }
            }
        }
        #expect(wrong.isEmpty, "\(type), seed \(seed), first of \(wrong.count): \(wrong.first ?? "")")
    }

    /// Each row by itself gives what the rows give together, on however many threads.
    @Test func rowsAreIndependent() throws {
        var generator = SeededGenerator(seed: 13)
        let (rows, columns) = (300, 384)
        let values = (0..<rows * columns).map { _ in Float(generator.nextStudentT() * 0.05) }
        let whole = try Quantizer.quantize(
            values: values, rows: rows, columns: columns, type: .bitmod4, groupSize: 128)
        var differing: [Int] = []
        for row in 0..<rows {
            let single = try Quantizer.quantize(
                values: Array(values[row * columns..<(row + 1) * columns]), rows: 1, columns: columns,
                type: .bitmod4, groupSize: 128)
            let agrees =
                single.codes[...] == whole.codes[row * columns..<(row + 1) * columns]
                && single.selectors[...] == whole.selectors[row * 3..<row * 3 + 3]
                && single.scaleCodes![...] == whole.scaleCodes![row * 3..<row * 3 + 3]
                && single.channelScales![0] == whole.channelScales![row]
            if !agrees { differing.append(row) }
        }
        #expect(differing.isEmpty)
    }

    @Test func infiniteWeightIsNamed() throws {
        for bad: Float in [.infinity, -.infinity, .nan, -.signalingNaN] {
            var values = [Float](repeating: 0.5, count: 40 * 96)
            values[17 * 96 + 70] = bad
            values[31 * 96 + 2] = bad
            for type in [QuantizationType.bitmod4, .int8] {
                let error = #expect(throws: QuantizationError.self) {
                    try Quantizer.quantize(values: values, rows: 40, columns: 96, type: type, groupSize: 48)
                }
                #expect(error?.kind == .notFinite)
                #expect(error?.row == 17)
                #expect(error?.column == 70)
            }
        }
    }

    @Test func sizesAreChecked() throws {
        func kind(rows: Int, columns: Int, groupSize: Int, count: Int) -> QuantizationError.Kind? {
            do {
                _ = try Quantizer.quantize(
                    values: [Float](repeating: 1, count: count), rows: rows, columns: columns, type: .int8,
                    groupSize: groupSize)
                return nil
            } catch { return (error as? QuantizationError)?.kind }
        }
        #expect(kind(rows: 2, columns: 10, groupSize: 4, count: 20) == .indivisible)
        #expect(kind(rows: 2, columns: 10, groupSize: 5, count: 19) == .invalidParameter)
        #expect(kind(rows: 0, columns: 10, groupSize: 5, count: 0) == .invalidParameter)
        #expect(kind(rows: 2, columns: 10, groupSize: 0, count: 20) == .invalidParameter)
        #expect(kind(rows: Int.max, columns: 10, groupSize: 5, count: 20) == .invalidParameter)
        #expect(kind(rows: 2, columns: 10, groupSize: 5, count: 20) == nil)
    }

    /// A tensor of a real network, when the environment names a file.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"] != nil))
    func agreesWithTheRuleOnRealWeights() throws {
        let reader = try SafetensorsReader(path: ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"]!)
        var compared = 0
        var wrong: [String] = []
        for entry in reader.entries where entry.shape.count == 2 && entry.format.convertsToBinary32 {
            let (values, rows, columns) = try reader.matrix(named: entry.name)
            let sampled = min(rows, 48)
            for groupSize in [32, 64, 128] where columns.isMultiple(of: groupSize) {
                for type in QuantizationType.all {
                    let tensor = try Quantizer.quantize(
                        values: Array(values[..<(sampled * columns)]), rows: sampled, columns: columns,
                        type: type, groupSize: groupSize, scale: .binary32)
                    for group in 0..<sampled * columns / groupSize where group % 31 == 0 {
                        let range = group * groupSize..<(group + 1) * groupSize
                        let expected = ReferenceQuantizer.quantize(Array(values[range]), type: type)
                        let table = type.gridValues(selector: Int(tensor.selectors[group]))
                        let agrees =
                            range.map { table[Int(tensor.codes[$0])] } == expected.grid.map { $0 }
                            && Int(tensor.selectors[group]) == expected.selector
                        if !agrees { wrong.append("\(entry.name) group \(group) \(type)") }
                        compared += groupSize
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.first ?? "")")
        #expect(compared > 0)
    }
}
