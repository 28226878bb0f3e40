import Arithmetic
import Foundation
import Testing

@testable import Quantization

/// The kernels against the slow quantiser, code for code.
///
/// `BITMOD_EXHAUSTIVE=1` takes every group size from 1 to 128 instead of a few, some 600 000 weights for each type and
/// arithmetic, and many groups of real tensors instead of two each; that takes minutes in a release build.
@Suite struct RuleAgreementTests {
    private static let isExhaustive = ProcessInfo.processInfo.environment["BITMOD_EXHAUSTIVE"] == "1"
    private static let realWeights = ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"]

    /// Codes, selectors, zero points and scales on random and difficult groups of sizes with and without a tail.
    @Test(arguments: QuantizationType.all, QuantizationArithmetic.allCases)
    func agreesWithTheRule(_ type: QuantizationType, _ arithmetic: QuantizationArithmetic) throws {
        let pairs = type.encoding == .outlierVictimPair
        let few = type.name.hasPrefix("bitmod") ? [1, 9, 64] : pairs ? [10] : [11]
        let sizes = Self.isExhaustive ? (1...128).filter { !pairs || $0.isMultiple(of: 2) } : few
        try compare(type, arithmetic, sizes: sizes, seed: 11)
    }

    /// The clipping search, where a type has one.
    @Test(arguments: ["bitmod4", "bitmod3", "int3-asym", "ant4"], QuantizationArithmetic.allCases)
    func clippingAgreesWithTheRule(_ name: String, _ arithmetic: QuantizationArithmetic) throws {
        try compare(
            .named(name), arithmetic, sizes: Self.isExhaustive ? [6, 64, 128] : [6], clip: true, seed: 14)
    }

    /// Special values other than the published ones, one of them a basic value already, one of them zero.
    @Test(arguments: QuantizationArithmetic.allCases)
    func agreesWithTheRuleForOtherSpecialValues(_ arithmetic: QuantizationArithmetic) throws {
        let values = [
            ("bitmod4", [-7, 24, 4, -14]), ("bitmod4", [11, 13, -31, 5]), ("bitmod3", [5, -8, 3, 0]),
        ]
        for (name, specials) in values {
            let type: QuantizationType = try .named(name).with(specialValues: specials)
            try compare(
                type, arithmetic, sizes: Self.isExhaustive ? [20, 63, 128] : [20], specials: specials,
                seed: 12)
        }
    }

    /// Tensors of a real network, when the environment names a file.
    @Test(.enabled(if: realWeights != nil))
    func agreesWithTheRuleOnRealWeights() throws {
        let reader = try SafetensorsReader(path: Self.realWeights!)
        var tally = Tally()
        for entry in reader.entries where entry.shape.count == 2 && entry.format.convertsToBinary32 {
            let (values, _, columns) = try reader.matrix(named: entry.name)
            for groupSize in [32, 64, 128] where columns.isMultiple(of: groupSize) {
                // Two of each tensor: all types in both arithmetics take the slow reference long enough.
                let count = values.count / groupSize
                let step = Self.isExhaustive ? max(1, count / 300) : max(1, count / 2)
                let groups = stride(from: count / 3 % step, to: count, by: step).map {
                    (
                        name: "\(entry.name) \($0)",
                        weights: Array(values[$0 * groupSize..<($0 + 1) * groupSize])
                    )
                }
                for type in QuantizationType.all {
                    for arithmetic in QuantizationArithmetic.allCases {
                        try tally.add(type, arithmetic, groups)
                    }
                }
            }
        }
        Self.report(tally, "real weights")
        #expect(tally.wrong.isEmpty, "first of \(tally.wrong.count): \(tally.wrong.first ?? "")")
        #expect(tally.weights > 0)
    }

    private func compare(
        _ type: QuantizationType, _ arithmetic: QuantizationArithmetic, sizes: [Int], clip: Bool = false,
        specials: [Int]? = nil, seed: UInt64
    ) throws {
        var tally = Tally()
        for size in sizes {
            var groups = Groups.all(size: size, type: type, seed: seed + UInt64(size) << 8)
            if arithmetic == .binary16 {
                groups.removeAll { $0.weights.contains { abs($0) >= 65520 } }
            }
            // A type with a scale of the tensor is tried on each group by itself and on alike groups together.
            let together = type.scaleRule == .tensorScaledE4M3 ? groups.map { [$0] } : [groups]
            for groups in together + (together.count > 1 ? [Array(groups.prefix(3))] : []) {
                try tally.add(type, arithmetic, groups, clip: clip, specials: specials)
            }
        }
        Self.report(tally, "\(type) \(arithmetic.rawValue)\(clip ? " clipped" : "")")
        #expect(
            tally.wrong.isEmpty,
            "\(type) seed \(seed), first of \(tally.wrong.count): \(tally.wrong.first ?? "")")
    }

    private static func report(_ tally: Tally, _ name: String) {
        guard isExhaustive else { return }
        print(
            "AGREEMENT \(name): \(tally.groups) groups, \(tally.weights) weights, \(tally.wrong.count) wrong")
    }
}

/// What was compared, and what differed.
private struct Tally {
    var groups = 0
    var weights = 0
    var wrong: [String] = []

    /// Compares groups of one size, and their stored scales in every format.
    mutating func add(
        _ type: QuantizationType, _ arithmetic: QuantizationArithmetic,
        _ groups: [(name: String, weights: [Float])], clip: Bool = false, specials: [Int]? = nil
    ) throws {
        let size = groups[0].weights.count
        let weights = groups.flatMap(\.weights)
        self.groups += groups.count
        self.weights += weights.count
        func quantized(_ format: ScaleFormat) throws -> QuantizedTensor {
            try Quantizer.quantize(
                values: weights, rows: 1, columns: weights.count, type: type, groupSize: size, scale: format,
                arithmetic: arithmetic, searchesClipping: clip)
        }
        let tensor = try quantized(.binary32)
        // NVFP4's scale of the tensor is that of the weights as given.
        let tensorLargest = weights.map { abs($0) }.max()!
        var expectedScales: [Float] = []
        for (index, group) in groups.enumerated() {
            let expected = ReferenceQuantizer.quantize(
                group.weights, type: type.name, half: arithmetic == .binary16, clip: clip, specials: specials,
                tensorLargest: tensorLargest)
            expectedScales.append(expected.scale)
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
        guard type.prescribedScaleFormat == nil else { return }
        for format in ScaleFormat.selectable where format != .binary32 {
            let stored = try self.stored(quantized(format), sameCodesAs: tensor)
            if stored != ReferenceQuantizer.stored(expectedScales, format.rawValue) {
                wrong.append("scales of size \(size) in \(format.rawValue), \(arithmetic)")
            }
        }
    }

    /// The stored scales of a tensor whose codes have to be another's.
    private func stored(_ tensor: QuantizedTensor, sameCodesAs other: QuantizedTensor) -> [Float] {
        guard
            tensor.codes == other.codes && tensor.selectors == other.selectors
                && tensor.zeroPoints == other.zeroPoints
        else { return [] }
        return (0..<tensor.groupCount).map { tensor.scale(row: 0, group: $0) }
    }
}
