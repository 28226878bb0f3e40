import Configuration
import Quantization

/// What multiplies quantised weights and activations.
public enum Datapath: String, CaseIterable, Sendable {
    /// Dequantised weights in binary32.
    case float
    /// The bit-exact golden model of the accelerator.
    case golden
}

extension LlamaModel {
    /// The same model with the seven linear layers of each block quantised; embedding, output layer and normalisations
    /// stay.
    /// - Parameter element: the array whose kind of processing element, radix, aligned width and lanes the golden data path
    ///   has.
    /// - Throws: `QuantizationError` that names block and layer; ``LanguageModelError`` or `ConfigurationError` for a
    ///   type, scale or group size that the golden data path can't take.
    public func quantized(
        _ settings: QuantizationSettings, datapath: Datapath = .float,
        element: ArrayConfiguration = .standard
    ) throws -> LlamaModel {
        try replacingLinears { block, role, layer in
            guard let matrix = layer as? FloatMatrix else {
                throw LanguageModelError(
                    .invalidParameter, problem: "the model is quantised already",
                    remedy: "Quantise the original weights")
            }
            do {
                let tensor = try Quantizer.quantize(
                    values: matrix.values, rows: matrix.rows, columns: matrix.columns, type: settings.type,
                    groupSize: try settings.groupSize(rows: matrix.rows, columns: matrix.columns),
                    scale: settings.scaleFormat, arithmetic: settings.arithmetic,
                    searchesClipping: settings.searchesClipping)
                switch datapath {
                case .float:
                    return FloatMatrix(
                        rows: matrix.rows, columns: matrix.columns, values: tensor.dequantized())
                case .golden: return try GoldenLinearLayer(tensor, element: element)
                }
            } catch var error as QuantizationError {
                error.tensor = error.tensor ?? "\(role.rawValue) of block \(block)"
                throw error
            }
        }
    }
}
