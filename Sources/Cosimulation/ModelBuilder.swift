import ExternalTools
import CosimulationInterface
import Foundation

/// Builds models: Verilator makes C++ of the Verilog, a shim is written from the port list, and both are
/// compiled into a shared object that ``VerilatedModel`` loads.
public struct ModelBuilder: Sendable {
    /// The tools.
    public let toolchain: VerilatorToolchain
    /// Where built models are kept.
    public let cache: ModelCache
    /// Told what a build is doing, on whatever thread does it; never called when the cache has the model.
    public let progress: @Sendable (String) -> Void

    public init(
        toolchain: VerilatorToolchain, cache: ModelCache = ModelCache(),
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.toolchain = toolchain
        self.cache = cache
        self.progress = progress
    }

    /// Finds the model in the cache, or builds it.
    ///
    /// May be called on several threads and in several processes at once, for the same model too.
    ///
    /// - Throws: ``CosimulationError``. Nothing is left in the cache by a build that fails.
    public func build(_ source: ModelSource, options: BuildOptions = BuildOptions()) throws -> BuiltModel {
        try source.validate()
        try options.validate()
        let key = key(source, options)
        let directory = cache.modelDirectory(key)
        let library = directory + "/model.so"
        func built(wasCached: Bool) -> BuiltModel {
            BuiltModel(
                top: source.top, ports: source.ports, clock: source.clock, tracing: options.tracing, key: key,
                libraryPath: library, wasCached: wasCached)
        }
        if Files.exists(library) { return built(wasCached: true) }
        return try cache.withLock("model-\(key)") {
            if Files.exists(library) { return built(wasCached: true) }
            try cache.makeEntry(directory) { partial in
                let build = ModelBuild(
                    source: source, options: options, toolchain: toolchain,
                    runtime: RuntimeLibrary(toolchain: toolchain, cache: cache), key: key,
                    directory: partial, progress: progress)
                try build.run()
            }
            return built(wasCached: false)
        }
    }

    /// Hash of everything that the shared object depends on.
    private func key(_ source: ModelSource, _ options: BuildOptions) -> String {
        var hash = SHA256()
        hash.update(field: RuntimeLibrary(toolchain: toolchain, cache: cache).key)
        let shim = ModelShim(
            source: source, className: "Model", members: source.ports.map(\.name), tracing: options.tracing)
        for field in [source.top, source.clock ?? "", shim.text, ModelShim.versionScript] {
            hash.update(field: field)
        }
        for field in ModelBuild.verilatorFlags(options) + [options.optimization.rawValue] {
            hash.update(field: field)
        }
        for name in options.modulesKeptApart.sorted() { hash.update(field: name) }
        for file in source.files {
            hash.update(field: file.name)
            hash.update(field: file.text)
        }
        return hash.finish()
    }
}
