import Configuration

/// A data type to quantise weights to: its values, codes, rounding and scale (BitMoD, HPCA 2025, section
/// III-A and Table IV; <doc:DataTypes>).
///
/// ``all`` is the one table of types; quantiser, container, hardware, command line and documentation read it.
/// Values are integers on a *grid*: a type's published value is the grid value divided by
/// ``gridUnitsPerOne``, a power of two that belongs to the scale.
public struct QuantizationType: Sendable, Hashable {
    /// How a code stands for a value.
    public enum Encoding: String, Sendable {
        /// Sign bit above an index into ``QuantizationType/magnitudes``; minus zero stands for the special
        /// value of the group, and is no code of a type without special values.
        case signMagnitude
        /// The value itself, in two's complement.
        case twosComplement
        /// The value plus the zero point of its group, unsigned.
        case zeroPoint
        /// The code of one of ``QuantizationType/choices``, which one the group's selector says.
        case chosen
        /// Two codes that are read together: each of one of ``QuantizationType/choices``, or one an outlier's
        /// and the other the mark 1000 of its victim, whose value is zero.
        case outlierVictimPair
    }

    /// How a quotient becomes a value; beyond the largest value it becomes that one.
    public enum Rounding: String, Sendable {
        /// To the nearest value of the type, a quotient on a midpoint to the lower (more negative) one.
        case nearestTiesToLower
        /// To the nearest value of the type, a quotient on a midpoint to the one with an even code.
        case nearestTiesToEven
    }

    /// How a group's scale follows from its weights.
    public enum ScaleRule: String, Sendable {
        /// max|w| / max|value|, clamped to ``Quantizer/scaleRange``.
        case largestMagnitude
        /// (max − min) / (2^b − 1), clamped alike, with a zero point.
        case range
        /// The one of ``Quantizer/outlierScaleFactors`` times max|w| / the largest normal value, clamped
        /// alike, that makes the group's error smallest.
        case outlierSearch
        /// Two to the power ⌊log2 max|w|⌋ − ⌊log2 max|value|⌋, from 2^−127 to 2^127 in published units.
        case powerOfTwo
        /// max|w| / max|value| in FP8 E4M3 under a binary32 scale of the whole tensor.
        case tensorScaledE4M3
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
    /// How a group's scale follows from its weights.
    public let scaleRule: ScaleRule
    /// The magnitudes of the basic values on the grid, ascending from 0; each stands with both signs. For
    /// ``Encoding/zeroPoint`` the codes 0 … 2^b − 1; empty for a type with ``choices``.
    public let magnitudes: [Int]
    /// The values on the grid of which each group may use one, in the order in which Algorithm 1 tries them,
    /// at most four; a group's selector is an index into this list. Empty for a type without.
    public internal(set) var specialValues: [Int]
    /// The types of which each group may use one, in the order in which they are tried; a group's selector
    /// is an index into this list. Empty for a type that is one itself.
    public let choices: [QuantizationType]
    /// Grid units to one unit of the published type: 2 for FP4, whose smallest step is a half.
    public let gridUnitsPerOne: Int
    /// Weights of a group where the type prescribes it: 32 for MX, 16 for NVFP4.
    public let fixedGroupSize: Int?
    /// The type as the array processes it, whatever the special values.
    let arrayDataType: WeightDataType?

    init(
        name: String, summary: String, codeBits: Int, encoding: Encoding, rounding: Rounding,
        scaleRule: ScaleRule = .largestMagnitude, magnitudes: [Int] = [], specialValues: [Int] = [],
        choices: [QuantizationType] = [], gridUnitsPerOne: Int = 1, fixedGroupSize: Int? = nil,
        arrayDataType: WeightDataType? = nil
    ) {
        self.name = name
        self.summary = summary
        self.codeBits = codeBits
        self.encoding = encoding
        self.rounding = rounding
        self.scaleRule = scaleRule
        self.magnitudes = magnitudes
        self.specialValues = specialValues
        self.choices = choices
        self.gridUnitsPerOne = gridUnitsPerOne
        self.fixedGroupSize = fixedGroupSize
        self.arrayDataType = arrayDataType
    }

    /// The type as the array processes it; `nil` when the array has no such type, or its registers can't hold
    /// a special value. A type of two special values uses the first two registers.
    public var hardwareDataType: WeightDataType? {
        specialValues.allSatisfy { DigitRadix.four.expressibleMagnitudes.contains(abs($0)) }
            ? arrayDataType : nil
    }

    /// All basic values on the grid, ascending; for a type with ``choices`` those of the first, for one with
    /// zero points the codes.
    public var basicValues: [Int] {
        if let first = choices.first { return first.basicValues }
        return encoding == .zeroPoint
            ? magnitudes : magnitudes.dropFirst().reversed().map { -$0 } + magnitudes
    }

    /// The largest magnitude of a basic value on the grid.
    public var largestMagnitude: Int { magnitudes.last ?? choices[0].largestMagnitude }
    /// The code that stands for the special value: minus zero. `nil` for a type without special values.
    public var specialCode: UInt8? { specialValues.isEmpty ? nil : 1 << UInt8(codeBits - 1) }
    /// Values that a group's selector can have.
    public var selectorCount: Int { max(specialValues.count, choices.count, 1) }
    /// Bits of a group's selector; 0 for a type that needs none.
    public var selectorBits: Int { (selectorCount - 1).bitWidth - (selectorCount - 1).leadingZeroBitCount }
    /// Bits of a group's zero point; 0 for a type without.
    public var zeroPointBits: Int { encoding == .zeroPoint ? codeBits : 0 }
    /// Whether the type's definition prescribes the format of its scales; ``ScaleFormat`` has no say then.
    public var prescribedScaleFormat: ScaleFormat? {
        switch scaleRule {
        case .largestMagnitude, .range, .outlierSearch: nil
        case .powerOfTwo: .powerOfTwo
        case .tensorScaledE4M3: .float8E4M3
        }
    }

    /// The format in which scales are stored when `requested` is asked for.
    public func scaleFormat(requested: ScaleFormat) -> ScaleFormat { prescribedScaleFormat ?? requested }
}

extension QuantizationType: CustomStringConvertible {
    public var description: String { name }
}
