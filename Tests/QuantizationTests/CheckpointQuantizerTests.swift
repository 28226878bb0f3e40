import Arithmetic
import Foundation
import Testing

@testable import Quantization

@Suite struct CheckpointQuantizerTests {
    /// Writes a checkpoint with matrices of all three element types and tensors that aren't quantised.
    private func checkpoint(_ folder: TemporaryFolder, bad: Float? = nil) throws -> String {
        var generator = SeededGenerator(seed: 41)
        var values = generator.gaussians(count: 6 * 96)
        if let bad { values[4 * 96 + 33] = bad }
        let writer = try SafetensorsWriter(
            path: folder.path("checkpoint"),
            tensors: [
                .init(name: "single", format: .binary32, shape: [6, 96]),
                .init(name: "half", format: .binary16, shape: [6, 96]),
                .init(name: "brain", format: .bfloat16, shape: [6, 96]),
                .init(name: "bias", format: .binary16, shape: [96]),
                .init(name: "ids", format: .int64, shape: [2, 3]),
                .init(name: "none", format: .binary32, shape: [0, 96]),
            ], metadata: ["format": "pt"])
        try writer.append(values, to: "single")
        try writer.append(values.map { Float16($0).bitPattern }, to: "half")
        try writer.append(values.map { UInt16($0.bitPattern >> 16) }, to: "brain")
        try writer.append(values[..<96].map { Float16($0).bitPattern }, to: "bias")
        try writer.append([Int64](1...6), to: "ids")
        try writer.finish()
        return folder.path("checkpoint")
    }

