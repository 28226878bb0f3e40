/// Quantises tensors of a checkpoint to several data types and tells what each does to them.
///
/// A type with a ``QuantizationType/fixedGroupSize`` or a prescribed scale format keeps them, and a clipping
/// search is left to the types that have a use for it. Memory holds one tensor at a time, in binary32, with its
/// codes and what they stand for; results don't depend on the number of processors.
public struct CheckpointComparison: Sendable {
    /// Path of the checkpoint.
    public var input: String
    /// At least one, each once.
    public var types: [QuantizationType]
    /// Which weights share a scale.
    public var granularity: Granularity
    /// How scales are stored.
    public var scaleFormat: ScaleFormat
    public var arithmetic: QuantizationArithmetic
    /// Whether each group's scale is searched.
    public var searchesClipping: Bool
    public var indivisible: IndivisiblePolicy
    public var selection: TensorSelection
    /// Whether figures of each tensor are kept.
    public var keepsTensors: Bool

    /// How far a comparison is.
    public struct Progress: Sendable {
        /// Tensors finished in all types, and in all.
        public let finishedTensors: Int, totalTensors: Int
        /// Weights finished in all types, and in all.
        public let finishedWeights: Int, totalWeights: Int
        /// The tensor that was finished last.
        public let tensor: String
    }

    public init(
        input: String, types: [QuantizationType] = QuantizationType.comparedByDefault,
        granularity: Granularity = .group(128), scaleFormat: ScaleFormat = .integer8,
        arithmetic: QuantizationArithmetic = .binary32, searchesClipping: Bool = false,
        indivisible: IndivisiblePolicy = .error, selection: TensorSelection = .init(),
        keepsTensors: Bool = false
    ) {
        self.input = input
        self.types = types
        self.granularity = granularity
        self.scaleFormat = scaleFormat
        self.arithmetic = arithmetic
        self.searchesClipping = searchesClipping
        self.indivisible = indivisible
        self.selection = selection
        self.keepsTensors = keepsTensors
    }

    /// What weights of one type are quantised to.
    public func settings(for type: QuantizationType) -> QuantizationSettings {
        QuantizationSettings(
            type: type, granularity: granularity, scaleFormat: scaleFormat, arithmetic: arithmetic,
            searchesClipping: searchesClipping && type.permitsClippingSearch, indivisible: indivisible)
    }

    /// Compares.
    /// - Parameter progress: called after each tensor, on the calling thread.
    /// - Throws: ``QuantizationError``: `invalidParameter` for no type or one given twice, for a group size
    ///   below 1 and for a packed container, `tensorUnavailable` of ``TensorSelection``, `indivisible` with the
    ///   tensor before anything is quantised, `notFinite` with tensor, row and column; and what reading the
    ///   file throws.
    public func run(progress: (Progress) -> Void = { _ in }) throws -> TypeComparison {
        try checkTypes()
        let reader = try CheckpointKind.open(input)
        try TensorSelection.checkHoldsWeights(reader)
        let (chosen, skipped) = try selection.tensors(of: reader)
        for entry in chosen {
            for type in types { _ = try layout(entry, type) }
        }
        var totals = types.map { ErrorTotals($0) }
        var tensors = types.map { _ in [TypeComparison.TensorResult]() }
        let totalWeights = chosen.reduce(0) { $0 + $1.elementCount }
        var finishedWeights = 0
        for (finished, entry) in chosen.enumerated() {
            let values = try reader.floats(entry)
            for (index, type) in types.enumerated() {
                let layout = try layout(entry, type)
                let tensor = try quantized(values, layout, entry)
                let own = ErrorTotals(
                    entry.name, tensor, original: values, bitsPerWeight: layout.bitsPerWeight)
                totals[index].add(own)
                guard keepsTensors else { continue }
                tensors[index].append(
                    TypeComparison.TensorResult(
                        tensor: entry.name, rows: layout.rows, columns: layout.columns, figures: own.figures))
            }
            finishedWeights += entry.elementCount
            progress(
                Progress(
                    finishedTensors: finished + 1, totalTensors: chosen.count,
                    finishedWeights: finishedWeights, totalWeights: totalWeights, tensor: entry.name))
        }
        return TypeComparison(
            file: input, granularity: granularity, scaleFormat: scaleFormat, arithmetic: arithmetic,
            indivisible: indivisible, tensorCount: chosen.count,
            weights: totalWeights,
            skipped: skipped.map { .init(tensor: $0.entry.name, reason: $0.reason) },
            types: types.indices.map { index in
                let settings = settings(for: types[index])
                return TypeComparison.TypeResult(
                    type: types[index], scaleFormat: types[index].scaleFormat(requested: scaleFormat),
                    searchesClipping: settings.searchesClipping, figures: totals[index].figures,
                    tensors: tensors[index])
            })
    }

    private func checkTypes() throws {
        guard !types.isEmpty else {
            throw QuantizationError(
                .invalidParameter, problem: "there is no data type to compare", remedy: "Name at least one")
        }
        for (index, type) in types.enumerated() {
            if types[..<index].contains(where: { $0.name == type.name }) {
                throw QuantizationError(
                    .invalidParameter, problem: "the data type \(type.name) is named twice",
                    remedy: "Name each data type once")
            }
            try settings(for: type).check()
        }
    }

    /// How a tensor would be packed in a type.
    private func layout(_ entry: SourceTensor, _ type: QuantizationType) throws -> PackedLayout {
        let (rows, columns) = (entry.shape[0], entry.shape[1])
        do {
            let settings = settings(for: type)
            let groupSize = try settings.groupSize(rows: rows, columns: columns)
            try Quantizer.check(
                type: type, groupSize: groupSize, searchesClipping: settings.searchesClipping)
            return PackedLayout(
                name: entry.name, type: type, rows: rows, columns: columns, groupSize: groupSize,
                scaleFormat: scaleFormat, originalFormat: entry.format)
        } catch let error as QuantizationError {
            let problem = type.fixedGroupSize == nil ? error.problem : "under \(type.name), \(error.problem)"
            throw QuantizationError(
                error.kind, file: input, tensor: entry.name, problem: problem, remedy: error.remedy)
        }
    }

    private func quantized(
        _ values: [Float], _ layout: PackedLayout, _ entry: SourceTensor
    ) throws -> QuantizedTensor {
        do {
            return try Quantizer.quantize(
                values: values, rows: layout.rows, columns: layout.columns, type: layout.type,
                groupSize: layout.groupSize, scale: layout.scaleFormat, arithmetic: arithmetic,
                searchesClipping: settings(for: layout.type).searchesClipping)
        } catch let error as QuantizationError {
            throw error.located(file: input, tensor: entry.name)
        }
    }
}
