/// What a whole-file job did.
public struct QuantizationSummary: Codable, Sendable, Equatable {
    /// A tensor that was quantised.
    public struct Tensor: Codable, Sendable, Equatable {
        public let name: String
        /// Output channels.
        public let rows: Int
        /// Input channels.
        public let columns: Int
        /// Weights of a group.
        public let groupSize: Int
        /// Mean of the squared differences between the weights and what codes and stored scales stand for, in
        /// binary64.
        public let meanSquareError: Double
        /// Ratio of the weights' mean square to ``meanSquareError``, in decibels; `nil` when either is zero.
        public let signalToNoiseRatio: Double?
        /// Bits of codes, selectors and scales for each weight, as packed.
        public let bitsPerWeight: Double
    }

    /// A tensor that was carried over, and why it wasn't quantised.
    public struct Unquantized: Codable, Sendable, Equatable {
        public let name: String
        /// Element type in the input.
        public let format: TensorFormat
        public let shape: [Int]
        public let reason: String
    }

    public let input: String
    public let output: String
    /// Name of the data type.
    public let type: String
    public let scaleFormat: ScaleFormat
    /// Whether the output holds binary32 weights instead of codes.
    public let dequantized: Bool
    /// The quantised tensors, by name.
    public let tensors: [Tensor]
    /// All others, by name.
    public let unquantized: [Unquantized]
    /// Quantised weights in all.
    public let weights: Int
    public let inputBytes: Int
    public let outputBytes: Int

    /// Bits for each quantised weight, as packed, over all tensors.
    public var bitsPerWeight: Double {
        guard weights > 0 else { return 0 }
        let bits = tensors.reduce(0) { $0 + $1.bitsPerWeight * Double($1.rows * $1.columns) }
        return bits / Double(weights)
    }
}

extension QuantizedTensor {
    /// Sums of the squared weights and of the squared differences to what codes and stored scales stand for,
    /// in binary64, each row by itself and then the rows in their order.
    func squares(original: UnsafeBufferPointer<Float>, restored: [Float]) -> (signal: Double, noise: Double) {
        var signals = [Double](repeating: 0, count: rows)
        var noises = [Double](repeating: 0, count: rows)
        signals.withUnsafeMutableBufferPointer { signals in
            noises.withUnsafeMutableBufferPointer { noises in
                restored.withUnsafeBufferPointer { restored in
                    let signals = DisjointBuffer(signals)
                    let noises = DisjointBuffer(noises)
                    let original = SharedBuffer(original)
                    let restored = SharedBuffer(restored)
                    forEachRowRange(rows: rows, weightsPerRow: columns) { range in
                        for row in range {
                            var signal = 0.0
                            var noise = 0.0
                            for index in row * columns..<(row + 1) * columns {
                                let weight = Double(original.base[index])
                                let difference = Double(restored.base[index]) - weight
                                signal += weight * weight
                                noise += difference * difference
                            }
                            signals.base[row] = signal
                            noises.base[row] = noise
                        }
                    }
                }
            }
        }
        return (signals.reduce(0, +), noises.reduce(0, +))
    }
}
