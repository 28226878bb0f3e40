import Configuration
import Foundation
import Testing

@Suite struct ConfigurationFileTests {
    private static let yaml = """
        # The array of a test.
        rows: 2
        columns: 3
        lanes: 8
        groupSize: 64
        processingElement: exponent-matched
        radix: 4
        alignedWidth: 20
        treeStages: 2
        resultFormat: binary32
        specialValues:
          fp4: [0, 1, -24, 20]
          fp3: [5, -5, 7, -7]
        dataType: int6
        weights: weights/model.safetensors
        tensor: "layers.0"
        seed: 18446744073709551615
        """

    private static let json = """
        {
        \t"rows": 2, "columns": 3, "lanes": 8, "groupSize": 64, "resultFormat": "binary32",
        \t"processingElement": "exponent-matched", "radix": 4, "alignedWidth": 20, "treeStages": 2,
        \t"specialValues": {"fp4": [0, 1, -24, 20], "fp3": [5, -5, 7, -7]},
        \t"dataType": "int6", "weights": "weights/model.safetensors", "tensor": "layers.0",
        \t"seed": 18446744073709551615
        }
        """

    @Test(arguments: [yaml, json]) func readsEveryKey(_ text: String) throws {
        let file = try ConfigurationFile(text: text, path: "folder/array.yaml")
        let array = try file.configuration()
        #expect(
            try array
                == ArrayConfiguration(
                    rows: 2, columns: 3, lanes: 8, groupSize: 64, processingElement: .exponentMatched,
                    radix: .four, alignedWidth: 20, treeStages: 2, resultFormat: .binary32,
                    specialValues: SpecialValues(fp4: [0, 1, -24, 20], fp3: [5, -5, 7, -7])))
        #expect(file.dataType == .int6)
        #expect(file.weights == "folder/weights/model.safetensors")
        #expect(file.tensor == "layers.0")
        #expect(file.seed == .max)
    }

    @Test func whatIsLeftOpenIsStandard() throws {
        for text in ["", "# nothing\n", "{}"] {
            #expect(try ConfigurationFile(text: text, path: "f").configuration() == .standard)
        }
        let file = try ConfigurationFile(
            text: "specialValues: {fp3: [1, 2, 3, 4]}\nweights: /w.st\n", path: "f")
        #expect(try file.configuration().specialValues.fp4 == SpecialValues.published.fp4)
        #expect(try file.configuration().specialValues.fp3 == [1, 2, 3, 4])
        #expect(file.weights == "/w.st")
    }

    @Test func settingsOverrideTheFile() throws {
        let file = try ConfigurationFile(text: "rows: 99\nlanes: 16\ngroupSize: 48\n", path: "f")
        let array = try file.configuration(overriddenBy: ArraySettings(rows: 5, groupSize: 32))
        #expect(try array == ArrayConfiguration(rows: 5, columns: 8, lanes: 16, groupSize: 32))
        // The value at fault is the caller's: the file isn't blamed.
        let error = #expect(throws: ConfigurationError.self) {
            try file.configuration(overriddenBy: ArraySettings(rows: 5, groupSize: 40))
        }
        #expect(error?.parameter == "groupSize")
    }

    private struct Fault {
        let text: String
        let line: Int?
        let key: String?
        /// What the message must contain.
        let says: [String]
    }

    private static let faults: [Fault] = [
        Fault(
            text: "rows: 2\ncolums: 3\n", line: 2, key: "colums",
            says: ["\"colums\"", "mean \"columns\"", "seed"]),
        Fault(text: "group-size: 64\n", line: 1, key: "group-size", says: ["mean \"groupSize\""]),
        Fault(text: "\n\nLANES: 4\n", line: 3, key: "LANES", says: ["mean \"lanes\""]),
        Fault(
            text: "{\"rows\": 2,\n\"frobnicate\": 1}", line: 2, key: "frobnicate",
            says: ["The keys are rows,"]),
        Fault(
            text: "specialValues:\n  fp4: [0, 0, 0, 0]\n  fp5: [0, 0, 0, 0]\n", line: 3,
            key: "specialValues.fp5",
            says: ["below specialValues", "fp4, fp3"]),
        Fault(text: "lanes: 4\nrows: 2\nrows: 3\n", line: 2, key: "rows", says: ["\"rows\"", "twice"]),
        Fault(text: "rows: two\n", line: 1, key: "rows", says: ["rows is \"two\"", "integer"]),
        Fault(text: "rows: \"2\"\n", line: 1, key: "rows", says: ["without quotes"]),
        Fault(text: "rows: 2.0\n", line: 1, key: "rows", says: ["\"2.0\""]),
        Fault(text: "rows:\n", line: 1, key: "rows", says: ["rows is empty"]),
        Fault(text: "rows: [1, 2]\n", line: 1, key: "rows", says: ["a list"]),
        Fault(text: "rows: 99999999999999999999\n", line: 1, key: "rows", says: ["99999999999999999999"]),
        Fault(text: "seed: -1\n", line: 1, key: "seed", says: ["0 to 18446744073709551615"]),
        Fault(text: "tensor: {a: 1}\n", line: 1, key: "tensor", says: ["not text"]),
        Fault(
            text: "rows: 1\ndataType: int7\n", line: 2, key: "dataType", says: ["\"int7\"", "fp4, fp3, int8"]),
        Fault(text: "radix: 16\n", line: 1, key: "radix", says: ["4 or 8"]),
        Fault(text: "radix: four\n", line: 1, key: "radix", says: ["\"four\""]),
        Fault(text: "treeStages: 3\n", line: 1, key: "treeStages", says: ["1 to 2"]),
        Fault(text: "alignedWidth: 41\n", line: 1, key: "alignedWidth", says: ["11 to 40"]),
        Fault(
            text: "processingElement: shared\n", line: 1, key: "processingElement",
            says: ["exponent-matched, shared-exponent"]),
        Fault(text: "resultFormat: binary61\n", line: 1, key: "resultFormat", says: ["mean \"binary16\""]),
        Fault(text: "specialValues: 3\n", line: 1, key: "specialValues", says: ["fp4", "fp3"]),
        Fault(
            text: "specialValues:\n  fp4: [1, 2,\n    x, 3]\n", line: 3, key: "specialValues.fp4",
            says: ["\"x\"", "integer"]),
        Fault(text: "- rows\n", line: 1, key: nil, says: ["key: value"]),
        Fault(text: "rows: 2\n  columns: 3\n", line: 2, key: nil, says: ["YAML or JSON"]),
        Fault(text: "{\"rows\": 2", line: 1, key: nil, says: ["YAML or JSON"]),
        // Values out of range show when the configuration is made.
        Fault(text: "columns: 2\nrows: 65\n", line: 2, key: "rows", says: ["rows is 65", "1 to 64"]),
        Fault(text: "columns: 0\n", line: 1, key: "columns", says: ["columns is 0"]),
        Fault(text: "\nlanes: 3\n", line: 2, key: "lanes", says: ["2, 4, 8 or 16"]),
        Fault(text: "lanes: 16\ngroupSize: 40\n", line: 2, key: "groupSize", says: ["multiple of 16"]),
        Fault(
            text: "specialValues:\n  fp3: [1, 2, 3, 11]\n", line: 2, key: "specialValues.fp3",
            says: ["11", "sum of two terms"]),
        Fault(
            text: "radix: 8\nspecialValues:\n  fp4: [1, 2, 3, 24]\n", line: 3, key: "specialValues.fp4",
            says: ["24", "digit of radix 8", "radix 4"]),
        Fault(text: "specialValues:\n  fp4: [1]\n", line: 2, key: "specialValues.fp4", says: ["exactly 4"]),
    ]

    @Test func faultsNamePlaceKeyAndRemedy() {
        for fault in Self.faults {
            let error = #expect(throws: ConfigurationFileError.self, "\(fault.text)") {
                try ConfigurationFile(text: fault.text, path: "array.yaml").configuration()
            }
            guard let error else { continue }
            #expect(error.key == fault.key, "\(fault.text)")
            if fault.key != nil { #expect(error.line == fault.line, "\(fault.text): \(error)") }
            let place = error.line.map { "array.yaml:\($0): " } ?? "array.yaml: "
            #expect(error.description.hasPrefix(place))
            #expect(!error.description.contains("\n"))
            for text in fault.says { #expect(error.description.contains(text), "\(error)") }
        }
    }

    @Test func unreadableFilesAreNamed() throws {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appendingPathComponent("bitmod-\(UUID().uuidString).yaml").path
        let absent = #expect(throws: ConfigurationFileError.self) { try ConfigurationFile(path: path) }
        #expect(absent?.file == path)
        #expect(absent?.problem.contains("no such file") == true)
        let directory = #expect(throws: ConfigurationFileError.self) {
            try ConfigurationFile(path: folder.path)
        }
        #expect(directory?.problem.contains("directory") == true)
        try Data([0x72, 0xff, 0xfe]).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let garbled = #expect(throws: ConfigurationFileError.self) { try ConfigurationFile(path: path) }
        #expect(garbled?.problem.contains("UTF-8") == true)
        try Data("rows: 7\n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try ConfigurationFile(path: path).configuration().rows == 7)
    }

    @Test func suggestionsAreNear() {
        let keys = ConfigurationFile.Key.allCases.map(\.rawValue)
        for (given, meant) in [
            ("row", "rows"), ("coloumns", "columns"), ("lnaes", "lanes"), ("group_size", "groupSize"),
            ("datatype", "dataType"), ("sed", "seed"), ("groupsize", "groupSize"), ("wieghts", "weights"),
        ] {
            #expect(NearestName.suggestion(for: given, among: keys) == meant, "\(given)")
        }
        for given in ["", "x", "frobnicate", "array"] {
            #expect(NearestName.suggestion(for: given, among: keys) == nil, "\(given)")
        }
        #expect(NearestName.suggestion(for: "rows", among: []) == nil)
    }
}
