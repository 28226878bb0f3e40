import ExternalTools
import Foundation
import HDL

/// One run of yosys-smtbmc and what it says.
struct ModelCheck {
    let process: ToolProcess
    private let name: String

    enum Kind: String {
        /// From the reset on.
        case base
        /// From any state.
        case induction
        /// Whether cover statements are reached.
        case covers
    }

    enum Answer {
        case passed
        /// Labels of what fails, and the step in which.
        case failed([String], step: Int)
        /// No behaviour meets the assumptions.
        case contradiction
        case none
    }

    init(_ kind: Kind, steps: Int, in files: ProofFiles, dumpsTraces: Bool = true) throws {
        name = kind.rawValue
        var arguments = ["-s", "z3", "--unroll", "--noprogress", "-t", "\(steps)"]
        switch kind {
        case .base: arguments += ["--presat"]
        case .induction: arguments += ["-i"]
        case .covers: arguments += ["-c"]
        }
        if dumpsTraces { arguments += ["--dump-vcd", kind == .covers ? "covers%.vcd" : "\(name).vcd"] }
        arguments.append(kind == .covers ? "covers.smt2" : "assertions.smt2")
        process = try ProofFiles.start("yosys-smtbmc", arguments, in: files.folder, output: "\(name).log")
    }

    var waveFile: String { "\(name).vcd" }

    /// What the run has found about assertions.
    var answer: Answer {
        let lines = process.output.split(separator: "\n")
        if lines.contains(where: { $0.hasSuffix("Status: PASSED") }) { return .passed }
        if lines.contains(where: { $0.hasSuffix("Status: PREUNSAT") }) { return .contradiction }
        guard lines.contains(where: { $0.hasSuffix("Status: FAILED") }) else { return .none }
        var step = 0
        var labels: [String] = []
        for line in lines {
            if let found = line.firstMatch(of: /Checking assertions in step (\d+)/) {
                step = Int(found.1) ?? 0
            }
            if let found = line.firstMatch(of: /Assert failed in \S+: (\S+)/) {
                labels.append(String(found.1))
            }
        }
        return labels.isEmpty ? .none : .failed(labels, step: step)
    }

    /// The cover statements that were reached, in which step, and the file with the way there.
    var reached: [(label: String, step: Int, waveFile: String)] {
        var result: [(label: String, step: Int, waveFile: String)] = []
        var waiting: [(label: String, step: Int)] = []
        for line in process.output.split(separator: "\n") {
            if let found = line.firstMatch(of: /Reached cover statement at (\S+) in step (\d+)/) {
                waiting.append((String(found.1), Int(found.2) ?? 0))
            } else if let found = line.firstMatch(of: /Writing trace to VCD file: (\S+)/) {
                result += waiting.map { ($0.label, $0.step, String(found.1)) }
                waiting = []
            }
        }
        return result + waiting.map { ($0.label, $0.step, "") }
    }

    /// Whether the search for cover statements came to its end.
    var hasSearched: Bool {
        let output = process.output
        return output.contains("Status: PASSED") || output.contains("Unreached cover statement")
            || output.contains("Status: PREUNSAT")
    }
}
