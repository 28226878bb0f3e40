import Foundation
import Quantization

/// Algorithm 1 once more, in NumPy (`Peers/numpy_quantizer.py`): what the quantiser is timed beside, and a second opinion
/// on its results.
public struct NumPyPeer: Sendable {
    private let python: URL

    /// Where `scripts/bench-peers` puts it.
    public static let standardPath = ".tools/peers/bin/python"
    /// What to say where it isn't.
    public static let absence = "not installed: run scripts/bench-peers"

    /// The Python at a path, nil for the one of the tools; nil when it isn't there or has no NumPy.
    public init?(python path: String? = nil) {
        let path = path ?? Self.standardPath
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        python = URL(fileURLWithPath: path)
        guard (try? output(["-c", "import numpy"])) != nil else { return nil }
    }

    /// What NumPy found for groups of weights.
    public struct Result: Sendable {
        /// Of the fastest run.
        public let seconds: Double
        /// One a group.
        public let selectors: [UInt8]
        public let zeroPoints: [UInt8]
        public let scales: [Float]
        /// Values on the grid of the type, one a weight.
        public let gridValues: [Int]
    }

    /// Quantises weights `runs` times.
    /// - Parameter groupSize: a divisor of the number of weights.
    /// - Throws: ``NumPyPeer/Failure`` when the script fails, errors of the file system.
    public func quantize(
        _ weights: [Float], type: QuantizationType, groupSize: Int, arithmetic: QuantizationArithmetic,
        runs: Int = 1
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bitmod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (
            folder.appendingPathComponent("weights"), folder.appendingPathComponent("result")
        )
        try weights.withUnsafeBytes { Data($0) }.write(to: source)
        let script = String(decoding: PackageResources.numpy_quantizer_py, as: UTF8.self)
        let text = try output([
            "-c", script, type.name, arithmetic.rawValue, "\(groupSize)", source.path, target.path, "\(runs)",
        ])
        let timing = try JSONDecoder().decode(Timing.self, from: text)
        return try Result(
            timing, Data(contentsOf: target), groups: weights.count / groupSize, weights: weights.count)
    }

    /// The script has no result to offer; its last words.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    fileprivate struct Timing: Decodable {
        let seconds: Double
    }

    private func output(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = python
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // One line and a traceback at most, which the pipe of the errors holds.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let message = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = String(decoding: message, as: UTF8.self).split(separator: "\n").last
            throw Failure(description: "The quantiser in NumPy failed: \(words ?? "no message").")
        }
        return text
    }
}

extension NumPyPeer.Result {
    /// Reads selectors, zero points, scales and values, one array after the other, in the machine's order of bytes.
    fileprivate init(_ timing: NumPyPeer.Timing, _ data: Data, groups: Int, weights: Int) throws {
        guard data.count == groups * 6 + weights * 2 else {
            throw NumPyPeer.Failure(description: "The quantiser in NumPy wrote \(data.count) bytes.")
        }
        var rest = data[...]
        func take<Element: BitwiseCopyable>(_ count: Int, as _: Element.Type) -> [Element] {
            let bytes = rest.prefix(count * MemoryLayout<Element>.stride)
            rest = rest.dropFirst(bytes.count)
            return bytes.withUnsafeBytes { bytes in
                (0..<count).map {
                    bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
                }
            }
        }
        seconds = timing.seconds
        selectors = take(groups, as: UInt8.self)
        zeroPoints = take(groups, as: UInt8.self)
        scales = take(groups, as: Float.self)
        gridValues = take(weights, as: Int16.self).map { Int($0) }
    }

    /// The first group, by its number, that the quantiser sees differently; `tensor` has binary32 scales and is of one
    /// row. A group of zeros has no scale.
    public func firstDisagreement(with tensor: QuantizedTensor) -> Int? {
        let size = tensor.groupSize
        return scales.indices.first { group in
            let columns = group * size..<(group + 1) * size
            let scale = tensor.scale(row: 0, group: group)
            return
                !(columns.allSatisfy { tensor.gridValue(row: 0, column: $0) == gridValues[$0] }
                && tensor.selectors[group] == selectors[group]
                && (tensor.zeroPoints.isEmpty || tensor.zeroPoints[group] == zeroPoints[group])
                && (scale == scales[group] || scale == 0))
        }
    }
}
