import Foundation
import Testing

@testable import Quantization

@Suite struct SafetensorsTests {
    private static let good = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#

    /// A header, the bytes of data behind it, and a part of the message that must come.
    private static let malformed: [(header: String, data: Int, message: String)] = [
        (good, 7, "ends at byte 8"),
        (good, 9, "belong to none"),
        ("[]", 0, "opening brace"),
        (" " + good, 8, "opening brace"),
        (good + "x", 8, "after the end"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#, 8, "isn't valid JSON"),
        (#"{"a":{"shape":[2],"data_offsets":[0,8]}}"#, 8, "no \"dtype\""),
        (#"{"a":{"dtype":"F32","data_offsets":[0,8]}}"#, 8, "no \"shape\""),
        (#"{"a":{"dtype":"F32","shape":[2]}}"#, 8, "no \"data_offsets\""),
        (#"{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}"#, 8, "\"F33\" is none of"),
        (#"{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}"#, 8, "dtype isn't a string"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}"#, 8, "unknown key \"x\""),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "takes 12 bytes"),
        (#"{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}"#, 8, "shape isn't an array"),
        (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "integer from 0"),
        (#"{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}"#, 8, "integer from 0"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}"#, 8, "integer from 0"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "start and an end"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}"#, 8, "start and an end"),
        (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0, "overflows"),
        (#"{"a":[]}"#, 0, "isn't an object"),
        (#"{"__metadata__":{"k":1}}"#, 0, "isn't a string"),
        (#"{"__metadata__":[]}"#, 0, "isn't an object"),
        (
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#,
            8, "occurs twice"
        ),
        (
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}}"#,
            9, "gap after byte 4"
        ),
        (
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}}"#,
            7, "inside the one before"
        ),
        (
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
            4, "inside the one before"
        ),
        (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[1,5]}}"#, 5, "gap after byte 0"),
    ]

    @Test(arguments: malformed.indices) func malformedHeadersAreRefused(_ index: Int) throws {
        let (header, size, message) = Self.malformed[index]
        let folder = try TemporaryFolder()
        let path = try folder.write(header: header, data: Array(repeating: 0, count: size))
        let error = #expect(throws: QuantizationError.self) { try SafetensorsReader(path: path) }
        #expect(error?.kind == .malformedSafetensors)
        #expect(error?.file == path)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func damagedLengthsAreRefused() throws {
        let folder = try TemporaryFolder()
        let cases: [(bytes: [UInt8], message: String)] = [
            ([], "too few"), ([1, 0, 0, 0, 0, 0, 0], "too few"),
            ([3, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), "only 2 follow"),
            (Array(repeating: 255, count: 20), "more than the limit"),
            ([0, 0xE1, 0xF5, 5, 0, 0, 0, 0], "only 0 follow"),
            ([1, 0xE1, 0xF5, 5, 0, 0, 0, 0], "more than the limit"),
            ([0, 0, 0, 0, 0, 0, 0, 0], "opening brace"),
            ([5, 0, 0, 0, 0, 0, 0, 0] + Array("{\"".utf8) + [0xFF, 0x22, 0x7D], "UTF-8"),
        ]
        for (bytes, message) in cases {
            let path = try folder.write(bytes, "damaged")
            let error = #expect(throws: QuantizationError.self) { try SafetensorsReader(path: path) }
            #expect(error?.kind == .malformedSafetensors)
            #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        }
        for path in [folder.path("absent"), folder.url.path] {
            let error = #expect(throws: QuantizationError.self) { try SafetensorsReader(path: path) }
            #expect(error?.kind == .fileAccess)
        }
    }

    /// Every prefix of a file, and every file with one byte of its header changed, is read or refused, and
    /// never crashes.
    @Test func damagedFilesNeverCrash() throws {
        let folder = try TemporaryFolder()
        let writer = try SafetensorsWriter(
            path: folder.path("whole"),
            tensors: [.init(name: "weights", format: .binary32, shape: [3, 2])], metadata: ["key": "value"])
        try writer.append([Float](repeating: 1, count: 6), to: "weights")
        try writer.finish()
        let whole = try folder.bytes("whole")
        var accepted = 0
        for length in whole.indices {
            let path = try folder.write(Array(whole[..<length]), "part")
            if (try? SafetensorsReader(path: path)) != nil { accepted += 1 }
        }
        #expect(accepted == 0)
        for index in whole.indices.dropLast(24) {
            for replacement in [UInt8(0), 0x22, 0x7B, 0x39, 0xFF] {
                var bytes = whole
                bytes[index] = replacement
                guard let reader = try? SafetensorsReader(path: try folder.write(bytes, "changed")) else {
                    continue
                }
                for entry in reader.entries { _ = try reader.bytes(entry) }
            }
        }
    }

    @Test func writerAndReaderRoundTrip() throws {
        let folder = try TemporaryFolder()
        let writer = try SafetensorsWriter(
            path: folder.path("file"),
            tensors: [
                .init(name: "z", format: .uint8, shape: [3]),
                .init(name: "half \"quoted\"", format: .binary16, shape: [2, 1]),
                .init(name: "a", format: .binary32, shape: []),
                .init(name: "brain", format: .bfloat16, shape: [3]),
                .init(name: "wide", format: .int64, shape: [1]),
                .init(name: "empty", format: .int64, shape: [0, 1 << 62, 4]),
            ], metadata: ["b": "2", "a": "1"])
        // In another order than the file's, and one tensor in two pieces.
        try writer.append([UInt8(1), 2], to: "z")
        try writer.append([Float(-1.5)], to: "a")
        try writer.append([UInt16(0x3C00), 0x0001], to: "half \"quoted\"")
        try writer.append([UInt16(0x3F80), 0xC000, 0x0001], to: "brain")
        try writer.append([UInt8(3)], to: "z")
        #expect(!folder.files.contains("file"))
        try writer.append([Int64(-7)], to: "wide")
        try writer.finish()
        #expect(folder.files == ["file"])
        let reader = try SafetensorsReader(path: folder.path("file"))
        #expect(reader.entries.map(\.name) == ["empty", "wide", "a", "brain", "half \"quoted\"", "z"])
        #expect(reader.metadata.map(\.key) == ["a", "b"])
        #expect(reader.metadata("b") == "2")
        #expect(try reader.bytes(try reader.entry(named: "z")) == [1, 2, 3])
        #expect(try reader.floats(try reader.entry(named: "a")) == [-1.5])
        #expect(try reader.floats(try reader.entry(named: "half \"quoted\"")) == [1, 0x1p-24])
        #expect(try reader.floats(try reader.entry(named: "brain")) == [1, -2, Float(bitPattern: 0x10000)])
        #expect(try reader.matrix(named: "half \"quoted\"").columns == 1)
        #expect(throws: QuantizationError.self) { try reader.floats(try reader.entry(named: "z")) }
        #expect(throws: QuantizationError.self) { try reader.matrix(named: "a") }
        let error = #expect(throws: QuantizationError.self) { try reader.entry(named: "y") }
        #expect(error?.kind == .tensorUnavailable)
        #expect(try folder.bytes("file").count == writer.size)
        let length = Int(try folder.bytes("file")[0]) | Int(try folder.bytes("file")[1]) << 8
        #expect(length % 8 == 0)
    }

    @Test func unfinishedFilesVanish() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write([9], "file")
        do {
            let writer = try SafetensorsWriter(
                path: folder.path("file"), tensors: [.init(name: "a", format: .uint8, shape: [4])])
            try writer.append([UInt8(1)], to: "a")
            #expect(throws: QuantizationError.self) {
                try writer.append([UInt8](repeating: 0, count: 4), to: "a")
            }
            #expect(throws: QuantizationError.self) { try writer.append([UInt8(1)], to: "b") }
            #expect(throws: QuantizationError.self) { try writer.finish() }
            #expect(folder.files.count == 2)
        }
        #expect(folder.files == ["file"])
        #expect(try folder.bytes("file") == [9])
        let error = #expect(throws: QuantizationError.self) {
            try SafetensorsWriter(path: folder.path("absent/file"), tensors: [])
        }
        #expect(error?.kind == .fileAccess)
        #expect(throws: QuantizationError.self) {
            try SafetensorsWriter(
                path: folder.path("other"),
                tensors: [
                    .init(name: "a", format: .uint8, shape: [4]), .init(name: "a", format: .int8, shape: [4]),
                ])
        }
        #expect(folder.files == ["file"])
    }
}
