import Arithmetic
import Configuration
import HDL
import Testing

@testable import Hardware

/// Results against exact products, rounded once (`ArithmeticContract.md`): the scales and sums of a tile's bench seldom come
/// to subnormal scales or to the middle between two results.
@Suite struct ResultScalerTests {
    /// Where a scale's products go.
    enum Kind: CaseIterable {
        case anyBits, subnormalScale, aroundSubnormal, aroundOverflow, ties, special, zero
    }

    struct Coverage {
        var subnormal = 0, infinite = 0, notANumber = 0, zero = 0, tie = 0, ofSubnormalScale = 0

        var least: Int { [subnormal, infinite, notANumber, zero, tie, ofSubnormalScale].min() ?? 0 }
    }

    @Test(arguments: [ResultFormat.binary16, .binary32], [UInt64(1), 2])
    func resultsAreExactProductsRoundedOnce(
        _ resultFormat: ResultFormat, _ seed: UInt64
    ) throws {
        let path = ScalerPath(try ArrayConfiguration(resultFormat: resultFormat))
        let simulation = try Simulator(path)
        let format: BinaryFormat = resultFormat == .binary16 ? .binary16 : .binary32
        var generator = SeededGenerator(seed: seed)
        var coverage = Coverage()
        var mismatches: [String] = []
        var checked = 0
        for _ in 0..<700 {
            for kind in Kind.allCases {
                let scale = Self.scale(kind, &generator)
                try hold(scale, path, simulation)
                var expected: [(sum: UInt32, Expected)] = []
                for cycle in 0..<8 + ResultScaler.cycles {
                    if cycle >= ResultScaler.cycles {
                        let (sum, wanted) = expected[cycle - ResultScaler.cycles]
                        let seen = Expected(
                            bits: UInt64(simulation[path.result]), isInvalid: simulation[path.invalid] == 1,
                            overflows: simulation[path.overflow] == 1)
                        checked += 1
                        if seen != wanted && mismatches.count < 10 {
                            mismatches.append("\(kind), \(hex(sum)) * \(hex(scale)): \(wanted), seen \(seen)")
                        }
                    }
                    let sum = Self.partialSum(kind, scale: scale, format, &generator)
                    let isSpecial = generator.next() & 31 == 0
                    expected.append((sum, Self.expected(sum, scale, isSpecial: isSpecial, format, &coverage)))
                    simulation[path.partialSum] = Int(sum)
                    simulation[path.special] = isSpecial ? 1 : 0
                    try simulation.step()
                }
            }
        }
        #expect(mismatches == [], "seed \(seed)")
        #expect(checked == 700 * Kind.allCases.count * 8)
        #expect(coverage.least > 100, "\(coverage)")
    }

    /// Brings a scale to the scaler in the fewest cycles for which it is normalised.
    private func hold(_ scale: UInt32, _ path: ScalerPath, _ simulation: Simulator) throws {
        simulation[path.channelScale] = Int(scale)
        for control in [path.load, path.take, path.capture, nil, path.start] {
            if let control { simulation[control] = 1 }
            try simulation.step()
            if let control { simulation[control] = 0 }
            simulation[path.channelScale] = Int(~scale)
        }
    }

    // MARK: Operands

    private static func scale(_ kind: Kind, _ generator: inout SeededGenerator) -> UInt32 {
        let bits = UInt32(truncatingIfNeeded: generator.next() >> 32)
        let sign = bits & 0x8000_0000
        switch kind {
        case .anyBits: return bits
        // Of any length: the hidden bit moves by 1 to 23 places.
        case .subnormalScale: return sign | (bits & 0x7F_FFFF) >> UInt32.random(in: 0...22, using: &generator)
        case .aroundSubnormal, .aroundOverflow:
            return sign | UInt32.random(in: 97...157, using: &generator) << 23 | bits & 0x7F_FFFF
        // Few bits of significand: the product is often exact, or half-way.
        case .ties: return sign | UInt32.random(in: 107...147, using: &generator) << 23 | bits & 0x60_0000
        case .special: return sign | 0x7F80_0000 | (bits & 1 == 0 ? 0 : bits & 0x7F_FFFF)
        case .zero: return sign
        }
    }

