import Foundation
import LanguageModel
import Quantization

/// A Llama of a few hundred random weights, in every format that is read.
struct TinyModel {
    let dimension = 16
    let hidden = 24
    let layers = 2
    let heads = 4
    let keyValueHeads = 2
    let vocabulary = 20
    let sequence = 12
    /// Tensors by llama2.c's names, in the order of that format.
    let tensors: [(name: String, shape: [Int], values: [Float])]

    /// - Parameter amplitude: largest magnitude of a weight; norms are 1 + such a number.
    init(seed: UInt64, amplitude: Float = 0.5) {
        var state = seed
        func next() -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Float(state >> 40) / Float(1 << 23) - 1) * amplitude
        }
        var tensors: [(name: String, shape: [Int], values: [Float])] = []
        func add(_ name: String, _ shape: [Int], offset: Float = 0) {
            tensors.append((name, shape, (0..<shape.reduce(1, *)).map { _ in offset + next() }))
        }
        let keyValue = dimension / heads * keyValueHeads
        add("token_embedding", [vocabulary, dimension])
        for (name, shape, offset) in [
            ("attention_norm", [dimension], 1), ("wq", [dimension, dimension], 0),
            ("wk", [keyValue, dimension], 0), ("wv", [keyValue, dimension], 0),
            ("wo", [dimension, dimension], 0), ("feed_forward_norm", [dimension], 1),
            ("w1", [hidden, dimension], 0), ("w2", [dimension, hidden], 0), ("w3", [hidden, dimension], 0),
        ] as [(String, [Int], Float)] {
            for layer in 0..<layers { add("layers.\(layer).\(name)", shape, offset: offset) }
        }
        add("final_norm", [dimension], offset: 1)
        self.tensors = tensors
    }

    /// A llama2.c checkpoint.
    var llama2: [UInt8] {
        let header = [dimension, hidden, layers, heads, keyValueHeads, vocabulary, sequence]
        return header.flatMap { littleEndian(UInt32($0)) }
            + tensors.flatMap { $0.values.flatMap { littleEndian($0.bitPattern) } }
    }

    /// A GGUF file with tensors of binary32.
    var gguf: [UInt8] {
        func text(_ value: String) -> [UInt8] { littleEndian(UInt64(value.utf8.count)) + Array(value.utf8) }
        func number(_ key: String, _ value: Int) -> [UInt8] {
            text(key) + littleEndian(UInt32(4)) + littleEndian(UInt32(value))
        }
        func real(_ key: String, _ value: Float) -> [UInt8] {
            text(key) + littleEndian(UInt32(6)) + littleEndian(value.bitPattern)
        }
        var pairs = [text("general.architecture") + littleEndian(UInt32(8)) + text("llama")]
        for (key, value) in [
            ("block_count", layers), ("context_length", sequence), ("embedding_length", dimension),
            ("feed_forward_length", hidden), ("attention.head_count", heads),
            ("attention.head_count_kv", keyValueHeads),
        ] {
            pairs.append(number("llama." + key, value))
        }
        pairs.append(real("llama.attention.layer_norm_rms_epsilon", 1e-5))
        pairs.append(real("llama.rope.freq_base", 10_000))
        var header = Array("GGUF".utf8) + littleEndian(UInt32(3)) + littleEndian(UInt64(tensors.count))
        header += littleEndian(UInt64(pairs.count)) + pairs.flatMap { $0 }
        var data: [UInt8] = []
        for tensor in tensors {
            header += text(Self.ggufName(tensor.name)) + littleEndian(UInt32(tensor.shape.count))
            header += tensor.shape.reversed().flatMap { littleEndian(UInt64($0)) }
            header += littleEndian(UInt32(0)) + littleEndian(UInt64(data.count))
            data += tensor.values.flatMap { littleEndian($0.bitPattern) }
            data += [UInt8](repeating: 0, count: (32 - data.count % 32) % 32)
        }
        return header + [UInt8](repeating: 0, count: (32 - header.count % 32) % 32) + data
    }

    private static func ggufName(_ name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 3 else {
            return name == "final_norm" ? "output_norm.weight" : "token_embd.weight"
        }
        let names = [
            "attention_norm": "attn_norm", "wq": "attn_q", "wk": "attn_k", "wv": "attn_v",
            "wo": "attn_output",
            "feed_forward_norm": "ffn_norm", "w1": "ffn_gate", "w2": "ffn_down", "w3": "ffn_up",
        ]
        return "blk.\(parts[1]).\(names[parts[2]] ?? "").weight"
    }

    /// A safetensors file as Hugging Face has it: heads' pairs are apart instead of adjacent.
    var safetensors: [UInt8] { safetensors { _ in true } }

    /// The same with some tensors only, by llama2.c's names.
    func safetensors(of includes: (String) -> Bool) -> [UInt8] {
        var entries: [String] = []
        var data: [UInt8] = []
        for tensor in tensors where includes(tensor.name) {
            var values = tensor.values
            if tensor.name.hasSuffix("wq") || tensor.name.hasSuffix("wk") {
                values = Self.separatingPairs(values, columns: dimension, headSize: dimension / heads)
            }
            let bytes = values.flatMap { littleEndian($0.bitPattern) }
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            entries.append(
                "\"\(Self.huggingFaceName(tensor.name))\":{\"dtype\":\"F32\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(data.count),\(data.count + bytes.count)]}")
            data += bytes
        }
        var header = "{" + entries.joined(separator: ",") + "}"
        while header.utf8.count % 8 != 0 { header += " " }
        return littleEndian(UInt64(header.utf8.count)) + Array(header.utf8) + data
    }

    /// An index of two shards: the blocks' tensors, and the others.
    var index: String {
        let pairs = tensors.map { tensor in
            let shard = tensor.name.hasPrefix("layers.") ? "blocks" : "rest"
            return "\"\(Self.huggingFaceName(tensor.name))\":\"\(shard).safetensors\""
        }
        return "{\"metadata\":{},\"weight_map\":{\(pairs.joined(separator: ","))}}"
    }

    var configuration: String {
        """
        {"model_type":"llama","hidden_size":\(dimension),"intermediate_size":\(hidden),"num_hidden_layers":\(layers),
        "num_attention_heads":\(heads),"num_key_value_heads":\(keyValueHeads),"vocab_size":\(vocabulary),
        "max_position_embeddings":\(sequence),"rms_norm_eps":1e-5,"rope_theta":10000.0,"tie_word_embeddings":true}
        """
    }

    /// Row 2i of a head becomes row i, row 2i + 1 row i + half.
    private static func separatingPairs(_ values: [Float], columns: Int, headSize: Int) -> [Float] {
        let rows = values.count / columns
        return (0..<rows).flatMap { row -> ArraySlice<Float> in
            let (head, place) = row.quotientAndRemainder(dividingBy: headSize)
            let half = headSize / 2
            let source = head * headSize + (place < half ? 2 * place : 2 * (place - half) + 1)
            return values[source * columns..<(source + 1) * columns]
        }
    }

    private static func huggingFaceName(_ name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 3 else {
            return name == "final_norm" ? "model.norm.weight" : "model.embed_tokens.weight"
        }
        let names = [
            "attention_norm": "input_layernorm", "wq": "self_attn.q_proj", "wk": "self_attn.k_proj",
            "wv": "self_attn.v_proj", "wo": "self_attn.o_proj",
            "feed_forward_norm": "post_attention_layernorm",
            "w1": "mlp.gate_proj", "w2": "mlp.down_proj", "w3": "mlp.up_proj",
        ]
        return "model.layers.\(parts[1]).\(names[parts[2]] ?? "").weight"
    }
}

func littleEndian<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
}
