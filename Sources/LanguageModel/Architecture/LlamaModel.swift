/// A Llama whose weights are in memory: RMSNorm, rotary position embedding, grouped-query attention and SwiGLU.
public struct LlamaModel: Sendable {
    /// The seven linear layers of a block, which are what is quantised.
    public enum LinearRole: String, CaseIterable, Sendable, Hashable {
        case query, key, value, output, gate, down, up
    }

    /// One block.
    public struct Block: Sendable {
        public let attentionNormalization: [Float]
        public let feedForwardNormalization: [Float]
        public fileprivate(set) var linears: [LinearRole: any LinearLayer]

        public init(
            attentionNormalization: [Float], feedForwardNormalization: [Float],
            linears: [LinearRole: any LinearLayer]
        ) {
            self.attentionNormalization = attentionNormalization
            self.feedForwardNormalization = feedForwardNormalization
            self.linears = linears
        }

        subscript(role: LinearRole) -> any LinearLayer { linears[role]! }
    }

    public let architecture: LlamaArchitecture
    /// One row a token.
    public let embedding: FloatMatrix
    public private(set) var blocks: [Block]
    public let finalNormalization: [Float]
    /// Gives one number a token of the vocabulary.
    public let output: FloatMatrix

    /// - Throws: ``LanguageModelError`` of kind `malformedModel` when a part doesn't have the architecture's shape.
    public init(
        architecture: LlamaArchitecture, embedding: FloatMatrix, blocks: [Block], finalNormalization: [Float],
        output: FloatMatrix
    ) throws {
        self.architecture = architecture
        self.embedding = embedding
        self.blocks = blocks
        self.finalNormalization = finalNormalization
        self.output = output
        try Self.check("the number of blocks", [blocks.count], [architecture.layers])
        let dimension = architecture.dimension
        try Self.check(
            "the embedding", [embedding.rows, embedding.columns], [architecture.vocabulary, dimension])
        try Self.check(
            "the output layer", [output.rows, output.columns], [architecture.vocabulary, dimension])
        try Self.check("the last normalisation", [finalNormalization.count], [dimension])
        for (index, block) in blocks.enumerated() {
            try Self.check(
                "normalisation of block \(index)", [block.attentionNormalization.count], [dimension])
            try Self.check(
                "normalisation of block \(index)", [block.feedForwardNormalization.count], [dimension])
            for role in LinearRole.allCases {
                guard let layer = block.linears[role] else {
                    throw LanguageModelError(
                        .malformedModel, problem: "block \(index) has no \(role.rawValue) layer",
                        remedy: "Give a complete checkpoint")
                }
                try Self.check(
                    "the \(role.rawValue) layer of block \(index)", [layer.rows, layer.columns],
                    Self.shape(of: role, in: architecture))
            }
        }
    }

    /// Rows and columns of a linear layer.
    public static func shape(of role: LinearRole, in architecture: LlamaArchitecture) -> [Int] {
        let dimension = architecture.dimension
        return switch role {
        case .query: [architecture.queryDimension, dimension]
        case .key, .value: [architecture.keyValueDimension, dimension]
        case .output: [dimension, architecture.queryDimension]
        case .gate, .up: [architecture.hiddenDimension, dimension]
        case .down: [dimension, architecture.hiddenDimension]
        }
    }

    private static func check(_ what: String, _ found: [Int], _ expected: [Int]) throws {
        guard found == expected else {
            func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " x ") }
            throw LanguageModelError(
                .malformedModel,
                problem: "\(what) is \(text(found)), the architecture says \(text(expected))",
                remedy: "Check that configuration and weights belong together")
        }
    }

    /// The same model with every linear layer of its blocks replaced.
    /// - Parameter replace: called with block, role and layer, in order.
    public func replacingLinears(
        _ replace: (_ block: Int, _ role: LinearRole, _ layer: any LinearLayer) throws -> any LinearLayer
    ) rethrows -> LlamaModel {
        var model = self
        for index in blocks.indices {
            for role in LinearRole.allCases {
                model.blocks[index].linears[role] = try replace(index, role, blocks[index][role])
            }
        }
        return model
    }
}
