import Arithmetic
import Benchmarks
import Quantization
import Testing

/// The quantiser against one in NumPy that was written from the rule alone; needs `scripts/bench-peers`.
@Suite struct NumPyAgreementTests {
    private static let peer = NumPyPeer()
    private static let types = [
        "bitmod4", "bitmod3", "fp4", "fp3", "fp4-er", "fp4-ea", "fp3-er", "fp3-ea", "int8", "int6", "int4",
        "int3",
        "int8-asym", "int4-asym", "int3-asym", "flint4", "flint5", "ant4", "ant3",
    ]

    /// Codes, selectors, zero points and scales, on groups of sizes with and without a tail.
    @Test(
        .enabled(if: peer != nil, "scripts/bench-peers installs NumPy"),
        arguments: QuantizationArithmetic.allCases)
    func agrees(_ arithmetic: QuantizationArithmetic) throws {
        for (size, seed) in [(64, UInt64(1)), (13, 2)] {
            let weights = groups(size: size, seed: seed)
            for name in Self.types {
                let type: QuantizationType = try .named(name)
                let ours = try Quantizer.quantize(
                    values: weights, rows: 1, columns: weights.count, type: type, groupSize: size,
                    scale: .binary32,
                    arithmetic: arithmetic)
                let theirs = try #require(Self.peer).quantize(
                    weights, type: type, groupSize: size, arithmetic: arithmetic)
                #expect(
                    theirs.firstDisagreement(with: ours) == nil, "\(name), groups of \(size), seed \(seed)")
            }
        }
    }

    /// A wrong result is seen.
    @Test(.enabled(if: peer != nil, "scripts/bench-peers installs NumPy"))
    func disagreementIsFound() throws {
        var weights = groups(size: 16, seed: 3)
        let theirs = try #require(Self.peer).quantize(
            weights, type: .bitmod4, groupSize: 16, arithmetic: .binary32)
        weights[5 * 16 + 3] += 0.01
        let ours = try Quantizer.quantize(
            values: weights, rows: 1, columns: weights.count, type: .bitmod4, groupSize: 16, scale: .binary32)
        #expect(theirs.firstDisagreement(with: ours) == 5)
    }

    @Test func absentPythonIsNoPeer() {
        #expect(NumPyPeer(python: "/nowhere/python") == nil)
        #expect(NumPyPeer(python: "/bin/cat") == nil)
    }

    /// Random groups of several spreads, and difficult ones: coarse numbers on midpoints, one side, outliers, tiny and
    /// equal weights, numbers whose squares or sums overflow binary16.
    private func groups(size: Int, seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        var weights: [Float] = []
        for spread in [1, 0.02, 1e-5, 150, 9000] {
            for _ in 0..<12 {
                weights += (0..<size).map { _ in
                    Float(min(max(generator.nextStudentT() * spread, -65_000), 65_000))
                }
            }
        }
        for unit: Float in [1, 0.0625, 0.5] {
            weights += (0..<size * 8).map { _ in Float(generator.nextInteger(in: -24...24)) / 2 * unit }
        }
        for sign: Float in [1, -1] {
            weights += (0..<size * 4).map { _ in sign * Float(abs(generator.nextGaussian())) }
        }
        for value: Float in [0, 1, -1, 1e-6, 65504, 0.1] { weights += Array(repeating: value, count: size) }
        var outlier = (0..<size).map { _ in Float(generator.nextGaussian() * 1e-3) }
        outlier[size / 2] = 1000
        return weights + outlier
    }
}
