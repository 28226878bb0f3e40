import Arithmetic
import Configuration
import GoldenModel

/// Counts mismatches in plain Swift and keeps the first ones, so that a test expects once.
struct Mismatches: CustomStringConvertible {
    private(set) var checked = 0
    private(set) var count = 0
    private var examples: [String] = []

    mutating func check(_ holds: Bool, _ example: @autoclosure () -> String) {
        checked += 1
        guard !holds else { return }
        count += 1
        if examples.count < 5 { examples.append(example()) }
    }

    var description: String { "\(count) of \(checked) wrong, such as \(examples)" }
}

/// Whether a two's complement number of so many bits holds the value.
func signedFits(_ value: some BinaryInteger, bits: Int) -> Bool {
    let limit = Int128(1) << (bits - 1)
    return (-limit..<limit).contains(Int128(value))
}

/// Repetitions of a random test: a debug build is some twenty times slower.
func repetitions(debug: Int, release: Int) -> Int {
    var count = release
    assert(
        {
            count = debug
            return true
        }())
    return count
}

/// The integer that a weight code stands for, by formulas that know nothing of terms.
func weightValue(code: UInt8, dataType: WeightDataType, specialValue: Int, radix: DigitRadix) -> Int {
    func signExtended(_ bits: Int) -> Int {
        let low = Int(code) % (1 << bits)
        return low >= 1 << (bits - 1) ? low - (1 << bits) : low
    }
    switch dataType {
    case .int8: return signExtended(8)
    case .int6: return signExtended(6)
    case .int5: return signExtended(5)
    case .int4: return signExtended(4)
    case .int3: return signExtended(3)
    case .fp4:
        // E2M1 with bias 1, doubled.
        let low = Int(code) % 16
        if low == 8 { return expressibleValues(radix).contains(specialValue) ? specialValue : 0 }
        let exponent = low / 2 % 4
        let magnitude = exponent == 0 ? low % 2 : (2 + low % 2) * (1 << (exponent - 1))
        return low >= 8 ? -magnitude : magnitude
    case .fp3:
        let low = Int(code) % 8
        if low == 4 { return expressibleValues(radix).contains(specialValue) ? specialValue : 0 }
        let exponent = low % 4
        let magnitude = exponent == 0 ? 0 : 1 << (exponent - 1)
        return low >= 4 ? -magnitude : magnitude
    }
}

/// Every value that the terms of a floating-point weight give with any signs.
///
/// Radix 4: one power of two of 2 … 16, or none, and one of 1 … 8, or none. Radix 8: 1, 3 or 5 times a power of two, the
/// power 16 at the most, for 3 and 5 at most 4, or none.
func expressibleValues(_ radix: DigitRadix) -> Set<Int> {
    radix == .four ? radixFourValues : radixEightValues
}

private let radixFourValues: Set<Int> = {
    var values: Set<Int> = []
    for first in [0, 2, 4, 8, 16, -2, -4, -8, -16] {
        for second in [0, 1, 2, 4, 8, -1, -2, -4, -8] { values.insert(first + second) }
    }
    return values
}()

private let radixEightValues: Set<Int> = {
    let magnitudes = [0, 1, 2, 4, 8, 16, 3 * 1, 3 * 2, 3 * 4, 5 * 1, 5 * 2, 5 * 4]
    return Set(magnitudes + magnitudes.map { -$0 })
}()

/// Both kinds of element in both radices, and for the shared exponent these aligned widths.
func allConfigurations(
    alignedWidths: [Int] = [11, 14, 18, 40],
    _ make: (ProcessingElementKind, DigitRadix, Int) throws -> ArrayConfiguration
) rethrows -> [ArrayConfiguration] {
    try DigitRadix.allCases.flatMap { radix in
        [try make(.exponentMatched, radix, 14)]
            + (try alignedWidths.map { try make(.sharedExponent, radix, $0) })
    }
}

/// Exact value of a finite binary16 number.
func exactValue(binary16 bits: UInt16) -> ExactDyadic {
    ExactDyadic(exactly: Double(Float16(bitPattern: bits))) ?? .zero
}

/// Exact value of a finite binary32 number.
func exactValue(binary32 bits: UInt32) -> ExactDyadic {
    ExactDyadic(exactly: Double(Float(bitPattern: bits))) ?? .zero
}

/// Exact dot product of binary16 activations and integer weights.
func exactDotProduct(activations: some Sequence<UInt16>, weights: some Sequence<Int>) -> ExactDyadic {
    // Every finite binary16 number is a multiple of 2^−24 below 2^40 of them.
    var sum = ExactInteger()
    for (bits, weight) in zip(activations, weights) {
        sum.add(ExactInteger(Int(Double(Float16(bitPattern: bits)) * 0x1p24) * weight))
    }
    return ExactDyadic(significand: sum, exponent: -24)
}

extension GoldenDyadic {
    var exact: ExactDyadic { ExactDyadic(significand: ExactInteger(significand), exponent: exponent) }
}

