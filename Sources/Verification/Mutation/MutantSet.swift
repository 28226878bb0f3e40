import Configuration
import Cosimulation
import Foundation
import Hardware

/// The mutants of a target, all of them in one Verilog design behind its input `mutation`.
struct MutantSet: Sendable {
    let target: MutationTarget
    let datapath: MutationDatapath
    let configuration: ArrayConfiguration
    let mutants: [Mutant]
    /// The design to simulate. With `mutation` 0 it is the original.
    let source: ModelSource
    /// The mutated module alone.
    let module: VerilogSource
    /// The mutated module's name in the Verilog.
    var moduleName: String { target.module(datapath) }
    /// Ports of the mutated module, `mutation` excepted.
    let modulePorts: [ModelPort]

    /// Bits of the input `mutation`.
    static func selectWidth(_ count: Int) -> Int { max(1, Int.bitWidth - count.leadingZeroBitCount) }

    /// Draws `count` mutants and writes the design that holds them.
    ///
    /// Yosys leads the input up from the mutated module to the top; only the modules that get it are rewritten.
    ///
    /// - Throws: ``MutationError`` when Yosys fails or the module has fewer candidates; `ElaborationError`.
    init(
        _ target: MutationTarget, _ datapath: MutationDatapath, count: Int, seed: UInt64,
        _ yosys: YosysToolchain
    ) throws {
        guard count > 0 else {
            throw MutationError(
                "\(count) mutants of the \(target.rawValue) were asked for", remedy: "ask for at least 1")
        }
        self.target = target
        self.datapath = datapath
        let configuration = try datapath.configuration()
        self.configuration = configuration
        let moduleName = target.module(datapath)
        let original = try VerificationModels.source(of: target.design, configuration)
        modulePorts = try Self.modulePorts(target, configuration, original)
        let fileName = moduleName + ".v"
        guard let text = original.files.first(where: { $0.name == fileName })?.text else {
            throw MutationError(
                "the design \(original.top) has no module \(moduleName)",
                remedy: "correct the target's module name")
        }
        let rewritten = Set([moduleName, original.top])
        let written = try YosysToolchain.withDirectory { directory in
            for file in original.files {
                try YosysToolchain.write(file.text, to: "\(directory)/\(file.name)")
            }
            let width = Self.selectWidth(count)
            let read = Self.readScript(original, rewritten)
            // The first line is that of the unmutated design.
            try Self.yosys(
                yosys, target, directory,
                read + """
                    mutate -list \(count + 1) -none -seed \(seed & 0x7FFF_FFFF) -ctrl mutation \(width) 0 \
                    -o mutants.ys \(moduleName)

                    """)
            let list = (try? String(contentsOfFile: directory + "/mutants.ys", encoding: .utf8)) ?? ""
            let source = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let mutants = list.split(separator: "\n").compactMap { Mutant(line: String($0), source: source) }
            guard mutants.count == count, mutants.map(\.number) == Array(1...count) else {
                throw MutationError(
                    "Yosys finds only \(mutants.count) mutants of the \(target.rawValue), not \(count)",
                    remedy: "ask for at most \(mutants.count)")
            }
            // Vectors whose bits depend on one another would be loops to Verilator, and 5.006 then simulates them wrongly.
            let write = rewritten.sorted().map {
                "select \($0)\nwrite_verilog -noattr -selected mutated_\($0).v"
            }
            try Self.yosys(
                yosys, target, directory,
                ([read + list, "opt_clean", "splitnets \(moduleName)"] + write).joined(separator: "\n")
                    + "\n")
            let texts = original.files.map { file -> VerilogSource in
                guard rewritten.contains(String(file.name.dropLast(2))) else { return file }
                let text = try? String(contentsOfFile: "\(directory)/mutated_\(file.name)", encoding: .utf8)
                return VerilogSource(name: file.name, text: text ?? "")
            }
            return (mutants: Mutant.distinguish(mutants), files: texts)
        }
        mutants = written.mutants
        module = written.files.first { $0.name == fileName } ?? VerilogSource(name: fileName, text: "")
        source = ModelSource(
            top: original.top, files: written.files,
            ports: original.ports
                + [ModelPort(name: "mutation", direction: .input, width: Self.selectWidth(count))],
            clock: original.clock)
    }

    /// Reads the design and makes cells of the modules that will be rewritten.
    private static func readScript(_ source: ModelSource, _ rewritten: Set<String>) -> String {
        let files = source.files.map { "read_verilog \($0.name)" }
        let modules = rewritten.sorted().joined(separator: " ")
        return (files + ["hierarchy -check -top \(source.top)", "proc \(modules)", "opt_clean \(modules)"])
            .joined(separator: "\n") + "\n"
    }

    private static func yosys(
        _ yosys: YosysToolchain, _ target: MutationTarget, _ directory: String, _ script: String
    ) throws {
        let (status, output) = try yosys.run(script: script, in: directory)
        guard status == 0 else {
            throw MutationError(
                "Yosys can't mutate the \(target.rawValue)", remedy: "see what it reports below",
                toolOutput: YosysToolchain.tail(output))
        }
    }

    private static func modulePorts(
        _ target: MutationTarget, _ configuration: ArrayConfiguration, _ original: ModelSource
    ) throws -> [ModelPort] {
        guard target == .sequencer else { return original.ports }
        return try VerificationModels.source(of: .sequencer, configuration).ports
    }
}
