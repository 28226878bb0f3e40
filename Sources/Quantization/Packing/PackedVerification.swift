/// A packed container, read in full: what is in it, and whether it is what its checkpoint gives.
///
/// Every part of every tensor is compared with its checksum, every code, selector, zero point, scale and factor with
/// what its type and format permit. Memory holds one tensor at a time.
public struct PackedVerification: Codable, Sendable, Equatable {
    /// A quantised tensor.
    public struct Tensor: Codable, Sendable, Equatable {
        public let name: String
        /// Name of the data type.
        public let type: String
        public let rows: Int, columns: Int, groupSize: Int
        public let scaleFormat: ScaleFormat
        /// Bits that groups spend on one weight: codes, scales, selectors, zero points.
        public let groupBitsPerWeight: Double
        /// The same with what belongs to channels and tensors.
        public let bitsPerWeight: Double
        /// Whether input channels were scaled for activations.
        public let hasInputFactors: Bool
        /// Of the checkpoint's weights to what the codes stand for, in decibels; `nil` without a checkpoint, and
        /// when there is no error.
        public let signalToNoiseRatio: Double?
        /// The settings with which the checkpoint gives these very codes and scales, such as `fp32`; `nil`
        /// without a checkpoint and when there are none.
        public let reproducedIn: String?
    }

    /// Path of the container as given.
    public let file: String
    /// Version of the format.
    public let version: String
    /// Whether the file has a checksum of every tensor, so that damage is found wherever it is.
    public let hasChecksums: Bool
    /// The quantised tensors, by name.
    public let tensors: [Tensor]
    /// Names of the tensors that were carried over.
    public let unchanged: [String]
    /// Path of the checkpoint as given; `nil` without.
    public let checkpoint: String?
    /// In what the container differs from the checkpoint, each as a sentence.
    public let differences: [String]

    /// Quantised weights.
    public var weights: Int { tensors.reduce(0) { $0 + $1.rows * $1.columns } }

    /// Reads and compares.
    /// - Parameters:
    ///   - path: of the container.
    ///   - checkpoint: path of what it was made from, of any ``CheckpointKind``; `nil` to compare with nothing.
    ///   - progress: called after each quantised tensor with the tensors and weights finished and in all, and its
    ///     name.
    /// - Throws: ``QuantizationError`` as ``PackedContainer`` at the first damage, and as ``CheckpointKind/open(_:)``.
    public init(
        path: String, checkpoint: String? = nil,
        progress: (_ tensors: (Int, of: Int), _ weights: (Int, of: Int), _ name: String) -> Void = {
            _, _, _ in
        }
    ) throws {
        let container = try PackedContainer(path: path)
        let original = try checkpoint.map { try Original($0) }
        var tensors: [Tensor] = []
        var differences: [String] = []
        let total = container.layouts.reduce(0) { $0 + $1.rows * $1.columns }
        var finished = 0
        for layout in container.layouts {
            let tensor = try container.tensor(named: layout.name)
            let factors = try container.inputFactors(named: layout.name)
            var match: Original.Match?
            do throws(Original.Difference) {
                match = try original?.compare(tensor, layout, factors)
            } catch {
                differences.append(error.sentence)
            }
            if let match, match.settings == nil {
                differences.append(
                    "\(layout.name): quantising the checkpoint's weights gives other codes or scales")
            }
            tensors.append(
                Tensor(
                    name: layout.name, type: layout.type.name, rows: layout.rows, columns: layout.columns,
                    groupSize: layout.groupSize, scaleFormat: layout.scaleFormat,
                    groupBitsPerWeight: layout.groupBitsPerWeight, bitsPerWeight: layout.bitsPerWeight,
                    hasInputFactors: layout.hasInputFactors, signalToNoiseRatio: match?.signalToNoiseRatio,
                    reproducedIn: match?.settings))
            finished += layout.rows * layout.columns
            progress((tensors.count, of: container.layouts.count), (finished, of: total), layout.name)
        }
        for entry in container.unchanged {
            let check = try container.check(entry)
            do throws(Original.Difference) {
                try original?.compare(entry, check: check)
            } catch {
                differences.append(error.sentence)
            }
        }
        let names = Set(container.layouts.map(\.name) + container.unchanged.map(\.name))
        for name in original?.names.filter({ !names.contains($0) }).sorted() ?? [] {
            differences.append("\(name): the container hasn't it")
        }
        file = path
        version = container.version
        hasChecksums = container.hasChecksums
        self.tensors = tensors
        unchanged = container.unchanged.map(\.name)
        self.checkpoint = checkpoint
        self.differences = differences
    }
}

