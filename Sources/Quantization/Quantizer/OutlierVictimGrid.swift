/// OliVe's pairs over the values of another grid: the larger of two neighbours becomes an outlier when it is
/// nearer to the smallest outlier than to the largest normal value, and the other one its victim, zero.
struct OutlierVictimGrid<Normal: QuantizationGrid>: QuantizationGrid {
    private let normal: Normal
    /// Midpoint between the largest normal value and the smallest outlier.
    private let threshold: Float
    private let smallestOutlier: Float
    /// Outliers are these values, from three on, times ``unit``.
    private let outliers: MinifloatGrid
    private let unit: Float

    init(_ normal: Normal, of type: QuantizationType, selector: Int) {
        self.normal = normal
        let magnitudes = type.outlierMagnitudes(selector: selector)
        let largestNormal = type.choices[selector].largestMagnitude
        threshold = Float(magnitudes[0] + largestNormal) / 2
        smallestOutlier = Float(magnitudes[0])
        unit = Float(type.outlierUnit(selector: selector))
        outliers = MinifloatGrid(
            mantissaBits: 1, largest: magnitudes.last! / type.outlierUnit(selector: selector),
            codeBits: Self.outlierCodeBits, rounding: .nearestTiesToLower)
    }

    /// Bits that hold a sign above the indices of ``outliers``, which go up to nine.
    private static var outlierCodeBits: Int { 5 }

    private static var isFirst: BlockMask {
        unsafeBitCast(SIMD8<Int32>(-1, 0, -1, 0, -1, 0, -1, 0), to: BlockMask.self)
    }

    @inline(__always)
    func nearest(_ quotients: Block) -> Block {
        let magnitudes = quotients.magnitudes
        let partners = magnitudes.swappedInPairs
        // Of equal magnitudes the first is the outlier.
        let isLarger = (magnitudes .> partners) .| ((magnitudes .== partners) .& Self.isFirst)
        let threshold = Block(repeating: threshold)
        let isOutlier = (magnitudes .> threshold) .& isLarger
        let isVictim = (partners .> threshold) .& .!isLarger
        let smallestOutlier = Block(repeating: smallestOutlier)
        let rounded = outliers.nearest(quotients / unit) * unit
        let isNegative = quotients .< Block(repeating: 0)
        let smallest = smallestOutlier.replacing(with: -smallestOutlier, where: isNegative)
        let outlier = rounded.replacing(with: smallest, where: rounded.magnitudes .< smallestOutlier)
        return normal.nearest(quotients).replacing(with: outlier, where: isOutlier)
            .replacing(with: Block(repeating: 0), where: isVictim)
    }

    @inline(__always)
    func codes(_ values: Block) -> BlockBits {
        let magnitudes = values.magnitudes
        let smallestOutlier = Block(repeating: smallestOutlier)
        let isOutlier = magnitudes .>= smallestOutlier
        let isVictim = magnitudes.swappedInPairs .>= smallestOutlier
        // The smallest outlier, three units, has index 3 among the grid's values and 1 as a code.
        let indexed = outliers.codes(values / unit)
        let sign = (indexed & BlockBits(repeating: 0b10000)) &>> BlockBits(repeating: 1)
        let outlier = ((indexed & BlockBits(repeating: 0b01111)) &- BlockBits(repeating: 2)) | sign
        let codes = normal.codes(values).replacing(with: outlier, where: isOutlier)
        return codes.replacing(
            with: BlockBits(repeating: UInt32(QuantizationType.victimCode)), where: isVictim)
    }
}
