import Foundation
import Testing

@testable import Quantization

/// Checkpoints of every kind as input: what is read, and what becomes of it.
@Suite struct CheckpointKindTests {
    private static let weights: [Float] = (0..<128).map { index in Float(index * 37 % 83) / 41 - 1 }

    private func writeShards(_ folder: TemporaryFolder, index: String? = nil) throws {
        _ = try folder.write(safetensors([("a", [4, 32], Self.weights)]), "one.safetensors")
        _ = try folder.write(
            safetensors([("b", [2, 64], Self.weights.reversed()), ("bias", [3], [1, 2, 3])]),
            "two.safetensors")
        let text =
            index ?? """
                {"metadata": {"total_size": 1036}, "weight_map": {
                "a": "one.safetensors", "b": "two.safetensors", "bias": "two.safetensors"}}
                """
        _ = try folder.write(Array(text.utf8), "model.safetensors.index.json")
    }

    private func message(_ path: String) -> String {
        do {
            _ = try CheckpointKind.open(path)
            return "opened"
        } catch { return "\(error)" }
    }

    @Test func kindsAreToldByContent() throws {
        let folder = try TemporaryFolder()
        for (bytes, kind) in [
            (safetensors([("w", [1], [1])]), .safetensors), (GGUFImage.everyFormat().image.bytes, .gguf),
            (Llama2Image().bytes, .llama2), (Array(" \n{\"weight_map\":{}}".utf8), .shardIndex),
        ] as [([UInt8], CheckpointKind)] {
            #expect(try CheckpointKind(path: folder.write(bytes, "file")) == kind)
        }
        // 123 layers have the code of an opening brace where safetensors have theirs.
        var deep = Llama2Image()
        deep.layers = 123
        #expect(try CheckpointKind(path: folder.write(deep.header, "file")) == .llama2)
        for (bytes, text) in [
            ([], "its 0 bytes"), ([1, 2, 3], "its 3 bytes"), ([UInt8](repeating: 255, count: 40), "40 bytes"),
            (Array("PK\u{3}\u{4}data.pkl".utf8), "zip archive"),
            (Array("24ka".utf8) + [UInt8](repeating: 0, count: 252), "version after 0"),
        ] as [([UInt8], String)] {
            let problem = message(try folder.write(bytes, "file"))
            #expect(problem.contains(text) && problem.contains("Give safetensors"), "\(problem)")
        }
        #expect(message(folder.path("absent")).contains("can't be opened"))
        #expect(message(folder.url.path).contains("neither model.safetensors.index.json nor"))
    }

