import CosimulationInterface
import Foundation

/// Waves of a run, in the value change dump format (IEEE 1364-2005, clause 18).
extension VerilatedModel {
    /// Starts to write a trace of all signals, with a record at each change of inputs and edge of the clock.
    ///
    /// A trace that is open is closed first. A cycle takes four units of the design's time precision: inputs
    /// change at the first, the clock rises at the second and falls at the fourth.
    /// - Throws: ``CosimulationError`` of kind `traceUnavailable` when the model was built without tracing or
    ///   the file can't be written.
    public func openTrace(_ path: String) throws {
        guard let open = entry.pointee.openTrace else {
            throw CosimulationError(
                .traceUnavailable, "the model of \(top) was built without tracing",
                remedy: "build it with the option 'tracing'")
        }
        guard open(instance, path) != 0 else {
            throw CosimulationError(
                .traceUnavailable, "the trace file \(path) of model \(top) can't be written",
                remedy: "name a file in a directory that exists and is writable")
        }
    }

    /// Completes the trace file; does nothing when none is open. Happens by itself when the model goes.
    public func closeTrace() {
        entry.pointee.closeTrace?(instance)
    }
}
