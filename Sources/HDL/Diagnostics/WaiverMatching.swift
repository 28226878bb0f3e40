/// Takes out of a design's findings those that are waived, and adds what is wrong with the waivers.
struct WaiverMatching {
    private let waivers: [Waiver]
    private let modules: [ModuleDefinition]

    init(_ waivers: [Waiver], _ modules: [ModuleDefinition]) {
        self.waivers = waivers
        self.modules = modules
    }

    func apply(to found: [Diagnostic]) -> (remaining: [Diagnostic], waived: [WaivedFinding]) {
        if waivers.isEmpty { return (found, []) }
        var remaining: [Diagnostic] = []
        var waived: [WaivedFinding] = []
        var isUsed = [Bool](repeating: false, count: waivers.count)
        for diagnostic in found {
            guard let index = waivers.indices.first(where: { matches(waivers[$0], diagnostic) }) else {
                remaining.append(diagnostic)
                continue
            }
            isUsed[index] = true
            waived.append(WaivedFinding(diagnostic: diagnostic, waiver: waivers[index]))
        }
        var wrong = waivers.compactMap(misuse)
        // In a design with errors not every module was checked, so what a waiver would match may be missing.
        if remaining.isEmpty && wrong.isEmpty {
            wrong = zip(waivers, isUsed).filter { !$1 }.map { stale($0.0) }
        }
        return (remaining + wrong, waived)
    }

    // MARK: Matching

    private func matches(_ waiver: Waiver, _ diagnostic: Diagnostic) -> Bool {
        // Without a subject something was rejected, and the design has a hole there.
        guard waiver.code == diagnostic.code, waiver.name == diagnostic.subject,
            !diagnostic.subject.isEmpty, misuse(waiver) == nil
        else {
            return false
        }
        switch waiver.scope {
        case .instance(let path):
            if path == diagnostic.instancePath { return true }
            guard let meant = definition(at: path) else { return false }
            return meant === definition(at: diagnostic.instancePath)
        case .file(let name):
            let file = diagnostic.location.file
            return file == name || file.hasSuffix("/\(name)")
        }
    }

    private func definition(at path: String) -> ModuleDefinition? {
        let names = path.split(separator: ".", omittingEmptySubsequences: false)
        guard let top = modules.last, names.first.map({ $0 == top.name }) == true else { return nil }
        var definition = top
        for name in names.dropFirst() {
            guard let instance = definition.instances.first(where: { $0.name == name }) else { return nil }
            definition = instance.definition
        }
        return definition
    }

    // MARK: Findings about waivers

    private func misuse(_ waiver: Waiver) -> Diagnostic? {
        if !waiver.code.isWaivable {
            let codes = DiagnosticCode.allCases.filter(\.isWaivable).map(\.rawValue)
            return finding(
                "\(waiver.code.rawValue) can't be waived: a design that breaks it has no one meaning",
                "Mend what is found; \(codes.joined(separator: ", ")) can be waived", waiver)
        }
        if waiver.reason.allSatisfy(\.isWhitespace) {
            return finding(
                "The waiver of \(waiver.code.rawValue) of '\(waiver.name)' gives no reason",
                "Say in because: why it is meant", waiver)
        }
        return nil
    }

    private func stale(_ waiver: Waiver) -> Diagnostic {
        let place =
            switch waiver.scope {
            case .instance(let path): "'\(path)'"
            case .file(let name): name
            }
        return finding(
            "The waiver of \(waiver.code.rawValue) of '\(waiver.name)' in \(place) matches no finding",
            "Remove it, or correct its path and name", waiver)
    }

    private func finding(_ message: String, _ suggestion: String, _ waiver: Waiver) -> Diagnostic {
        Diagnostic(
            code: .invalidWaiver, message: message, suggestion: suggestion, instancePath: "",
            subject: waiver.name, location: waiver.location, locationNote: "")
    }
}
