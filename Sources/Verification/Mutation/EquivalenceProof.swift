import Cosimulation
import Foundation

/// Asks Yosys's satisfiability solver whether a mutant can ever be told from the original.
///
/// A sequential mutant is equivalent when one step from any state gives the same outputs and next state, or
/// when temporal induction shows that observed outputs agree. The solver steps all registers together, so a
/// mutant of a clock input can't be proven.
struct EquivalenceProof: Sendable {
    struct Verdict: Sendable {
        let isProven: Bool
        /// What was shown, or why nothing was.
        let explanation: String
    }

    /// Time for one call of the solver, in seconds.
    private static let timeLimit = 20
    /// The longest induction tried, in cycles.
    private static let inductionLimit = 8
    private static let timeOut = "Interrupted SAT solver: TIMEOUT!"

    private let set: MutantSet
    private let yosys: YosysToolchain
    private let contract: EquivalenceContract

    init(_ set: MutantSet, _ yosys: YosysToolchain) {
        self.set = set
        self.yosys = yosys
        contract = EquivalenceContract(set.target, set.configuration)
    }

    /// Proves, or finds in the cache what was proven or refuted before.
    func verdict(_ mutant: Mutant) throws -> Verdict {
        if mutant.port == "CLK" {
            return Verdict(
                isProven: false, explanation: "a mutant of a clock input can't be proven equivalent")
        }
        if contract.initialCycles == nil {
            switch try answer(contract.comparison(set, mutant), combinationalScript) {
            case .proven: return Verdict(isProven: true, explanation: "same outputs for every legal input")
            case .refuted:
                return Verdict(isProven: false, explanation: "differs from the original for a legal input")
            case .unknown: return Verdict(isProven: false, explanation: "no proof within \(Self.timeLimit) s")
            }
        }
        if try answer(contract.copies(set, mutant), stepScript) == .proven {
            return Verdict(isProven: true, explanation: "same outputs and next state from every state")
        }
        switch try answer(contract.comparison(set, mutant), inductionScript) {
        case .proven:
            return Verdict(isProven: true, explanation: "same observed outputs, by temporal induction")
        case .refuted:
            return Verdict(
                isProven: false, explanation: "differs from the original after some inputs from reset")
        case .unknown:
            let limits = "\(Self.timeLimit) s and an induction over \(Self.inductionLimit) cycles"
            return Verdict(isProven: false, explanation: "no proof within \(limits)")
        }
    }

    // MARK: - Scripts

    private var combinationalScript: String {
        Self.lines([
            "read_verilog module.v", "read_verilog question.v", "hierarchy -check -top equivalence", "proc",
            "flatten",
            "opt", "sat -timeout \(Self.timeLimit) -prove differs 0 equivalence",
        ])
    }

    /// Registers become inputs and outputs, so that one step from any state is compared, next state included.
    private var stepScript: String {
        Self.lines([
            "read_verilog module.v", "read_verilog question.v", "proc", "flatten original mutant",
            "delete \(set.moduleName)", "expose -dff -evert-dff original mutant",
            "miter -equiv -flatten original mutant equivalence", "hierarchy -top equivalence", "opt",
            "sat -timeout \(Self.timeLimit) -prove trigger 0 equivalence",
        ])
    }

    private var inductionScript: String {
        let settings = contract.settings.map { "-set-at \($0.cycle) \($0.port) \($0.value)" }
        return Self.lines([
            "read_verilog module.v", "read_verilog question.v", "hierarchy -check -top equivalence", "proc",
            "flatten",
            "opt", "opt_expr -fine", "opt",
            "sat -timeout \(Self.timeLimit) -tempinduct -seq \(contract.initialCycles ?? 0) "
                + "-maxsteps \(Self.inductionLimit) \(settings.joined(separator: " ")) -prove differs 0 equivalence",
        ])
    }

    private static func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    // MARK: - Answers

    /// Asks Yosys, unless the same was answered before.
    private func answer(_ verilog: String, _ script: String) throws -> Answer {
        let store = AnswerStore([yosys.identity, set.module.text, verilog, script].joined(separator: "\n"))
        if let answer = store.load() { return answer }
        let output = try YosysToolchain.withDirectory { directory in
            try YosysToolchain.write(set.module.text, to: "\(directory)/module.v")
            try YosysToolchain.write(verilog, to: "\(directory)/question.v")
            return try yosys.run(script: script, in: directory).output
        }
        let answer = try read(output)
        // What a slower machine couldn't answer, another can.
        if !output.contains(Self.timeOut) { store.save(answer) }
        return answer
    }

    private func read(_ output: String) throws -> Answer {
        if output.contains("Induction step proven: SUCCESS!")
            || output.contains("SAT proof finished - no model found: SUCCESS!")
        {
            return .proven
        }
        if output.contains(Self.timeOut) || output.contains("Reached maximum number of time steps") {
            return .unknown
        }
        if output.contains("- model found: FAIL!") || output.contains("model found for base case: FAIL!") {
            return .refuted
        }
        throw MutationError(
            "Yosys gives no answer about a mutant of the \(set.target.rawValue)",
            remedy: "see what it reports below",
            toolOutput: YosysToolchain.tail(output))
    }
}

/// What the solver says about a mutant.
private enum Answer: String, Codable {
    case proven, refuted
    /// Time or the longest induction didn't suffice.
    case unknown
}

/// Answers kept beside the built models: a proof needs to be found only once.
///
/// The whole question is stored with its answer and compared, so that the short name of the file needn't be
/// unique.
private struct AnswerStore {
    private struct Entry: Codable {
        let question: String
        let answer: Answer
    }

    private let question: String
    private let directory: String
    private let path: String

    init(_ question: String) {
        self.question = question
        directory = ModelCache().directory + "/mutation/answers"
        // FNV-1a, 64 bits (draft-eastlake-fnv).
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in question.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        path = "\(directory)/\(String(hash, radix: 16)).json"
    }

    func load() -> Answer? {
        guard let data = FileManager.default.contents(atPath: path),
            let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.question == question
        else { return nil }
        return entry.answer
    }

    /// A cache that can't be written costs time and nothing else.
    func save(_ answer: Answer) {
        guard let data = try? JSONEncoder().encode(Entry(question: question, answer: answer)) else { return }
        try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
