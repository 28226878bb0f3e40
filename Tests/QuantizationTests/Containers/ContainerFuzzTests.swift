import Foundation
import Fuzzing
import Testing

@testable import Quantization

/// Changed headers of every container: each file is read or refused with an error that names it, without a crash, and
/// with little memory.
@Suite struct ContainerFuzzTests {
    /// - Parameters:
    ///   - header: bytes from the start that are changed.
    ///   - repaired: a safetensors header whose length is corrected half of the time, so that what follows is reached.
    private func fuzz(
        _ original: [UInt8], header: Int, seed: UInt64, name: String, in folder: TemporaryFolder,
        repaired: Bool = false, read: (String) throws -> Void
    ) throws -> FuzzTally {
        var mutator = ByteMutator(seed: seed)
        var tally = FuzzTally(seed: seed)
        for _ in 0..<FuzzTally.count {
            var bytes = original
            if repaired && mutator.number(below: 2) == 0 {
                let data = Array(original[header...])
                let text = mutator.mutated(Array(original[8..<header]), header: header - 8)
                bytes = littleEndian(UInt64(text.count)) + text + data
            } else {
                bytes = mutator.mutated(original, header: header)
            }
            let path = try folder.write(bytes, name)
            tally.attempt(isClear: { ($0 as? QuantizationError)?.file?.hasPrefix(folder.url.path) == true }) {
                try read(path)
            }
        }
        return tally
    }

    private func readAll(_ path: String) throws {
        let source = try CheckpointKind.open(path)
        for tensor in source.tensors {
            if tensor.format.convertsToBinary32 { _ = try source.floats(tensor) }
            try source.forEachPiece(of: tensor) { _ in }
        }
    }

    private func check(_ tally: FuzzTally) {
        #expect(tally.unclear.isEmpty, "\(tally)")
        #expect(tally.refused > FuzzTally.count / 4, "\(tally)")
        #expect(FuzzTally.peakMemory < 1 << 30, "\(tally)")
    }

    @Test func safetensors() throws {
        let folder = try TemporaryFolder()
        let bytes = QuantizationTests.safetensors([
            ("weights", [3, 32], [Float](repeating: 1, count: 96)), ("bias", [3], [1, 2, 3]),
            ("one", [], [7]),
        ])
        let header = bytes.count - 4 * 100
        check(
            try fuzz(bytes, header: header, seed: 71, name: "file", in: folder, repaired: true, read: readAll)
        )
    }

    @Test func indicesOfShards() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b"] {
            _ = try folder.write(QuantizationTests.safetensors([(name, [2], [1, 2])]), name + ".safetensors")
        }
        let index = Array(
            #"{"metadata": {"total_size": 16}, "weight_map": {"a": "a.safetensors", "b": "b.safetensors"}}"#
                .utf8)
        check(try fuzz(index, header: index.count, seed: 72, name: "index", in: folder, read: readAll))
    }

    @Test func gguf() throws {
        let folder = try TemporaryFolder()
        var image = GGUFImage.everyFormat(rows: 1).image
        image.add("general.alignment", number: 32)
        image.add("tokenizer.ggml.tokens", texts: ["a", "b", "ab"])
        check(
            try fuzz(
                image.bytes, header: image.header.count, seed: 73, name: "file", in: folder, read: readAll))
    }

    @Test func llama2() throws {
        let folder = try TemporaryFolder()
        let image = Llama2Image(dimension: 4, hidden: 4, layers: 1, heads: 2, keyValueHeads: 1, vocabulary: 5)
        check(try fuzz(image.bytes, header: 28, seed: 74, name: "file", in: folder, read: readAll))
    }

    @Test(arguments: ["bitmod4", "nvfp4"]) func packed(_ type: String) throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(
            QuantizationTests.safetensors([
                ("w", [2, 32], (0..<64).map { Float($0 % 11) - 5 }), ("bias", [3], [1, 2, 3]),
            ]), "checkpoint")
        let output = folder.path("packed")
        _ = try CheckpointQuantizer(
            input: input, output: output, settings: .init(type: .named(type), granularity: .group(16))
        ).run()
        let bytes = try folder.bytes("packed")
        let dataSize = try SafetensorsReader(path: output).entries.last!.range.upperBound
        check(
            try fuzz(
                bytes, header: bytes.count - dataSize, seed: 75, name: "file", in: folder, repaired: true
            ) { _ = try PackedVerification(path: $0) })
    }
}
