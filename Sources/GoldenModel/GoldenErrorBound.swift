import Configuration

/// What the alignment error of one group depends on.
public struct GoldenGroupExtent: Equatable, Sendable {
    /// Exponent of the group sum: the largest of any product, bit significance included; 0 without products.
    public let exponent: Int
    /// Products that take part in the group's steps, groupSize · termCount at the most.
    public let products: Int

    public init(exponent: Int, products: Int) {
        self.exponent = exponent
        self.products = products
    }

    /// The extent of a concrete group.
    /// - Parameters:
    ///   - activations: binary16 encodings.
    ///   - codes: As many weight codes.
    ///   - table: The terms of the group's data type and special value.
    /// - Throws: ``GoldenInputError`` when the lengths differ.
    public init(
        activations: some Collection<UInt16>, codes: some Collection<UInt8>, table: GoldenTermTable
    ) throws {
        guard activations.count == codes.count else {
            throw GoldenInputError(
                parameter: "codes", problem: "has \(codes.count) elements",
                remedy: "give one an activation, \(activations.count)")
        }
        var exponent = 0
        var products = 0
        for (bits, code) in zip(activations, codes) {
            let activation = GoldenActivation(bits: bits)
            guard activation.significand != 0 else { continue }
            for step in 0..<table.termCount {
                let term = table[code, step]
                guard term.mantissa == 1 else { continue }
                exponent = max(exponent, activation.exponent + term.exponent + term.bitSignificance)
                products += 1
            }
        }
        self.init(exponent: exponent, products: products)
    }

    /// The largest extent that finite activations (exponent 30 at the most) can give a group, for any code.
    public static func largest(
        configuration: ArrayConfiguration, dataType: WeightDataType, specialValue: Int
    ) -> GoldenGroupExtent {
        let table = GoldenTermTable(dataType: dataType, specialValue: specialValue)
        var largestTerm = 0
        for code in UInt8.min...UInt8.max {
            for term in table[code] where term.mantissa == 1 {
                largestTerm = max(largestTerm, term.exponent + term.bitSignificance)
            }
        }
        return GoldenGroupExtent(
            exponent: 30 + largestTerm, products: configuration.groupSize * dataType.termCount)
    }

    /// Bound on the error of the group sum, `(products − 1) · 2^(exponent − 28)`.
    public var alignmentBound: GoldenDyadic {
        products == 0
            ? .zero
            : GoldenDyadic(UInt64(products - 1), exponent: exponent - ArrayConfiguration.exponentBias)
    }

    /// Bound on the magnitude of the group sum: no aligned product is beyond 2047 · 8.
    public var magnitudeBound: GoldenDyadic {
        GoldenDyadic(UInt64(products) * (2047 * 8), exponent: exponent - ArrayConfiguration.exponentBias)
    }
}

/// Bound on |result − exact| of one output; ErrorBound.md derives it.
///
/// Add the groups in any order, then ask for ``resultBound(channelScale:format:)``. The bound holds for every
/// result that is finite, for any configuration. It is computed in integers and never rounded downward.
public struct GoldenErrorBound: Sendable {
    /// Groups added so far.
    public private(set) var groups = 0
    /// Bound on the sum of the groups' alignment errors, times their scales.
    public private(set) var alignment = GoldenDyadic.zero
    /// Bound on the sum of the magnitudes of the dequantised group sums that the model computes.
    public private(set) var magnitude = GoldenDyadic.zero
    /// Bound on the relative error of `groups` roundings in sequence to binary32: (1 + 2^−24)^groups − 1.
    public private(set) var growth = GoldenDyadic.zero

    private static let unitRoundoff = GoldenDyadic(1, exponent: -24)

    public init() {}

    /// Adds a group of which only the extent is known.
    public mutating func add(extent: GoldenGroupExtent, scale: UInt8) {
        add(extent: extent, scale: scale, magnitude: extent.magnitudeBound * Self.integer(scale))
    }

    /// Adds a group whose dequantised sum `product · 2^(extent.exponent − 28)` the model has computed: tighter.
    public mutating func add(extent: GoldenGroupExtent, scale: UInt8, product: Int) {
        let magnitude = GoldenDyadic(
            UInt64(product.magnitude), exponent: extent.exponent - ArrayConfiguration.exponentBias)
        add(extent: extent, scale: scale, magnitude: magnitude)
    }

    /// Bound on |partial sum − exact sum of the groups|, before the channel scale.
    public var partialSumBound: GoldenDyadic { alignment + growth * magnitude }

    /// Bound on |result − exact|, or nil when the channel scale is infinite or NaN and the result a NaN.
    /// - Parameter channelScale: binary32 encoding.
    public func resultBound(channelScale: UInt32, format: ResultFormat) -> GoldenDyadic? {
        guard !GoldenBinary32.isSpecial(channelScale) else { return nil }
        let parts = GoldenBinary32.Parts(channelScale)
        let scale = GoldenDyadic(UInt64(parts.significand), exponent: parts.exponent)
        let largestProduct = scale * (magnitude + growth * magnitude)
        let target = GoldenBinaryFormat(format)
        let relative = GoldenDyadic(1, exponent: -target.precision)
        let halfSmallest = GoldenDyadic(1, exponent: target.leastExponent - 1)
        return scale * partialSumBound + max(largestProduct * relative, halfSmallest)
    }

    private mutating func add(extent: GoldenGroupExtent, scale: UInt8, magnitude: GoldenDyadic) {
        groups += 1
        alignment = alignment + extent.alignmentBound * Self.integer(scale)
        self.magnitude = self.magnitude + magnitude
        growth = growth + Self.unitRoundoff + growth * Self.unitRoundoff
    }

    private static func integer(_ value: UInt8) -> GoldenDyadic { GoldenDyadic(UInt64(value), exponent: 0) }
}
