import Configuration
import Cost
import Foundation
import HDL
import Hardware
import Verification

/// A co-simulated tile as workload of the modules in it.
public struct CostWorkload {
    private let source: String
    private let dump: [UInt8]
    /// Path of one instance of each module, without prefix.
    private let instances: [String: String]

    /// Cycles in which the reset holds, and the first one after.
    private static let resetCycles = 3

    /// Simulates the first tile of a job and keeps all signals.
    public init(_ job: CosimulationJob, progress: @escaping @Sendable (String) -> Void) throws {
        let path = NSTemporaryDirectory() + "/bitmod-workload-\(UUID().uuidString).vcd"
        defer { unlink(path) }
        let weights = try job.recordFirstTile(to: path, progress: progress)
        dump = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
        source =
            "co-simulated tile of \(job.configuration.rows) x \(job.configuration.columns), \(weights), "
            + "\(job.dataType.rawValue), seed \(job.seed)"
        let map = try HardwareDesign.tile.elaborate(job.configuration).sourceMap()
        instances = Dictionary(
            map.files.compactMap { file in file.instancePaths.first.map { (file.moduleName, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The design with the inputs of its modules as they were; modules that the tile doesn't have stay as they are.
    public func attached(to design: CostDesign, prefix: String, _ evaluator: CostEvaluator) throws
        -> CostDesign
    {
        CostDesign(
            name: design.name,
            parts: try design.parts.map { part in
                let module = part.module
                guard let instance = instances[String(module.top.dropFirst(prefix.count))] else {
                    return part
                }
                let inputs = try evaluator.inputs(of: module)
                guard !inputs.isEmpty else { return part }
                let vectors = try PortVectors(
                    source: source, dump: dump, instance: instance, ports: inputs, clock: module.clock,
                    skipping: Self.resetCycles)
                return CostDesign.Part(module.with(vectors), weight: part.weight)
            })
    }
}
