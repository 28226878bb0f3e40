import Configuration
import Cosimulation
import Foundation
import Hardware
import Yams

/// Runs campaigns: models first, then every bench and seed on all cores.
public struct CampaignRunner: Sendable {
    private let models: VerificationModels
    private let progress: @Sendable (String) -> Void

    /// - Throws: `CosimulationError` when Verilator is missing or too old.
    public init(progress: @escaping @Sendable (String) -> Void = { _ in }) throws {
        models = try VerificationModels(progress: progress)
        self.progress = progress
    }

    /// Reads a campaign from YAML.
    ///
    /// - Throws: ``CampaignError`` that names the file, the place and the problem.
    public static func load(_ path: String) throws -> Campaign {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw CampaignError(
                file: path, problem: "can't be read as UTF-8 text", remedy: "name a campaign file")
        }
        do {
            try checkKeys(text, path)
            return try YAMLDecoder().decode(Campaign.self, from: text)
        } catch let error as CampaignError {
            throw error
        } catch {
            throw CampaignError(
                file: path, problem: "isn't a campaign: \(error)",
                remedy: "give description and runs, each with bench and what it needs")
        }
    }

    private static func checkKeys(_ text: String, _ path: String) throws {
        guard let root = try Yams.compose(yaml: text), let runs = root["runs"]?.sequence else { return }
        let known = Campaign.Run.CodingKeys.allCases.map(\.rawValue)
        for run in runs {
            for key in run.mapping?.keys.compactMap(\.scalar) ?? [] where !known.contains(key.string) {
                throw CampaignError(
                    file: path, problem: "line \(key.mark?.line ?? 0): '\(key.string)' is no key of a run",
                    remedy: "use one of \(known.joined(separator: ", "))")
            }
        }
    }

    /// Runs everything; mismatches are in the report.
    public func run(_ campaign: Campaign) throws -> CampaignReport {
        let entries = try campaign.runs.map { run -> CampaignReport.Entry in
            let configuration = try run.configuration()
            let bench = try prepare(run, configuration)
            let seeds = run.seeds ?? [0]
            let start = Date()
            let reports = try concurrently(seeds.count) { try bench(BenchOptions(seed: seeds[$0])) }
            var total = BenchReport(seed: seeds.first ?? 0)
            for report in reports { total.add(report) }
            let entry = CampaignReport.Entry(
                title: run.title(configuration), report: total, seconds: Date().timeIntervalSince(start))
            progress(
                "\(entry.title): \(total.checked) checked, \(total.mismatches) mismatches, "
                    + "\(total.cycles) cycles in \(String(format: "%.1f", entry.seconds)) s")
            return entry
        }
        return CampaignReport(entries: entries)
    }

    private func prepare(
        _ run: Campaign.Run, _ configuration: ArrayConfiguration
    ) throws -> @Sendable (BenchOptions) throws -> BenchReport {
        switch run.bench {
        case .termDecoder:
            let bench = TermDecoderBench(
                decoder: try models.model(of: .termDecoder, configuration),
                registerFile: try models.model(of: .specialValueRegisterFile, configuration),
                radix: configuration.radix)
            return { try bench.run($0) }
        case .processingElement:
            var bench = ProcessingElementBench(
                model: try models.model(of: .processingElement, configuration), configuration: configuration)
            if let patterns = run.patterns { bench.patterns = patterns }
            if let dataTypes = run.dataTypes { bench.dataTypes = dataTypes }
            let (prepared, steps) = (bench, run.amount ?? 100_000)
            return { try prepared.run(steps: steps, $0) }
        case .activationAligner:
            let bench = ActivationAlignerBench(
                model: try models.model(of: .activationAligner, configuration), configuration: configuration)
            return { try bench.run($0) }
        case .dequantizer:
            let bench = DequantizerBench(
                model: try models.model(of: .dequantizer, configuration), configuration: configuration)
            let sums = run.amount ?? 100
            return { try bench.run(randomSums: sums, $0) }
        case .lastDequantizer:
            let bench = DequantizerBench(
                model: try models.model(of: .lastDequantizer, configuration), configuration: configuration,
                overlapsCapture: configuration.overlapsLastDequantizer)
            let sums = run.amount ?? 100
            return { try bench.run(randomSums: sums, $0) }
        case .tile:
            var bench = TileBench(
                model: try models.model(of: .tile, configuration), configuration: configuration)
            if let patterns = run.patterns { bench.patterns = patterns }
            if let dataTypes = run.dataTypes { bench.dataTypes = dataTypes }
            if let mostGroups = run.mostGroups { bench.mostGroups = max(1, mostGroups) }
            let (prepared, tiles) = (bench, run.amount ?? 20)
            return { try prepared.run(tiles: tiles, $0) }
        }
    }
}

/// A campaign file that can't be used.
public struct CampaignError: Error, CustomStringConvertible, Sendable {
    public let file: String
    public let problem: String
    public let remedy: String

    public var description: String { "\(file) \(problem); \(remedy)." }
}
