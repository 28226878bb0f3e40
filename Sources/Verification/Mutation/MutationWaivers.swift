import Foundation
import Yams

/// Mutants that no bench can kill and no proof covers, each with the reason, as `hw-tests` holds them in YAML.
public struct MutationWaivers: Sendable {
    /// One mutant and why it may survive.
    public struct Waiver: Codable, Hashable, Sendable {
        public let target: MutationTarget
        /// The mutant's ``Mutant/description``.
        public let mutant: String
        public let reason: String

        enum CodingKeys: String, CodingKey, CaseIterable {
            case target, mutant, reason
        }
    }

    /// In the order of the file.
    public let waivers: [Waiver]

    /// - Parameter waivers: none makes every survivor that isn't proven equivalent a failure.
    public init(_ waivers: [Waiver] = []) { self.waivers = waivers }

    private struct File: Codable {
        let waivers: [Waiver]
    }

    /// Reads a YAML file whose key `waivers` lists target, mutant and reason.
    ///
    /// - Throws: ``CampaignError`` that names the file and the problem.
    public init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw CampaignError(
                file: path, problem: "can't be read as UTF-8 text", remedy: "name a waiver file")
        }
        let file: File
        do {
            try Self.checkKeys(text, path)
            file = try YAMLDecoder().decode(File.self, from: text)
        } catch let error as CampaignError {
            throw error
        } catch {
            throw CampaignError(
                file: path, problem: "isn't a list of waivers: \(error)",
                remedy: "give waivers, each with target, mutant and reason")
        }
        var seen: Set<[String]> = []
        for waiver in file.waivers {
            guard seen.insert([waiver.target.rawValue, waiver.mutant]).inserted else {
                throw CampaignError(
                    file: path, problem: "waives '\(waiver.mutant)' twice", remedy: "give each mutant once")
            }
            guard waiver.reason.contains(where: \.isLetter) else {
                throw CampaignError(
                    file: path, problem: "gives no reason for '\(waiver.mutant)'",
                    remedy: "say why it may survive")
            }
        }
        waivers = file.waivers
    }

    private static func checkKeys(_ text: String, _ path: String) throws {
        let known = Waiver.CodingKeys.allCases.map(\.rawValue)
        for waiver in try Yams.compose(yaml: text)?["waivers"]?.sequence ?? [] {
            for key in waiver.mapping?.keys.compactMap(\.scalar) ?? [] where !known.contains(key.string) {
                throw CampaignError(
                    file: path, problem: "line \(key.mark?.line ?? 0): '\(key.string)' is no key of a waiver",
                    remedy: "use \(known.joined(separator: ", "))")
            }
        }
    }

    func reason(_ target: MutationTarget, _ mutant: Mutant) -> String? {
        waivers.first { $0.target == target && $0.mutant == mutant.description }?.reason
    }
}
