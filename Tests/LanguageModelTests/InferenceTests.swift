import Foundation
import LanguageModel
import Quantization
import Testing

struct InferenceTests {
    private let tokens = [1, 7, 3, 19, 0, 4, 4, 12]

    private func logits(_ model: LlamaModel) throws -> [Float] {
        var session = InferenceSession(model)
        return try session.logits(after: tokens)
    }

    private func model(_ tiny: TinyModel) throws -> LlamaModel {
        let folder = try TemporaryFolder()
        return try LlamaModel(Llama2Checkpoint(path: folder.write(tiny.llama2, "tiny.bin")))
    }

    @Test func shardsAreOneModel() throws {
        let tiny = TinyModel(seed: 6)
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(tiny.configuration.utf8), "config.json")
        _ = try folder.write(tiny.safetensors { $0.hasPrefix("layers.") }, "blocks.safetensors")
        _ = try folder.write(tiny.safetensors { !$0.hasPrefix("layers.") }, "rest.safetensors")
        _ = try folder.write(Array(tiny.index.utf8), "model.safetensors.index.json")
        let sharded = try logits(LoadedModel(path: folder.url.path).model)
        let whole = try TemporaryFolder()
        _ = try whole.write(Array(tiny.configuration.utf8), "config.json")
        _ = try whole.write(tiny.safetensors, "model.safetensors")
        #expect(try logits(LoadedModel(path: whole.url.path).model) == sharded)
    }

    @Test func oneTokenAtATimeGivesTheSameBits() throws {
        let model = try model(TinyModel(seed: 3))
        let together = try logits(model)
        var session = InferenceSession(model)
        let apart = try tokens.flatMap { try session.logits(after: [$0]) }
        #expect(apart == together)
    }

    /// The first token attends to itself alone: what comes out follows from the definition, computed here plainly.
    @Test func theFirstTokenFollowsTheDefinition() throws {
        let tiny = TinyModel(seed: 5)
        func tensor(_ name: String) -> [Double] {
            tiny.tensors.first { $0.name == name }!.values.map(Double.init)
        }
        func added(_ x: [Double], _ y: [Double]) -> [Double] { x.indices.map { x[$0] + y[$0] } }
        func normalized(_ x: [Double], _ weight: [Double]) -> [Double] {
            let squares = x.reduce(0.0) { $0 + $1 * $1 }
            let factor: Double = 1 / (squares / Double(x.count) + 1e-5).squareRoot()
            return x.indices.map { x[$0] * factor * weight[$0] }
        }
        func product(_ matrix: [Double], _ x: [Double]) -> [Double] {
            stride(from: 0, to: matrix.count, by: x.count).map { (row: Int) -> Double in
                x.indices.reduce(0.0) { $0 + matrix[row + $1] * x[$1] }
            }
        }
        let token = tokens[0]
        let embedding = tensor("token_embedding")
        var x = Array(embedding[token * 16..<(token + 1) * 16])
        for layer in 0..<tiny.layers {
            let prefix = "layers.\(layer)."
            let value = product(tensor(prefix + "wv"), normalized(x, tensor(prefix + "attention_norm")))
            // Two heads share each head of values.
            let mixed: [Double] = Array(value[0..<4] + value[0..<4] + value[4..<8] + value[4..<8])
            x = added(x, product(tensor(prefix + "wo"), mixed))
            let normal = normalized(x, tensor(prefix + "feed_forward_norm"))
            let gate: [Double] = product(tensor(prefix + "w1"), normal).map { $0 / (1 + exp(-$0)) }
            let up = product(tensor(prefix + "w3"), normal)
            let inner: [Double] = gate.indices.map { gate[$0] * up[$0] }
            x = added(x, product(tensor(prefix + "w2"), inner))
        }
        let expected = product(embedding, normalized(x, tensor("final_norm")))
        let found = try logits(model(tiny)).prefix(20)
        #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1) < 1e-4 }, "\(found) \(expected)")
    }

    @Test func everyFormatIsTheSameModel() throws {
        let tiny = TinyModel(seed: 11)
        let folder = try TemporaryFolder()
        let expected = try logits(LoadedModel(path: folder.write(tiny.llama2, "tiny.bin")).model)
        let gguf = try logits(LoadedModel(path: folder.write(tiny.gguf, "tiny.gguf")).model)
        #expect(gguf == expected)
        _ = try folder.write(Array(tiny.configuration.utf8), "config.json")
        _ = try folder.write(tiny.safetensors, "model.safetensors")
        let huggingFace = try logits(LoadedModel(path: folder.url.path).model)
        // The products of a head are summed in another order.
        #expect(zip(huggingFace, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func aModelThatKnowsNothingLosesTheLogarithmOfItsVocabulary() throws {
        let model = try model(TinyModel(seed: 1, amplitude: 0))
        let result = try Perplexity.measure(model, windows: [tokens, [2, 3]])
        #expect(abs(result.perplexity - 20) < 1e-9)
        #expect(result.predictions == 8)
    }

    @Test func lossesAreThoseOfTheLogits() throws {
        let model = try model(TinyModel(seed: 8))
        let all = try logits(model)
        var sum = 0.0
        for (index, next) in tokens.dropFirst().enumerated() {
            let row = all[index * 20..<(index + 1) * 20].map { Double($0) }
            let total: Double = row.reduce(0.0) { $0 + exp($1) }
            sum += log(total) - row[next]
        }
        let expected = sum / Double(tokens.count - 1)
        let found = try Perplexity.measure(model, windows: [tokens]).loss
        #expect(abs(found - expected) < 1e-6)
    }

    @Test func quantisedByManyBitsItIsNearlyTheSame() throws {
        let model = try model(TinyModel(seed: 21))
        let settings = QuantizationSettings(
            type: .int8, granularity: .group(16), scaleFormat: .binary32, indivisible: .row)
        let plain = try Perplexity.measure(model, windows: [tokens]).loss
        let float = try Perplexity.measure(model.quantized(settings), windows: [tokens]).loss
        #expect(float != plain)
        #expect(abs(float - plain) < 0.05)
    }

    /// Sums of the golden model are the exact sums of the same dequantised weights and binary16 activations, but for
    /// its alignment error, which is far below a thousandth here.
    @Test(arguments: ["bitmod4", "bitmod3", "fp4-er", "int6"]) func theGoldenDatapathComputesTheSame(
        _ name: String
    ) throws {
        let (rows, columns, count) = (19, 64, 18)
        var state: UInt64 = 77
        func next() -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 23) - 1
        }
        let weights = (0..<rows * columns).map { _ in next() }
        let inputs = (0..<count * columns).map { _ in Float(Float16(next())) }
        let tensor = try Quantizer.quantize(
            values: weights, rows: rows, columns: columns, type: .named(name), groupSize: 32)
        let golden = try GoldenLinearLayer(tensor)
        let restored = tensor.dequantized()
        var found = [Float](repeating: 0, count: count * rows)
        found.withUnsafeMutableBufferPointer { golden.multiply(inputs, count: count, into: $0.baseAddress!) }
        var worst = 0.0
        for vector in 0..<count {
            for row in 0..<rows {
                let exact = (0..<columns).reduce(0.0) {
                    $0 + Double(restored[row * columns + $1]) * Double(inputs[vector * columns + $1])
                }
                worst = max(worst, abs(Double(found[vector * rows + row]) - exact))
            }
        }
        #expect(worst < 2e-3, "\(worst)")
        #expect(worst > 0)
    }
}