    private static func partialSum(
        _ kind: Kind, scale: UInt32, _ format: BinaryFormat, _ generator: inout SeededGenerator
    ) -> UInt32 {
        let bits = UInt32(truncatingIfNeeded: generator.next() >> 32)
        guard generator.next() & 15 != 0 else { return bits & 0x8000_0000 }
        // The field that brings the product to a result of exponent 0, 2^0 being in the middle.
        let middle = 254 - Int(max(scale >> 23 & 255, 1))
        let reach = 1 << (format.exponentWidth - 1)
        let field: Int
        switch kind {
        case .anyBits, .special, .zero: field = Int(bits >> 23 & 255)
        case .subnormalScale: field = Int.random(in: 100...254, using: &generator)
        case .aroundSubnormal:
            field = middle - reach - Int.random(in: -6...format.precision + 2, using: &generator)
        case .aroundOverflow: field = middle + reach + Int.random(in: -4...4, using: &generator)
        case .ties: field = middle + Int.random(in: -reach - 12...reach, using: &generator)
        }
        var fraction = bits & 0x7F_FFFF
        if kind == .ties {
            // As many bits as a result has and one or two more, when the format leaves room for them.
            let dropped = UInt32(max(0, 24 - format.precision - Int.random(in: 0...2, using: &generator)))
            fraction &= ~((1 << dropped) - 1)
        }
        return bits & 0x8000_0000 | UInt32(min(max(field, 1), 254)) << 23 | fraction
    }

    // MARK: Oracle

    struct Expected: Equatable, CustomStringConvertible {
        let bits: UInt64
        let isInvalid: Bool
        let overflows: Bool

        var description: String {
            "\(hex(bits))\(isInvalid ? ", invalid" : "")\(overflows ? ", overflow" : "")"
        }
    }

    private static func expected(
        _ sum: UInt32, _ scale: UInt32, isSpecial: Bool, _ format: BinaryFormat, _ coverage: inout Coverage
    ) -> Expected {
        // No partial sum is subnormal.
        let exactSum = ExactDyadic(exactly: Float(bitPattern: sum)) ?? ExactDyadic(0)
        guard !isSpecial, let exactScale = ExactDyadic(exactly: Float(bitPattern: scale)) else {
            coverage.notANumber += 1
            let quiet = format.infinityPattern | 1 << UInt64(format.precision - 2)
            return Expected(bits: quiet, isInvalid: true, overflows: false)
        }
        let product = exactSum * exactScale
        let rounded = product.rounded(to: format)
        let isNegative = (sum ^ scale) >> 31 == 1
        let magnitude = rounded.bitPattern & ~format.signMask
        if rounded.overflows { coverage.infinite += 1 }
        if magnitude == 0 { coverage.zero += 1 }
        if magnitude != 0 && magnitude >> UInt64(format.precision - 1) == 0 { coverage.subnormal += 1 }
        if magnitude != 0 && scale >> 23 & 255 == 0 { coverage.ofSubnormalScale += 1 }
        if !rounded.isExact && !rounded.overflows && isTie(product, magnitude, format) { coverage.tie += 1 }
        return Expected(
            bits: magnitude | (isNegative ? format.signMask : 0), isInvalid: false,
            overflows: rounded.overflows)
    }

    /// Whether a number stands half-way between two of a format, of which `magnitude` is one.
    private static func isTie(_ exact: ExactDyadic, _ magnitude: UInt64, _ format: BinaryFormat) -> Bool {
        let field = max(Int(magnitude >> UInt64(format.precision - 1)), 1)
        let half = ExactDyadic(significand: 1, exponent: field - 1 + format.leastExponent - 1)
        return [exact.magnitude + half, exact.magnitude - half].allSatisfy { $0.rounded(to: format).isExact }
    }
}

private func hex(_ bits: some BinaryInteger) -> String { "0x" + String(bits, radix: 16) }