extension ExactInteger {
    init(_ value: Int128) {
        let magnitude = value.magnitude
        self.init(
            words: [UInt64(truncatingIfNeeded: magnitude), UInt64(magnitude >> 64)], isNegative: value < 0)
    }
}

extension GoldenExponentMatchedElement {
    /// The value of the group sum.
    var groupSum: ExactDyadic {
        ExactDyadic(significand: ExactInteger(accumulator), exponent: exponent - 28)
    }

    /// One group by single steps on encodings, as a bench drives the hardware. Calls `observe` after each.
    mutating func runGroup(
        activations: [UInt16], codes: [UInt8], table: GoldenTermTable,
        observe: (GoldenExponentMatchedElement, ArraySlice<UInt16>, [GoldenTerm]) -> Void = { _, _, _ in }
    ) {
        for beat in 0..<activations.count / lanes {
            let range = beat * lanes..<(beat + 1) * lanes
            for step in 0..<table.termCount {
                let terms = range.map { table[codes[$0], step] }
                activations[range].withUnsafeBufferPointer { activations in
                    self.step(
                        activations: activations.baseAddress!, terms: terms,
                        bitSignificance: terms[0].bitSignificance, isFirst: beat == 0 && step == 0)
                }
                observe(self, activations[range], terms)
            }
        }
    }
}

extension GoldenSharedExponentElement {
    /// One group by single steps over digits. Calls `observe` after each.
    mutating func runGroup(
        aligned: [Int], codes: [UInt8], table: GoldenTermTable,
        observe: (GoldenSharedExponentElement) -> Void = { _ in }
    ) {
        for beat in 0..<aligned.count / lanes {
            let range = beat * lanes..<(beat + 1) * lanes
            for step in 0..<table.termCount {
                self.step(
                    activations: Array(aligned[range]), terms: range.map { table[codes[$0], step] },
                    isFirst: beat == 0 && step == 0)
                observe(self)
            }
        }
    }
}

/// Operands that hardware gets wrong. All finite unless the name says otherwise.
enum ActivationKind: CaseIterable {
    case gaussian, anyFinite, cancelling, everyExponent, alternatingLargest, subnormal, mostlyZero, outliers

    func activations(count: Int, random: inout SeededGenerator) -> [UInt16] {
        switch self {
        case .gaussian:
            return (0..<count).map { _ in Float16(random.nextGaussian()).bitPattern }
        case .anyFinite:
            return (0..<count).map { _ in Self.finite(&random) }
        case .cancelling:
            // Pairs that cancel but for the last bit, of any magnitude.
            var previous: UInt16 = 0
            return (0..<count).map { index in
                if index.isMultiple(of: 2) {
                    previous = Self.finite(&random)
                    return previous
                }
                return (previous ^ 0x8000) ^ UInt16(random.nextInteger(in: 0...1))
            }
        case .everyExponent:
            let start = random.nextInteger(in: 0...30)
            return (0..<count).map { index in
                let field = UInt16((start + index * 7) % 31)
                return UInt16(random.nextInteger(in: 0...1)) << 15 | field << 10
                    | UInt16(random.nextInteger(in: 0...1023))
            }
        case .alternatingLargest:
            return (0..<count).map { $0.isMultiple(of: 2) ? 0x7BFF : 0xFBFF }
        case .subnormal:
            return (0..<count).map { _ in
                UInt16(random.nextInteger(in: 0...1)) << 15 | UInt16(random.nextInteger(in: 0...1023))
            }
        case .mostlyZero:
            return (0..<count).map { _ in
                random.nextInteger(in: 0...7) == 0
                    ? Self.finite(&random) : UInt16(random.nextInteger(in: 0...1)) << 15
            }
        case .outliers:
            return (0..<count).map { _ in
                let scale = random.nextInteger(in: 0...63) == 0 ? 100.0 : 1.0
                return Float16(random.nextGaussian() * scale).bitPattern
            }
        }
    }

    private static func finite(_ random: inout SeededGenerator) -> UInt16 {
        UInt16(random.nextInteger(in: 0...1)) << 15 | UInt16(random.nextInteger(in: 0...0x7BFF))
    }
}

/// Weight codes of a group: any bytes, or one extreme code throughout.
enum CodeKind: CaseIterable {
    case any, mostNegative, largest, alternatingExtremes, mostlyZero

    func codes(count: Int, dataType: WeightDataType, random: inout SeededGenerator) -> [UInt8] {
        let top = UInt8(1 << (dataType.codeBits - 1))
        return (0..<count).map { index in
            switch self {
            case .any: UInt8(random.nextInteger(in: 0...255))
            case .mostNegative: top
            case .largest: top - 1
            case .alternatingExtremes: index.isMultiple(of: 2) ? top : top - 1
            case .mostlyZero: random.nextInteger(in: 0...7) == 0 ? UInt8(random.nextInteger(in: 0...255)) : 0
            }
        }
    }
}
