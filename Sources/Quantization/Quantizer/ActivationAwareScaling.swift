import Foundation

/// Activation-aware scaling of input channels (AWQ; Lin et al., MLSys 2024, section 3.2) before quantisation.
///
/// Channel *j* of the weights is multiplied by s_j and quantised, and what the codes stand for is divided by
/// s_j again: W′ = Q(W · diag(s)) · diag(s)⁻¹. With m_j the mean of |x_j| over the calibration activations, s_j =
/// m_j^α / √(max_k m_k^α · min_k m_k^α); channels that are always zero have s_j = 1 and no part in maximum and
/// minimum. α is the one of 0, 1/20, … 19/20 for which the output error Σ ‖x · (W′ − W)ᵀ‖² over the activations is
/// smallest, the first among equals; with α = 0 nothing is scaled. When only magnitudes m_j are known, channels
/// count as uncorrelated: the error is Σ (m_j · (W′ − W)_ij)² over all weights. All sums are in binary64, s_j is
/// rounded to binary32.
public struct ActivationAwareScaling: Sendable {
    /// What is known of the activations that a layer takes.
    public enum Calibration: Sendable, Hashable {
        /// Samples of all input channels, one sample after the other.
        case samples([Float])
        /// The magnitude of each input channel, such as its mean or its root mean square.
        case magnitudes([Float])

        var numbers: [Float] {
            switch self {
            case .samples(let numbers), .magnitudes(let numbers): numbers
            }
        }
    }

    /// The values of α that are tried, in this order.
    public static let exponents: [Double] = (0..<20).map { Double($0) / 20 }

    /// The α that was chosen.
    public let exponent: Double
    /// s_j of the input channels; what the preceding layer's outputs are to be divided by, when the division
    /// isn't done on dequantised weights.
    public let channelFactors: [Float]
    /// The quantised weights W · diag(s).
    public let tensor: QuantizedTensor
    /// Output error for each of ``exponents``.
    public let outputErrors: [Double]

    /// Quantises a matrix as calibration activations ask for.
    /// - Parameters:
    ///   - values: rows · columns weights, row by row.
    ///   - rows: output channels, at least 1.
    ///   - columns: input channels, at least 1.
    ///   - calibration: at least one sample, or the magnitudes of all channels.
    ///   - settings: what weights are quantised to.
    /// - Throws: ``QuantizationError``: `invalidParameter` for a number of activations that isn't a multiple
    ///   of the columns, or of magnitudes that isn't theirs, `notFinite` for an infinite or NaN activation,
    ///   otherwise as the quantiser.
    public init(
        values: [Float], rows: Int, columns: Int, calibration: Calibration, settings: QuantizationSettings
    ) throws {
        try Self.check(calibration, columns: columns)
        var best: (index: Int, factors: [Float], tensor: QuantizedTensor)?
        var errors: [Double] = []
        let means = Self.meanMagnitudes(calibration.numbers, columns: columns)
        for (index, exponent) in Self.exponents.enumerated() {
            let factors = Self.factors(means, exponent: exponent)
            var scaled = values
            for place in scaled.indices { scaled[place] *= factors[place % columns] }
            let tensor = try Quantizer.quantize(
                values: scaled, rows: rows, columns: columns, settings: settings)
            let error = Self.outputError(
                original: values, restored: Self.restored(tensor, factors), columns: columns,
                calibration: calibration)
            errors.append(error)
            if best == nil || error < errors[best!.index] { best = (index, factors, tensor) }
        }
        outputErrors = errors
        exponent = Self.exponents[best!.index]
        channelFactors = best!.factors
        tensor = best!.tensor
    }

    /// The weights W′, row by row: the quantised ones divided by the factors of their channels.
    public func dequantized() -> [Float] { Self.restored(tensor, channelFactors) }

    private static func check(_ calibration: Calibration, columns: Int) throws {
        if case .magnitudes(let magnitudes) = calibration, magnitudes.count != columns {
            throw QuantizationError(
                .invalidParameter,
                problem: "there are \(magnitudes.count) magnitudes for \(columns) input channels",
                remedy: "Give one for each channel")
        }
        let activations = calibration.numbers
        guard columns >= 1 && !activations.isEmpty && activations.count.isMultiple(of: columns) else {
            throw QuantizationError(
                .invalidParameter,
                problem: "there are \(activations.count) activations for \(columns) input channels",
                remedy: "Give a positive multiple of \(columns)")
        }
        if let bad = activations.firstIndex(where: { !$0.isFinite }) {
            throw QuantizationError(
                .notFinite, row: bad / columns, column: bad % columns,
                problem: "the activation is \(activations[bad])", remedy: "Give finite activations")
        }
    }

    private static func meanMagnitudes(_ activations: [Float], columns: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for (index, activation) in activations.enumerated() {
            sums[index % columns] += abs(Double(activation))
        }
        let samples = Double(activations.count / columns)
        return sums.map { $0 / samples }
    }

    private static func factors(_ means: [Double], exponent: Double) -> [Float] {
        let powers = means.map { $0 > 0 ? pow($0, exponent) : 0 }
        let active = powers.filter { $0 > 0 }
        guard let largest = active.max(), let smallest = active.min() else { return means.map { _ in 1 } }
        let middle = (largest * smallest).squareRoot()
        return powers.map { $0 > 0 ? Float($0 / middle) : 1 }
    }

    private static func restored(_ tensor: QuantizedTensor, _ factors: [Float]) -> [Float] {
        var weights = tensor.dequantized()
        for index in weights.indices { weights[index] /= factors[index % factors.count] }
        return weights
    }

    /// Σ ‖x · (W′ − W)ᵀ‖², or the same of magnitudes, rows in parallel and added in their order.
    private static func outputError(
        original: [Float], restored: [Float], columns: Int, calibration: Calibration
    ) -> Double {
        var errors = [Double](repeating: 0, count: original.count / columns)
        let activations = calibration.numbers
        let samples = activations.count / columns
        let rows = errors.count
        let isCorrelated = if case .samples = calibration { true } else { false }
        errors.withUnsafeMutableBufferPointer { errors in
            let errors = DisjointBuffer(errors)
            forEachRange(of: rows, weightsPerItem: columns * samples) { range in
                for row in range {
                    let differences = (0..<columns).map {
                        Double(restored[row * columns + $0]) - Double(original[row * columns + $0])
                    }
                    var error = 0.0
                    for column in 0..<columns where !isCorrelated {
                        let output = Double(activations[column]) * differences[column]
                        error += output * output
                    }
                    for sample in 0..<(isCorrelated ? samples : 0) {
                        var sum = 0.0
                        for column in 0..<columns {
                            sum += Double(activations[sample * columns + column]) * differences[column]
                        }
                        error += sum * sum
                    }
                    errors.base[row] = error
                }
            }
        }
        return errors.reduce(0, +)
    }
}
