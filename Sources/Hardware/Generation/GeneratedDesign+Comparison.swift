import Foundation

extension GeneratedDesign {
    /// One file of a folder that isn't what would be generated.
    public struct Difference: Sendable, Hashable, Codable, CustomStringConvertible {
        public enum Kind: String, Sendable, Codable {
            /// It would be generated and isn't there.
            case missing
            /// It is there with other content.
            case different
            /// An earlier generation left it; it would be removed.
            case superseded
        }

        public let file: String
        public let kind: Kind
        /// First line that differs, from 1; of ``Kind/different`` files only.
        public let line: Int?

        public var description: String {
            switch kind {
            case .missing: "\(file): missing"
            case .different: "\(file): differs from line \(line ?? 1)"
            case .superseded: "\(file): no longer generated"
            }
        }
    }

    /// What ``write(to:)`` would change in a folder: empty when it holds this design. Files of others don't count.
    public func differences(in directory: String) -> [Difference] {
        var result: [Difference] = []
        for file in files {
            guard let data = FileManager.default.contents(atPath: "\(directory)/\(file.name)") else {
                result.append(Difference(file: file.name, kind: .missing, line: nil))
                continue
            }
            let expected = Array(file.text.utf8)
            let seen = [UInt8](data)
            guard seen != expected else { continue }
            let same = zip(seen, expected).prefix { $0 == $1 }
            let line = 1 + same.reduce(0) { $0 + ($1.0 == UInt8(ascii: "\n") ? 1 : 0) }
            result.append(Difference(file: file.name, kind: .different, line: line))
        }
        let superseded = (try? supersededFiles(in: directory)) ?? []
        return result + superseded.map { Difference(file: $0, kind: .superseded, line: nil) }
    }

    /// What of an earlier manifest tells which files were generated.
    private struct EarlierManifest: Decodable {
        struct Module: Decodable { let file: String }
        let generator: String
        let modules: [Module]
    }

    /// Module files that the folder's manifest lists, that are there and that this design doesn't have, sorted.
    ///
    /// - Throws: ``GenerationError`` when there is a file of the manifest's name that isn't a manifest of ours.
    func supersededFiles(in directory: String) throws -> [String] {
        let path = "\(directory)/\(Self.manifestName)"
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        guard let manifest = try? JSONDecoder().decode(EarlierManifest.self, from: data),
            manifest.generator == Manifest.generator
        else {
            throw GenerationError(
                path: path, problem: "wasn't written by bitmod, which would have to replace it",
                remedy: "move it away or choose another output directory")
        }
        let current = Set(files.map(\.name))
        let listed = Set(manifest.modules.map(\.file))
        // A name with a folder in it can't be ours: it must not lead out of the directory.
        return listed.filter { name in
            name.hasSuffix(".v") && !name.contains("/") && !current.contains(name)
                && access("\(directory)/\(name)", F_OK) == 0
        }.sorted()
    }
}
