import Arithmetic
import Configuration
import Quantization

/// Where the weights of a co-simulation come from.
public enum WeightSource: Sendable {
    /// A two-dimensional tensor of a safetensors file; without a name the first that the group size divides.
    case tensor(file: String, name: String?)
    /// Student's t distribution with five degrees of freedom, from the job's seed: like a language model's weights.
    case heavyTailed(channels: Int, inputs: Int)

    /// The weights, quantised for the hardware, and what to call them.
    ///
    /// - Throws: `QuantizationError` for a file, tensor or shape that won't do.
    func quantized(
        for configuration: ArrayConfiguration, _ dataType: WeightDataType, seed: UInt64
    ) throws -> (tensor: QuantizedTensor, description: String) {
        let type = dataType.quantizationType.with(specialValues: configuration.specialValues)
        func quantize(_ values: [Float], _ rows: Int, _ columns: Int) throws -> QuantizedTensor {
            try Quantizer.quantize(
                values: values, rows: rows, columns: columns, type: type, groupSize: configuration.groupSize)
        }
        switch self {
        case .tensor(let file, let name):
            let reader = try SafetensorsReader(path: file)
            let chosen = try name ?? Self.firstMatrix(in: reader, configuration.groupSize)
            let (values, rows, columns) = try reader.matrix(named: chosen)
            do {
                return (try quantize(values, rows, columns), "\(chosen) of \(file), \(rows) x \(columns)")
            } catch var error as QuantizationError {
                error.file = file
                error.tensor = chosen
                throw error
            }
        case .heavyTailed(let channels, let inputs):
            var generator = SeededGenerator(seed: seed).stream(-1)
            let values = (0..<channels * inputs).map { _ in Float(generator.nextStudentT() * 0.02) }
            return (
                try quantize(values, channels, inputs), "seeded heavy-tailed weights, \(channels) x \(inputs)"
            )
        }
    }

    private static func firstMatrix(in reader: SafetensorsReader, _ groupSize: Int) throws -> String {
        let entry = reader.entries.first {
            $0.shape.count == 2 && $0.format.convertsToBinary32 && $0.shape[1].isMultiple(of: groupSize)
        }
        guard let entry else {
            throw QuantizationError(
                .tensorUnavailable, file: reader.path,
                problem: "no two-dimensional floating-point tensor has an input dimension that groups of "
                    + "\(groupSize) divide",
                remedy: "Name a tensor, or use a group size that divides one's input dimension")
        }
        return entry.name
    }
}

extension WeightDataType {
    /// What the quantiser calls the type: the floating-point ones choose a special value for each group.
    var quantizationType: QuantizationType {
        switch self {
        case .fp4: .bitmod4
        case .fp3: .bitmod3
        case .int8: .int8
        case .int6: .int6
        case .int5: .int5
        case .int4: .int4
        case .int3: .int3
        }
    }
}
