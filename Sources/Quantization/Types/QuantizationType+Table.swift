import Configuration

extension QuantizationType {
    /// Every type, in the order in which help texts list them.
    public static let all: [QuantizationType] =
        [bitmod4, bitmod3, fp4, fp3, fp4ER, fp4EA, fp3ER, fp3EA]
        + (3...8).reversed().map { integer($0) } + (3...8).reversed().map { asymmetricInteger($0) }
        + [
            fp6E2M3, fp6E3M2, fp5E2M2, fp5E3M1, flint4, flint5, ant4, ant3, olive4,
            mxFP4, mxFP3, mxInteger(8), mxInteger(4), mxInteger(3), ocpMXFP4, nvfp4,
        ]

    private static let e2m1 = minifloatMagnitudes(exponentBits: 2, mantissaBits: 1)
    private static let e2m0 = minifloatMagnitudes(exponentBits: 2, mantissaBits: 0)
    private static let fp4Values = SpecialValues.published.fp4
    private static let fp3Values = SpecialValues.published.fp3

    /// BitMoD at 4 bits: FP4 (E2M1) and one of ±5, ±8 for each group; the grid is doubled.
    public static let bitmod4 = fp4(
        "bitmod4", "FP4 with a special value per group out of +5, -5, +8, -8", fp4Values)
    /// BitMoD at 3 bits: FP3 and one of ±3, ±6 for each group.
    public static let bitmod3 = fp3(
        "bitmod3", "FP3 with a special value per group out of +3, -3, +6, -6", fp3Values)
    /// Plain FP4 (E2M1); the grid is doubled.
    public static let fp4 = fp4("fp4", "FP4 (E2M1) without special values", [])
    /// Plain FP3.
    public static let fp3 = fp3("fp3", "FP3 (0, 1, 2, 4 and their negatives) without special values", [])
    /// FP4 with extra resolution.
    public static let fp4ER = fp4(
        "fp4-er", "FP4 with a special value per group out of +5, -5", Array(fp4Values[..<2]))
    /// FP4 with extra asymmetry.
    public static let fp4EA = fp4(
        "fp4-ea", "FP4 with a special value per group out of +8, -8", Array(fp4Values[2...]))
    /// FP3 with extra resolution.
    public static let fp3ER = fp3(
        "fp3-er", "FP3 with a special value per group out of +3, -3", Array(fp3Values[..<2]))
    /// FP3 with extra asymmetry.
    public static let fp3EA = fp3(
        "fp3-ea", "FP3 with a special value per group out of +6, -6", Array(fp3Values[2...]))

    private static func fp4(_ name: String, _ summary: String, _ specialValues: [Int]) -> QuantizationType {
        QuantizationType(
            name: name, summary: summary, codeBits: 4, encoding: .signMagnitude,
            rounding: .nearestTiesToLower, magnitudes: e2m1, specialValues: specialValues,
            gridUnitsPerOne: 2, arrayDataType: .fp4)
    }

    private static func fp3(_ name: String, _ summary: String, _ specialValues: [Int]) -> QuantizationType {
        QuantizationType(
            name: name, summary: summary, codeBits: 3, encoding: .signMagnitude,
            rounding: .nearestTiesToLower, magnitudes: e2m0, specialValues: specialValues,
            arrayDataType: .fp3)
    }
}

extension QuantizationType {
    public static let int8 = integer(8)
    public static let int7 = integer(7)
    public static let int6 = integer(6)
    public static let int5 = integer(5)
    public static let int4 = integer(4)
    public static let int3 = integer(3)

    /// The symmetric integer type of `bits` bits, −(2^(bits−1) − 1) … 2^(bits−1) − 1.
    private static func integer(_ bits: Int) -> QuantizationType {
        QuantizationType(
            name: "int\(bits)", summary: "symmetric integers of \(bits) bits", codeBits: bits,
            encoding: .twosComplement, rounding: .nearestTiesToEven,
            magnitudes: Array(0..<1 << (bits - 1)), arrayDataType: WeightDataType(rawValue: "int\(bits)"))
    }

    /// Integers of `bits` bits with a zero point per group: codes 0 … 2^bits − 1.
    static func asymmetricInteger(_ bits: Int) -> QuantizationType {
        QuantizationType(
            name: "int\(bits)-asym", summary: "integers of \(bits) bits with a zero point per group",
            codeBits: bits, encoding: .zeroPoint, rounding: .nearestTiesToEven, scaleRule: .range,
            magnitudes: Array(0..<1 << bits))
    }
}

extension QuantizationType {
    public static let fp6E2M3 = minifloat(exponentBits: 2, mantissaBits: 3)
    public static let fp6E3M2 = minifloat(exponentBits: 3, mantissaBits: 2)
    public static let fp5E2M2 = minifloat(exponentBits: 2, mantissaBits: 2)
    public static let fp5E3M1 = minifloat(exponentBits: 3, mantissaBits: 1)

    /// Floating point without infinities and NaN; the grid's unit is the smallest subnormal.
    private static func minifloat(exponentBits: Int, mantissaBits: Int) -> QuantizationType {
        let bits = 1 + exponentBits + mantissaBits
        let bias = 1 << (exponentBits - 1) - 1
        return QuantizationType(
            name: "fp\(bits)-e\(exponentBits)m\(mantissaBits)",
            summary: "FP\(bits) with \(exponentBits) exponent and \(mantissaBits) mantissa bits",
            codeBits: bits, encoding: .signMagnitude, rounding: .nearestTiesToLower,
            magnitudes: minifloatMagnitudes(exponentBits: exponentBits, mantissaBits: mantissaBits),
            gridUnitsPerOne: 1 << (mantissaBits + bias - 1))
    }

