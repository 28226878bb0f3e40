/// A finding that is known and meant, with the reason.
///
/// ```swift
/// let design = try Design(
///     waiving: [Waiver(.unused, in: "top.fifo", naming: "debug_bus", because: "read by the logic analyser")]
/// ) { Top() }
/// ```
public struct Waiver: Sendable {
    enum Scope: Sendable {
        case instance(String)
        case file(String)
    }

    /// The rule; see ``DiagnosticCode/isWaivable``.
    public let code: DiagnosticCode
    /// The signal or instance that the finding is about: ``Diagnostic/subject``.
    public let name: String
    /// Why the finding is meant.
    public let reason: String
    /// Where the waiver stands.
    public let location: SourceLocation
    let scope: Scope

    /// Waives what is found of `name` in the module of which `instancePath` is an instance.
    ///
    /// Instances of one structure are one module, so the path of any of them names all.
    ///
    /// - Parameters:
    ///   - instancePath: names of the instances from the top, joined by dots, as findings give them.
    ///   - name: the signal or instance, as the finding's ``Diagnostic/subject`` gives it.
    ///   - reason: why it is meant; not empty.
    public init(
        _ code: DiagnosticCode, in instancePath: String, naming name: String, because reason: String,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        self.code = code
        self.name = name
        self.reason = reason
        location = SourceLocation(file: file, line: line)
        scope = .instance(instancePath)
    }

    /// Waives what is found of `name` at any place of a Swift file, in whatever module.
    ///
    /// - Parameters:
    ///   - sourceFile: `File.swift`, or `Module/File.swift` where several have the name.
    ///   - name: the signal or instance, as the finding's ``Diagnostic/subject`` gives it.
    ///   - reason: why it is meant; not empty.
    public init(
        _ code: DiagnosticCode, inFile sourceFile: String, naming name: String, because reason: String,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        self.code = code
        self.name = name
        self.reason = reason
        location = SourceLocation(file: file, line: line)
        scope = .file(sourceFile)
    }
}

/// A finding and the waiver that let it pass.
public struct WaivedFinding: Sendable, CustomStringConvertible {
    public let diagnostic: Diagnostic
    public let waiver: Waiver

    /// `File.swift:12: waived H020: what; because why. [in instance path]`.
    public var description: String {
        "\(diagnostic.location): waived \(diagnostic.code.rawValue): \(diagnostic.message); because "
            + "\(waiver.reason). [in \(diagnostic.instancePath)]"
    }
}

extension DiagnosticCode {
    /// Whether a design in which the rule is broken still means one thing, so that the finding can be meant. Only
    /// findings that have a ``Diagnostic/subject`` are waived.
    public var isWaivable: Bool {
        switch self {
        case .unused, .unreachable, .unsharedStructure: true
        // The Verilog is what it says; whether a value arrives whole is for the designer to know.
        case .clockCrossing, .inputInTwoDomains, .mixedDomains, .incoherentCrossing, .glitchingCrossing: true
        default: false
        }
    }
}
