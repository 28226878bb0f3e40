import Arithmetic
import Foundation
import Testing

@testable import Quantization

@Suite struct PackedVerificationTests {
    /// A checkpoint of two matrices and a vector.
    private func checkpoint(_ folder: TemporaryFolder, change: Float = 0) throws -> String {
        var generator = SeededGenerator(seed: 61)
        var values = (0..<8 * 256).map { _ in Float(generator.nextStudentT()) }
        values[700] += change
        return try folder.write(
            safetensors([
                ("a", [8, 256], values), ("b", [4, 512], values.reversed()), ("bias", [5], [1, 2, 3, 4, 5]),
            ]), "checkpoint")
    }

    private func pack(
        _ folder: TemporaryFolder, _ settings: QuantizationSettings = .init(type: .bitmod4),
        activations: String? = nil
    ) throws -> QuantizationSummary {
        try CheckpointQuantizer(
            input: try checkpoint(folder), output: folder.path("packed"), settings: settings,
            activations: activations
        ).run()
    }

    private func verify(_ folder: TemporaryFolder) throws -> PackedVerification {
        try PackedVerification(path: folder.path("packed"), checkpoint: folder.path("checkpoint"))
    }

    /// The check value that every description of this check gives, and lengths around the step of eight.
    @Test func checksumsAreThoseOfZip() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.of([]) == 0)
        #expect(CRC32.of([UInt8](repeating: 0, count: 32)) == 0x190A_55AD)
        let bytes = (0..<100).map { UInt8($0 * 7 % 251) }
        for cut in [1, 8, 13, 99] {
            var parts = CRC32()
            bytes[..<cut].withUnsafeBytes { parts.add($0) }
            bytes[cut...].withUnsafeBytes { parts.add($0) }
            #expect(parts.value == CRC32.of(bytes))
        }
        #expect(CRC32.text(0xAB) == "000000ab")
    }

    @Test func tellsWhatIsInAContainer() throws {
        let folder = try TemporaryFolder()
        let summary = try pack(folder)
        let result = try verify(folder)
        #expect(result.version == "3" && result.hasChecksums)
        #expect(result.tensors.map(\.name) == ["a", "b"])
        #expect(result.tensors.map(\.groupBitsPerWeight) == [4.078125, 4.078125])
        #expect(result.tensors.map(\.bitsPerWeight) == summary.tensors.map(\.bitsPerWeight))
        #expect(result.tensors.map(\.reproducedIn) == ["fp32", "fp32"])
        #expect(result.unchanged == ["bias"] && result.weights == 4096)
        #expect(result.differences.isEmpty)
        for (tensor, expected) in zip(result.tensors, summary.tensors) {
            #expect(abs(tensor.signalToNoiseRatio! - expected.signalToNoiseRatio!) < 1e-9)
        }
        let alone = try PackedVerification(path: folder.path("packed"))
        #expect(alone.checkpoint == nil && alone.tensors[0].reproducedIn == nil)
    }

    @Test func knowsHowCodesWereChosen() throws {
        let folder = try TemporaryFolder()
        _ = try pack(folder, .init(type: .bitmod4, arithmetic: .binary16))
        #expect(Set(try verify(folder).tensors.map(\.reproducedIn)).contains("fp16"))
        _ = try pack(folder, .init(type: .int3, scaleFormat: .binary16, searchesClipping: true))
        #expect(try verify(folder).tensors.map(\.reproducedIn) == ["fp32, clipped", "fp32, clipped"])
    }

    @Test func differencesAreNamed() throws {
        let folder = try TemporaryFolder()
        _ = try pack(folder)
        _ = try checkpoint(folder, change: 0.5)
        let changed = try verify(folder).differences
        #expect(
            changed.count == 2 && changed.allSatisfy { $0.contains("other codes or scales") }, "\(changed)")
        _ = try folder.write(
            safetensors([
                ("a", [4, 512], [Float](repeating: 1, count: 2048)), ("bias", [5], [1, 2, 3, 4, 6]),
                ("c", [1], [1]),
            ]),
            "checkpoint")
        let differences = try verify(folder).differences
        #expect(
            differences == [
                "a: its shape is [8, 256], in the checkpoint [4, 512]", "b: the checkpoint hasn't it",
                "bias: its data differ", "c: the container hasn't it",
            ])
    }

    /// Any change of a byte is found: of data by checksums, of the header by what it describes.
    @Test func everyDamageIsFound() throws {
        let folder = try TemporaryFolder()
        _ = try pack(folder)
        let bytes = try folder.bytes("packed")
        let start =
            bytes.count - (try SafetensorsReader(path: folder.path("packed"))).entries.last!.range.upperBound
        var generator = SeededGenerator(seed: 62)
        var missed: [Int] = []
        for _ in 0..<200 {
            let place = start + Int(generator.next() % UInt64(bytes.count - start))
            var damaged = bytes
            damaged[place] ^= UInt8(1 << (generator.next() % 8))
            let path = try folder.write(damaged, "damaged")
            do {
                _ = try PackedVerification(path: path)
                missed.append(place)
            } catch let error as QuantizationError {
                let isClear =
                    error.description.contains("damaged") && error.kind == .malformedContainer
                    && error.description.contains("checksum")
                if !isClear { missed.append(-place) }
            }
        }
        #expect(missed.isEmpty, "seed 62: \(missed)")
    }

    /// Packed weights with factors of their input channels stand for what the scaling says.
    @Test func scaledInputChannelsSurvive() throws {
        let folder = try TemporaryFolder()
        let magnitudes = (0..<256).map { $0 % 17 == 3 ? Float(30) : 1 }
        let activations = try folder.write(safetensors([("a", [256], magnitudes)]), "activations")
        let settings = QuantizationSettings(type: .bitmod3)
        let summary = try pack(folder, settings, activations: activations)
        let source = try SafetensorsReader(path: folder.path("checkpoint"))
        let scaling = try ActivationAwareScaling(
            values: source.matrix(named: "a").values, rows: 8, columns: 256,
            calibration: .magnitudes(magnitudes),
            settings: settings)
        #expect(scaling.exponent > 0)
        #expect(summary.tensors[0].scaling?.exponent == scaling.exponent)
        #expect(summary.tensors[1].scaling == nil)
        #expect(summary.scalingGain! > 0)
        let container = try PackedContainer(path: folder.path("packed"))
        #expect(try container.tensor(named: "a") == scaling.tensor)
        #expect(try container.inputFactors(named: "a") == scaling.channelFactors)
        #expect(try container.inputFactors(named: "b") == nil)
        #expect(try container.dequantized(named: "a") == scaling.dequantized())
        #expect(try verify(folder).differences.isEmpty)
        for (tensors, problem) in [
            ([("c", [256], magnitudes)], "belong to no tensor that is quantised"),
            ([("a", [128], Array(magnitudes.prefix(128)))], "256 input channels"),
            ([("bias", [5], [1, 2, 3, 4, 5])], "belong to no tensor"),
        ] as [([(String, [Int], [Float])], String)] {
            let path = try folder.write(safetensors(tensors), "activations")
            let error = #expect(throws: QuantizationError.self) {
                try pack(folder, settings, activations: path)
            }
            #expect(error?.description.contains(problem) == true)
        }
    }
}
