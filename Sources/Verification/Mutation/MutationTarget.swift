import Configuration
import Hardware

/// A part of the array whose mutants the benches must kill.
public enum MutationTarget: String, Codable, CaseIterable, Sendable {
    case termDecoder = "term-decoder"
    case processingElement = "processing-element"
    /// Rows of shared-exponent elements have one; exponent-matched elements don't.
    case activationAligner = "activation-aligner"
    case dequantizer
    /// Mutated inside a small tile: its controls mean something only to the array that they time.
    case sequencer
}

/// A kind of processing element and a radix: the data path whose parts are mutated.
public struct MutationDatapath: Codable, Hashable, Sendable {
    public let processingElement: ProcessingElementKind
    public let radix: DigitRadix

    public init(_ processingElement: ProcessingElementKind, _ radix: DigitRadix) {
        self.processingElement = processingElement
        self.radix = radix
    }

    /// The default of the array and the published one: every part that any of the four has is in one of them.
    public static let standard = [
        MutationDatapath(.sharedExponent, .eight), MutationDatapath(.exponentMatched, .four),
    ]

    /// All four.
    public static let all = ProcessingElementKind.allCases.flatMap { kind in
        DigitRadix.allCases.map { MutationDatapath(kind, $0) }
    }

    /// A few words for people.
    public var title: String { "\(processingElement.rawValue), radix \(radix.rawValue)" }

    /// The smallest groups: sums come near the ends of their range, and a tile's bench drains many of them. Results of
    /// binary32 show what is wrong by the last bit of a sum.
    func configuration() throws -> ArrayConfiguration {
        try ArrayConfiguration(
            rows: 2, columns: 2, lanes: 4, groupSize: 16, processingElement: processingElement, radix: radix,
            resultFormat: .binary32)
    }
}

extension MutationTarget {
    /// Whether a data path has such a part.
    func exists(in datapath: MutationDatapath) -> Bool {
        self != .activationAligner || datapath.processingElement == .sharedExponent
    }

    /// The module that is mutated, by its name in the Verilog.
    func module(_ datapath: MutationDatapath) -> String {
        switch self {
        case .termDecoder: "term_decoder"
        case .processingElement:
            datapath.processingElement == .exponentMatched ? "processing_element" : "shared_exponent_element"
        case .activationAligner: "activation_aligner"
        case .dequantizer: "bit_serial_dequantizer"
        case .sequencer: "sequencer"
        }
    }

    /// The design that is simulated.
    var design: HardwareDesign {
        switch self {
        case .termDecoder: .termDecoder
        case .processingElement: .processingElement
        case .activationAligner: .activationAligner
        case .dequantizer: .dequantizer
        case .sequencer: .tile
        }
    }

    /// Bench runs that a mutant must survive, the shortest first.
    ///
    /// Element steps, random sums for each scale, or tiles; the benches of decoder and aligner are exhaustive.
    var amounts: [Int] {
        switch self {
        case .termDecoder, .activationAligner: [1]
        case .processingElement: [1_000, 20_000, 500_000]
        case .dequantizer: [0, 8]
        case .sequencer: [4, 24, 200]
        }
    }
}
