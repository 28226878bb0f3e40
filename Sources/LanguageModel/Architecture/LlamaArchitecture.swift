/// The numbers that make a Llama: sizes, normalisation and rotary position embedding.
public struct LlamaArchitecture: Sendable, Hashable {
    /// Which elements of a head the rotary position embedding turns together.
    public enum RotaryPairing: String, Sendable {
        /// Elements 2i and 2i + 1: llama2.c and GGUF checkpoints.
        case adjacent
        /// Elements i and i + half the head: Hugging Face checkpoints.
        case halves
    }

    /// Elements of the residual stream.
    public let dimension: Int
    /// Elements inside the feed-forward network.
    public let hiddenDimension: Int
    public let layers: Int
    public let heads: Int
    /// Heads of keys and values; divides ``heads`` (grouped-query attention).
    public let keyValueHeads: Int
    /// Elements of one head; even.
    public let headSize: Int
    public let vocabulary: Int
    /// Longest sequence of tokens.
    public let sequenceLength: Int
    public let normalizationEpsilon: Float
    public let rotaryBase: Float
    public let rotaryPairing: RotaryPairing

    /// Elements of all key heads together.
    public var keyValueDimension: Int { keyValueHeads * headSize }
    /// Elements of all query heads together.
    public var queryDimension: Int { heads * headSize }

    /// - Throws: ``LanguageModelError`` of kind `unsupportedModel` that names the number that makes no model.
    public init(
        dimension: Int, hiddenDimension: Int, layers: Int, heads: Int, keyValueHeads: Int,
        headSize: Int? = nil,
        vocabulary: Int, sequenceLength: Int, normalizationEpsilon: Float = 1e-5, rotaryBase: Float = 10_000,
        rotaryPairing: RotaryPairing
    ) throws {
        let limit = 1 << 24
        for (name, value) in [
            ("dimension", dimension), ("hidden dimension", hiddenDimension), ("layers", layers),
            ("heads", heads),
            ("key and value heads", keyValueHeads), ("vocabulary", vocabulary),
            ("sequence length", sequenceLength),
        ] where !(1...limit).contains(value) {
            throw LanguageModelError(
                .unsupportedModel, problem: "the model's \(name) is \(value)",
                remedy: "Give a model whose sizes are 1 to \(limit)")
        }
        let headSize = headSize ?? dimension / heads
        guard heads.isMultiple(of: keyValueHeads), headSize >= 2, headSize.isMultiple(of: 2),
            headSize <= limit
        else {
            throw LanguageModelError(
                .unsupportedModel,
                problem:
                    "\(heads) heads of \(headSize) elements with \(keyValueHeads) heads of keys and values "
                    + "make no attention",
                remedy: "The heads must be a multiple of the key and value heads, their size even")
        }
        guard normalizationEpsilon >= 0, rotaryBase > 0, rotaryBase.isFinite else {
            throw LanguageModelError(
                .unsupportedModel,
                problem: "epsilon is \(normalizationEpsilon) and the rotary base \(rotaryBase)",
                remedy: "Give an epsilon of at least 0 and a base above 0")
        }
        self.dimension = dimension
        self.hiddenDimension = hiddenDimension
        self.layers = layers
        self.heads = heads
        self.keyValueHeads = keyValueHeads
        self.headSize = headSize
        self.vocabulary = vocabulary
        self.sequenceLength = sequenceLength
        self.normalizationEpsilon = normalizationEpsilon
        self.rotaryBase = rotaryBase
        self.rotaryPairing = rotaryPairing
    }
}