    @Test func packsMatricesAndCopiesTheRest() throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder)
        let job = CheckpointQuantizer(
            input: input, output: folder.path("packed"),
            settings: .init(type: .bitmod4, granularity: .group(32)))
        var steps: [String] = []
        var weights: [Int] = []
        let summary = try job.run {
            steps.append($0.tensor)
            weights.append($0.finishedWeights)
        }
        #expect(steps == ["bias", "brain", "half", "ids", "none", "single"])
        #expect(weights == [0, 576, 1152, 1152, 1152, 1728])
        #expect(summary.tensors.map(\.name) == ["brain", "half", "single"])
        #expect(summary.unquantized.map(\.name) == ["bias", "ids", "none"])
        #expect(summary.weights == 3 * 576)
        // Of 576 weights: codes of 4 bits, 18 scale bytes, 18 selectors in 5 bytes, 6 channel scales of 4
        // bytes.
        #expect(summary.tensors[0].bitsPerWeight == 8 * Double(288 + 18 + 5 + 24) / 576)
        #expect(abs(summary.bitsPerWeight - summary.tensors[0].bitsPerWeight) < 1e-12)
        #expect(summary.outputBytes == (try folder.bytes("packed").count))
        #expect(summary.inputBytes == (try folder.bytes("checkpoint").count))
        let decoded = try JSONDecoder().decode(
            QuantizationSummary.self, from: try JSONEncoder().encode(summary))
        #expect(decoded == summary)

        let source = try SafetensorsReader(path: input)
        let container = try PackedContainer(path: folder.path("packed"))
        #expect(container.unchanged.map(\.name) == ["bias", "ids", "none"])
        let packed = try SafetensorsReader(path: folder.path("packed"))
        #expect(packed.metadata("format") == "pt")
        for name in ["bias", "ids", "none"] {
            let before = try source.entry(named: name)
            let after = try packed.entry(named: name)
            #expect(before.shape == after.shape && before.format == after.format)
            #expect(try source.bytes(before) == packed.bytes(after))
        }
        for (index, name) in ["brain", "half", "single"].enumerated() {
            let (values, rows, columns) = try source.matrix(named: name)
            let tensor = try container.tensor(named: name)
            #expect(
                try tensor
                    == Quantizer.quantize(
                        values: values, rows: rows, columns: columns, type: .bitmod4, groupSize: 32))
            let squares = zip(values, tensor.dequantized()).map { pow(Double($0) - Double($1), 2) }
            let error = squares.reduce(0, +) / 576
            let signal = values.reduce(0) { $0 + Double($1) * Double($1) } / 576
            #expect(abs(summary.tensors[index].meanSquareError / error - 1) < 1e-12)
            #expect(abs(summary.tensors[index].signalToNoiseRatio! - 10 * log10(signal / error)) < 1e-9)
        }
        let again = #expect(throws: QuantizationError.self) {
            try CheckpointQuantizer(
                input: folder.path("packed"), output: folder.path("twice"),
                settings: .init(type: .int8, granularity: .group(32))
            ).run()
        }
        #expect(again?.description.contains("quantised already") == true)
    }

    @Test(arguments: ScaleFormat.selectable) func dequantizesToPlainTensors(_ scale: ScaleFormat) throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder)
        _ = try CheckpointQuantizer(
            input: input, output: folder.path("plain"),
            settings: .init(type: .int4, granularity: .group(48), scaleFormat: scale), dequantize: true
        ).run()
        let source = try SafetensorsReader(path: input)
        let plain = try SafetensorsReader(path: folder.path("plain"))
        #expect(plain.entries.map(\.name).sorted() == source.entries.map(\.name).sorted())
        #expect(plain.metadata.map(\.key) == ["format"])
        for name in ["single", "half", "brain"] {
            let (values, rows, columns) = try source.matrix(named: name)
            let expected = try Quantizer.quantize(
                values: values, rows: rows, columns: columns, type: .int4, groupSize: 48, scale: scale)
            #expect(try plain.entry(named: name).format == .binary32)
            #expect(try plain.matrix(named: name).values == expected.dequantized())
        }
        #expect(try plain.entry(named: "bias").format == .binary32)
        #expect(
            try plain.floats(try plain.entry(named: "bias")) == source.floats(try source.entry(named: "bias"))
        )
        #expect(try plain.entry(named: "ids").format == .int64)
    }

    @Test func indivisibleColumnsFollowThePolicy() throws {
        let folder = try TemporaryFolder()
        var job = CheckpointQuantizer(
            input: try checkpoint(folder), output: folder.path("packed"),
            settings: .init(type: .bitmod3, granularity: .group(64)))
        let error = #expect(throws: QuantizationError.self) { try job.run() }
        #expect(error?.kind == .indivisible)
        #expect(error?.tensor == "brain")
        #expect(folder.files == ["checkpoint"])
        job.settings.indivisible = .row
        #expect(try job.run().tensors.map(\.groupSize) == [96, 96, 96])
        #expect(try PackedContainer(path: folder.path("packed")).tensor(named: "half").groupSize == 96)
        job.settings.granularity = .group(0)
        #expect(throws: QuantizationError.self) { try job.run() }
    }

    @Test func failuresLeaveNothingBehind() throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder, bad: .infinity)
        _ = try folder.write([1, 2, 3], "packed")
        let job = CheckpointQuantizer(
            input: input, output: folder.path("packed"), settings: .init(type: .int6, granularity: .group(32))
        )
        let error = #expect(throws: QuantizationError.self) { try job.run() }
        #expect(error?.kind == .notFinite)
        #expect(error?.file == input)
        #expect(error?.tensor == "brain")
        #expect(error?.row == 4)
        #expect(error?.column == 33)
        #expect(folder.files == ["checkpoint", "packed"])
        #expect(try folder.bytes("packed") == [1, 2, 3])
        let link = folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: input)
        for output in [input, link] {
            let same = #expect(throws: QuantizationError.self) {
                try CheckpointQuantizer(
                    input: input, output: output, settings: .init(type: .int6, granularity: .group(32))
                ).run()
            }
            #expect(same?.description.contains("the output is the input") == true)
        }
        for output in [folder.path("absent/packed"), folder.url.path] {
            let access = #expect(throws: QuantizationError.self) {
                try CheckpointQuantizer(
                    input: try checkpoint(folder), output: output,
                    settings: .init(type: .int6, granularity: .group(32))
                ).run()
            }
            #expect(access?.kind == .fileAccess)
        }
        #expect(folder.files == ["checkpoint", "link", "packed"])
    }

    @Test func collidingNamesAreRefused() throws {
        let folder = try TemporaryFolder()
        let writer = try SafetensorsWriter(
            path: folder.path("checkpoint"),
            tensors: [
                .init(name: "w", format: .binary32, shape: [1, 16]),
                .init(name: "w.scales", format: .binary32, shape: [1]),
            ])
        try writer.append([Float](repeating: 1, count: 16), to: "w")
        try writer.append([Float(1)], to: "w.scales")
        try writer.finish()
        let error = #expect(throws: QuantizationError.self) {
            try CheckpointQuantizer(
                input: folder.path("checkpoint"), output: folder.path("packed"),
                settings: .init(type: .int8, granularity: .group(16))
            ).run()
        }
        #expect(error?.kind == .nameCollision)
        #expect(error?.tensor == "w.scales")
    }
}
