import Configuration
import Hardware

/// A part of the array whose mutants the benches must kill.
public enum MutationTarget: String, Codable, CaseIterable, Sendable {
    case termDecoder = "term-decoder"
    case processingElement = "processing-element"
    case dequantizer
    /// Mutated inside a small tile: its controls mean something only to the array that they time.
    case sequencer
}

extension MutationTarget {
    /// The module that is mutated, by its name in the Verilog.
    var module: String {
        switch self {
        case .termDecoder: "term_decoder"
        case .processingElement: "processing_element"
        case .dequantizer: "bit_serial_dequantizer"
        case .sequencer: "sequencer"
        }
    }

    /// The design that is simulated.
    var design: HardwareDesign {
        switch self {
        case .termDecoder: .termDecoder
        case .processingElement: .processingElement
        case .dequantizer: .dequantizer
        case .sequencer: .tile
        }
    }

    /// The smallest groups: sums come near the ends of their range, and a tile's bench drains many of them.
    func configuration() throws -> ArrayConfiguration {
        try ArrayConfiguration(rows: 2, columns: 2, lanes: 4, groupSize: 16)
    }

    /// Bench runs that a mutant must survive, the shortest first.
    ///
    /// Element steps, random sums for each scale, or tiles; the decoder's bench is exhaustive.
    var amounts: [Int] {
        switch self {
        case .termDecoder: [1]
        case .processingElement: [1_000, 20_000, 500_000]
        case .dequantizer: [0, 8]
        case .sequencer: [4, 24, 200]
        }
    }
}
