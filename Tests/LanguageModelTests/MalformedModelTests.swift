import Foundation
import LanguageModel
import Quantization
import Testing

struct MalformedModelTests {
    @Test func errorsSayWhatIsWrong() throws {
        let folder = try TemporaryFolder()
        func message(_ bytes: [UInt8], _ name: String) throws -> String {
            do {
                _ = try LoadedModel(path: folder.write(bytes, name))
                return ""
            } catch { return "\(error)" }
        }
        let tiny = TinyModel(seed: 2)
        #expect(try message(Array(tiny.llama2.prefix(20)), "a.bin").contains("its 20 bytes don't start like"))
        #expect(
            try message(Array(tiny.llama2.dropLast(4)), "a.bin").contains(
                "ends inside the tensor \"final_norm\""))
        #expect(try message(Array(tiny.gguf.dropLast(40)), "a.gguf").contains("beyond the end of the file"))
        let version = Array(tiny.gguf.prefix(4)) + littleEndian(UInt32(9)) + tiny.gguf.dropFirst(8)
        #expect(try message(version, "a.gguf").contains("version 9"))
        do {
            _ = try LoadedModel(path: folder.url.path + "/nothing")
            Issue.record("a missing file was read")
        } catch { #expect("\(error)".contains("no such file")) }
        do {
            _ = try LoadedModel(path: folder.url.path)
            Issue.record("a folder without a model was read")
        } catch { #expect("\(error)".contains("config.json")) }
    }

    @Test func incompleteAndUnknownModelsAreRefused() throws {
        let folder = try TemporaryFolder()
        let tiny = TinyModel(seed: 2)
        func message(configuration: String, weights: [UInt8]) throws -> String {
            _ = try folder.write(Array(configuration.utf8), "config.json")
            _ = try folder.write(weights, "model.safetensors")
            do {
                _ = try LoadedModel(path: folder.url.path)
                return ""
            } catch { return "\(error)" }
        }
        func replacing(_ old: String, _ new: String, in bytes: [UInt8]) -> [UInt8] {
            Array(Data(bytes).replacing(Data(old.utf8), with: Data(new.utf8), maxReplacements: 1))
        }
        let weights = tiny.safetensors
        #expect(try message(configuration: tiny.configuration, weights: weights) == "")
        // A name of the same length keeps the header as long as it says.
        let renamed = replacing("layers.1.mlp.up_proj", "layers.9.mlp.up_proj", in: weights)
        let missing = try message(configuration: tiny.configuration, weights: renamed)
        #expect(
            missing.contains("\"model.layers.1.mlp.up_proj.weight\"")
                && missing.contains("no tensor of this name"))
        let twice = replacing("layers.1.mlp.up_proj", "layers.0.mlp.up_proj", in: weights)
        #expect(try message(configuration: tiny.configuration, weights: twice).contains("occurs twice"))
        for (old, new, text) in [
            ("\"llama\"", "\"gpt2\"", "model type is gpt2"),
            ("\"hidden_size\":16", "\"hidden_size\":32", "the architecture says"),
            ("\"hidden_size\":16", "\"hidden_size\":0", "dimension is 0"),
            ("\"vocab_size\"", "\"size\"", "no \"vocab"),
        ] {
            let configuration = tiny.configuration.replacingOccurrences(of: old, with: new)
            let said = try message(configuration: configuration, weights: weights)
            #expect(said.contains(text), "\(said)")
        }
        for (old, new, text) in [
            ("llama", "gpt-2", "architecture is gpt-2"),
            ("blk.1.ffn_up.weight", "blk.1.ffn_xx.weight", "\"blk.1.ffn_up.weight\""),
        ] {
            let path = try folder.write(replacing(old, new, in: tiny.gguf), "tiny.gguf")
            let error = #expect(throws: (any Error).self) { try LoadedModel(path: path) }
            #expect(error.map { "\($0)".contains(text) } == true, "\(String(describing: error))")
        }
        let alone = #expect(throws: LanguageModelError.self) {
            try LoadedModel(path: folder.path("model.safetensors"))
        }
        #expect(alone?.description.contains("Give the folder") == true)
    }

    @Test func windowsAreReadPlainOrDescribed() throws {
        let folder = try TemporaryFolder()
        func windows(_ text: String) throws -> [[Int]] {
            try TokenWindows(path: folder.write(Array(text.utf8), "windows.json")).windows
        }
        #expect(try windows("[[1, 2], [3]]") == [[1, 2], [3]])
        #expect(try windows(#"{"description": "two", "windows": [[1, 2], [3]]}"#) == [[1, 2], [3]])
        for text in ["", "[1, 2]", "{}", #"[["a"]]"#] {
            #expect(throws: LanguageModelError.self) { try windows(text) }
        }
    }

    @Test func tokensAreChecked() throws {
        let folder = try TemporaryFolder()
        let model = try LoadedModel(path: folder.write(TinyModel(seed: 2).llama2, "tiny.bin")).model
        for (windows, part) in [
            ([[1]], "needs two"), ([[1, 20]], "token 20"), ([[-1, 1]], "token -1"), ([], "no windows"),
            ([Array(repeating: 1, count: 14)], "don't fit a sequence of 12"),
        ] as [([[Int]], String)] {
            do {
                _ = try Perplexity.measure(model, windows: windows)
                Issue.record("\(windows) was taken")
            } catch { #expect("\(error)".contains(part), "\(error)") }
        }
    }
}
