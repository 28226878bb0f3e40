import Foundation

/// Quantises a whole checkpoint of any ``CheckpointKind`` to one safetensors file.
///
/// Every tensor of two dimensions whose elements are F32, F16, BF16 or blocks of GGUF is quantised; a file's names
/// aren't guessed at, so that includes embeddings. All others are copied unchanged, blocks of GGUF as F32. Memory
/// holds one tensor at a time, in binary32, with its codes.
public struct CheckpointQuantizer: Sendable {
    /// Path of the checkpoint.
    public var input: String
    /// Path of the file to be written; a file of that name is replaced when the job is complete.
    public var output: String
    /// What weights are quantised to.
    public var settings: QuantizationSettings
    /// Write what the codes stand for as F32 tensors of the same names, instead of a packed container; F16
    /// and BF16 tensors that aren't quantised become F32 too.
    public var dequantize: Bool
    /// Path of a checkpoint of calibration activations: tensors of the names of those to be quantised, either
    /// samples by input channels or one magnitude an input channel. Those that have one are scaled before
    /// (``ActivationAwareScaling``); `nil` to scale none.
    public var activations: String?

    /// How far a job is.
    public struct Progress: Sendable {
        /// Tensors finished, and in all.
        public let finishedTensors: Int, totalTensors: Int
        /// Weights finished and in all, of tensors to be quantised.
        public let finishedWeights: Int, totalWeights: Int
        /// The tensor that was finished last.
        public let tensor: String
    }

    public init(
        input: String, output: String, settings: QuantizationSettings, dequantize: Bool = false,
        activations: String? = nil
    ) {
        self.input = input
        self.output = output
        self.settings = settings
        self.dequantize = dequantize
        self.activations = activations
    }

    /// Does the job.
    /// - Parameter progress: called after each tensor, on the calling thread.
    /// - Throws: ``QuantizationError`` that names file, tensor and place. No output has been written then,
    ///   and a file that was there before is as it was.
    public func run(progress: (Progress) -> Void = { _ in }) throws -> QuantizationSummary {
        try settings.check()
        let reader = try CheckpointKind.open(input)
        try checkFiles(reader)
        let calibration = try activations.map { try CalibrationActivations(path: $0) }
        let plans = try reader.tensors.sorted { $0.name < $1.name }.map { try plan($0, calibration) }
        try calibration?.check(areOf: plans.filter { $0.layout != nil }.map(\.entry))
        let totalWeights = plans.reduce(0) { $0 + ($1.layout == nil ? 0 : $1.entry.elementCount) }
        let writer = try SafetensorsWriter(
            path: output, tensors: plans.flatMap(\.declarations), metadata: metadata(reader, plans),
            checksumPrefix: dequantize ? nil : PackedLayout.checksumKeyPrefix)
        var tensors: [QuantizationSummary.Tensor] = []
        var unquantized: [QuantizationSummary.Unquantized] = []
        var finishedWeights = 0
        for (index, plan) in plans.enumerated() {
            if let layout = plan.layout {
                tensors.append(
                    try quantize(plan, layout: layout, reader: reader, writer: writer, calibration))
                finishedWeights += plan.entry.elementCount
            } else {
                try copy(plan.entry, reader: reader, writer: writer)
                unquantized.append(
                    QuantizationSummary.Unquantized(
                        name: plan.entry.name, format: plan.entry.format, shape: plan.entry.shape,
                        reason: plan.reason))
            }
            progress(
                Progress(
                    finishedTensors: index + 1, totalTensors: plans.count, finishedWeights: finishedWeights,
                    totalWeights: totalWeights, tensor: plan.entry.name))
        }
        try writer.finish()
        return QuantizationSummary(
            input: input, output: output, type: settings.type.name,
            scaleFormat: settings.type.scaleFormat(requested: settings.scaleFormat),
            arithmetic: settings.arithmetic, dequantized: dequantize,
            tensors: tensors, unquantized: unquantized, weights: totalWeights, inputBytes: reader.fileBytes,
            outputBytes: writer.size)
    }

    private func checkFiles(_ reader: any TensorSource) throws {
        try TensorSelection.checkHoldsWeights(reader)
        if let existing = try? RandomAccessFile(path: output),
            try reader.files.contains(where: { try RandomAccessFile(path: $0).identity == existing.identity })
        {
            throw QuantizationError(
                .invalidParameter, file: output, problem: "the output is the input",
                remedy: "Write to another file, so that the checkpoint stays")
        }
    }
}

extension CheckpointQuantizer {
    /// What becomes of one tensor.
    private struct TensorPlan {
        let entry: SourceTensor
        /// How it is packed; `nil` when it isn't quantised.
        let layout: PackedLayout?
        /// Why it isn't quantised.
        let reason: String
        /// What of it is in the output.
        let declarations: [SafetensorsWriter.Declaration]
    }

