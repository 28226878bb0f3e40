import ExternalTools
import Foundation

/// One build, in a directory of its own in which it leaves `model.so` and `verilator.log`.
///
/// All paths given to the tools are relative to that directory, so that what they write doesn't depend on
/// where it lies.
struct ModelBuild: Sendable {
    let source: ModelSource
    let options: BuildOptions
    let toolchain: VerilatorToolchain
    let runtime: RuntimeLibrary
    let key: String
    let directory: String
    let progress: @Sendable (String) -> Void

    /// Generated C++, in bytes, up to which a model is one translation unit with a precompiled header.
    static let smallModelBytes = 192 * 1024
    /// Generated C++ in one unit of a larger model, in bytes: enough to make parsing the headers small beside
    /// it, which takes as long as 150 KiB of optimised code and as 500 KiB of code that isn't.
    private static let fastUnitBytes = 640 * 1024
    private static let slowUnitBytes = 2 * 1024 * 1024

    /// The verilated class. Its hash keeps the classes of different models apart even if a debugger or
    /// profiler looks across them.
    private var className: String { "V" + key.prefix(16) }

    func run() throws {
        try writeSources()
        try verilate()
        let generated = Files.names(in: directory + "/generated")
        let header = GeneratedHeader(Files.text("\(directory)/generated/\(className).h"))
        let shim = ModelShim(
            source: source, className: className, members: try header.members(of: source),
            tracing: options.tracing)
        try Files.write(shim.text, to: directory + "/generated/shim.cpp")
        let units = try writeUnits(generated.filter { $0.hasSuffix(".cpp") })
        let runtimeObjects = try runtime.provide(
            runtimeUnits(), precompiling: units.contains(where: \.usesPrecompiledHeader), jobs: options.jobs,
            progress: progress)
        progress("compiling the model of \(source.top), \(units.count) units")
        try ParallelJobs.run(units.map { unit in { try compile(unit) } }, atATime: options.jobs)
        try link(units.map(\.object) + runtimeObjects)
        for name in Files.names(in: directory) where name != "model.so" && name != "verilator.log" {
            Files.remove("\(directory)/\(name)")
        }
    }

    /// Arguments of Verilator that don't depend on the model.
    ///
    /// Registers start from values chosen when an instance is made (`unique`), which costs nothing at run
    /// time. Splitting long functions halves the compile time of large flat designs.
    static func verilatorFlags(_ options: BuildOptions) -> [String] {
        [
            "--cc", "--no-timing", "--assert", "-Wno-fatal", "--x-initial", "unique", "--x-assign", "unique",
            "--output-split-cfuncs", "1000",
        ] + (options.tracing ? ["--trace", "--trace-max-width", "8192", "--trace-max-array", "1024"] : [])
    }

    // MARK: - Verilog to C++

    private func writeSources() throws {
        try Files.createDirectory(directory + "/rtl")
        for file in source.files {
            let path = directory + "/rtl/" + file.name
            try Files.createDirectory((path as NSString).deletingLastPathComponent)
            try Files.write(file.text, to: path)
        }
        guard !options.modulesKeptApart.isEmpty else { return }
        let lines = options.modulesKeptApart.sorted().map { "no_inline -module \"\($0)\"\n" }
        try Files.write("`verilator_config\n" + lines.joined(), to: directory + "/kept_apart.vlt")
    }

    private func verilate() throws {
        progress("verilating \(source.top)")
        var arguments = [toolchain.verilator] + Self.verilatorFlags(options)
        arguments += ["--prefix", className, "--top-module", source.top, "--Mdir", "../generated"]
        if !options.modulesKeptApart.isEmpty { arguments.append("../kept_apart.vlt") }
        arguments += source.files.filter(\.isCompiled).map(\.name)
        let log = directory + "/verilator.log"
        let status = try Subprocess.run(
            arguments, in: directory + "/rtl", environment: toolchain.environment, output: log)
        guard status == 0 else {
            throw CosimulationError(
                .verilogRejected, "Verilator \(toolchain.version) rejects the Verilog of \(source.top)",
                remedy: "correct what it reports below, by file, line and column",
                toolOutput: ToolOutput.excerpt(Files.text(log)))
        }
    }

