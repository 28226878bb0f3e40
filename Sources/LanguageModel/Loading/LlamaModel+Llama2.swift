import Quantization

extension LlamaModel {
    /// Loads a llama2.c checkpoint: rotary base 10000, adjacent pairs, epsilon 1e-5.
    /// - Throws: `QuantizationError` for the file, ``LanguageModelError`` for the model in it.
    public init(_ checkpoint: Llama2Checkpoint) throws {
        let header = checkpoint.header
        let architecture = try LlamaArchitecture(
            dimension: header.dimension, hiddenDimension: header.hiddenDimension, layers: header.layers,
            heads: header.heads, keyValueHeads: header.keyValueHeads, vocabulary: header.vocabulary,
            sequenceLength: header.sequenceLength, rotaryPairing: .adjacent)
        func vector(_ name: String) throws -> [Float] { try checkpoint.floats(checkpoint.entry(named: name)) }
        func matrix(_ name: String) throws -> FloatMatrix {
            let entry = try checkpoint.entry(named: name)
            return FloatMatrix(
                rows: entry.shape[0], columns: entry.shape[1], values: try checkpoint.floats(entry))
        }
        let blocks = try (0..<header.layers).map { layer in
            let prefix = "layers.\(layer)."
            return Block(
                attentionNormalization: try vector(prefix + "attention_norm"),
                feedForwardNormalization: try vector(prefix + "feed_forward_norm"),
                linears: Dictionary(
                    uniqueKeysWithValues: try LinearRole.allCases.map { role in
                        (role, try matrix(prefix + Self.llama2Name(of: role)))
                    }))
        }
        let embedding = try matrix("token_embedding")
        try self.init(
            architecture: architecture, embedding: embedding, blocks: blocks,
            finalNormalization: try vector("final_norm"),
            output: header.sharesEmbedding ? embedding : try matrix("output"))
    }

    private static func llama2Name(of role: LinearRole) -> String {
        switch role {
        case .query: "wq"
        case .key: "wk"
        case .value: "wv"
        case .output: "wo"
        case .gate: "w1"
        case .down: "w2"
        case .up: "w3"
        }
    }
}
