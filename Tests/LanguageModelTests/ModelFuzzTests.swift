import Foundation
import Fuzzing
import Quantization
import Testing

@testable import LanguageModel

/// Changed files of models and tokenizers: each is read or refused with an error that names it, without a crash, and with
/// little memory; what is read can be used.
@Suite struct ModelFuzzTests {
    private func fuzz(
        _ original: [UInt8], header: Int, seed: UInt64, name: String, in folder: TemporaryFolder,
        read: (String) throws -> Void
    ) throws {
        var mutator = ByteMutator(seed: seed)
        var tally = FuzzTally(seed: seed)
        for _ in 0..<FuzzTally.count {
            let path = try folder.write(mutator.mutated(original, header: header), name)
            tally.attempt(isClear: { "\($0)".contains(folder.url.path) }) { try read(path) }
        }
        #expect(tally.unclear.isEmpty, "\(tally)")
        #expect(tally.refused > FuzzTally.count / 4, "\(tally)")
        #expect(FuzzTally.peakMemory < 1 << 30, "\(tally)")
    }

    /// Runs what was loaded for a token.
    private func use(_ model: LlamaModel) throws {
        var session = InferenceSession(model, capacity: 2)
        _ = try session.logits(after: [model.architecture.vocabulary - 1])
    }

    @Test(arguments: ["tiny.bin", "tiny.gguf"]) func models(_ name: String) throws {
        let folder = try TemporaryFolder()
        let tiny = TinyModel(seed: 2)
        let bytes = name == "tiny.bin" ? tiny.llama2 : tiny.gguf
        let header = name == "tiny.bin" ? 28 : bytes.count - tiny.llama2.count
        try fuzz(bytes, header: header, seed: 81, name: name, in: folder) {
            try use(LoadedModel(path: $0).model)
        }
    }

    @Test func configurations() throws {
        let folder = try TemporaryFolder()
        let tiny = TinyModel(seed: 2)
        _ = try folder.write(tiny.safetensors, "model.safetensors")
        let text = Array(tiny.configuration.utf8)
        try fuzz(text, header: text.count, seed: 82, name: "config.json", in: folder) { _ in
            try use(LoadedModel(path: folder.url.path).model)
        }
    }

    @Test func scoredTokenizers() throws {
        let folder = try TemporaryFolder()
        let pieces = ["<unk>", "<s>", "</s>", " ", "a", "b", "ab", " a", " ab"]
        let bytes =
            littleEndian(UInt32(8))
            + pieces.enumerated().flatMap { index, piece in
                littleEndian(Float(index).bitPattern) + littleEndian(UInt32(piece.utf8.count))
                    + Array(piece.utf8)
            }
        try fuzz(bytes, header: bytes.count, seed: 83, name: "tokenizer", in: folder) {
            let tokenizer = try ScoredTokenizer(path: $0, vocabulary: pieces.count)
            _ = tokenizer.text(of: tokenizer.tokens(of: "ab ba \u{e9}"))
        }
    }

    @Test func bytePairTokenizers() throws {
        let folder = try TemporaryFolder()
        func text(_ value: String) -> [UInt8] { littleEndian(UInt64(value.utf8.count)) + Array(value.utf8) }
        func list(_ key: String, _ values: [String]) -> [UInt8] {
            text(key) + littleEndian(UInt32(9)) + littleEndian(UInt32(8)) + littleEndian(UInt64(values.count))
                + values.flatMap(text)
        }
        let pairs = [
            text("tokenizer.ggml.model") + littleEndian(UInt32(8)) + text("gpt2"),
            list("tokenizer.ggml.tokens", ["a", "b", "\u{120}", "ab", "\u{120}ab"]),
            list("tokenizer.ggml.merges", ["a b", "\u{120} ab"]),
            text("tokenizer.ggml.eos_token_id") + littleEndian(UInt32(4)) + littleEndian(UInt32(1)),
        ]
        let bytes =
            Array("GGUF".utf8) + littleEndian(UInt32(3)) + littleEndian(UInt64(0))
            + littleEndian(UInt64(pairs.count)) + pairs.flatMap { $0 }
        try fuzz(bytes, header: bytes.count, seed: 84, name: "tokenizer.gguf", in: folder) {
            let tokenizer = try BytePairTokenizer(GGUFReader(path: $0))
            _ = tokenizer.text(of: tokenizer.tokens(of: "ab ba \u{e9} 12"))
        }
    }

    @Test func windows() throws {
        let folder = try TemporaryFolder()
        let text = Array(#"{"description": "two", "windows": [[1, 2, 3], [4, 5]]}"#.utf8)
        try fuzz(text, header: text.count, seed: 85, name: "windows.json", in: folder) {
            _ = try TokenWindows(path: $0)
        }
    }
}
