import Arithmetic
import Testing

@testable import Quantization

@Suite struct ActivationAwareScalingTests {
    /// Activations of which a few channels are fifty times larger: their weights matter more, so that scaling
    /// them up first pays.
    @Test func protectsSalientChannels() throws {
        var generator = SeededGenerator(seed: 51)
        let (rows, columns, samples) = (16, 64, 24)
        let weights = generator.gaussians(count: rows * columns, standardDeviation: 0.02)
        var activations = generator.gaussians(count: samples * columns)
        for index in activations.indices where index % columns % 21 == 4 { activations[index] *= 50 }
        for index in activations.indices where index % columns == 7 { activations[index] = 0 }
        let settings = QuantizationSettings(type: .int3, granularity: .group(32), scaleFormat: .binary32)
        let scaling = try ActivationAwareScaling(
            values: weights, rows: rows, columns: columns, calibration: .samples(activations),
            settings: settings)
        #expect(scaling.outputErrors.count == 20)
        #expect(scaling.exponent > 0)
        #expect(scaling.outputErrors.min()! < 0.7 * scaling.outputErrors[0])
        #expect(scaling.channelFactors[7] == 1)
        #expect(scaling.channelFactors[4] > scaling.channelFactors[5])

        // The stated error, by its definition, with and without scaling.
        let plain = try Quantizer.quantize(
            values: weights, rows: rows, columns: columns, settings: settings)
        for (restored, stated) in [
            (plain.dequantized(), scaling.outputErrors[0]),
            (scaling.dequantized(), scaling.outputErrors.min()!),
        ] {
            var error = 0.0
            for sample in 0..<samples {
                for row in 0..<rows {
                    let output = (0..<columns).reduce(0.0) {
                        let difference =
                            Double(restored[row * columns + $1]) - Double(weights[row * columns + $1])
                        return $0 + difference * Double(activations[sample * columns + $1])
                    }
                    error += output * output
                }
            }
            #expect(abs(error / stated - 1) < 1e-9)
        }
    }

    @Test func activationsAreChecked() {
        let settings = QuantizationSettings(type: .int4, granularity: .channel)
        for activations: [Float] in [[], [1, 2, 3], [1, .nan]] {
            #expect(throws: QuantizationError.self) {
                try ActivationAwareScaling(
                    values: [1, 2], rows: 1, columns: 2, calibration: .samples(activations),
                    settings: settings)
            }
        }
    }

    /// Magnitudes alone, which count each channel's error by itself.
    @Test func magnitudesAreEnough() throws {
        var generator = SeededGenerator(seed: 52)
        let (rows, columns) = (8, 64)
        let weights = generator.gaussians(count: rows * columns, standardDeviation: 0.02)
        let magnitudes = (0..<columns).map { $0 % 13 == 4 ? Float(20) : 1 }
        let settings = QuantizationSettings(type: .bitmod3, granularity: .group(32), scaleFormat: .binary32)
        let scaling = try ActivationAwareScaling(
            values: weights, rows: rows, columns: columns, calibration: .magnitudes(magnitudes),
            settings: settings)
        #expect(scaling.exponent > 0)
        var error = 0.0
        for (index, restored) in scaling.dequantized().enumerated() {
            let difference = Double(restored) - Double(weights[index])
            let output = Double(magnitudes[index % columns]) * difference
            error += output * output
        }
        #expect(abs(error / scaling.outputErrors.min()! - 1) < 1e-9)
        #expect(scaling.outputErrors.min()! < 0.8 * scaling.outputErrors[0])
        #expect(throws: QuantizationError.self) {
            try ActivationAwareScaling(
                values: weights, rows: rows, columns: columns, calibration: .magnitudes([1, 2]),
                settings: settings)
        }
    }
}
