import Configuration

/// What the rounding error of one group depends on, and bounds on it; ErrorBound.md derives them.
public struct GoldenGroupExtent: Equatable, Sendable {
    /// Exponent of the group sum. Exponent-matched: the largest of any product, bit significance included; 0 without
    /// products. Shared: the largest of any activation.
    public let exponent: Int
    /// Bound on the error of the group sum.
    public let alignmentBound: GoldenDyadic
    /// Bound on the magnitude of the group sum.
    public let magnitudeBound: GoldenDyadic

    /// A group of the exponent-matched element.
    /// - Parameters:
    ///   - exponent: The largest exponent of any product.
    ///   - products: Products that take part in the group's steps, groupSize · termCount at the most.
    ///   - radix: Of the digits, which give the largest multiple.
    public init(exponentMatched exponent: Int, products: Int, radix: DigitRadix) {
        let lastPlace = exponent - 28
        let largestProduct = 8 * Self.largestSignificand * UInt64(radix.multiples.max() ?? 1)
        self.exponent = exponent
        alignmentBound = GoldenDyadic(UInt64(max(0, products - 1)), exponent: lastPlace)
        magnitudeBound = GoldenDyadic(UInt64(products) * largestProduct, exponent: lastPlace)
    }

    /// A group of the shared-exponent element.
    /// - Parameters:
    ///   - exponent: The largest exponent of the activations.
    ///   - roundedWeights: Sum of the magnitudes of the weights whose activations lose bits.
    ///   - allWeights: Sum of the magnitudes of all weights.
    ///   - alignedWidth: W.
    public init(sharedExponent exponent: Int, roundedWeights: Int, allWeights: Int, alignedWidth: Int) {
        self.exponent = exponent
        // Half a unit of the last place, 2^(exponent − W − 14).
        alignmentBound = GoldenDyadic(UInt64(roundedWeights), exponent: exponent - alignedWidth - 15)
        magnitudeBound = GoldenDyadic(
            UInt64(allWeights) * Self.largestSignificand, exponent: exponent - 25)
    }

    /// The extent of a concrete group.
    /// - Parameters:
    ///   - activations: binary16 encodings.
    ///   - codes: As many weight codes.
    ///   - table: The terms of the group's data type and special value, of the configuration's radix.
    ///   - configuration: Kind of the element and aligned width.
    /// - Throws: ``GoldenInputError`` when the lengths differ.
    public init(
        activations: some Collection<UInt16>, codes: some Collection<UInt8>, table: GoldenTermTable,
        configuration: ArrayConfiguration
    ) throws {
        guard activations.count == codes.count else {
            throw GoldenInputError(
                parameter: "codes", problem: "has \(codes.count) elements",
                remedy: "give one an activation, \(activations.count)")
        }
        let decoded = activations.map(GoldenActivation.init(bits:))
        switch configuration.processingElement {
        case .exponentMatched: self.init(exponentMatched: decoded, codes, table)
        case .sharedExponent:
            let aligner = GoldenActivationAligner(width: configuration.alignedWidth)
            let exponent = GoldenActivationAligner.sharedExponent(of: decoded)
            var (rounded, all) = (0, 0)
            for (activation, code) in zip(decoded, codes) where activation.significand != 0 {
                let weight = abs(table.weight(code))
                all += weight
                if aligner.lostBits(activation, sharedExponent: exponent) > 0 { rounded += weight }
            }
            self.init(
                sharedExponent: exponent, roundedWeights: rounded, allWeights: all,
                alignedWidth: configuration.alignedWidth)
        }
    }

    private init(
        exponentMatched activations: [GoldenActivation], _ codes: some Collection<UInt8>,
        _ table: GoldenTermTable
    ) {
        var (exponent, products) = (0, 0)
        for (activation, code) in zip(activations, codes) where activation.significand != 0 {
            for term in table[code] where term.multiple != 0 {
                exponent = max(exponent, activation.exponent + term.exponent + term.bitSignificance)
                products += 1
            }
        }
        self.init(exponentMatched: exponent, products: products, radix: table.radix)
    }

    /// The largest extent that finite activations (exponent 30 at the most) can give a group, for any code.
    public static func largest(
        configuration: ArrayConfiguration, dataType: WeightDataType, specialValue: Int
    ) -> GoldenGroupExtent {
        let table = GoldenTermTable(
            dataType: dataType, specialValue: specialValue, radix: configuration.radix)
        switch configuration.processingElement {
        case .exponentMatched:
            var largestTerm = 0
            for code in UInt8.min...UInt8.max {
                for term in table[code] where term.multiple != 0 {
                    largestTerm = max(largestTerm, term.exponent + term.bitSignificance)
                }
            }
            return GoldenGroupExtent(
                exponentMatched: 30 + largestTerm, products: configuration.groupSize * table.termCount,
                radix: table.radix)
        case .sharedExponent:
            let largestWeight = (UInt8.min...UInt8.max).reduce(0) { max($0, abs(table.weight($1))) }
            let weights = largestWeight * configuration.groupSize
            // An activation loses bits when its exponent is so far below 30, and then another has none to lose.
            let losesBits = configuration.alignedWidth < ArrayConfiguration.significandWidth + 29
            return GoldenGroupExtent(
                sharedExponent: 30, roundedWeights: losesBits ? weights - largestWeight : 0,
                allWeights: weights, alignedWidth: configuration.alignedWidth)
        }
    }

    /// 2^11 − 1.
    private static let largestSignificand: UInt64 = 2047
}
