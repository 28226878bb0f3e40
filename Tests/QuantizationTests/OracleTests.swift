import Foundation
import Testing

@testable import Quantization

/// The quantiser against an implementation in another language: `Oracle/oracle.py` wrote the vectors, with NumPy's
/// arithmetic and the casts of ml_dtypes.
///
/// `BITMOD_ORACLE_PYTHON` names a Python that has both, to have the vectors made again and a larger set tried.
@Suite struct OracleTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Oracle")
    private static let python = ProcessInfo.processInfo.environment["BITMOD_ORACLE_PYTHON"]

    /// What the oracle makes of groups of 32 weights.
    private struct Vectors: Decodable {
        /// Bit patterns of binary32 numbers.
        let groups: [String: [UInt32]]
        let results: [Result]
        /// Halves of the groups, in the order of the file, as one tensor.
        let nvfp4: [Half]

        struct Result: Decodable {
            let type: String, arithmetic: String, group: String
            let values: [Int]
            /// Selector or zero point, or the E8M0 code.
            let choice: Int
            let scale: Double

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                type = try list.decode(String.self)
                arithmetic = try list.decode(String.self)
                group = try list.decode(String.self)
                values = try list.decode([Int].self)
                choice = try list.decode(Int.self)
                scale = try list.decode(Double.self)
            }
        }

        struct Half: Decodable {
            let values: [Int]
            let code: UInt8

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                values = try list.decode([Int].self)
                code = try list.decode(UInt8.self)
            }
        }

        func weights(_ group: String) -> [Float] { groups[group]!.map { Float(bitPattern: $0) } }
    }

    @Test func quantiserAgreesWithTheVectors() throws {
        let data = try Data(contentsOf: Self.folder.appendingPathComponent("vectors.json"))
        try compare(data)
    }

    @Test(.enabled(if: python != nil)) func vectorsAreTheOracles() throws {
        #expect(
            try run([]) == Data(contentsOf: Self.folder.appendingPathComponent("vectors.json")),
            "run oracle.py > vectors.json")
        try compare(run(["200"]))
    }

    private func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.python!)
        process.arguments = [Self.folder.appendingPathComponent("oracle.py").path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return output.fileHandleForReading.readDataToEndOfFile()
    }

    private func compare(_ data: Data) throws {
        let vectors = try JSONDecoder().decode(Vectors.self, from: data)
        var wrong: [String] = []
        for result in vectors.results {
            let type = try QuantizationType.named(result.type)
            let arithmetic = try #require(QuantizationArithmetic(rawValue: result.arithmetic))
            let weights = vectors.weights(result.group)
            let tensor = try Quantizer.quantize(
                values: weights, rows: 1, columns: 32, type: type, groupSize: 32, scale: .binary32,
                arithmetic: arithmetic)
            let values = (0..<32).map { tensor.gridValue(row: 0, column: $0) }
            var isRight = values == result.values
            if case .powerOfTwo(let codes) = tensor.scales {
                isRight = isRight && Int(codes[0]) == result.choice
            } else {
                // A group of zeros is marked by the scale 0.
                let isZero = weights.allSatisfy { $0 == 0 }
                let choice = tensor.zeroPoints.isEmpty ? tensor.selectors[0] : tensor.zeroPoints[0]
                isRight =
                    isRight && Int(choice) == result.choice
                    && tensor.scale(row: 0, group: 0) == (isZero ? 0 : Float(result.scale))
            }
            if !isRight {
                wrong.append("\(result.type) \(result.arithmetic) \(result.group): \(values) for \(result)")
            }
        }
        try wrong += compareWhole(vectors, order: order(of: data))
        #expect(wrong.isEmpty, "\(wrong.count) of \(vectors.results.count), first: \(wrong.first ?? "")")
        #expect(vectors.results.count > 500)
    }

    /// NVFP4, whose tensor has a scale of its own.
    private func compareWhole(_ vectors: Vectors, order: [String]) throws -> [String] {
        let weights = order.flatMap { vectors.weights($0) }
        let tensor = try Quantizer.quantize(
            values: weights, rows: 1, columns: weights.count, type: .named("nvfp4"), groupSize: 16,
            scale: .binary32)
        guard case .float8E4M3(let codes, let tensorScale) = tensor.scales,
            codes.count == vectors.nvfp4.count
        else { return ["nvfp4 has other groups"] }
        #expect(tensorScale == weights.map { abs($0) }.max()! / 2688)
        return codes.indices.compactMap { group in
            let values = (0..<16).map { tensor.gridValue(row: 0, column: group * 16 + $0) }
            let expected = vectors.nvfp4[group]
            return values == expected.values && codes[group] == expected.code
                ? nil : "nvfp4 group \(group): \(values), \(codes[group]) for \(expected)"
        }
    }

    /// Names of the groups in the order of the file, which dictionaries don't keep.
    private func order(of data: Data) throws -> [String] {
        guard case .object(let members) = try HeaderValue.parse([UInt8](data)),
            case .object(let groups)? = members.first(where: { $0.name == "groups" })?.value
        else { return [] }
        return groups.map(\.name)
    }

    /// Weights that no arithmetic can quantise are refused with their place.
    @Test func infinitiesAndNaNAreRefused() throws {
        for (bad, arithmetic) in [
            (Float.nan, QuantizationArithmetic.binary32), (.infinity, .binary16), (-.infinity, .binary32),
            (.signalingNaN, .binary16),
        ] {
            for type in QuantizationType.all {
                var weights = [Float](repeating: 0.5, count: 64)
                weights[37] = bad
                let error = #expect(throws: QuantizationError.self) {
                    try Quantizer.quantize(
                        values: weights, rows: 2, columns: 32, type: type, groupSize: 32, scale: .binary32,
                        arithmetic: arithmetic)
                }
                #expect(error?.kind == .notFinite && error?.row == 1 && error?.column == 5)
            }
        }
    }
}
