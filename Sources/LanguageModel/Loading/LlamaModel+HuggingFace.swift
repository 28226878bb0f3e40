import Foundation
import Quantization

extension LlamaModel {
    /// Loads a Hugging Face Llama: a folder with config.json and model.safetensors, or its shards and their index.
    /// - Throws: `QuantizationError` for a weights file, ``LanguageModelError`` for the model.
    public init(huggingFaceFolder folder: String) throws {
        let configurationPath = folder + "/config.json"
        let configuration = try HuggingFaceConfiguration(path: configurationPath)
        let weights = try ShardedSafetensors(folder: folder)
        let architecture: LlamaArchitecture
        do {
            architecture = try configuration.architecture()
        } catch let error as LanguageModelError {
            throw error.located(file: configurationPath)
        }
        func vector(_ name: String) throws -> [Float] { try weights.floats(weights.tensor(named: name)) }
        func matrix(_ name: String) throws -> FloatMatrix {
            let tensor = try weights.tensor(named: name)
            let shape = tensor.shape
            guard shape.count == 2 else {
                throw LanguageModelError(
                    .malformedModel, file: folder,
                    problem: "the tensor \"\(name)\" has \(shape.count) dimensions, not two",
                    remedy: "Give a complete checkpoint")
            }
            return FloatMatrix(rows: shape[0], columns: shape[1], values: try weights.floats(tensor))
        }
        let names = weights.tensors.map(\.name)
        if let bias = names.first(where: { $0.hasPrefix("model.layers.") && $0.hasSuffix(".bias") }) {
            throw LanguageModelError(
                .unsupportedModel, file: folder, problem: "its layers have biases, such as \(bias)",
                remedy: "Give a Llama without biases")
        }
        let blocks = try (0..<architecture.layers).map { layer in
            let prefix = "model.layers.\(layer)."
            return Block(
                attentionNormalization: try vector(prefix + "input_layernorm.weight"),
                feedForwardNormalization: try vector(prefix + "post_attention_layernorm.weight"),
                linears: Dictionary(
                    uniqueKeysWithValues: try LinearRole.allCases.map { role in
                        (role, try matrix(prefix + Self.huggingFaceName(of: role) + ".weight"))
                    }))
        }
        let embedding = try matrix("model.embed_tokens.weight")
        let sharesEmbedding = configuration.tieWordEmbeddings ?? !names.contains("lm_head.weight")
        do {
            try self.init(
                architecture: architecture, embedding: embedding, blocks: blocks,
                finalNormalization: try vector("model.norm.weight"),
                output: sharesEmbedding ? embedding : try matrix("lm_head.weight"))
        } catch let error as LanguageModelError {
            throw error.located(file: folder)
        }
    }

    private static func huggingFaceName(of role: LinearRole) -> String {
        switch role {
        case .query: "self_attn.q_proj"
        case .key: "self_attn.k_proj"
        case .value: "self_attn.v_proj"
        case .output: "self_attn.o_proj"
        case .gate: "mlp.gate_proj"
        case .down: "mlp.down_proj"
        case .up: "mlp.up_proj"
        }
    }
}

/// What of a config.json makes the architecture.
struct HuggingFaceConfiguration: Decodable {
    let modelType: String?
    let hiddenSize: Int
    let intermediateSize: Int
    let numHiddenLayers: Int
    let numAttentionHeads: Int
    let numKeyValueHeads: Int?
    let headDim: Int?
    let vocabSize: Int
    let maxPositionEmbeddings: Int
    let rmsNormEps: Double?
    let ropeTheta: Double?
    let tieWordEmbeddings: Bool?
    let ropeScaling: RotaryScaling?

    /// That there is one is all that matters.
    struct RotaryScaling: Decodable {}

    /// - Throws: ``LanguageModelError`` of kind `fileAccess` or `malformedModel`.
    init(path: String) throws {
        let data = try FileContents.read(
            path, limit: 1 << 24,
            remedy: "A Hugging Face model is a folder with config.json and model.safetensors")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            self = try decoder.decode(Self.self, from: data)
        } catch let DecodingError.keyNotFound(key, _) {
            throw LanguageModelError(
                .malformedModel, file: path, problem: "it has no \"\(key.stringValue)\"",
                remedy: "Give the config.json of a Llama")
        } catch {
            throw LanguageModelError(
                .malformedModel, file: path, problem: "it isn't the configuration of a Llama: \(error)",
                remedy: "Give the config.json of a Llama")
        }
    }

    func architecture() throws -> LlamaArchitecture {
        guard modelType ?? "llama" == "llama" else {
            throw LanguageModelError(
                .unsupportedModel, problem: "its model type is \(modelType ?? "")", remedy: "Give a Llama")
        }
        guard ropeScaling == nil else {
            throw LanguageModelError(
                .unsupportedModel, problem: "its rotary embedding is scaled",
                remedy: "Give a Llama without rotary scaling")
        }
        return try LlamaArchitecture(
            dimension: hiddenSize, hiddenDimension: intermediateSize, layers: numHiddenLayers,
            heads: numAttentionHeads, keyValueHeads: numKeyValueHeads ?? numAttentionHeads, headSize: headDim,
            vocabulary: vocabSize, sequenceLength: maxPositionEmbeddings,
            normalizationEpsilon: Float(rmsNormEps ?? 1e-6), rotaryBase: Float(ropeTheta ?? 10_000),
            rotaryPairing: .halves)
    }
}