    /// Sources of the runtime that the generated make file asks for, and the shim's when it traces.
    private func runtimeUnits() -> [String] {
        let text = Files.text("\(directory)/generated/\(className)_classes.mk")
        var units: [String] = []
        var isGlobal = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.contains("+=") {
                isGlobal = line.hasPrefix("VM_GLOBAL_FAST") || line.hasPrefix("VM_GLOBAL_SLOW")
                continue
            }
            let name = line.trimmingCharacters(in: CharacterSet(charactersIn: " \t\\"))
            if name.isEmpty || name.hasPrefix("#") {
                isGlobal = false
            } else if isGlobal {
                units.append(name)
            }
        }
        return units
    }

    // MARK: - C++ to a shared object

    private struct Unit: Sendable {
        /// File and object, relative to the build directory.
        let file: String
        let optimization: String
        let usesPrecompiledHeader: Bool

        var object: String { file.dropLast(4) + ".o" }
    }

    /// Gathers the generated files in a few units, the slowest to compile first.
    ///
    /// A small model is one unit. In a large one, files that run every cycle and files that run once are
    /// apart, since the latter aren't worth optimising.
    private func writeUnits(_ generated: [String]) throws -> [Unit] {
        try Files.createDirectory(directory + "/units")
        let files = generated.map { (name: $0, size: Files.size("\(directory)/generated/\($0)")) }
        let total = files.reduce(0) { $0 + $1.size }
        let level = options.optimization.level(generatedBytes: total)
        guard total > Self.smallModelBytes else {
            let isPrecompiled = !options.tracing && level == CompilerFlags.precompiledOptimization
            let unit = Unit(
                file: "units/model.cpp", optimization: level, usesPrecompiledHeader: isPrecompiled)
            try writeUnit(unit, generated + ["shim.cpp"])
            return [unit]
        }
        var units: [Unit] = []
        for (label, level, bytes) in [
            ("fast", level, Self.fastUnitBytes), ("slow", "-O0", Self.slowUnitBytes),
        ] {
            let isSlow = label == "slow"
            let bins = Self.balancedBins(files.filter { Self.runsOnce($0.name) == isSlow }, bytes: bytes)
            for (index, names) in bins.enumerated() {
                let unit = Unit(
                    file: "units/\(label)\(index).cpp", optimization: level, usesPrecompiledHeader: false)
                try writeUnit(unit, names + (index == 0 && !isSlow ? ["shim.cpp"] : []))
                units.append(unit)
            }
        }
        return units
    }

    /// Spreads files over bins of about some size each, the largest files first, each to the emptiest bin.
    static func balancedBins(_ files: [(name: String, size: Int)], bytes: Int) -> [[String]] {
        let total = files.reduce(0) { $0 + $1.size }
        var bins = Array(repeating: (names: [String](), size: 0), count: max(1, (total + bytes / 2) / bytes))
        for file in files.sorted(by: { ($1.size, $0.name) < ($0.size, $1.name) }) {
            let emptiest = bins.indices.min { (bins[$0].size, $0) < (bins[$1].size, $1) }!
            bins[emptiest].names.append(file.name)
            bins[emptiest].size += file.size
        }
        return bins.map(\.names).filter { !$0.isEmpty }
    }

    /// Whether a generated file holds what is only run when an instance is made.
    private static func runsOnce(_ name: String) -> Bool {
        name.contains("__Slow") || name.contains("__Syms")
    }

    private func writeUnit(_ unit: Unit, _ files: [String]) throws {
        let includes = files.map { "#include \"\($0)\"\n" }.joined()
        try Files.write(includes, to: "\(directory)/\(unit.file)")
    }

    private func compile(_ unit: Unit) throws {
        let flags = CompilerFlags(toolchain: toolchain).model(
            tracing: options.tracing, optimization: unit.optimization)
        try runCompiler(
            toolchain.compiler + flags
                + ["-include", runtime.modelPrefix, "-Igenerated", "-c", unit.file, "-o", unit.object],
            log: unit.file + ".log")
    }

    private func link(_ objects: [String]) throws {
        try Files.write(ModelShim.versionScript, to: directory + "/exports.map")
        try runCompiler(
            CompilerFlags(toolchain: toolchain).link(
                objects: objects, script: "exports.map", output: "model.so"),
            log: "link.log")
    }

    private func runCompiler(_ arguments: [String], log: String) throws {
        let log = "\(directory)/\(log)"
        let status = try Subprocess.run(
            arguments, in: directory, environment: toolchain.environment, output: log)
        guard status == 0 else {
            throw CosimulationError(
                .compilationFailed,
                "\(toolchain.compiler[0]) can't compile Verilator's model of \(source.top) (status \(status))",
                remedy: "look at its first errors below; a status of 137 means that memory ran out",
                toolOutput: ToolOutput.excerpt(Files.text(log)))
        }
    }
}
