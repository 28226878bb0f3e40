/// A random number generator whose whole sequence follows from one 64-bit seed: xoshiro256** (Blackman and
/// Vigna, 2018), its state filled by SplitMix64.
///
/// Uses integer operations and basic binary64 arithmetic only, no mathematics library, so a seed gives the
/// same numbers on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    /// The seed this generator was made with, to be printed with a failure.
    public let seed: UInt64
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// The generator of `seed`; any seed will do.
    public init(seed: UInt64) {
        self.seed = seed
        var counter = seed
        func splitMix() -> UInt64 {
            counter &+= 0x9E37_79B9_7F4A_7C15
            var mixed = counter
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        state = (splitMix(), splitMix(), splitMix(), splitMix())
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = (product << 7 | product >> 57) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 << 45 | state.3 >> 19
        return result
    }

    /// A generator of another sequence, which follows from this one's seed and `index` alone: one for each
    /// thread or each case of a campaign.
    public func stream(_ index: Int) -> SeededGenerator {
        var source = SeededGenerator(seed: seed ^ (UInt64(bitPattern: Int64(index)) &* 0xD134_2543_DE82_EF95))
        return SeededGenerator(seed: source.next())
    }
}

extension SeededGenerator {
    /// A number uniform in [0, 1), a multiple of 2^−53.
    public mutating func nextUniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// An integer uniform in `range`.
    public mutating func nextInteger(in range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// A number of the normal distribution with mean 0 and standard deviation 1 (Marsaglia's polar method).
    public mutating func nextGaussian() -> Double {
        while true {
            let x = 2 * nextUniform() - 1
            let y = 2 * nextUniform() - 1
            let square = x * x + y * y
            if square > 0 && square < 1 {
                return x * (-2 * Self.naturalLogarithm(square) / square).squareRoot()
            }
        }
    }

    /// A number of Student's t distribution: heavier tails than the normal distribution, the heavier the
    /// fewer the degrees of freedom. Five look like the weights of a language model.
    public mutating func nextStudentT(degreesOfFreedom: Int = 5) -> Double {
        let numerator = nextGaussian()
        var chiSquare = 0.0
        for _ in 0..<max(degreesOfFreedom, 1) {
            let normal = nextGaussian()
            chiSquare += normal * normal
        }
        return numerator / (chiSquare / Double(max(degreesOfFreedom, 1))).squareRoot()
    }

    /// `count` numbers of the normal distribution with mean 0, in binary32.
    public mutating func gaussians(count: Int, standardDeviation: Double = 1) -> [Float] {
        (0..<count).map { _ in Float(nextGaussian() * standardDeviation) }
    }

    /// The natural logarithm of a positive normal number by the series of the inverse hyperbolic tangent;
    /// good to a few units in the last place.
    static func naturalLogarithm(_ x: Double) -> Double {
        var exponent = Double(x.exponent)
        var significand = x.significand
        if significand > 1.414_213_562_373_095 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for term in stride(from: 23, through: 1, by: -2) {
            sum = sum * square + 1 / Double(term)
        }
        return 2 * ratio * sum + exponent * 0.693_147_180_559_945_3
    }
}
