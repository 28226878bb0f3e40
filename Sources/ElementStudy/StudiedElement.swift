import Arithmetic
import Configuration
import Cost
import Hardware
import Verification

/// A processing element with its share of what its row and column carry for it, in a tile of 8 × 8.
public struct StudiedElement: Sendable {
    public let name: String
    /// The element alone, without operand registers and dequantiser.
    public let core: CostModule
    /// The element, 1/8 of its row's and column's units, and its part of a dequantiser.
    public let whole: CostDesign
    /// Multiply-accumulates of a step.
    public let lanes: Int
    /// Cycles of a step for each weight type that the element takes.
    public let cycles: [WeightDataType: Int]
    /// The array that the element stands in; nil for a baseline beside it.
    public let configuration: ArrayConfiguration?
    /// How it computes the sum of a group, for its error, and the weights that it is judged by.
    let method: AccumulationMethod
    let judgedType: WeightDataType

    /// Rows and columns of the tile.
    static let side = 8.0

    /// The element of an array.
    ///
    /// - Throws: `ElaborationError` when a design breaks a rule of the language.
    init(_ configuration: ArrayConfiguration) throws {
        let kind = configuration.processingElement
        let width = kind == .sharedExponent ? ", W = \(configuration.alignedWidth)" : ""
        name = "\(kind.rawValue), radix \(configuration.radix.rawValue)\(width)"
        let core = try HardwareDesign.processingElement.flatCostModule(configuration)
        let row: HardwareDesign = kind == .sharedExponent ? .activationAligner : .activationRow
        let alike = configuration.dequantizersPerColumn - 1
        self.core = core
        whole = CostDesign(
            name: name,
            parts: [
                CostDesign.Part(core),
                CostDesign.Part(try row.flatCostModule(configuration), weight: 1 / Self.side),
                CostDesign.Part(
                    try HardwareDesign.weightColumn.flatCostModule(configuration), weight: 1 / Self.side),
                CostDesign.Part(
                    try HardwareDesign.lastDequantizer.flatCostModule(configuration), weight: 1 / Self.side),
            ]
                + (alike == 0
                    ? []
                    : [
                        CostDesign.Part(
                            try HardwareDesign.dequantizer.flatCostModule(configuration),
                            weight: Double(alike) / Self.side)
                    ]))
        lanes = configuration.lanes
        cycles = Dictionary(
            uniqueKeysWithValues: WeightDataType.allCases.map { ($0, configuration.termCount($0)) })
        self.configuration = configuration
        method =
            kind == .sharedExponent
            ? .sharedExponent(alignedWidth: configuration.alignedWidth)
            : .exponentMatched(configuration.radix)
        judgedType = .fp4
    }

    /// A baseline of one multiply-accumulate a cycle, with its operand registers.
    private init(
        _ name: String, _ element: HardwareDesign, row: [HardwareDesign], column: [HardwareDesign],
        cycles: [WeightDataType: Int], lanes: Int = 1, _ configuration: ArrayConfiguration,
        method: AccumulationMethod, judgedType: WeightDataType, vectors: PortVectors?
    ) throws {
        self.method = method
        self.judgedType = judgedType
        self.name = name
        let core = try element.flatCostModule(configuration).with(vectors)
        self.core = core
        let shared = try (row + column).map {
            CostDesign.Part(try $0.flatCostModule(configuration), weight: 1 / Self.side)
        }
        whole = CostDesign(name: name, parts: [CostDesign.Part(core)] + shared)
        self.lanes = lanes
        self.cycles = cycles
        self.configuration = nil
    }

    /// The binary16 multiply-accumulate, which takes any weight in one cycle.
    static func halfPrecision(_ configuration: ArrayConfiguration, seed: UInt64) throws -> StudiedElement {
        try StudiedElement(
            "FP16 multiply-accumulate", .halfPrecisionElement, row: [.halfPrecisionActivation],
            column: [.halfPrecisionWeight],
            cycles: Dictionary(uniqueKeysWithValues: WeightDataType.allCases.map { ($0, 1) }), configuration,
            method: .binary16, judgedType: .fp4, vectors: halfPrecisionVectors(seed: seed))
    }

    /// FP16 × INT8 in the manner of FIGNA (HPCA 2024): aligned mantissas times integers.
    static func integerWeight(_ configuration: ArrayConfiguration) throws -> StudiedElement {
        let integers = WeightDataType.allCases.filter { !$0.isFloatingPoint }
        return try StudiedElement(
            "FP16 x INT8", .integerWeightElement, row: [.activationAligner], column: [.integerWeight],
            cycles: Dictionary(uniqueKeysWithValues: integers.map { ($0, 1) }), configuration,
            method: .sharedExponent(alignedWidth: configuration.alignedWidth), judgedType: .int8, vectors: nil
        )
    }

    /// Normal activations and weights, as binary16 fields on the ports of the element; groups of 128.
    private static func halfPrecisionVectors(seed: UInt64) -> PortVectors {
        let operands = ["activation", "weight"].flatMap { name in
            [("sign", 1), ("exponent", 6), ("significand", 11), ("infinite", 1), ("not_a_number", 1)].map {
                PortVectors.Port(name: "\(name)_\($0.0)", width: $0.1)
            }
        }
        var vectors = PortVectors(
            source: "activations N(0,1), weights N(0,1)/16, seed \(seed)",
            ports: operands + [PortVectors.Port(name: "first", width: 1)])
        var generator = SeededGenerator(seed: seed)
        for cycle in 0..<1024 {
            var words: [[UInt64]] = []
            for scale in [1.0, 1.0 / 16] {
                // The sum of twelve uniform numbers, less their mean.
                let sum = (0..<12).reduce(0.0) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
                let bits = Float16((sum - 6) * scale).bitPattern
                let field = max(Int(bits >> 10 & 31), 1)
                let significand = UInt64(bits & 1023 | 1024)
                words += [
                    [UInt64(bits >> 15)], [UInt64(bitPattern: Int64(field - 8))], [significand], [0], [0],
                ]
            }
            vectors.append(words + [[cycle % 128 == 1 ? 1 : 0]])
        }
        return vectors
    }
}
