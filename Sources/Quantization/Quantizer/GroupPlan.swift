/// What the quantiser found for a group.
struct GroupOutcome {
    /// On the grid; for types that prescribe a format, what ``GroupScales/init(scales:channels:format:tensorScale:)``
    /// takes.
    var scale: Float
    var selector: UInt8 = 0
    var zeroPoint: UInt8 = 0
}

/// What of a data type and its settings the kernels need, computed once for a tensor.
struct GroupPlan: Sendable {
    /// Where a special value lies among the values: quotients above `lower` and up to `upper` become it.
    struct SpecialRange: Sendable {
        var lower: Float
        var upper: Float
        var value: Float

        /// Magnitude below which no quotient is in the range, more than zero.
        var leastMagnitude: Float { min(lower.magnitude, upper.magnitude) }

        /// Mantissa bits below the leading one that suffice for both bounds.
        var midpointBits: UInt32 { max(Self.mantissaBits(of: lower), Self.mantissaBits(of: upper)) }

        private static func mantissaBits(of bound: Float) -> UInt32 {
            // An infinity has none.
            UInt32(23 - min(bound.significandBitPattern.trailingZeroBitCount, 23))
        }

        /// A range without numbers, for a type without special values, and for a special value that is a
        /// basic value already, so that each value has one code.
        /// Its value, zero, is a basic value as well.
        static let none = SpecialRange(lower: .infinity, upper: -.infinity, value: 0)

        /// - Parameters:
        ///   - value: the special value on the grid.
        ///   - type: the type whose basic values surround it.
        init(_ value: Int, in type: QuantizationType) {
            let basic = type.basicValues
            guard !basic.contains(value) else {
                self = .none
                return
            }
            let below = basic.last { $0 < value }
            let above = basic.first { $0 > value }
            self.value = Float(value)
            lower = below.map { (Float($0) + Float(value)) / 2 } ?? -.infinity
            upper = above.map { (Float($0) + Float(value)) / 2 } ?? .infinity
        }

        private init(lower: Float, upper: Float, value: Float) {
            self.lower = lower
            self.upper = upper
            self.value = value
        }
    }

    /// The basic values, in a form that a kernel is specialised for.
    enum Grid: Sendable {
        case minifloat(MinifloatGrid)
        case list(ListGrid)
        case integer(IntegerGrid)
        case integerPairs(OutlierVictimGrid<IntegerGrid>)
        case listPairs(OutlierVictimGrid<ListGrid>)
    }

    /// What one value of a group's selector means.
    struct Choice: Sendable {
        var grid: Grid
        var special: SpecialRange
        /// Largest magnitude of the values, special value included.
        var largest: Float
    }

    /// One or two selectors whose errors are found together: same grid, same scale.
    struct Evaluation: Sendable {
        var first: Int
        var second: Int
    }

    let scaleRule: QuantizationType.ScaleRule
    let arithmetic: QuantizationArithmetic
    let codeBits: Int
    let specialCode: UInt32
    /// By selector.
    let choices: [Choice]
    /// All selectors, each once.
    let evaluations: [Evaluation]
    /// The basic values that special values complete; `nil` for a type without special values.
    let specialGrid: MinifloatGrid?
    /// The special values, each once, by the scale that they lead to.
    let specialPairs: [SpecialPair]
    /// What the scale is multiplied by, in the order in which it is tried.
    let factors: [Float]
    /// Exponent of two of the largest value in published units, rounded down.
    let largestExponent: Int
    let gridUnitsPerOne: Float
    /// Scale of the tensor, of NVFP4.
    let tensorScale: Float

    /// - Parameter tensorScale: of a type whose scales are ``QuantizationType/ScaleRule/tensorScaledE4M3``.
    init(
        _ type: QuantizationType, arithmetic: QuantizationArithmetic = .binary32,
        searchesClipping: Bool = false, tensorScale: Float = 0
    ) {
        scaleRule = type.scaleRule
        // Types that prescribe their scales do their arithmetic in binary32 on rounded weights.
        self.arithmetic = type.prescribedScaleFormat == nil ? arithmetic : .binary32
        codeBits = type.codeBits
        specialCode = UInt32(type.specialCode ?? 0)
        let choices = (0..<type.selectorCount).map { Self.choice(type, selector: $0) }
        self.choices = choices
        evaluations = Self.evaluations(choices, sharesGrid: type.choices.isEmpty)
        if specialCode != 0, case .minifloat(let grid) = choices[0].grid {
            specialGrid = grid
        } else {
            specialGrid = nil
        }
        specialPairs = self.evaluations.map {
            SpecialPair(
                first: $0.first, second: $0.second, firstValue: choices[$0.first].special.value,
                secondValue: choices[$0.second].special.value, largest: choices[$0.first].largest)
        }
        factors =
            scaleRule == .outlierSearch
            ? Quantizer.outlierScaleFactors : searchesClipping ? Quantizer.clippingFactors : [1]
        let unitExponent = type.gridUnitsPerOne.trailingZeroBitCount
        largestExponent = Float(type.largestMagnitude).exponentOfTwo - unitExponent
        gridUnitsPerOne = Float(type.gridUnitsPerOne)
        self.tensorScale = tensorScale
    }

    private static func choice(_ type: QuantizationType, selector: Int) -> Choice {
        let member = type.choices.isEmpty ? type : type.choices[selector]
        let special =
            type.specialValues.isEmpty
            ? SpecialRange.none : SpecialRange(type.specialValues[selector], in: type)
        let largestSpecial = type.specialValues.isEmpty ? 0 : abs(type.specialValues[selector])
        var grid = grid(member)
        if type.encoding == .outlierVictimPair {
            switch grid {
            case .integer(let normal): grid = .integerPairs(.init(normal, of: type, selector: selector))
            case .list(let normal): grid = .listPairs(.init(normal, of: type, selector: selector))
            case .minifloat, .integerPairs, .listPairs: break
            }
        }
        return Choice(
            grid: grid, special: special, largest: Float(max(member.largestMagnitude, largestSpecial)))
    }

    private static func grid(_ type: QuantizationType) -> Grid {
        guard type.encoding == .signMagnitude else {
            return .integer(IntegerGrid(largest: type.largestMagnitude, codeBits: type.codeBits))
        }
        for mantissaBits in 0..<type.codeBits - 1 {
            let magnitudes = QuantizationType.minifloatMagnitudes(
                exponentBits: type.codeBits - 1 - mantissaBits, mantissaBits: mantissaBits)
            if magnitudes == type.magnitudes {
                return .minifloat(
                    MinifloatGrid(
                        mantissaBits: mantissaBits, largest: type.largestMagnitude, codeBits: type.codeBits,
                        rounding: type.rounding))
            }
        }
        return .list(ListGrid(magnitudes: type.magnitudes, codeBits: type.codeBits))
    }

    private static func evaluations(_ choices: [Choice], sharesGrid: Bool) -> [Evaluation] {
        var evaluations: [Evaluation] = []
        var waiting = Array(choices.indices)
        while let first = waiting.first {
            let partner = waiting.dropFirst().first {
                sharesGrid && choices[$0].largest == choices[first].largest
            }
            waiting.removeAll { $0 == first || $0 == partner }
            evaluations.append(Evaluation(first: first, second: partner ?? first))
        }
        return evaluations
    }
}

extension Float {
    /// The exponent of two, rounded down, of a positive number.
    var exponentOfTwo: Int { Int(exponent) }
}
