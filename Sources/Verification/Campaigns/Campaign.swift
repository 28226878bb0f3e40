import Configuration

/// A list of bench runs, as `hw-tests` holds it in YAML: what is verified, in which configurations, how much of it.
public struct Campaign: Codable, Sendable {
    /// What the campaign is for.
    public var description: String
    public var runs: [Run]

    /// One bench on one configuration, for each of some seeds.
    public struct Run: Codable, Sendable {
        public var bench: Bench
        public var rows: Int?
        public var columns: Int?
        public var lanes: Int?
        public var groupSize: Int?
        public var processingElement: ProcessingElementKind?
        public var radix: DigitRadix?
        public var alignedWidth: Int?
        public var treeStages: Int?
        public var resultFormat: ResultFormat?
        /// Processing element steps, random sums for each scale, or tiles; decoder and aligner are exhaustive.
        public var amount: Int?
        public var seeds: [UInt64]?
        public var patterns: [ActivationPattern]?
        public var dataTypes: [WeightDataType]?
        public var mostGroups: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case bench, rows, columns, lanes, groupSize, processingElement, radix, alignedWidth, treeStages
            case resultFormat, amount, seeds, patterns, dataTypes, mostGroups
        }

        /// - Throws: `ConfigurationError`.
        func configuration() throws -> ArrayConfiguration {
            try ArraySettings(
                rows: rows, columns: columns, lanes: lanes, groupSize: groupSize,
                processingElement: processingElement, radix: radix, alignedWidth: alignedWidth,
                treeStages: treeStages, resultFormat: resultFormat
            ).configuration()
        }

        /// The run in a few words.
        func title(_ configuration: ArrayConfiguration) -> String {
            var parts = [bench.rawValue]
            if bench == .tile { parts.append("\(configuration.rows) x \(configuration.columns)") }
            if bench != .termDecoder {
                let isShared = configuration.processingElement == .sharedExponent
                parts.append(
                    configuration.processingElement.rawValue
                        + (isShared ? " of \(configuration.alignedWidth) bits" : ""))
            }
            parts.append("radix \(configuration.radix.rawValue)")
            if bench != .termDecoder {
                parts.append("\(configuration.lanes) lanes, groups of \(configuration.groupSize)")
            }
            if let treeStages { parts.append("adder tree of \(treeStages) stages") }
            if let resultFormat { parts.append(resultFormat.rawValue) }
            return parts.joined(separator: ", ")
        }
    }

    public enum Bench: String, Codable, Sendable, CaseIterable {
        case termDecoder = "term-decoder"
        case processingElement = "processing-element"
        case activationAligner = "activation-aligner"
        case dequantizer
        case lastDequantizer = "last-dequantizer"
        case tile
    }
}

/// What a campaign did.
public struct CampaignReport: Codable, Sendable {
    public struct Entry: Codable, Sendable {
        public let title: String
        public let report: BenchReport
        public let seconds: Double
    }

    public let entries: [Entry]

    /// All entries together.
    public var total: BenchReport {
        var total = BenchReport(seed: entries.first?.report.seed ?? 0)
        for entry in entries { total.add(entry.report) }
        return total
    }

    /// Whether every entry checked something and found no mismatch.
    public var passed: Bool { !entries.isEmpty && entries.allSatisfy { $0.report.passed } }
}
