import Arithmetic
import Configuration
import Foundation
import Testing

@testable import Quantization

@Suite struct QuantizerTests {
    /// Codes, selectors, zero points and scales, code for code, on random and difficult groups of sizes with
    /// and without a tail.
    @Test(arguments: QuantizationType.all, QuantizationArithmetic.allCases)
    func agreesWithTheRule(_ type: QuantizationType, _ arithmetic: QuantizationArithmetic) throws {
        let pairs = type.encoding == .outlierVictimPair
        let sizes = type.name.hasPrefix("bitmod") ? [1, 9, 64] : pairs ? [10] : [11]
        try compare(type, arithmetic, sizes: sizes, seed: 11)
    }

    /// The clipping search, where a type has one.
    @Test(arguments: ["bitmod4", "int3-asym", "ant4"], QuantizationArithmetic.allCases)
    func clippingAgreesWithTheRule(_ name: String, _ arithmetic: QuantizationArithmetic) throws {
        try compare(.named(name), arithmetic, sizes: [6], clip: true, seed: 14)
    }

    /// Special values other than the published ones, one of them a basic value already, one of them zero.
    @Test(arguments: QuantizationArithmetic.allCases)
    func agreesWithTheRuleForOtherSpecialValues(_ arithmetic: QuantizationArithmetic) throws {
        let values = [
            ("bitmod4", [-7, 24, 4, -14]), ("bitmod4", [11, 13, -31, 5]), ("bitmod3", [5, -8, 3, 0]),
        ]
        for (name, specials) in values {
            let type: QuantizationType = try .named(name).with(specialValues: specials)
            try compare(type, arithmetic, sizes: [20], specials: specials, seed: 12)
        }
    }

    private func compare(
        _ type: QuantizationType, _ arithmetic: QuantizationArithmetic, sizes: [Int], clip: Bool = false,
        specials: [Int]? = nil, seed: UInt64
    ) throws {
        var wrong: [String] = []
        for size in sizes {
            var groups = Groups.all(size: size, type: type, seed: seed)
            if arithmetic == .binary16 {
                groups.removeAll { $0.weights.contains { abs($0) >= 65520 } }
            }
            // A type with a scale of the tensor is tried on each group by itself and on alike groups together.
            let together = type.scaleRule == .tensorScaledE4M3 ? groups.map { [$0] } : [groups]
            for groups in together + (together.count > 1 ? [Array(groups.prefix(3))] : []) {
                wrong += try disagreements(type, arithmetic, groups, clip: clip, specials: specials)
            }
        }
        #expect(wrong.isEmpty, "\(type) seed \(seed), first of \(wrong.count): \(wrong.first ?? "")")
    }

    private func disagreements(
        _ type: QuantizationType, _ arithmetic: QuantizationArithmetic,
        _ groups: [(name: String, weights: [Float])], clip: Bool, specials: [Int]?
    ) throws -> [String] {
        var wrong: [String] = []
        let size = groups[0].weights.count
        let weights = groups.flatMap(\.weights)
        let half = arithmetic == .binary16
        let tensor = try Quantizer.quantize(
            values: weights, rows: 1, columns: weights.count, type: type, groupSize: size, scale: .binary32,
            arithmetic: arithmetic, searchesClipping: clip)
        // NVFP4's scale of the tensor is that of the weights as given.
        let tensorLargest = weights.map { abs($0) }.max()!
        for (index, group) in groups.enumerated() {
            let expected = ReferenceQuantizer.quantize(
                group.weights, type: type.name, half: half, clip: clip, specials: specials,
                tensorLargest: tensorLargest)
            let columns = index * size..<(index + 1) * size
            var scale = tensor.scale(row: 0, group: index)
            // E8M0 has no zero, and an E4M3 scale may belong to a group of zeros.
            if expected.scale == 0 && type.prescribedScaleFormat != nil { scale = 0 }
            let seen = ReferenceQuantizer.Group(
                grid: columns.map { tensor.gridValue(row: 0, column: $0) },
                selector: Int(tensor.selectors[index]),
                zeroPoint: tensor.zeroPoints.isEmpty ? 0 : Int(tensor.zeroPoints[index]), scale: scale)
            if seen != expected {
                wrong.append("\(group.name), size \(size), \(arithmetic): \(seen) for \(expected)")
            }
        }
        return wrong
    }

    /// Each row by itself gives what the rows give together, on however many threads.
    @Test func rowsAreIndependent() throws {
        var generator = SeededGenerator(seed: 13)
        let (rows, columns) = (90, 384)
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

    /// In binary16 arithmetic a weight may be too large; up to 65504 and what rounds to it, it isn't.
    @Test func weightBeyondBinary16IsNamed() throws {
        var values = [Float](repeating: 0.5, count: 64)
        values[5] = 65519
        _ = try Quantizer.quantize(
            values: values, rows: 2, columns: 32, type: .bitmod4, groupSize: 32, arithmetic: .binary16)
        values[40] = -65520
        let error = #expect(throws: QuantizationError.self) {
            try Quantizer.quantize(
                values: values, rows: 2, columns: 32, type: .bitmod4, groupSize: 32, arithmetic: .binary16)
        }
        #expect(error?.kind == .notFinite && error?.row == 1 && error?.column == 8)
        #expect(error?.description.contains("-65520.0 is beyond binary16's largest number") == true)
    }

    /// A tensor of a real network, when the environment names a file.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"] != nil))
    func agreesWithTheRuleOnRealWeights() throws {
        let reader = try SafetensorsReader(path: ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"]!)
        var compared = 0
        var wrong: [String] = []
        for entry in reader.entries where entry.shape.count == 2 && entry.format.convertsToBinary32 {
            let (values, _, columns) = try reader.matrix(named: entry.name)
            for groupSize in [32, 64, 128] where columns.isMultiple(of: groupSize) {
                // Two of each tensor: all types in both arithmetics take the slow reference long enough.
                let count = values.count / groupSize
                let groups = stride(from: count / 3, to: count, by: max(1, count / 2)).map {
                    (
                        name: "\(entry.name) \($0)",
                        weights: Array(values[$0 * groupSize..<($0 + 1) * groupSize])
                    )
                }
                for type in QuantizationType.all {
                    for arithmetic in QuantizationArithmetic.allCases {
                        wrong += try disagreements(type, arithmetic, groups, clip: false, specials: nil)
                    }
                }
                compared += groups.count
            }
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.first ?? "")")
        #expect(compared > 0)
    }
}
