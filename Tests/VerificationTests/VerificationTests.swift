import Configuration
import Cosimulation
import Foundation
import Hardware
import Testing

@testable import Verification

/// Small configurations, so that models build in seconds.
private enum Fixture {
    static let configuration = try! configuration(.sharedExponent, .eight)

    static func configuration(_ kind: ProcessingElementKind, _ radix: DigitRadix) throws -> ArrayConfiguration
    {
        try ArrayConfiguration(
            rows: 2, columns: 2, lanes: 2, groupSize: 16, processingElement: kind, radix: radix)
    }

    /// All four data paths.
    static let all = ProcessingElementKind.allCases.flatMap { kind in
        DigitRadix.allCases.map { try! configuration(kind, $0) }
    }
    static let models = Result { try VerificationModels() }
}

/// A bench that can't fail proves nothing: each passes on the real golden model and fails on an altered one.
@Suite(.serialized) struct BenchTests {
    private func options(altered: Bool) -> BenchOptions {
        var options = BenchOptions(seed: 7)
        options.altersGolden = altered
        options.stopsAtMismatch = altered
        return options
    }

    private func expectNoticed(_ run: (BenchOptions) throws -> BenchReport) throws {
        let sound = try run(options(altered: false))
        #expect(sound.passed, "\(sound)")
        let altered = try run(options(altered: true))
        #expect(altered.mismatches > 0)
        #expect(altered.firstMismatch != nil)
        #expect(!altered.passed)
    }

    @Test(arguments: DigitRadix.allCases)
    func termDecoderBenchNoticesAnotherSpecialValue(radix: DigitRadix) throws {
        let models = try Fixture.models.get()
        let configuration = try Fixture.configuration(.sharedExponent, radix)
        let bench = TermDecoderBench(
            decoder: try models.model(of: .termDecoder, configuration),
            registerFile: try models.model(of: .specialValueRegisterFile, configuration), radix: radix)
        try expectNoticed { try bench.run($0) }
    }

    @Test(arguments: Fixture.all)
    func processingElementBenchNoticesAnotherBitSignificance(configuration: ArrayConfiguration) throws {
        let model = try Fixture.models.get().model(of: .processingElement, configuration)
        let bench = ProcessingElementBench(model: model, configuration: configuration)
        try expectNoticed { try bench.run(steps: 5000, $0) }
    }

    @Test func activationAlignerBenchNoticesAnotherWidth() throws {
        let model = try Fixture.models.get().model(of: .activationAligner, Fixture.configuration)
        let bench = ActivationAlignerBench(model: model, configuration: Fixture.configuration)
        try expectNoticed { try bench.run($0) }
    }

    @Test(arguments: ProcessingElementKind.allCases)
    func dequantizerBenchNoticesAnotherScale(kind: ProcessingElementKind) throws {
        let configuration = try Fixture.configuration(kind, .eight)
        let model = try Fixture.models.get().model(of: .dequantizer, configuration)
        let bench = DequantizerBench(model: model, configuration: configuration)
        try expectNoticed { try bench.run(randomSums: 1, $0) }
    }

    @Test(arguments: Fixture.all)
    func tileBenchNoticesAnotherScale(configuration: ArrayConfiguration) throws {
        let model = try Fixture.models.get().model(of: .tile, configuration)
        let bench = TileBench(model: model, configuration: configuration)
        try expectNoticed { try bench.run(tiles: 40, $0) }
    }

    @Test func aRunThatCheckedNothingHasFailed() {
        #expect(!BenchReport(seed: 0).passed)
        #expect(!CampaignReport(entries: []).passed)
    }
}

@Suite(.serialized) struct CosimulationJobTests {
    @Test func everyDataTypeAgreesOnHeavyTailedWeights() throws {
        for dataType in WeightDataType.allCases {
            let job = CosimulationJob(
                configuration: Fixture.configuration, dataType: dataType,
                weights: .heavyTailed(channels: 5, inputs: 48), seed: 3)
            let summary = try job.run { _ in }
            #expect(summary.passed, "\(dataType): \(String(describing: summary.firstMismatch))")
            // Three tiles of two columns, the last half empty, three groups each, two rows.
            #expect(summary.groups == 3 * 3 * 4)
        }
    }

    @Test func theSameSeedGivesTheSameRun() throws {
        func run(_ seed: UInt64) throws -> [Int] {
            let job = CosimulationJob(
                configuration: Fixture.configuration, dataType: .fp4,
                weights: .heavyTailed(channels: 40, inputs: 64), seed: seed)
            let summary = try job.run { _ in }
            return [summary.checked, summary.cycles, summary.mismatches]
        }
        let first = try run(11)
        #expect(try run(11) == first)
        #expect(try run(12) != first)
    }

    @Test func aTraceNamesTheDesignsSignals() throws {
        let path = NSTemporaryDirectory() + "bitmod-trace-\(UUID().uuidString).vcd"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var job = CosimulationJob(
            configuration: Fixture.configuration, dataType: .fp3,
            weights: .heavyTailed(channels: 2, inputs: 16),
            seed: 1)
        job.trace = path
        _ = try job.run { _ in }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("results_values"))
        #expect(text.contains("held_exponent"))
    }
}

@Suite struct CampaignTests {
    private func load(_ text: String) throws -> Campaign {
        let path = NSTemporaryDirectory() + "bitmod-campaign-\(UUID().uuidString).yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try CampaignRunner.load(path)
    }

    @Test func aMisspeltKeyIsNamedWithItsLine() throws {
        let error = #expect(throws: CampaignError.self) {
            try load("description: x\nruns:\n  - bench: tile\n    row: 3\n")
        }
        #expect(error?.description.contains("line 4: 'row'") == true, "\(String(describing: error))")
    }

    @Test func anUnknownBenchIsRefused() {
        #expect(throws: CampaignError.self) { try load("description: x\nruns:\n  - bench: adder\n") }
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: CampaignError.self) {
            try CampaignRunner.load("/nonexistent/campaign.yaml")
        }
        #expect(error?.description.contains("/nonexistent/campaign.yaml") == true)
    }

    @Test func aCampaignRunsItsBenches() throws {
        let campaign = try load(
            """
            description: small
            runs:
              - { bench: term-decoder }
              - { bench: tile, rows: 2, columns: 2, lanes: 2, groupSize: 16, amount: 5, seeds: [1, 2] }
            """)
        let report = try CampaignRunner().run(campaign)
        #expect(report.passed)
        #expect(report.entries.count == 2)
        #expect(report.total.checked > 1000)
    }
}
