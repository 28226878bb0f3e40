import Configuration

/// A data type to quantise weights to: its values, codes and rounding (BitMoD, HPCA 2025, section III-A and
/// Table IV).
///
/// ``all`` is the one table of types; quantiser, container, command line and documentation read it. Values
/// are integers on the *grid* of the hardware: a type's published value is the grid value divided by
/// ``gridUnitsPerOne``, a factor that belongs to the scale.
public struct QuantizationType: Sendable, Hashable {
    /// How a code stands for a value.
    public enum Encoding: String, Sendable {
        /// Sign bit above an index into ``QuantizationType/magnitudes``; minus zero stands for the special
        /// value of the group, and is no code of a type without special values.
        case signMagnitude
        /// The value itself, in two's complement.
        case twosComplement
    }

    /// How a quotient becomes a value.
    public enum Rounding: String, Sendable {
        /// To the nearest value of the type, a quotient on a midpoint to the lower (more negative) one.
        case nearestTiesToLower
        /// To the nearest integer, ties to even, clamped to the largest magnitude.
        case nearestTiesToEven
    }

    /// The name on the command line and in files.
    public let name: String
    /// One line for help texts.
    public let summary: String
    /// Bits of one code.
    public let codeBits: Int
    /// How a code stands for a value.
    public let encoding: Encoding
    /// How a quotient becomes a value.
    public let rounding: Rounding
    /// The magnitudes of the basic values on the grid, ascending from 0; each stands with both signs.
    public let magnitudes: [Int]
    /// The values on the grid of which each group may use one, in the order in which Algorithm 1 tries them,
    /// at most four; a group's selector is an index into this list. Empty for a type without.
    public private(set) var specialValues: [Int]
    /// Grid units to one unit of the published type: 2 for FP4, whose smallest step is a half.
    public let gridUnitsPerOne: Int
    /// The type as the array processes it.
    public let hardwareDataType: WeightDataType

    /// All basic values on the grid, ascending.
    public var basicValues: [Int] { magnitudes.dropFirst().reversed().map { -$0 } + magnitudes }
    /// The largest magnitude of a basic value on the grid.
    public var largestMagnitude: Int { magnitudes[magnitudes.count - 1] }
    /// The code that stands for the special value: minus zero. `nil` for a type without special values.
    public var specialCode: UInt8? { specialValues.isEmpty ? nil : 1 << UInt8(codeBits - 1) }

    /// This type with the special values that the hardware's registers hold instead of the published ones; a
    /// type without special values stays as it is.
    public func with(specialValues registers: SpecialValues) -> QuantizationType {
        guard !specialValues.isEmpty else { return self }
        var type = self
        type.specialValues = (0..<SpecialValues.count).map {
            registers.value(for: hardwareDataType, selector: $0)
        }
        return type
    }

    /// The value on the grid of every code, by code; `nil` where minus zero has no meaning.
    /// - Parameter selector: which special value the group uses, an index into ``specialValues``; of no
    ///   consequence for a type without.
    public func gridValues(selector: Int) -> [Int?] {
        (0..<1 << codeBits).map { code in
            let sign = code >> (codeBits - 1)
            switch encoding {
            case .twosComplement:
                return code - sign << codeBits
            case .signMagnitude:
                let magnitude = magnitudes[code & (1 << (codeBits - 1) - 1)]
                if sign == 1 && magnitude == 0 {
                    return specialValues.indices.contains(selector) ? specialValues[selector] : nil
                }
                return sign == 1 ? -magnitude : magnitude
            }
        }
    }
}

extension QuantizationType {
    /// Every type, in the order in which help texts list them.
    public static let all: [QuantizationType] = [
        bitmod4, bitmod3, .integer(8), .integer(6), .integer(5), .integer(4), .integer(3), fp4, fp3,
    ]

    /// BitMoD at 4 bits: FP4 (E2M1) and one of ±5, ±8 for each group; the grid is doubled.
    public static let bitmod4 = QuantizationType(
        name: "bitmod4", summary: "FP4 with a special value per group out of +5, -5, +8, -8", codeBits: 4,
        encoding: .signMagnitude, rounding: .nearestTiesToLower, magnitudes: [0, 1, 2, 3, 4, 6, 8, 12],
        specialValues: SpecialValues.published.fp4, gridUnitsPerOne: 2, hardwareDataType: .fp4)

    /// BitMoD at 3 bits: FP3 and one of ±3, ±6 for each group.
    public static let bitmod3 = QuantizationType(
        name: "bitmod3", summary: "FP3 with a special value per group out of +3, -3, +6, -6", codeBits: 3,
        encoding: .signMagnitude, rounding: .nearestTiesToLower, magnitudes: [0, 1, 2, 4],
        specialValues: SpecialValues.published.fp3, gridUnitsPerOne: 1, hardwareDataType: .fp3)

    /// Plain FP4 (E2M1); the grid is doubled.
    public static let fp4 = QuantizationType(
        name: "fp4", summary: "FP4 (E2M1) without special values", codeBits: 4,
        encoding: .signMagnitude, rounding: .nearestTiesToLower, magnitudes: bitmod4.magnitudes,
        specialValues: [], gridUnitsPerOne: 2, hardwareDataType: .fp4)

    /// Plain FP3.
    public static let fp3 = QuantizationType(
        name: "fp3", summary: "FP3 (0, 1, 2, 4 and their negatives) without special values", codeBits: 3,
        encoding: .signMagnitude, rounding: .nearestTiesToLower, magnitudes: bitmod3.magnitudes,
        specialValues: [], gridUnitsPerOne: 1, hardwareDataType: .fp3)

    public static let int8 = integer(8)
    public static let int6 = integer(6)
    public static let int5 = integer(5)
    public static let int4 = integer(4)
    public static let int3 = integer(3)

    /// The symmetric integer type of `bits` bits, −(2^(bits−1) − 1) … 2^(bits−1) − 1.
    private static func integer(_ bits: Int) -> QuantizationType {
        QuantizationType(
            name: "int\(bits)", summary: "symmetric integers of \(bits) bits", codeBits: bits,
            encoding: .twosComplement, rounding: .nearestTiesToEven,
            magnitudes: Array(0..<1 << (bits - 1)), specialValues: [], gridUnitsPerOne: 1,
            hardwareDataType: WeightDataType(rawValue: "int\(bits)")!)
    }

    /// The type of this name.
    /// - Throws: ``QuantizationError`` of kind `unknownName` that lists the names there are.
    public static func named(_ name: String) throws -> QuantizationType {
        guard let type = all.first(where: { $0.name == name }) else {
            throw QuantizationError(
                .unknownName, problem: "there is no data type named \"\(name)\"",
                remedy: "Use one of \(all.map(\.name).joined(separator: ", "))")
        }
        return type
    }
}

extension QuantizationType: CustomStringConvertible {
    public var description: String { name }
}
