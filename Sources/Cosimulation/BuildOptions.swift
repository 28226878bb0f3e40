import ExternalTools

/// How a model is built. Everything here but the number of jobs is part of the cache key.
public struct BuildOptions: Sendable, Hashable {
    /// How hard the C++ compiler works on the model.
    public enum Optimization: String, Sendable, Hashable, CaseIterable {
        /// `thorough` up to 4 MiB of generated C++, else `balanced`.
        case automatic
        /// `-O2` for what runs every cycle.
        case thorough
        /// `-O1` for what runs every cycle.
        case balanced

        func level(generatedBytes: Int) -> String {
            switch self {
            case .automatic: generatedBytes <= 4 << 20 ? "-O2" : "-O1"
            case .thorough: "-O2"
            case .balanced: "-O1"
            }
        }
    }

    /// Whether the model can write traces. Code for tracing slows every cycle, so build without and rebuild
    /// with it to look at a failure.
    public var tracing: Bool
    /// How hard the C++ compiler works.
    public var optimization: Optimization
    /// Modules that Verilator mustn't inline into those that instantiate them.
    ///
    /// Code of a module kept apart is shared by its instances. Name the module of which there are many: for
    /// 32 × 32 instances of a processing element it cuts the build by more than half and costs no speed.
    public var modulesKeptApart: [String]
    /// Compilers to run at a time, at least 1; the built model doesn't depend on it.
    public var jobs: Int

    public init(
        tracing: Bool = false, optimization: Optimization = .automatic, modulesKeptApart: [String] = [],
        jobs: Int = ParallelJobs.processorCount
    ) {
        self.tracing = tracing
        self.optimization = optimization
        self.modulesKeptApart = modulesKeptApart
        self.jobs = jobs
    }

    /// - Throws: ``CosimulationError`` of kind `invalidSource`.
    func validate() throws {
        for name in modulesKeptApart where !ModelSource.isIdentifier(name) {
            throw CosimulationError(
                .invalidSource, "module '\(name)', to be kept apart, isn't a Verilog identifier",
                remedy: "use the module's name in the Verilog")
        }
    }
}
