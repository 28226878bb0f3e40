import Foundation

/// One sequence of tokens on its way through a model: the keys and values of all tokens so far, and room to compute in.
public struct InferenceSession {
    private let model: LlamaModel
    /// Tokens that have been taken.
    public private(set) var position = 0
    /// By block: keys, then values, of `sequenceLength` tokens.
    private var keys: [[Float]]
    private var values: [[Float]]
    /// Cosine and sine by position and pair.
    private let rotation: RotaryTable

    /// - Parameter capacity: longest sequence; at most the model's, which is the default.
    public init(_ model: LlamaModel, capacity: Int? = nil) {
        self.model = model
        let architecture = model.architecture
        let capacity = min(capacity ?? architecture.sequenceLength, architecture.sequenceLength)
        let count = capacity * architecture.keyValueDimension
        keys = Array(repeating: Array(repeating: 0, count: count), count: architecture.layers)
        values = keys
        rotation = RotaryTable(architecture, positions: capacity)
        self.capacity = capacity
    }

    /// Longest sequence.
    public let capacity: Int

    /// Takes tokens and gives the logits that follow each of them.
    /// - Parameter tokens: at least one.
    /// - Returns: `tokens.count` rows of `vocabulary` logits; with `onlyLast`, the last row alone.
    /// - Throws: ``LanguageModelError`` of kind `invalidTokens` when there are too many or one isn't in the vocabulary.
    public mutating func logits(after tokens: [Int], onlyLast: Bool = false) throws -> [Float] {
        let architecture = model.architecture
        guard !tokens.isEmpty, position + tokens.count <= capacity else {
            throw LanguageModelError(
                .invalidTokens,
                problem: "\(position + tokens.count) tokens don't fit a sequence of \(capacity)",
                remedy: "Give 1 to \(capacity) tokens")
        }
        if let bad = tokens.first(where: { !(0..<architecture.vocabulary).contains($0) }) {
            throw LanguageModelError(
                .invalidTokens, problem: "the token \(bad) isn't in the vocabulary",
                remedy: "Use tokens 0 to \(architecture.vocabulary - 1), of this model's tokenizer")
        }
        let dimension = architecture.dimension
        var stream = [Float](repeating: 0, count: tokens.count * dimension)
        for (index, token) in tokens.enumerated() {
            model.embedding.withRow(token) { row in
                for element in 0..<dimension { stream[index * dimension + element] = row[element] }
            }
        }
        for index in model.blocks.indices {
            attend(block: index, &stream, count: tokens.count)
            feedForward(model.blocks[index], &stream, count: tokens.count)
        }
        position += tokens.count
        let kept = onlyLast ? 1 : tokens.count
        let last = Array(stream[(tokens.count - kept) * dimension..<tokens.count * dimension])
        let normal = normalized(last, by: model.finalNormalization, count: kept)
        return multiply(normal, by: model.output, count: kept)
    }

    private func normalized(_ input: [Float], by weight: [Float], count: Int) -> [Float] {
        let dimension = model.architecture.dimension
        var output = [Float](repeating: 0, count: input.count)
        output.withUnsafeMutableBufferPointer { output in
            input.withUnsafeBufferPointer { input in
                weight.withUnsafeBufferPointer { weight in
                    for index in 0..<count {
                        normalize(
                            input.baseAddress! + index * dimension, weight: weight.baseAddress!,
                            epsilon: model.architecture.normalizationEpsilon, count: dimension,
                            into: output.baseAddress! + index * dimension)
                    }
                }
            }
        }
        return output
    }

    private func multiply(_ input: [Float], by layer: any LinearLayer, count: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: count * layer.rows) { output, initialized in
            input.withUnsafeBufferPointer {
                layer.multiply($0.baseAddress!, count: count, into: output.baseAddress!)
            }
            initialized = count * layer.rows
        }
    }

    private mutating func attend(block index: Int, _ stream: inout [Float], count: Int) {
        let architecture = model.architecture
        let block = model.blocks[index]
        let normal = normalized(stream, by: block.attentionNormalization, count: count)
        var queries = multiply(normal, by: block[.query], count: count)
        var newKeys = multiply(normal, by: block[.key], count: count)
        let newValues = multiply(normal, by: block[.value], count: count)
        rotation.rotate(&queries, heads: architecture.heads, count: count, from: position)
        rotation.rotate(&newKeys, heads: architecture.keyValueHeads, count: count, from: position)
        let width = architecture.keyValueDimension
        keys[index].replaceSubrange(position * width..<(position + count) * width, with: newKeys)
        values[index].replaceSubrange(position * width..<(position + count) * width, with: newValues)
        var mixed = [Float](repeating: 0, count: count * architecture.queryDimension)
        mixed.withUnsafeMutableBufferPointer { mixed in
            queries.withUnsafeBufferPointer { queries in
                keys[index].withUnsafeBufferPointer { keys in
                    values[index].withUnsafeBufferPointer { values in
                        for token in 0..<count {
                            mix(
                                queries.baseAddress! + token * architecture.queryDimension, keys.baseAddress!,
                                values.baseAddress!, reach: position + token + 1,
                                into: mixed.baseAddress! + token * architecture.queryDimension)
                        }
                    }
                }
            }
        }
        let result = multiply(mixed, by: block[.output], count: count)
        for element in stream.indices { stream[element] += result[element] }
    }

    /// Attention of one token over the first `reach` tokens.
    private func mix(
        _ query: UnsafePointer<Float>, _ keys: UnsafePointer<Float>, _ values: UnsafePointer<Float>,
        reach: Int,
        into output: UnsafeMutablePointer<Float>
    ) {
        let architecture = model.architecture
        let (size, width) = (architecture.headSize, architecture.keyValueDimension)
        let sharing = architecture.heads / architecture.keyValueHeads
        let factor = 1 / Float(size).squareRoot()
        withUnsafeTemporaryAllocation(of: Float.self, capacity: reach) { scores in
            for head in 0..<architecture.heads {
                let offset = head / sharing * size
                for token in 0..<reach {
                    scores[token] =
                        dotProduct(query + head * size, keys + token * width + offset, count: size) * factor
                }
                softmax(scores.baseAddress!, count: reach)
                let target = output + head * size
                for token in 0..<reach {
                    let value = values + token * width + offset
                    let score = scores[token]
                    for element in 0..<size { target[element] += score * value[element] }
                }
            }
        }
    }

    private func feedForward(_ block: LlamaModel.Block, _ stream: inout [Float], count: Int) {
        let normal = normalized(stream, by: block.feedForwardNormalization, count: count)
        var gate = multiply(normal, by: block[.gate], count: count)
        let up = multiply(normal, by: block[.up], count: count)
        for element in gate.indices {
            let value = gate[element]
            gate[element] = value / (1 + exp(-value)) * up[element]
        }
        let result = multiply(gate, by: block[.down], count: count)
        for element in stream.indices { stream[element] += result[element] }
    }
}
