import Foundation
import Quantization

/// A folder that goes away with the test, and a checkpoint in it.
final class Checkpoint {
    let url: URL
    let path: String

    /// Matrices of 4 × 64 by name, with a weight of some function of its place; a vector named `bias`.
    init(_ matrices: [(name: String, weight: (Int) -> Float)]) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("bitmod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.appendingPathComponent("in.st").path
        let writer = try SafetensorsWriter(
            path: path,
            tensors: matrices.map { .init(name: $0.name, format: .binary32, shape: [4, 64]) } + [
                .init(name: "bias", format: .binary32, shape: [2])
            ])
        for matrix in matrices { try writer.append((0..<256).map(matrix.weight), to: matrix.name) }
        try writer.append([Float(1), 2], to: "bias")
        try writer.finish()
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Two matrices, one with an outlier.
    static func ordinary() throws -> Checkpoint {
        try Checkpoint([
            ("layer \"1\" <a,b>", { sin(Float($0) * 1.7) }),
            ("layer.2", { $0 == 70 ? -9 : 0.1 * cos(Float($0) * 0.9) }),
        ])
    }

    static func zeros() throws -> Checkpoint { try Checkpoint([("zeros", { _ in 0 })]) }

    func file(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Names of everything in the folder, sorted.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }
}
