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
        /// The same without the clipping search; `nil` when there was none.
        public let meanSquareErrorUnclipped: Double?
        /// Ratio of the weights' mean square to ``meanSquareError``, in decibels; `nil` when either is zero.
        public let signalToNoiseRatio: Double?
        /// Bits of codes, selectors and scales for each weight, as packed.
        public let bitsPerWeight: Double
        /// How input channels were scaled for calibration activations; `nil` when they weren't.
        public let scaling: Scaling?
    }

    /// What ``ActivationAwareScaling`` did to a tensor.
    public struct Scaling: Codable, Sendable, Equatable {
        /// The α that was chosen.
        public let exponent: Double
        /// Output error over the calibration activations, and what it would be without scaling.
        public let outputError: Double, outputErrorUnscaled: Double
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
    /// In which codes were chosen.
    public let arithmetic: QuantizationArithmetic
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

extension QuantizationSummary {
    /// By what part the clipping search made the mean square error of all quantised weights smaller; `nil`
    /// without the search or without any error.
    public var clippingGain: Double? {
        let pairs = tensors.compactMap { tensor in
            tensor.meanSquareErrorUnclipped.map { unclipped in
                let weights = Double(tensor.rows * tensor.columns)
                return (clipped: tensor.meanSquareError * weights, unclipped: unclipped * weights)
            }
        }
        let unclipped = pairs.reduce(0) { $0 + $1.unclipped }
        return unclipped > 0 ? 1 - pairs.reduce(0) { $0 + $1.clipped } / unclipped : nil
    }
}

extension QuantizationSummary {
    /// By what part activation-aware scaling made the output error over the calibration activations smaller, in
    /// all tensors that have some; `nil` without.
    public var scalingGain: Double? {
        let scalings = tensors.compactMap(\.scaling)
        let unscaled = scalings.reduce(0) { $0 + $1.outputErrorUnscaled }
        return unscaled > 0 ? 1 - scalings.reduce(0) { $0 + $1.outputError } / unscaled : nil
    }
}

extension QuantizedTensor {
    /// Sums of the squared weights and of the squared differences to what codes and stored scales stand for,
    /// in binary64, each row by itself and then the rows in their order.
    func squares(original: [Float], restored: [Float]) -> (signal: Double, noise: Double) {
        // Signal and noise of each row.
        var sums = [SIMD2<Double>](repeating: .zero, count: rows)
        sums.withUnsafeMutableBufferPointer { sums in
            original.withUnsafeBufferPointer { original in
                restored.withUnsafeBufferPointer { restored in
                    let sums = DisjointBuffer(sums)
                    let original = SharedBuffer(original)
                    let restored = SharedBuffer(restored)
                    forEachRange(of: rows, weightsPerItem: columns) { range in
                        for row in range {
                            var sum = SIMD2<Double>.zero
                            for index in row * columns..<(row + 1) * columns {
                                let weight = Double(original.base[index])
                                let difference = Double(restored.base[index]) - weight
                                sum += SIMD2(weight * weight, difference * difference)
                            }
                            sums.base[row] = sum
                        }
                    }
                }
            }
        }
        let total = sums.reduce(.zero, +)
        return (total[0], total[1])
    }
}
