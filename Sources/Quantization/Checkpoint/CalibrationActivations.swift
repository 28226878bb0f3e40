import Configuration

/// Activations by which tensors are scaled before they are quantised, from a checkpoint whose tensors have their names.
struct CalibrationActivations {
    private let source: any TensorSource
    private let tensors: [String: SourceTensor]

    init(path: String) throws {
        source = try CheckpointKind.open(path)
        tensors = Dictionary(uniqueKeysWithValues: source.tensors.map { ($0.name, $0) })
    }

    func contains(_ name: String) -> Bool { tensors[name] != nil }

    /// What is known of the activations of a tensor; `nil` when nothing is.
    func calibration(of name: String) throws -> ActivationAwareScaling.Calibration? {
        guard let tensor = tensors[name] else { return nil }
        let numbers = try source.floats(tensor)
        return tensor.shape.count == 1 ? .magnitudes(numbers) : .samples(numbers)
    }

    /// Checks that all activations belong to weights and have their input channels.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable`.
    func check(areOf weights: [SourceTensor]) throws {
        let weights = Dictionary(uniqueKeysWithValues: weights.map { ($0.name, $0) })
        for tensor in source.tensors {
            func wrong(_ problem: String, _ remedy: String) -> QuantizationError {
                QuantizationError(
                    .tensorUnavailable, file: source.path, tensor: tensor.name, problem: problem,
                    remedy: remedy)
            }
            guard let weight = weights[tensor.name] else {
                let near = NearestName.suggestions(for: tensor.name, among: weights.keys.sorted())
                throw wrong(
                    "these activations belong to no tensor that is quantised",
                    near.isEmpty
                        ? "Name activations after the weights that they are multiplied by"
                        : "Perhaps one of \(near.joined(separator: ", ")) is meant")
            }
            let columns = weight.shape[1]
            guard tensor.format.convertsToBinary32, (1...2).contains(tensor.shape.count),
                tensor.shape.last == columns, tensor.elementCount > 0
            else {
                throw wrong(
                    "the activations are \(tensor.format.rawValue) \(tensor.shape), and the weights have "
                        + "\(columns) input channels",
                    "Give floating-point samples by \(columns), or \(columns) magnitudes")
            }
        }
    }
}
