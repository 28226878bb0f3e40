import Arithmetic
import Configuration
import Foundation
import Testing

@testable import Quantization

@Suite struct PackedContainerTests {
    /// Codes of every width and groups that don't fill their last byte, bit by bit against the description of
    /// the format.
    @Test func packingIsAsDocumented() {
        var generator = SeededGenerator(seed: 31)
        var wrong: [Int] = []
        for width in 1...8 {
            for count in [1, 2, 7, 8, 33, 172] {
                let codes = (0..<count).map { _ in
                    UInt8(truncatingIfNeeded: generator.next()) & UInt8((1 << width) - 1)
                }
                var packed = [UInt8](repeating: 0xAA, count: (count * width + 7) / 8)
                var restored = [UInt8](repeating: 0, count: count)
                BitPacking.pack(codes, count: count, width: width, into: &packed)
                let bits = (0..<packed.count * 8).map { packed[$0 / 8] >> ($0 % 8) & 1 }
                let expected = codes.flatMap { code in (0..<width).map { code >> $0 & 1 } }
                let agrees =
                    Array(bits[..<expected.count]) == expected
                    && bits[expected.count...].allSatisfy { $0 == 0 }
                    && BitPacking.unpack(packed, count: count, width: width, into: &restored)
                    && restored == codes
                if !agrees { wrong.append(width * 1000 + count) }
                if packed.count * 8 > expected.count {
                    packed[packed.count - 1] |= 0x80
                    if BitPacking.unpack(packed, count: count, width: width, into: &restored) {
                        wrong.append(-width)
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "seed 31: \(wrong)")
    }

    /// Makes a checkpoint of one matrix and packs it.
    private func pack(
        _ folder: TemporaryFolder, type: QuantizationType, scale: ScaleFormat = .integer8,
        groupSize: Int = 20, granularity: Granularity? = nil, to name: String = "packed"
    ) throws -> QuantizedTensor {
        var generator = SeededGenerator(seed: 32)
        let values = (0..<7 * 60).map { _ in Float(generator.nextStudentT()) }
        let writer = try SafetensorsWriter(
            path: folder.path("checkpoint"), tensors: [.init(name: "w", format: .binary32, shape: [7, 60])])
        try writer.append(values, to: "w")
        try writer.finish()
        _ = try CheckpointQuantizer(
            input: folder.path("checkpoint"), output: folder.path(name),
            settings: .init(
                type: type, granularity: granularity ?? .group(groupSize), scaleFormat: scale,
                indivisible: .row)
        ).run()
        let groupSize =
            granularity == .tensor && type.fixedGroupSize == nil
            ? 420 : granularity != nil || type.fixedGroupSize != nil ? 60 : groupSize
        return try Quantizer.quantize(
            values: values, rows: 7, columns: 60, type: type, groupSize: groupSize, scale: scale)
    }

    @Test(arguments: QuantizationType.all, ScaleFormat.selectable)
    func containersRoundTrip(_ type: QuantizationType, _ scale: ScaleFormat) throws {
        let folder = try TemporaryFolder()
        let expected = try pack(folder, type: type, scale: scale)
        #expect(expected.codes.contains { $0 != 0 })
        let container = try PackedContainer(path: folder.path("packed"))
        #expect(container.layouts.map(\.name) == ["w"])
        #expect(container.unchanged.isEmpty)
        let restored = try container.tensor(named: "w")
        #expect(restored == expected)
        #expect(restored.dequantized() == expected.dequantized())
        _ = try pack(folder, type: type, scale: scale, to: "again")
        #expect(try folder.bytes("packed") == folder.bytes("again"))
        #expect(throws: QuantizationError.self) { try container.tensor(named: "v") }
    }

    /// One group a row and one group in all.
    @Test(arguments: [Granularity.channel, .tensor], ["bitmod4", "int4-asym", "olive4", "ant3", "mx-fp4"])
    func largeGroupsRoundTrip(_ granularity: Granularity, _ name: String) throws {
        let folder = try TemporaryFolder()
        for scale in [ScaleFormat.integer8, .integer2, .binary16] {
            let expected = try pack(folder, type: .named(name), scale: scale, granularity: granularity)
            let restored = try PackedContainer(path: folder.path("packed")).tensor(named: "w")
            #expect(restored == expected)
            #expect(restored.groupCount == (granularity == .tensor && name != "mx-fp4" ? 1 : 7))
        }
    }

    /// FP4 with a byte of scale and two bits of selector for 128 weights.
    @Test func sizesAreAsPublished() throws {
        func bits(_ name: String, _ scale: ScaleFormat = .integer8) throws -> Double {
            let type = try QuantizationType.named(name)
            let layout = PackedLayout(
                name: "w", type: type, rows: 4096, columns: 1 << 20,
                groupSize: type.fixedGroupSize ?? 128, scaleFormat: scale, originalFormat: .binary32)
            // Of the channel scales, 32 bits in a million weights, and NVFP4's one.
            return (layout.bitsPerWeight * 256).rounded() / 256
        }
        #expect(try bits("bitmod4") == 4 + 10.0 / 128)
        #expect(try bits("bitmod3") == 3 + 10.0 / 128)
        #expect(try bits("fp4-er") == 4 + 9.0 / 128 + 1.0 / 256 - 1.0 / 256)
        #expect(try bits("bitmod4", .integer4) == 4 + 6.0 / 128)
        #expect(try bits("int4-asym", .binary16) == 4 + 20.0 / 128)
        #expect(try bits("mx-fp4") == 4.25)
        #expect(try bits("nvfp4") == 4.5)
    }

    @Test func otherSpecialValuesSurvive() throws {
        let folder = try TemporaryFolder()
        let type = QuantizationType.bitmod4.with(
            specialValues: try SpecialValues(fp4: [7, -7, 24, -20], fp3: [3, -3, 6, -6]))
        let expected = try pack(folder, type: type)
        #expect(try PackedContainer(path: folder.path("packed")).tensor(named: "w") == expected)
    }

    /// Damage to metadata and data, each refused with its reason.
    @Test func damagedContainersAreRefused() throws {
        let folder = try TemporaryFolder()
        _ = try pack(folder, type: .bitmod3)
        let reader = try SafetensorsReader(path: folder.path("packed"))
        let description = reader.metadata("bitmod.tensor.w")!
        func damaged(
            _ changes: [String: String] = [:], part: String? = nil,
            _ change: (inout [UInt8]) -> Void = { _ in }
        ) throws -> String {
            // Without checksums, which would find everything first.
            var metadata: [String: String] = [:]
            for (key, value) in reader.metadata where !key.hasPrefix("bitmod.crc32.") {
                metadata[key] = changes[key] ?? (key == "bitmod.version" ? "2" : value)
            }
            let writer = try SafetensorsWriter(
                path: folder.path("damaged"),
                tensors: reader.entries.map { .init(name: $0.name, format: $0.format, shape: $0.shape) },
                metadata: metadata)
            for entry in reader.entries {
                var bytes = try reader.bytes(entry)
                if entry.name == part { change(&bytes) }
                try writer.append(bytes, to: entry.name)
            }
            try writer.finish()
            do {
                _ = try PackedContainer(path: folder.path("damaged")).tensor(named: "w")
                return "accepted"
            } catch { return "\(error)" }
        }
        func replacing(_ old: String, _ new: String) throws -> String {
            try damaged(["bitmod.tensor.w": description.replacingOccurrences(of: old, with: new)])
        }
        #expect(try damaged() == "accepted")
        #expect(try damaged(["bitmod.version": "1"]) == "accepted")
        #expect(try damaged(["bitmod.format": "other"]).contains("isn't a packed container"))
        #expect(try damaged(["bitmod.version": "3"]).contains("it has no checksum"))
        #expect(try damaged(["bitmod.version": "4"]).contains("version is 4"))
        #expect(try replacing("{", "{\"input_factors\":1,").contains("neither true nor false"))
        #expect(try replacing("{", "{\"input_factors\":true,").contains("\"w.input_factors\" is missing"))
        #expect(try damaged(["bitmod.tensor.w": "[]"]).contains("isn't a JSON object"))
        #expect(try replacing("bitmod3", "bitmod9").contains("no data type named"))
        #expect(try replacing("bitmod3", "bitmod4").contains("implies"))
        #expect(try replacing("bitmod3", "int3").contains("special values"))
        #expect(try replacing("[3,-3,6,-6]", "[3,-3,6]").contains("special values"))
        #expect(try replacing("[7,60]", "[7,80]").contains("implies"))
        #expect(try replacing("[7,60]", "[7]").contains("shape of 1 sizes"))
        #expect(try replacing("[7,60]", "[1,4611686018427387904]").contains("impossible"))
        #expect(try replacing(":20", ":21").contains("impossible"))
        #expect(try replacing(":20", ":0").contains("impossible"))
        #expect(try replacing("\"F32\"", "\"F31\"").contains("unknown dtype"))
        #expect(try replacing("int8", "fp32").contains("implies F32"))
        #expect(try damaged(part: "w.codes") { $0[7] |= 0x80 }.contains("group 0 aren't zero"))
        #expect(try damaged(part: "w.selectors") { $0[5] |= 0x80 }.contains("last selector"))
        #expect(try damaged(part: "w.channel_scales") { $0[3] = 0xBF }.contains("a scale is -"))
        #expect(
            try damaged(part: "w.channel_scales") { $0.replaceSubrange(0..<4, with: [0, 0, 0xC0, 0x7F]) }
                .contains("a scale is nan"))
        // Minus zero is a special value of bitmod3, and nothing in fp3.
        let plain = description.replacingOccurrences(of: "bitmod3", with: "fp3")
            .replacingOccurrences(of: "[3,-3,6,-6]", with: "[]")
        #expect(try damaged(["bitmod.tensor.w": plain]).contains("stands for no value of fp3"))
    }
}
