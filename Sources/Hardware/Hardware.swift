import Configuration
import HDL

/// The designs that this package builds, by name.
public enum HardwareDesign: String, CaseIterable, Sendable {
    case tile
    case processingElement = "processing-element"
    case termDecoder = "term-decoder"
    case specialValueRegisterFile = "special-value-register-file"
    case dequantizer
    /// The last dequantiser of a column, which may be one that adds late.
    case lastDequantizer = "last-dequantizer"
    case sequencer
    case weightColumn = "weight-column"
    case activationRow = "activation-row"
    case activationAligner = "activation-aligner"
    case halfPrecisionElement = "half-precision-element"
    case halfPrecisionActivation = "half-precision-activation"
    case halfPrecisionWeight = "half-precision-weight"
    case integerWeightElement = "integer-weight-element"
    case integerWeight = "integer-weight"
    case dualIntegerWeightElement = "dual-integer-weight-element"
    case dualIntegerWeight = "dual-integer-weight"
    case dualIntegerActivation = "dual-integer-activation"

    /// The elaborated, checked design for a configuration.
    /// - Throws: `ElaborationError` when the design breaks a rule of the language.
    public func elaborate(_ configuration: ArrayConfiguration) throws -> Design {
        switch self {
        case .tile: try Design { Tile(configuration) }
        case .processingElement: try Self.element(configuration)
        case .termDecoder: try Design { TermDecoder(configuration.radix) }
        case .specialValueRegisterFile: try Design { SpecialValueRegisterFile(configuration) }
        case .dequantizer: try Design { BitSerialDequantizer(configuration) }
        case .lastDequantizer:
            try Design {
                BitSerialDequantizer(configuration, overlapsCapture: configuration.overlapsLastDequantizer)
            }
        case .sequencer: try Design { Sequencer(configuration) }
        case .weightColumn: try Design { WeightColumn(configuration) }
        case .activationRow: try Design { ActivationRow(configuration) }
        case .activationAligner: try Design { ActivationAligner(configuration) }
        case .halfPrecisionElement: try Design { HalfPrecisionProcessingElement() }
        case .halfPrecisionActivation: try Design { HalfPrecisionOperand(.activation) }
        case .halfPrecisionWeight: try Design { HalfPrecisionOperand(.weight) }
        case .integerWeightElement: try Design { IntegerWeightProcessingElement(configuration) }
        case .integerWeight: try Design { IntegerWeightOperand(isDual: false) }
        case .dualIntegerWeightElement: try Design { DualIntegerWeightProcessingElement(configuration) }
        case .dualIntegerWeight: try Design { IntegerWeightOperand(isDual: true) }
        case .dualIntegerActivation: try Design { IntegerActivationOperand() }
        }
    }

    private static func element(_ configuration: ArrayConfiguration) throws -> Design {
        switch configuration.processingElement {
        case .exponentMatched: try Design { ProcessingElement(configuration) }
        case .sharedExponent: try Design { SharedExponentElement(configuration) }
        }
    }
}