    /// Shards by their index or their folder give what one file with the same tensors gives, byte for byte.
    @Test func shardsAreOneCheckpoint() throws {
        let folder = try TemporaryFolder()
        try writeShards(folder)
        _ = try folder.write(
            safetensors([
                ("a", [4, 32], Self.weights), ("b", [2, 64], Self.weights.reversed()),
                ("bias", [3], [1, 2, 3]),
            ]), "whole")
        let index = folder.path("model.safetensors.index.json")
        for (input, output) in [(folder.path("whole"), "1"), (index, "2"), (folder.url.path, "3")] {
            let summary = try CheckpointQuantizer(
                input: input, output: folder.path(output),
                settings: .init(type: .bitmod4, granularity: .group(32))
            ).run()
            #expect(summary.tensors.map(\.name) == ["a", "b"])
            #expect(summary.unquantized.map(\.name) == ["bias"])
        }
        #expect(try folder.bytes("1") == folder.bytes("2"))
        #expect(try folder.bytes("1") == folder.bytes("3"))
        // A shard isn't to be overwritten either.
        let error = #expect(throws: QuantizationError.self) {
            try CheckpointQuantizer(
                input: index, output: folder.path("two.safetensors"), settings: .init(type: .bitmod4)
            ).run()
        }
        #expect(error?.description.contains("the output is the input") == true)
        let comparison = try CheckpointComparison(
            input: index, types: [.bitmod4, .int4], granularity: .group(32)
        ).run()
        #expect(comparison.tensorCount == 2 && comparison.weights == 256)
        let explanation = try GroupExplanation(
            file: folder.url.path, tensor: "b", group: 1,
            settings: .init(type: .bitmod4, granularity: .group(32)))
        #expect(explanation.weights.map(\.weight) == Array(Self.weights.reversed()[32..<64]))
    }

    @Test func wrongIndicesAreRefused() throws {
        let folder = try TemporaryFolder()
        let index = folder.path("model.safetensors.index.json")
        for (text, problem) in [
            ("{", "isn't valid JSON"), ("{}", "no object \"weight_map\""),
            ("{\"weight_map\": []}", "no object \"weight_map\""), ("{\"weight_map\": {}}", "names 0 shards"),
            ("{\"weight_map\": {\"a\": 1}}", "isn't a string"),
            ("{\"weight_map\": {\"a\": \"../one.safetensors\"}}", "beside their index"),
            ("{\"weight_map\": {\"a\": \"/etc/passwd\"}}", "beside their index"),
            (
                "{\"weight_map\": {\"a\": \"two.safetensors\"}}",
                "should be in two.safetensors, which hasn't it"
            ),
            ("{\"weight_map\": {\"a\": \"three.safetensors\"}}", "three.safetensors: it can't be opened"),
            (
                "{\"weight_map\": {\"a\": \"one.safetensors\", \"a\": \"two.safetensors\"}}",
                "\"a\" occurs twice"
            ),
            (
                "{\"weight_map\": {\"c\": \"one.safetensors\"}}",
                "should be in one.safetensors, which hasn't it"
            ),
        ] {
            try writeShards(folder, index: text)
            let said = message(index)
            #expect(said.contains(problem), "\(said)")
        }
        try writeShards(folder)
        _ = try folder.write(
            safetensors([("a", [1], [1]), ("b", [1], [1]), ("bias", [1], [1])]), "two.safetensors")
        #expect(message(index).contains("both one.safetensors and two.safetensors have it"))
    }

    @Test func everyFormatOfGGUFIsReadAndQuantised() throws {
        let folder = try TemporaryFolder()
        let (image, values) = GGUFImage.everyFormat()
        let input = try folder.write(image.bytes, "model.gguf")
        let source = try CheckpointKind.open(input)
        #expect(source.tensors.map(\.name) == image.tensors.map(\.name))
        for tensor in source.tensors {
            #expect(try source.floats(tensor) == values[tensor.name], "\(tensor)")
        }
        let settings = QuantizationSettings(type: .bitmod3, granularity: .group(64))
        _ = try CheckpointQuantizer(input: input, output: folder.path("packed"), settings: settings).run()
        let packed = try PackedContainer(path: folder.path("packed"))
        #expect(packed.layouts.map(\.name) == ["BF16", "F16", "F32", "Q4_0", "Q4_1", "Q8_0"])
        for layout in packed.layouts {
            let expected = try Quantizer.quantize(
                values: values[layout.name]!, rows: 2, columns: 64, settings: settings)
            #expect(try packed.tensor(named: layout.name) == expected)
        }
        // Blocks that are carried over become F32.
        let reader = try SafetensorsReader(path: folder.path("packed"))
        let bias = try reader.entry(named: "bias")
        #expect(bias.format == .binary32)
        #expect(try reader.floats(bias) == values["bias"])
    }

    @Test func wrongGGUFIsRefused() throws {
        let folder = try TemporaryFolder()
        func message(_ change: (inout GGUFImage) -> Void) throws -> String {
            var image = GGUFImage.everyFormat().image
            change(&image)
            return self.message(try folder.write(image.bytes, "model.gguf"))
        }
        #expect(try message { _ in } == "opened")
        #expect(try message { $0.version = 1 }.contains("version 1"))
        #expect(try message { $0.tensors[1].name = "F32" }.contains("tensor \"F32\" twice"))
        #expect(try message { $0.tensors[1].offset = 0 }.contains("\"F32\" and \"F16\" overlap"))
        #expect(try message { $0.tensors[1].offset = 520 }.contains("no multiple of the alignment 32"))
        #expect(try message { $0.tensors[1].offset = 1 << 40 }.contains("beyond the end"))
        #expect(try message { $0.tensors[1].offset = -32 }.contains("offset of tensor"))
        #expect(try message { $0.tensors[3].shape = [4, 33] }.contains("rows of 33 elements"))
        #expect(try message { $0.tensors[3].shape = [] }.contains("rows of 1 elements"))
        #expect(try message { $0.tensors[3].shape = [1 << 40, 1 << 40] }.contains("more elements than"))
        #expect(try message { $0.tensors[3].shape = [1, 1, 1, 1, 32] }.contains("5 dimensions"))
        #expect(try message { $0.tensors[3].type = 14 }.contains("element type 14"))
        #expect(try message { $0.pairs.append($0.pairs[0]) }.contains("\"general.architecture\" twice"))
        let bytes = GGUFImage.everyFormat().image.bytes
        let short = self.message(try folder.write(Array(bytes.prefix(250)), "short"))
        #expect(short.contains("ends inside its header") || short.contains("file has room for"))
        #expect(self.message(try folder.write(Array(bytes.dropLast(40)), "short")).contains("beyond the end"))
        // A list that claims a billion elements.
        var list = GGUFImage()
        list.pairs = [
            GGUFImage.text("k") + littleEndian(UInt32(9)) + littleEndian(UInt32(0))
                + littleEndian(UInt64(1 << 30))
        ]
        #expect(self.message(try folder.write(list.bytes, "list")).contains("1073741824 list elements"))
    }

    @Test(arguments: [(20, true), (20, false), (-20, true)])
    func llama2CheckpointsAreReadAndQuantised(_ vocabulary: Int, _ hasTables: Bool) throws {
        let folder = try TemporaryFolder()
        var image = Llama2Image()
        image.vocabulary = vocabulary
        image.hasTables = hasTables
        let input = try folder.write(image.bytes, "model.bin")
        let summary = try CheckpointQuantizer(
            input: input, output: folder.path("plain"), settings: .init(type: .int8, granularity: .group(16)),
            dequantize: true
        ).run()
        #expect(summary.tensors.count == 7 * 2 + (vocabulary < 0 ? 2 : 1))
        #expect(summary.unquantized.count == 5)
        let (source, plain) = (
            try CheckpointKind.open(input), try SafetensorsReader(path: folder.path("plain"))
        )
        #expect(Set(source.tensors.map(\.name)) == Set(plain.tensors.map(\.name)))
        let norm = try source.tensor(named: "layers.1.attention_norm")
        #expect(try source.floats(norm) == plain.floats(norm))
        let matrix = try source.tensor(named: "layers.1.w2")
        #expect(matrix.shape == [16, 32])
        let largest = try zip(source.floats(matrix), plain.floats(matrix)).map { abs($0 - $1) }.max()!
        #expect(largest > 0 && largest < 0.01)

        for (bytes, text) in [
            (
                Array(image.bytes.dropLast(4)),
                vocabulary < 0 ? "ends inside" : hasTables ? "bytes after" : "ends"
            ),
            (image.bytes + [0, 0, 0, 0], "4 bytes after"), (Array(image.bytes.prefix(40)), "ends inside"),
        ] {
            let said = message(try folder.write(bytes, "wrong.bin"))
            #expect(said.contains(text) || said.contains("bytes after its last tensor"), "\(said)")
        }
    }
}
