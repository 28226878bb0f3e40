import ExternalTools
import Foundation
import HDL

/// Whether the assertions of a module and of everything below it hold; see `Design.prove`.
///
/// - Throws: ``ProofError``, or the findings of the module's elaboration.
public func prove<Top: Module>(
    _ method: ProofMethod = .induction(depth: 20), _ options: ProofOptions = ProofOptions(), _ make: () -> Top
) throws -> ProofResult {
    try Design(make).prove(method, options)
}

extension Design {
    /// Whether the assertions of the design hold, whatever its inputs do that its assumptions allow.
    ///
    /// Registers start with any value, the reset is active in the first cycle. Yosys translates the design, z3 proves.
    ///
    /// - Throws: ``ProofError`` when a tool is missing, there is no assertion, or the design has several clock domains.
    public func prove(
        _ method: ProofMethod = .induction(depth: 20), _ options: ProofOptions = ProofOptions()
    ) throws -> ProofResult {
        let properties = self.properties
        guard properties.contains(where: { $0.kind == .assert }) else {
            throw ProofError.noProperties(design: topName)
        }
        try requireOneDomain()
        return try Proof(self, properties, method, options).run()
    }

    /// Which cover statements of the design can be reached in the first `depth` cycles after the reset, and how.
    ///
    /// - Throws: ``ProofError`` when a tool is missing or fails, there is no cover statement, or the design has several clock
    /// domains.
    public func cover(
        depth: Int = 20, _ options: ProofOptions = ProofOptions()
    ) throws -> [CoverResult] {
        let covers = properties.filter { $0.kind == .cover }
        guard !covers.isEmpty else { throw ProofError.noProperties(design: topName) }
        try requireOneDomain()
        let deadline = Date().addingTimeInterval(options.timeLimit)
        try ProofFiles.require("yosys-smtbmc", "z3")
        let files = try ProofFiles(self, options.reset, coversAssertions: false, deadline: deadline)
        let check = try ModelCheck(.covers, steps: depth + 1, in: files)
        _ = ToolProcess.wait(for: [check.process], until: deadline)
        let reached = check.reached
        guard check.hasSearched || !reached.isEmpty else {
            throw ProofError.toolFailed("yosys-smtbmc", output: check.process.lastLines)
        }
        let signals = tracedSignals.filter { !$0.isPast }
        return covers.map { property in
            guard let found = reached.first(where: { $0.label == property.proofLabel }) else {
                return CoverResult(property: property, cycle: nil, trace: nil)
            }
            let trace = FormalTrace(
                waveFile: files.text(of: found.waveFile),
                scope: [ProofFiles.environment, ProofFiles.instance],
                signals: signals)
            return CoverResult(property: property, cycle: found.step, trace: trace)
        }
    }

    /// A proof counts cycles of one clock. Several, of periods that nobody knows, would have to tick in every order:
    /// one clock for all of them would prove what doesn't hold.
    private func requireOneDomain() throws {
        let domains = clocking().map(\.domain)
        guard domains.count <= 1 else {
            throw ProofError.severalDomains(design: topName, domains.map(\.displayName))
        }
    }
}

extension DesignProperty {
    /// The property's name in what the model checker says.
    var proofLabel: String { "\(ProofFiles.instance).\(path)" }
}

/// One proof of a design's assertions.
private struct Proof {
    private let design: Design
    private let properties: [DesignProperty]
    private let method: ProofMethod
    private let options: ProofOptions

    init(
        _ design: Design, _ properties: [DesignProperty], _ method: ProofMethod, _ options: ProofOptions
    ) {
        self.design = design
        self.properties = properties
        self.method = method
        self.options = options
    }

    func run() throws -> ProofResult {
        let deadline = Date().addingTimeInterval(options.timeLimit)
        try ProofFiles.require("yosys-smtbmc", "z3")
        let files: ProofFiles
        do {
            files = try ProofFiles(
                design, options.reset, coversAssertions: options.checksReachability, deadline: deadline)
        } catch is ProofFiles.OutOfTime {
            return .unknown(.timeLimit(seconds: options.timeLimit))
        }
        // Base case and induction step don't need each other: one core for each.
        let base = try ModelCheck(.base, steps: method.depth + 1, in: files)
        var induction: ModelCheck?
        if case .induction(let depth) = method {
            induction = try ModelCheck(.induction, steps: max(1, depth), in: files)
        }
        var hasFailed: Bool {
            guard base.process.isDone else { return false }
            if case .passed = base.answer { return false }
            return true
        }
        let isInTime = ToolProcess.wait(
            for: [base.process] + (induction.map { [$0.process] } ?? []), until: deadline,
            isEnough: { hasFailed })
        switch base.answer {
        case .failed(let labels, let step):
            return .failed(
                Counterexample(
                    properties: named(labels), cycle: step, trace: try trace(of: base, in: files)))
        case .contradiction:
            return .unreached(properties.filter { $0.kind != .assume }, depth: method.depth)
        case .none:
            return .unknown(
                isInTime ? .solver(base.process.lastLines) : .timeLimit(seconds: options.timeLimit))
        case .passed: break
        }
        if let induction, let gap = try gap(of: induction, in: files, isInTime: isInTime) { return gap }
        return try reachability(in: files, until: deadline)
    }

    private func gap(of induction: ModelCheck, in files: ProofFiles, isInTime: Bool) throws -> ProofResult? {
        switch induction.answer {
        case .passed: return nil
        case .failed(let labels, _):
            return .unknown(
                .induction(
                    named(labels), trace: try trace(of: induction, in: files), depth: method.depth))
        case .contradiction, .none:
            return .unknown(
                isInTime ? .solver(induction.process.lastLines) : .timeLimit(seconds: options.timeLimit))
        }
    }

    /// Whether every assertion is looked at and every cover statement reached.
    private func reachability(in files: ProofFiles, until deadline: Date) throws -> ProofResult {
        let proven = ProofResult.proven(method: method, properties: properties.filter { $0.kind == .assert })
        guard options.checksReachability else { return proven }
        let depth = max(options.reachabilityDepth, 1)
        let covers = try ModelCheck(.covers, steps: depth + 1, in: files, dumpsTraces: false)
        let isInTime = ToolProcess.wait(for: [covers.process], until: deadline)
        guard isInTime else { return .unknown(.timeLimit(seconds: options.timeLimit)) }
        guard covers.hasSearched else { return .unknown(.solver(covers.process.lastLines)) }
        let reached = Set(covers.reached.map(\.label))
        let missing = properties.filter { property in
            switch property.kind {
            case .assert: !reached.contains(property.proofLabel + VerilogOptions.reachedSuffix)
            case .cover: !reached.contains(property.proofLabel)
            case .assume: false
            }
        }
        return missing.isEmpty ? proven : .unreached(missing, depth: depth)
    }

    private func named(_ labels: [String]) -> [DesignProperty] {
        properties.filter { labels.contains($0.proofLabel) }
    }

    private func trace(of check: ModelCheck, in files: ProofFiles) throws -> FormalTrace {
        let text = files.text(of: check.waveFile)
        if let file = options.traceFile {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return FormalTrace(
            waveFile: text, scope: [ProofFiles.environment, ProofFiles.instance],
            signals: design.tracedSignals.filter { !$0.isPast })
    }
}
