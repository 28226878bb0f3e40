import Configuration
import Cost
import HDL
import Hardware

extension HardwareDesign {
    /// What costs are measured of: the tile module by module, anything else as one flat module.
    ///
    /// - Throws: `ElaborationError` when the design breaks a rule of the language.
    public func costDesign(_ configuration: ArrayConfiguration) throws -> CostDesign {
        guard self == .tile else { return CostDesign(try flatCostModule(configuration)) }
        let design = try elaborate(configuration)
        let counts = design.instanceCounts
        return CostDesign(
            name: rawValue,
            parts: design.moduleNames.map {
                CostDesign.Part(
                    Self.module(design, name: $0, top: $0, isOwnLogicOnly: true),
                    weight: Double(counts[$0] ?? 0))
            })
    }

    /// The whole design as one module.
    public func flatCostModule(_ configuration: ArrayConfiguration) throws -> CostModule {
        let design = try elaborate(configuration)
        return Self.module(design, name: rawValue, top: design.topName, isOwnLogicOnly: false)
    }

    private static func module(
        _ design: Design, name: String, top: String, isOwnLogicOnly: Bool
    ) -> CostModule {
        let options = VerilogOptions.generated
        return CostModule(
            name: name, verilog: design.verilog(options).map(\.text).joined(separator: "\n"),
            top: options.modulePrefix + top, clock: options.clockName, reset: options.resetName,
            isOwnLogicOnly: isOwnLogicOnly)
    }
}
