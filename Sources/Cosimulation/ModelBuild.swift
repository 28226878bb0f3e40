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

    /// Generated C++ in one translation unit, in bytes: enough to make parsing the headers small beside it.
    private static let unitBytes = 512 * 1024

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
        /// Generated C++ in it, in bytes.
        let size: Int

        var object: String { file.dropLast(4) + ".o" }
    }

    /// Gathers the generated files in a few units, the largest first.
    ///
    /// A small model is one unit. In a large one, files that run every cycle and files that run once are
    /// apart, since the latter aren't worth optimising.
    private func writeUnits(_ generated: [String]) throws -> [Unit] {
        try Files.createDirectory(directory + "/units")
        let sizes = generated.map { Files.size("\(directory)/generated/\($0)") }
        let total = sizes.reduce(0, +)
        if options.optimization == .thorough
            || (options.optimization == .automatic && total <= BuildOptions.smallModelBytes)
        {
            let unit = Unit(
                file: "units/model.cpp", optimization: "-O2", usesPrecompiledHeader: !options.tracing,
                size: total)
            try writeUnit(unit, generated + ["shim.cpp"])
            return [unit]
        }
        let fast = options.optimization == .quick ? "-O0" : "-O1"
        var units: [Unit] = []
        for (label, optimization, isSlow) in [("fast", fast, false), ("slow", "-O0", true)] {
            var group: [String] = isSlow ? [] : ["shim.cpp"]
            var size = 0
            func flush() throws {
                guard !group.isEmpty else { return }
                let unit = Unit(
                    file: "units/\(label)\(units.count).cpp", optimization: optimization,
                    usesPrecompiledHeader: false, size: isSlow ? size / 4 : size)
                try writeUnit(unit, group)
                units.append(unit)
                (group, size) = ([], 0)
            }
            for (name, bytes) in zip(generated, sizes) where Self.runsOnce(name) == isSlow {
                if size > 0 && size + bytes > Self.unitBytes { try flush() }
                group.append(name)
                size += bytes
            }
            try flush()
        }
        return units.enumerated().sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }
            .map(\.element)
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