/// The checkpoint that a container is compared with.
private struct Original {
    private let source: any TensorSource
    private let tensors: [String: SourceTensor]

    /// In what a tensor differs.
    struct Difference: Error {
        let sentence: String
    }

    /// How a tensor was made from the checkpoint's.
    struct Match {
        let settings: String?
        let signalToNoiseRatio: Double?
    }

    init(_ path: String) throws {
        source = try CheckpointKind.open(path)
        try TensorSelection.checkHoldsWeights(source)
        tensors = Dictionary(uniqueKeysWithValues: source.tensors.map { ($0.name, $0) })
    }

    var names: [String] { source.tensors.map(\.name) }

    private func tensor(_ name: String, _ shape: [Int]) throws(Difference) -> SourceTensor {
        guard let tensor = tensors[name] else {
            throw Difference(sentence: "\(name): the checkpoint hasn't it")
        }
        guard tensor.shape == shape else {
            throw Difference(sentence: "\(name): its shape is \(shape), in the checkpoint \(tensor.shape)")
        }
        return tensor
    }

    private func reading<Result>(_ name: String, _ body: () throws -> Result) throws(Difference) -> Result {
        do { return try body() } catch { throw Difference(sentence: "\(name): \(error)") }
    }

    /// Quantises the checkpoint's weights to the container's type, in every way that there is until one gives
    /// the same.
    func compare(
        _ tensor: QuantizedTensor, _ layout: PackedLayout, _ factors: [Float]?
    ) throws(Difference) -> Match {
        let name = layout.name
        let entry = try self.tensor(name, [layout.rows, layout.columns])
        let values = try reading(name) { try source.floats(entry) }
        var (scaled, restored) = (values, tensor.dequantized())
        if let factors {
            for index in scaled.indices {
                scaled[index] *= factors[index % factors.count]
                restored[index] /= factors[index % factors.count]
            }
        }
        let (signal, noise) = tensor.squares(original: values, restored: restored)
        var settings: String?
        for clips in [false, true] where settings == nil && (!clips || layout.type.permitsClippingSearch) {
            for arithmetic in QuantizationArithmetic.allCases where settings == nil {
                let again = try? Quantizer.quantize(
                    values: scaled, rows: layout.rows, columns: layout.columns, type: layout.type,
                    groupSize: layout.groupSize, scale: layout.scaleFormat, arithmetic: arithmetic,
                    searchesClipping: clips)
                if again == tensor { settings = arithmetic.rawValue + (clips ? ", clipped" : "") }
            }
        }
        return Match(
            settings: settings, signalToNoiseRatio: GroupErrors.decibels(signal: signal, noise: noise))
    }

    /// Compares a tensor that was carried over.
    /// - Parameter check: CRC-32 of its data in the container.
    func compare(_ entry: TensorEntry, check: UInt32) throws(Difference) {
        let tensor = try tensor(entry.name, entry.shape)
        guard tensor.format == entry.format else {
            throw Difference(
                sentence: "\(entry.name): its elements are \(entry.format.rawValue), in the checkpoint "
                    + tensor.format.rawValue)
        }
        let found = try reading(entry.name) {
            var found = CRC32()
            try source.forEachPiece(of: tensor) { found.add($0) }
            return found.value
        }
        guard found == check else { throw Difference(sentence: "\(entry.name): its data differ") }
    }
}
