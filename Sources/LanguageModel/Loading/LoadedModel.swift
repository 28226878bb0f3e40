import Foundation
import Quantization

/// A model and, where it is known, the tokenizer that belongs to it.
public struct LoadedModel: Sendable {
    public let model: LlamaModel
    /// Nil when neither the model's file has one nor a file was given.
    public let tokenizer: (any Tokenizer)?

    /// Loads a model of any format that is known: a Hugging Face folder, a GGUF file or a llama2.c checkpoint.
    /// - Parameters:
    ///   - path: the model's file or folder.
    ///   - tokenizerPath: a llama2.c tokenizer; nil for that in the model's file, or for none.
    /// - Throws: `QuantizationError` for a file, ``LanguageModelError`` for the model in it.
    public init(path: String, tokenizerPath: String? = nil) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw LanguageModelError(
                .fileAccess, file: path, problem: "there is no such file or folder",
                remedy: "Give a llama2.c checkpoint, a GGUF file or a Hugging Face folder")
        }
        var embedded: (any Tokenizer)?
        if isFolder.boolValue {
            model = try LlamaModel(huggingFaceFolder: path)
        } else {
            switch try CheckpointKind(path: path) {
            case .gguf:
                let file = try GGUFReader(path: path)
                model = try LlamaModel(file)
                embedded = try? BytePairTokenizer(file)
            case .llama2:
                model = try LlamaModel(Llama2Checkpoint(path: path))
            case .safetensors, .shardIndex:
                throw LanguageModelError(
                    .unsupportedModel, file: path,
                    problem: "safetensors don't say what their model's architecture is",
                    remedy: "Give the folder in which it stands with its config.json")
            }
        }
        if let tokenizerPath {
            tokenizer = try ScoredTokenizer(
                path: tokenizerPath, vocabulary: model.architecture.vocabulary)
        } else {
            tokenizer = embedded
        }
    }
}
