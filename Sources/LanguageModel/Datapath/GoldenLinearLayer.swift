import Configuration
import GoldenModel
import Quantization

/// A quantised linear layer whose products the accelerator would compute: binary16 activations, bit-serial group sums,
/// group scales of eight bits and binary32 accumulation, by the bit-exact golden model.
public struct GoldenLinearLayer: LinearLayer {
    public var rows: Int { tensor.rows }
    public var columns: Int { tensor.columns }
    private let tensor: QuantizedTensor
    private let array: GoldenArray
    private let scaleCodes: [UInt8]
    private let channelScales: [Float]
    private let dataType: WeightDataType

    /// Rows and columns of the array that the tiles are computed on; results don't depend on it.
    private static let tileSize = 16

    /// - Parameters:
    ///   - tensor: weights of a type that the array processes, with scales in the hardware's format.
    ///   - element: the array whose kind of processing element, radix, aligned width and lanes are used; the rest of the
    ///     configuration follows from the tensor and doesn't change results.
    ///   - resultFormat: format in which the array gives its results.
    /// - Throws: ``LanguageModelError`` of kind `invalidParameter` when the scales have another format;
    ///   `ConfigurationError` for a group size or special values that the array can't take.
    public init(
        _ tensor: QuantizedTensor, element: ArrayConfiguration = .standard,
        resultFormat: ResultFormat = .binary32
    ) throws {
        guard let scaleCodes = tensor.scaleCodes, let channelScales = tensor.channelScales else {
            throw LanguageModelError(
                .invalidParameter, problem: "the group scales are \(tensor.scales.format.rawValue)",
                remedy: "The accelerator takes group scales of format int8 only")
        }
        let type = tensor.type
        guard let dataType = type.hardwareDataType else {
            throw LanguageModelError(
                .invalidParameter, problem: "the array has no data type \(type.name)",
                remedy: "Use bitmod4, bitmod3, their parts, or symmetric integers")
        }
        guard tensor.columns.isMultiple(of: tensor.groupSize) else {
            throw LanguageModelError(
                .invalidParameter, problem: "the whole tensor is one group",
                remedy: "The accelerator takes groups along the input channels")
        }
        let published = SpecialValues.published
        // A type of fewer special values uses the first registers.
        let values =
            type.specialValues + [Int](repeating: 0, count: SpecialValues.count - type.specialValues.count)
        let specialValues = try SpecialValues(
            fp4: dataType == .fp4 ? values : published.fp4, fp3: dataType == .fp3 ? values : published.fp3)
        let configuration = try ArrayConfiguration(
            rows: Self.tileSize, columns: Self.tileSize, lanes: element.lanes, groupSize: tensor.groupSize,
            processingElement: element.processingElement, radix: element.radix,
            alignedWidth: element.alignedWidth, resultFormat: resultFormat, specialValues: specialValues)
        array = try GoldenArray(configuration: configuration)
        self.tensor = tensor
        self.scaleCodes = scaleCodes
        self.channelScales = channelScales
        self.dataType = dataType
    }

    public func multiply(
        _ inputs: UnsafePointer<Float>, count: Int, into outputs: UnsafeMutablePointer<Float>
    ) {
        for firstRow in stride(from: 0, to: rows, by: Self.tileSize) {
            var tile = weightTile(firstRow)
            for firstVector in stride(from: 0, to: count, by: Self.tileSize) {
                let vectors = min(Self.tileSize, count - firstVector)
                tile.activations = activations(inputs + firstVector * columns, vectors: vectors)
                var array = array
                // Shapes follow from the configuration that was checked when the layer was made.
                guard let results = try? array.process(tile: tile) else {
                    preconditionFailure("a tile of the golden model that doesn't fit its own configuration")
                }
                for vector in 0..<vectors {
                    for row in 0..<min(Self.tileSize, rows - firstRow) {
                        outputs[(firstVector + vector) * rows + firstRow + row] =
                            value(results[vector, row])
                    }
                }
            }
        }
    }

    /// Codes, selectors and scales of up to sixteen output channels; missing channels are zero.
    private func weightTile(_ firstRow: Int) -> GoldenTileInput {
        let size = Self.tileSize
        let groups = tensor.groupsPerRow
        let present = min(size, rows - firstRow)
        var weights = Array(tensor.codes[firstRow * columns..<(firstRow + present) * columns])
        weights += [UInt8](repeating: 0, count: (size - present) * columns)
        var selectors = [UInt8](repeating: 0, count: groups * size)
        var scales = selectors
        var channels = [UInt32](repeating: 0, count: size)
        for row in 0..<present {
            channels[row] = channelScales[firstRow + row].bitPattern
            for group in 0..<groups {
                selectors[group * size + row] = tensor.selectors[(firstRow + row) * groups + group]
                scales[group * size + row] = scaleCodes[(firstRow + row) * groups + group]
            }
        }
        return GoldenTileInput(
            activations: [], weights: weights, dataTypes: Array(repeating: dataType, count: groups),
            selectors: selectors, scales: scales, channelScales: channels)
    }

    /// The vectors in binary16, rounded to nearest even, and zeros for those that are missing.
    private func activations(_ inputs: UnsafePointer<Float>, vectors: Int) -> [UInt16] {
        var encodings = [UInt16](repeating: 0, count: Self.tileSize * columns)
        for index in 0..<vectors * columns { encodings[index] = Float16(inputs[index]).bitPattern }
        return encodings
    }

    private func value(_ result: GoldenResult) -> Float {
        array.configuration.resultFormat == .binary32
            ? Float(bitPattern: result.bits)
            : Float(Float16(bitPattern: UInt16(truncatingIfNeeded: result.bits)))
    }
}
