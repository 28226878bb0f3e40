import Arithmetic
import HDL
import Testing

@testable import Hardware

/// Sums against exact ones, rounded once to nearest even (`ArithmeticContract.md`, step 2 of the accumulation).
@Suite struct Binary32AdderTests {
    /// How the operands stand to each other.
    enum Kind: CaseIterable {
        case anyExponents, nearExponents, aroundStickyBit, cancelling, ties, zero
    }

    @Test(arguments: [UInt64(1), 2, 3]) func sumsAreExactOnesRoundedOnce(_ seed: UInt64) throws {
        let adder = Binary32Adder()
        let simulation = try Simulator(adder)
        var generator = SeededGenerator(seed: seed)
        var expected: [(first: UInt32, second: UInt32, sum: UInt32)] = []
        var mismatches: [String] = []
        var checked = 0
        var (inexact, zeros) = (0, 0)
        for cycle in 0..<40_000 {
            let kind = Kind.allCases[cycle % Kind.allCases.count]
            let (first, second) = Self.operands(kind, &generator)
            let exact = [first, second].compactMap { ExactDyadic(exactly: Float(bitPattern: $0)) }
                .reduce(ExactDyadic(0), +)
            let rounded = exact.rounded(to: .binary32)
            if !rounded.isExact { inexact += 1 }
            if exact.isZero { zeros += 1 }
            expected.append((first, second, UInt32(rounded.bitPattern)))
            simulation[adder.first] = Int(first)
            simulation[adder.second] = Int(second)
            try simulation.step()
            // The sum stands before a register.
            guard cycle >= Binary32Adder.cycles - 1 else { continue }
            let wanted = expected[cycle - Binary32Adder.cycles + 1]
            let seen = UInt32(simulation[adder.sum])
            checked += 1
            if seen != wanted.sum || (simulation[adder.isNonzero] == 1) != (wanted.sum != 0),
                mismatches.count < 10
            {
                mismatches.append("\(wanted), seen \(seen)")
            }
        }
        #expect(mismatches == [], "seed \(seed)")
        #expect(checked == 40_000 - Binary32Adder.cycles + 1)
        #expect(inexact > 10_000 && zeros > 500, "\(inexact), \(zeros)")
    }

    /// Zeros and numbers of exponents as partial sums have them.
    private static func operands(_ kind: Kind, _ generator: inout SeededGenerator) -> (UInt32, UInt32) {
        let bits = generator.next()
        let (one, other) = (UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
        let field = Int.random(in: 80...180, using: &generator)
        func number(_ bits: UInt32, field: Int, mask: UInt32 = 0x7F_FFFF) -> UInt32 {
            bits & 0x8000_0000 | UInt32(field) << 23 | bits & mask
        }
        let pair: (UInt32, UInt32)
        switch kind {
        case .anyExponents:
            pair = (
                number(one, field: field), number(other, field: Int.random(in: 74...187, using: &generator))
            )
        case .nearExponents:
            let distance = Int.random(in: -3...3, using: &generator)
            pair = (number(one, field: field), number(other, field: field + distance))
        case .aroundStickyBit:
            let distance = Int.random(in: 20...28, using: &generator)
            // A single one, which may be all that is lost.
            let place = UInt32(1) << UInt32.random(in: 0...22, using: &generator)
            pair = (number(one, field: field), number(other & 0x8000_0000 | place, field: field - distance))
        case .cancelling:
            let first = number(one, field: field)
            pair = (first, (first ^ 0x8000_0000) &+ (other & 3 == 0 ? 0 : other & 7))
        case .ties:
            // The shorter one ends half a place below the longer one.
            let distance = Int.random(in: 1...24, using: &generator)
            let mask = ~((UInt32(1) << UInt32(distance - 1)) - 1) & 0x7F_FFFF
            pair = (number(one, field: field), number(other, field: field - distance, mask: mask))
        case .zero: pair = (other & 7 == 0 ? 0 : number(one, field: field), 0)
        }
        return bits.nonzeroBitCount & 1 == 0 ? pair : (pair.1, pair.0)
    }
}
