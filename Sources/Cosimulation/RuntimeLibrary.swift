import ExternalTools
import Foundation

/// The simulator's runtime, compiled once per Verilator, compiler and flags, and kept in the cache.
struct RuntimeLibrary {
    let toolchain: VerilatorToolchain
    let cache: ModelCache

    /// What the runtime does every cycle is inline in its headers, so its own objects needn't be fast.
    private static let optimization = "-O1"

    /// Hash of all that goes into the objects.
    var key: String {
        var hash = SHA256()
        for field in [toolchain.verilatorIdentity, toolchain.verilatorRoot, toolchain.compilerIdentity] {
            hash.update(field: field)
        }
        for flag in toolchain.compiler + flags.precompiled + [Self.optimization] { hash.update(field: flag) }
        hash.update(field: ModelShim.prefixHeader)
        hash.update(field: ModelShim.modelPrefixHeader)
        return hash.finish()
    }

    /// Directory of the objects and of the headers that precede every translation unit.
    var directory: String { cache.runtimeDirectory(key) }

    private var flags: CompilerFlags { CompilerFlags(toolchain: toolchain) }

    /// Compiles what is missing.
    ///
    /// - Parameters:
    ///   - units: Names of the runtime's sources without `.cpp`, such as `verilated_threads`.
    ///   - precompiling: Whether a precompiled header is wanted; made for GCC only.
    /// - Returns: Paths of the units' objects, in the order of the units.
    func provide(
        _ units: [String], precompiling: Bool, jobs limit: Int, progress: @Sendable (String) -> Void
    ) throws -> [String] {
        let directory = directory
        let objects = units.map { "\(directory)/\($0).o" }
        let wanted = objects + (precompiling && !toolchain.compilerIsClang ? [precompiledHeader] : [])
        if wanted.allSatisfy(Files.exists) { return objects }
        try cache.withLock("runtime-\(key)") {
            try Files.createDirectory(directory)
            try provideHeaders()
            let missing = wanted.filter { !Files.exists($0) }
            if missing.isEmpty { return }
            progress("compiling the runtime of Verilator \(toolchain.version), once for this machine")
            try ParallelJobs.run(missing.map { path in { try compile(path) } }, atATime: limit)
        }
        return objects
    }

    /// The header that precedes the units of a model.
    var modelPrefix: String { directory + "/cosimulation_model.h" }

    private var precompiledHeader: String { modelPrefix + ".gch" }

    private func provideHeaders() throws {
        let headers = [
            ("cosimulation_prefix.h", ModelShim.prefixHeader),
            ("cosimulation_model.h", ModelShim.modelPrefixHeader),
        ]
        for (name, text) in headers where !Files.exists("\(directory)/\(name)") {
            let partial = "\(directory)/.\(name).\(UUID().uuidString)"
            defer { Files.remove(partial) }
            try Files.write(text, to: partial)
            try Files.rename(partial, to: "\(directory)/\(name)")
        }
    }

    private func compile(_ path: String) throws {
        let name = (path as NSString).lastPathComponent
        let partial = "\(directory)/.\(name).\(UUID().uuidString)"
        let log = partial + ".log"
        defer {
            Files.remove(partial)
            Files.remove(log)
        }
        var arguments = toolchain.compiler
        if path == precompiledHeader {
            arguments += flags.precompiled + ["-x", "c++-header", modelPrefix]
        } else {
            let source = toolchain.verilatorRoot + "/include/" + name.dropLast(2) + ".cpp"
            arguments += flags.common + ["-DVM_TRACE=1", "-DVM_TRACE_VCD=1", Self.optimization]
            arguments += ["-include", directory + "/cosimulation_prefix.h", "-c", source]
        }
        arguments += ["-o", partial]
        let status = try Subprocess.run(
            arguments, in: directory, environment: toolchain.environment, output: log)
        guard status == 0 else {
            throw CosimulationError(
                .compilationFailed,
                "the C++ compiler can't compile the runtime of Verilator \(toolchain.version) (\(name))",
                remedy: "check that \(toolchain.compiler[0]) is a complete C++17 compiler, "
                    + "and that VERILATOR_ROOT belongs to the verilator that is run",
                toolOutput: ToolOutput.excerpt(Files.text(log)))
        }
        try Files.rename(partial, to: path)
    }
}
