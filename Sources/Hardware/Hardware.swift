import Configuration
import HDL

/// The designs that this package builds, by name.
public enum HardwareDesign: String, CaseIterable, Sendable {
    case tile
    case processingElement = "processing-element"
    case termDecoder = "term-decoder"
    case specialValueRegisterFile = "special-value-register-file"
    case dequantizer
    case sequencer
    case activationAligner = "activation-aligner"

    /// The elaborated, checked design for a configuration.
    /// - Throws: `ElaborationError` when the design breaks a rule of the language.
    public func elaborate(_ configuration: ArrayConfiguration) throws -> Design {
        switch self {
        case .tile: try Design { Tile(configuration) }
        case .processingElement: try Self.element(configuration)
        case .termDecoder: try Design { TermDecoder(configuration.radix) }
        case .specialValueRegisterFile: try Design { SpecialValueRegisterFile(configuration) }
        case .dequantizer: try Design { BitSerialDequantizer(configuration) }
        case .sequencer: try Design { Sequencer(configuration) }
        case .activationAligner: try Design { ActivationAligner(configuration) }
        }
    }

    private static func element(_ configuration: ArrayConfiguration) throws -> Design {
        switch configuration.processingElement {
        case .exponentMatched: try Design { ProcessingElement(configuration) }
        case .sharedExponent: try Design { SharedExponentElement(configuration) }
        }
    }
}