    private func plan(
        _ entry: SourceTensor, _ calibration: CalibrationActivations?
    ) throws -> TensorPlan {
        func keep(_ reason: String) -> TensorPlan {
            let format = dequantize && entry.format.convertsToBinary32 ? .binary32 : entry.format
            let declaration = SafetensorsWriter.Declaration(
                name: entry.name, format: format, shape: entry.shape)
            return TensorPlan(entry: entry, layout: nil, reason: reason, declarations: [declaration])
        }
        if let reason = TensorSelection.obstacle(entry) { return keep(reason) }
        let (rows, columns) = (entry.shape[0], entry.shape[1])
        let layout: PackedLayout
        do {
            let groupSize = try settings.groupSize(rows: rows, columns: columns)
            try Quantizer.check(
                type: settings.type, groupSize: groupSize, searchesClipping: settings.searchesClipping)
            layout = PackedLayout(
                name: entry.name, type: settings.type, rows: rows, columns: columns, groupSize: groupSize,
                scaleFormat: settings.scaleFormat, originalFormat: entry.format,
                hasInputFactors: calibration?.contains(entry.name) ?? false)
        } catch let error as QuantizationError {
            throw error.located(file: input, tensor: entry.name)
        }
        let plain = SafetensorsWriter.Declaration(name: entry.name, format: .binary32, shape: entry.shape)
        return TensorPlan(
            entry: entry, layout: layout, reason: "", declarations: dequantize ? [plain] : layout.parts)
    }

    /// The input's own metadata, and the container's.
    private func metadata(_ reader: any TensorSource, _ plans: [TensorPlan]) -> [String: String] {
        var metadata: [String: String] = [:]
        for (key, value) in reader.metadata where !key.hasPrefix(PackedLayout.keyPrefix) {
            metadata[key] = value
        }
        guard !dequantize else { return metadata }
        metadata[PackedLayout.formatKey] = PackedLayout.formatName
        metadata[PackedLayout.versionKey] = PackedLayout.formatVersion
        for layout in plans.compactMap(\.layout) { metadata[layout.metadataKey] = layout.metadataValue }
        return metadata
    }

    private func quantize(
        _ plan: TensorPlan, layout: PackedLayout, reader: any TensorSource, writer: SafetensorsWriter,
        _ calibration: CalibrationActivations?
    ) throws -> QuantizationSummary.Tensor {
        let name = plan.entry.name
        let values = try reader.floats(plan.entry)
        do {
            let scaling = try calibration?.calibration(of: name).map {
                var settings = settings
                settings.indivisible = .row
                return try ActivationAwareScaling(
                    values: values, rows: layout.rows, columns: layout.columns, calibration: $0,
                    settings: settings)
            }
            let tensor =
                try scaling?.tensor
                ?? quantized(values, layout, searchesClipping: settings.searchesClipping)
            let restored = scaling?.dequantized() ?? tensor.dequantized()
            if dequantize {
                try writer.append(restored, to: name)
            } else {
                try writer.append(tensor, layout: layout)
                if let scaling { try writer.append(scaling.channelFactors, to: layout.inputFactorsName) }
            }
            let (signal, noise) = tensor.squares(original: values, restored: restored)
            var unclipped: Double?
            if settings.searchesClipping && scaling == nil {
                let plain = try quantized(values, layout, searchesClipping: false)
                unclipped =
                    plain.squares(original: values, restored: plain.dequantized()).noise
                    / Double(values.count)
            }
            return QuantizationSummary.Tensor(
                name: name, rows: layout.rows, columns: layout.columns, groupSize: layout.groupSize,
                meanSquareError: noise / Double(values.count), meanSquareErrorUnclipped: unclipped,
                signalToNoiseRatio: signal > 0 && noise > 0 ? 10 * log10(signal / noise) : nil,
                bitsPerWeight: layout.bitsPerWeight,
                scaling: scaling.map {
                    .init(
                        exponent: $0.exponent, outputError: $0.outputErrors.min() ?? 0,
                        outputErrorUnscaled: $0.outputErrors[0])
                })
        } catch let error as QuantizationError {
            throw error.file == nil ? error.located(file: input, tensor: name) : error
        }
    }

    private func quantized(
        _ values: [Float], _ layout: PackedLayout, searchesClipping: Bool
    ) throws -> QuantizedTensor {
        try Quantizer.quantize(
            values: values, rows: layout.rows, columns: layout.columns, type: layout.type,
            groupSize: layout.groupSize, scale: layout.scaleFormat, arithmetic: settings.arithmetic,
            searchesClipping: searchesClipping)
    }

    /// Carries a tensor over piece by piece.
    private func copy(_ entry: SourceTensor, reader: any TensorSource, writer: SafetensorsWriter) throws {
        if dequantize && entry.format.convertsToBinary32 {
            try writer.append(try reader.floats(entry), to: entry.name)
            return
        }
        try reader.forEachPiece(of: entry) { try writer.append($0, to: entry.name) }
    }
}
