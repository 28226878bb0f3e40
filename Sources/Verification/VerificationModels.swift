import Configuration
import Cosimulation
import HDL
import Hardware

/// Verilated models of the project's designs, built once for each content.
public struct VerificationModels: Sendable {
    private let builder: ModelBuilder

    /// - Throws: `CosimulationError` when Verilator or a C++ compiler is missing or too old.
    public init(progress: @escaping @Sendable (String) -> Void = { _ in }) throws {
        builder = ModelBuilder(toolchain: try VerilatorToolchain.locate(), progress: progress)
    }

    /// The name of the tools, for reports.
    public var toolDescription: String { "Verilator \(builder.toolchain.version)" }

    /// The model of `design` for `configuration`.
    ///
    /// - Parameter tracing: whether it can write waves; such a model is slower.
    public func model(
        of design: HardwareDesign, _ configuration: ArrayConfiguration, tracing: Bool = false
    ) throws -> BuiltModel {
        try model(from: Self.source(of: design, configuration), tracing: tracing)
    }

    func model(from source: ModelSource, tracing: Bool = false) throws -> BuiltModel {
        try builder.build(
            source, options: BuildOptions(tracing: tracing, modulesKeptApart: Self.keptApart(source)))
    }

    /// Verilog and ports of `design`.
    static func source(of design: HardwareDesign, _ configuration: ArrayConfiguration) throws -> ModelSource {
        let elaborated = try design.elaborate(configuration)
        let files = elaborated.verilog().map { VerilogSource(name: $0.fileName, text: $0.text) }
        let clocking = elaborated.clocking()
        var ports: [ModelPort] = []
        let hasReset = clocking.contains { $0.hasReset }
        if !clocking.isEmpty { ports.append(ModelPort(name: "clock", direction: .input, width: 1)) }
        if hasReset { ports.append(ModelPort(name: "reset", direction: .input, width: 1)) }
        for port in elaborated.ports() {
            ports.append(
                ModelPort(
                    name: port.name, direction: port.direction == .input ? .input : .output,
                    width: port.shape.width))
        }
        return ModelSource(
            top: elaborated.topName, files: files, ports: ports, clock: clocking.isEmpty ? nil : "clock")
    }

    /// The element of which an array has many is compiled once.
    private static func keptApart(_ source: ModelSource) -> [String] {
        source.top == "tile" ? ["processing_element", "shared_exponent_element"] : []
    }
}

extension VerilatedModel {
    /// Holds `reset` for one cycle, the least that the array asks for, if there is one.
    func reset() {
        guard let port = try? port(named: "reset") else { return }
        port.set(1)
        cycle()
        port.set(0)
    }
}
