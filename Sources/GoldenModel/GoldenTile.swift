import Configuration

/// Everything that one output tile is computed from. All arrays are flat, the last index fastest.
///
/// With R rows, C columns, G groups and D = G · groupSize, row *r* and column *c* give the result
/// `channelScales[c] · Σ_g scales[g, c] · Σ_k weight[c, k] · activation[r, k]`.
public struct GoldenTileInput: Sendable {
    /// R × D binary16 encodings.
    public var activations: [UInt16]
    /// C × D weight codes, in the low bits of each byte.
    public var weights: [UInt8]
    /// G data types, each that of one group in all columns.
    public var dataTypes: [WeightDataType]
    /// G × C special value selectors, 0 … 3. Integer types ignore theirs.
    public var selectors: [UInt8]
    /// G × C unsigned group scales.
    public var scales: [UInt8]
    /// C binary32 encodings.
    public var channelScales: [UInt32]

    public init(
        activations: [UInt16], weights: [UInt8], dataTypes: [WeightDataType], selectors: [UInt8],
        scales: [UInt8], channelScales: [UInt32]
    ) {
        self.activations = activations
        self.weights = weights
        self.dataTypes = dataTypes
        self.selectors = selectors
        self.scales = scales
        self.channelScales = channelScales
    }

    /// Checks every shape and range against a configuration.
    /// - Throws: ``GoldenInputError`` that names the array, its length or value, and what would be right.
    public func validate(for configuration: ArrayConfiguration) throws {
        let groups = dataTypes.count
        guard groups > 0 else {
            throw GoldenInputError(
                parameter: "dataTypes", problem: "is empty", remedy: "give at least one group")
        }
        let depth = groups * configuration.groupSize
        let outputs = groups * configuration.columns
        try Self.check(
            "activations", activations.count, configuration.rows * depth, "rows × groups × groupSize")
        try Self.check(
            "weights", weights.count, configuration.columns * depth, "columns × groups × groupSize")
        try Self.check("selectors", selectors.count, outputs, "groups × columns")
        try Self.check("scales", scales.count, outputs, "groups × columns")
        try Self.check("channelScales", channelScales.count, configuration.columns, "columns")
        if let index = selectors.firstIndex(where: { $0 >= SpecialValues.count }) {
            let (group, column) = index.quotientAndRemainder(dividingBy: configuration.columns)
            throw GoldenInputError(
                parameter: "selectors",
                problem: "is \(selectors[index]) for group \(group), column \(column)",
                remedy: "use 0 to \(SpecialValues.count - 1)")
        }
    }

    private static func check(_ name: String, _ count: Int, _ expected: Int, _ shape: String) throws {
        guard count == expected else {
            throw GoldenInputError(
                parameter: name, problem: "has \(count) elements",
                remedy: "give \(shape) = \(expected)")
        }
    }
}

/// An input that doesn't fit the array: which one, what is wrong with it and what would be right.
public struct GoldenInputError: Error, CustomStringConvertible, Equatable, Sendable {
    /// The input, by its name in the interface.
    public let parameter: String
    /// What is wrong, as the rest of a sentence that starts with the parameter.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String

    public var description: String { "\(parameter) \(problem): \(remedy)." }
}

/// The results of one output tile.
public struct GoldenTileOutput: Equatable, Sendable {
    /// Rows × columns, row-major.
    public let results: [GoldenResult]
    /// Columns of the array, the stride of ``results``.
    public let columns: Int

    public subscript(row: Int, column: Int) -> GoldenResult { results[row * columns + column] }

    /// Whether any result of the tile sets the sticky status bit `invalid`.
    public var invalid: Bool { results.contains { $0.invalid } }
    /// Whether any result of the tile sets the sticky status bit `overflow`.
    public var overflow: Bool { results.contains { $0.overflow } }
}

/// The array's sticky status bits. None is ever cleared by the data path.
public struct GoldenStatus: Equatable, Sendable {
    /// A result became the canonical NaN.
    public var invalid = false
    /// A finite result became infinity.
    public var overflow = false
    /// A special value was written that the array's terms can't express.
    public var specialValueError = false

    public init() {}
}

/// One group's contribution to one output, for comparing and reporting.
public struct GoldenGroupSum: Equatable, Sendable {
    /// Signed mantissa of the group sum; its value is `accumulator · 2^lastPlace`.
    public let accumulator: Int
    /// Exponent of the group sum, as the hardware carries it: ``lastPlace`` and `ArrayConfiguration.exponentBias`.
    public let exponent: Int
    /// Power of two of the last place of ``accumulator`` and ``product``.
    public let lastPlace: Int
    /// `accumulator` times the group's scale.
    public let product: Int128
}
