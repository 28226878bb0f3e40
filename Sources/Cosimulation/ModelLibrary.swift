import CosimulationInterface
import Foundation

/// The loaded shared object of a model.
///
/// It is never unloaded: threads may still hold the simulator's thread-local state, and names and code of its
/// ports stay valid for the life of the process.
struct ModelLibrary {
    let entry: UnsafePointer<CosimulationEntry>

    /// - Throws: ``CosimulationError`` of kind `modelUnloadable`.
    init(_ built: BuiltModel) throws {
        func unloadable(_ problem: String) -> CosimulationError {
            CosimulationError(
                .modelUnloadable, "the model of \(built.top) at \(built.libraryPath) \(problem)",
                remedy: "delete that file's directory, so that the model is built anew")
        }
        guard let handle = dlopen(built.libraryPath, RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
            throw unloadable("can't be loaded (\(reason))")
        }
        guard let symbol = dlsym(handle, ModelShim.entryName) else {
            throw unloadable("isn't a co-simulation model")
        }
        entry = UnsafePointer(symbol.assumingMemoryBound(to: CosimulationEntry.self))
        guard entry.pointee.version == UInt32(COSIMULATION_INTERFACE_VERSION),
            entry.pointee.portCount == UInt32(built.ports.count)
        else {
            throw unloadable("has another interface version or port count than this program expects")
        }
    }
}
