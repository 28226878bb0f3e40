/// One finding about a design, with everything needed to mend it.
public struct Diagnostic: Sendable, CustomStringConvertible {
    /// Which rule was broken; `code.rawValue` is the number in the glossary.
    public let code: DiagnosticCode
    /// What is wrong, with names and shapes.
    public let message: String
    /// What would be right, as an imperative; empty when the message says it.
    public let suggestion: String
    /// The module class in which it was found, as an instance path from the top.
    public let instancePath: String
    /// The signal, instance or state that it is about, as a ``Waiver`` names it; empty where no single one is.
    public let subject: String
    /// The place in the Swift source.
    public let location: SourceLocation
    /// Where else it may be, since operators don't know their line: `or a plain expression from line 57 on`; empty
    /// when `location` is exact.
    public let locationNote: String

    /// Whether `location` is that of the very construct.
    public var isLocationExact: Bool { locationNote.isEmpty && location.isKnown }

    public var description: String {
        let place = locationNote.isEmpty ? "\(location)" : "\(location) (\(locationNote))"
        let path = instancePath.isEmpty ? "" : " [in \(instancePath)]"
        let remedy = suggestion.isEmpty ? "" : " \(suggestion)."
        return "\(place): error \(code.rawValue): \(message).\(remedy)\(path)"
    }
}

extension Diagnostic {
    func moved(to place: Place) -> Diagnostic {
        Diagnostic(
            code: code, message: message, suggestion: suggestion, instancePath: instancePath,
            subject: subject,
            location: place.location, locationNote: place.note)
    }

    /// Equal for findings that say the same of one place: in instances of one module, or rounds of one loop.
    fileprivate var substance: [String] { [code.rawValue, message, location.description] }
}

/// The rules of the language; the glossary is in the documentation.
public enum DiagnosticCode: String, Sendable, CaseIterable {
    /// Two shapes that must be equal differ in width.
    case widthMismatch = "H001"
    /// A signed and an unsigned signal meet.
    case signMismatch = "H002"
    /// A constant doesn't fit its signal.
    case constantOutOfRange = "H003"
    /// A slice, index or extension is outside its signal.
    case rangeOutOfBounds = "H004"
    /// A width or count makes no hardware.
    case invalidShape = "H005"
    /// Two statements drive the same bits unconditionally.
    case multipleDrivers = "H010"
    /// Bits that nothing drives.
    case undriven = "H011"
    /// Bits that some path leaves undriven: a latch.
    case incompletelyDriven = "H012"
    /// A target that can't be driven from here.
    case invalidTarget = "H013"
    /// A combinational loop.
    case combinationalLoop = "H014"
    /// Bits that nothing reads.
    case unused = "H020"
    /// A signal of another module.
    case foreignSignal = "H021"
    /// A statement outside `describe()`, or a part out of place.
    case misplacedStatement = "H022"
    /// A switch case that can't be reached or a value that no case covers.
    case invalidCase = "H023"
    /// A waiver that waives nothing, gives no reason or is of a rule that can't be waived.
    case invalidWaiver = "H024"
    /// A branch, case, default or state that nothing leads to.
    case unreachable = "H025"
    /// Two things of one name.
    case nameClash = "H030"
    /// A name that Verilog doesn't take.
    case invalidName = "H031"
    /// Two different modules of one name.
    case moduleClash = "H032"
    /// Two instances with equal structural parameters that differ.
    case unsharedStructure = "H033"
    /// A signal of an interface without a partner in the other.
    case missingPartner = "H040"
    /// Two signals that are to be connected both drive or are both driven.
    case connectionDirection = "H041"
    /// Two signals that are to be connected differ in shape.
    case connectionShape = "H042"
    /// A value is sampled in another clock domain than its own.
    case clockCrossing = "H050"
    /// An input is sampled in two clock domains.
    case inputInTwoDomains = "H051"
    /// Values of two clock domains meet in an output or a property.
    case mixedDomains = "H052"
    /// A crossing of several bits that may be sampled in the middle of a change.
    case incoherentCrossing = "H053"
    /// Logic in front of a synchroniser, whose glitches it would catch.
    case glitchingCrossing = "H054"
    /// A clock domain is mapped or configured that isn't there, or as it can't be.
    case invalidClocking = "H055"
    /// A property that isn't one bit.
    case invalidProperty = "H070"
    /// A property whose message says nothing.
    case invalidMessage = "H071"
    /// A past value of no cycle that there was.
    case invalidPast = "H072"
    /// Ports that make no memory.
    case invalidMemoryPort = "H060"
    /// Contents that don't fit a memory.
    case invalidMemoryContents = "H061"
    /// A port that a memory hasn't.
    case missingMemoryPort = "H062"
    /// A file of a black box that can't be read, or two that differ under one name.
    case invalidSupportFile = "H063"
    /// A simulation model that differs from its black box.
    case unlikeModel = "H064"
    /// A black box that can't be instantiated as it is declared.
    case invalidBlackBox = "H065"
}

/// Every diagnostic of a design whose elaboration failed.
public struct ElaborationError: Error, CustomStringConvertible {
    /// In the order in which they were found; what is found in many instances of one module stands once.
    public let diagnostics: [Diagnostic]

    init(_ found: [Diagnostic]) {
        var told: Set<[String]> = []
        diagnostics = found.filter { told.insert($0.substance).inserted }
    }

    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
