import Arithmetic
import Testing

@Suite struct SeededGeneratorTests {
    /// Values that the definitions of SplitMix64 and xoshiro256** give, computed by other means (arbitrary
    /// precision integers, outside Swift).
    @Test func sequenceIsTheAlgorithms() {
        var generator = SeededGenerator(seed: 0)
        #expect(
            [generator.next(), generator.next(), generator.next()]
                == [0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0])
    }

    @Test func streamsDiffer() {
        let parent = SeededGenerator(seed: 5)
        var first = (0..<1000).map { index -> UInt64 in
            var stream = parent.stream(index)
            return stream.next()
        }
        first.sort()
        #expect(zip(first, first.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test func momentsOfTheDistributions() {
        var generator = SeededGenerator(seed: 6)
        let count = 50_000
        let normal = (0..<count).map { _ in generator.nextGaussian() }
        let mean = normal.reduce(0, +) / Double(count)
        let variance = normal.reduce(0) { $0 + $1 * $1 } / Double(count)
        let fourth = normal.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count)
        #expect(abs(mean) < 0.02)
        #expect(abs(variance - 1) < 0.03)
        #expect(abs(fourth - 3) < 0.2)
        // Student's t with ν degrees of freedom has variance ν / (ν − 2) and heavier tails.
        let heavy = (0..<count).map { _ in generator.nextStudentT(degreesOfFreedom: 6) }
        let heavyVariance = heavy.reduce(0) { $0 + $1 * $1 } / Double(count)
        #expect(abs(heavyVariance - 1.5) < 0.15)
        #expect(heavy.filter { abs($0) > 4 }.count > 4 * normal.filter { abs($0) > 4 }.count)
    }
}
