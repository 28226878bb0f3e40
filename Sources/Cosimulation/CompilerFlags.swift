/// Arguments of the C++ compiler and linker.
///
/// Hidden visibility and no unique symbols keep the classes of several models in one process apart; so does
/// the version script of ``ModelShim``.
struct CompilerFlags {
    let toolchain: VerilatorToolchain

    /// For every translation unit, the simulator's own included.
    var common: [String] {
        var flags = [
            "-std=c++17", "-fPIC", "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-pthread", "-w",
            "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE_FST=0",
            "-I\(toolchain.verilatorRoot)/include", "-I\(toolchain.verilatorRoot)/include/vltstd",
        ]
        if !toolchain.compilerIsClang { flags.append("-fno-gnu-unique") }
        return flags
    }

    /// For the units of one model.
    func model(tracing: Bool, optimization: String) -> [String] {
        common + ["-DVM_TRACE=\(tracing ? 1 : 0)", "-DVM_TRACE_VCD=\(tracing ? 1 : 0)", optimization]
    }

    /// Flags that a precompiled header is made with, and the only ones that it serves.
    var precompiled: [String] { model(tracing: false, optimization: Self.precompiledOptimization) }

    static let precompiledOptimization = "-O2"

    /// A link leaves nothing to be resolved at load time from the process, where another model may have it.
    func link(objects: [String], script: String, output: String) -> [String] {
        toolchain.compiler + ["-shared", "-pthread", "-Wl,-z,defs", "-Wl,--version-script=\(script)"]
            + objects + ["-o", output]
    }
}