    /// The magnitudes of a floating-point type with subnormals and without infinities, ascending, the
    /// smallest subnormal being one; without mantissa bits the smallest power of two is one.
    static func minifloatMagnitudes(exponentBits: Int, mantissaBits: Int) -> [Int] {
        (0..<1 << (exponentBits + mantissaBits)).map { code in
            let exponent = code >> mantissaBits
            let mantissa = code & (1 << mantissaBits - 1)
            return exponent == 0 ? mantissa : (1 << mantissaBits + mantissa) << (exponent - 1)
        }
    }
}

extension QuantizationType {
    /// Flint at 4 bits (Guo et al., ANT, MICRO 2022).
    public static let flint4 = flint(4, [0, 1, 2, 3, 4, 6, 8, 16])
    /// Flint at 5 bits.
    public static let flint5 = flint(5, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 24, 32, 64])
    /// Flint at 3 bits, which is FP3; a member of ``ant3``.
    private static let flint3 = flint(3, e2m0)

    /// ANT at 4 bits: INT4 or Flint4 for each group, whichever has the smaller error.
    public static let ant4 = ant(4, [int4, flint4])
    /// ANT at 3 bits: INT3 or Flint3.
    public static let ant3 = ant(3, [int3, flint3])

    /// OliVe at 4 bits (Guo et al., ISCA 2023): INT4 or Flint4, and outliers at their neighbours' expense.
    public static let olive4 = QuantizationType(
        name: "olive4", summary: "OliVe's outlier-victim pairs over INT4 or Flint4", codeBits: 4,
        encoding: .outlierVictimPair, rounding: .nearestTiesToLower, scaleRule: .outlierSearch,
        choices: [int4, flint4])

    private static func flint(_ bits: Int, _ magnitudes: [Int]) -> QuantizationType {
        QuantizationType(
            name: "flint\(bits)", summary: "ANT's Flint of \(bits) bits", codeBits: bits,
            encoding: .signMagnitude, rounding: .nearestTiesToLower, magnitudes: magnitudes)
    }

    private static func ant(_ bits: Int, _ choices: [QuantizationType]) -> QuantizationType {
        QuantizationType(
            name: "ant\(bits)", summary: "ANT: INT\(bits) or Flint\(bits) for each group", codeBits: bits,
            encoding: .chosen, rounding: .nearestTiesToLower, choices: choices)
    }
}

extension QuantizationType {
    /// FP4 under a power of two per 32 weights, rounded as BitMoD's types are.
    public static let mxFP4 = QuantizationType(
        name: "mx-fp4", summary: "FP4 in groups of 32 with power-of-two scales, midpoints to the lower value",
        codeBits: 4, encoding: .signMagnitude, rounding: .nearestTiesToLower, scaleRule: .powerOfTwo,
        magnitudes: e2m1, gridUnitsPerOne: 2, fixedGroupSize: 32)
    /// FP3 under a power of two per 32 weights, rounded as BitMoD's types are.
    public static let mxFP3 = QuantizationType(
        name: "mx-fp3", summary: "FP3 in groups of 32 with power-of-two scales, midpoints to the lower value",
        codeBits: 3, encoding: .signMagnitude, rounding: .nearestTiesToLower, scaleRule: .powerOfTwo,
        magnitudes: e2m0, fixedGroupSize: 32)
    /// MXFP4 of the OCP Microscaling Formats specification, version 1.0.
    public static let ocpMXFP4 = QuantizationType(
        name: "ocp-mxfp4", summary: "MXFP4 of the OCP standard: FP4 in groups of 32 with power-of-two scales",
        codeBits: 4, encoding: .signMagnitude, rounding: .nearestTiesToEven, scaleRule: .powerOfTwo,
        magnitudes: e2m1, gridUnitsPerOne: 2, fixedGroupSize: 32)
    /// NVIDIA's NVFP4.
    public static let nvfp4 = QuantizationType(
        name: "nvfp4", summary: "NVFP4: FP4 in groups of 16 with FP8 E4M3 scales under a scale per tensor",
        codeBits: 4, encoding: .signMagnitude, rounding: .nearestTiesToEven, scaleRule: .tensorScaledE4M3,
        magnitudes: e2m1, gridUnitsPerOne: 2, fixedGroupSize: 16)

    /// Integers under a power of two per 32 weights; with eight bits MXINT8 of the OCP standard, whose unit
    /// is 2^−6 of the shared scale.
    static func mxInteger(_ bits: Int) -> QuantizationType {
        QuantizationType(
            name: "mx-int\(bits)",
            summary: "integers of \(bits) bits in groups of 32 with power-of-two scales", codeBits: bits,
            encoding: .twosComplement, rounding: .nearestTiesToEven, scaleRule: .powerOfTwo,
            magnitudes: Array(0..<1 << (bits - 1)), gridUnitsPerOne: 1 << (bits - 2), fixedGroupSize: 32)
    }
}

extension QuantizationType {
    /// The type of this name.
    /// - Throws: ``QuantizationError`` of kind `unknownName` with the nearest names and all that there are.
    public static func named(_ name: String) throws -> QuantizationType {
        guard let type = all.first(where: { $0.name == name }) else {
            let names = all.map(\.name)
            let near = NearestName.suggestions(for: name, among: names)
            let question = near.isEmpty ? "" : "Perhaps \(near.joined(separator: " or ")) is meant. "
            throw QuantizationError(
                .unknownName, problem: "there is no data type named \"\(name)\"",
                remedy: "\(question)Use one of \(names.joined(separator: ", "))")
        }
        return type
    }
}
