import Quantization

extension LlamaModel {
    /// Loads the Llama of a GGUF file; its rotary pairs are adjacent, as the format's converters order them.
    /// - Throws: `QuantizationError` for the file, ``LanguageModelError`` for the model in it.
    public init(_ file: GGUFReader) throws {
        let architecture: LlamaArchitecture
        do {
            architecture = try Self.architecture(of: file)
        } catch let error as LanguageModelError {
            throw error.located(file: file.path)
        }
        func vector(_ name: String) throws -> [Float] { try file.floats(file.entry(named: name)) }
        func matrix(_ name: String) throws -> FloatMatrix {
            let entry = try file.entry(named: name)
            guard entry.shape.count == 2 else {
                throw LanguageModelError(
                    .malformedModel, file: file.path,
                    problem: "the tensor \"\(name)\" has \(entry.shape.count) dimensions, not two",
                    remedy: "Give a complete checkpoint")
            }
            return FloatMatrix(rows: entry.shape[0], columns: entry.shape[1], values: try file.floats(entry))
        }
        let blocks = try (0..<architecture.layers).map { layer in
            let prefix = "blk.\(layer)."
            return Block(
                attentionNormalization: try vector(prefix + "attn_norm.weight"),
                feedForwardNormalization: try vector(prefix + "ffn_norm.weight"),
                linears: Dictionary(
                    uniqueKeysWithValues: try LinearRole.allCases.map { role in
                        (role, try matrix(prefix + Self.ggufName(of: role) + ".weight"))
                    }))
        }
        let embedding = try matrix("token_embd.weight")
        let hasOutput = file.entries.contains { $0.name == "output.weight" }
        do {
            try self.init(
                architecture: architecture, embedding: embedding, blocks: blocks,
                finalNormalization: try vector("output_norm.weight"),
                output: hasOutput ? try matrix("output.weight") : embedding)
        } catch let error as LanguageModelError {
            throw error.located(file: file.path)
        }
    }

    private static func architecture(of file: GGUFReader) throws -> LlamaArchitecture {
        let name = file.value("general.architecture")?.text ?? "unnamed"
        guard name == "llama" else {
            throw LanguageModelError(
                .unsupportedModel, problem: "its architecture is \(name)", remedy: "Give a Llama")
        }
        func number(_ key: String) throws -> Double {
            guard let value = file.value("llama." + key)?.number else {
                throw LanguageModelError(
                    .malformedModel, problem: "it has no number llama.\(key)",
                    remedy: "Convert the model again with a current converter")
            }
            return value
        }
        func integer(_ key: String) throws -> Int {
            guard let value = Int(exactly: try number(key)) else {
                throw LanguageModelError(
                    .malformedModel, problem: "its llama.\(key) isn't an integer",
                    remedy: "Convert the model again with a current converter")
            }
            return value
        }
        if let scaling = file.value("llama.rope.scaling.type")?.text, scaling != "none" {
            throw LanguageModelError(
                .unsupportedModel, problem: "its rotary embedding is scaled (\(scaling))",
                remedy: "Give a Llama without rotary scaling")
        }
        let heads = try integer("attention.head_count")
        let headSize = file.value("llama.attention.key_length")?.integer
        return try LlamaArchitecture(
            dimension: try integer("embedding_length"), hiddenDimension: try integer("feed_forward_length"),
            layers: try integer("block_count"), heads: heads,
            keyValueHeads: file.value("llama.attention.head_count_kv")?.integer ?? heads, headSize: headSize,
            vocabulary: try vocabulary(of: file), sequenceLength: try integer("context_length"),
            normalizationEpsilon: Float(try number("attention.layer_norm_rms_epsilon")),
            rotaryBase: Float(file.value("llama.rope.freq_base")?.number ?? 10_000), rotaryPairing: .adjacent)
    }

    /// The embedding's rows: the tokenizer's list may be absent.
    private static func vocabulary(of file: GGUFReader) throws -> Int {
        try file.entry(named: "token_embd.weight").shape.first ?? 0
    }

    private static func ggufName(of role: LinearRole) -> String {
        switch role {
        case .query: "attn_q"
        case .key: "attn_k"
        case .value: "attn_v"
        case .output: "attn_output"
        case .gate: "ffn_gate"
        case .down: "ffn_down"
        case .up: "ffn_up"
        }
    }
}
