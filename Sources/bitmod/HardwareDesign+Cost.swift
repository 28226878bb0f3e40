import Configuration
import Cost
import HDL
import Hardware

extension HardwareDesign {
    /// What costs are measured of: the tile module by module, anything else as one flat module.
    ///
    /// - Throws: `ElaborationError` when the design breaks a rule of the language.
    func costDesign(_ configuration: ArrayConfiguration) throws -> CostDesign {
        let design = try elaborate(configuration)
        let options = VerilogOptions.generated
        let text = design.verilog(options).map(\.text).joined(separator: "\n")
        func module(_ name: String, top: String, isOwnLogicOnly: Bool) -> CostModule {
            CostModule(
                name: name, verilog: text, top: options.modulePrefix + top, clock: options.clockName,
                reset: options.resetName, isOwnLogicOnly: isOwnLogicOnly)
        }
        guard self == .tile else {
            return CostDesign(module(rawValue, top: design.topName, isOwnLogicOnly: false))
        }
        let counts = design.instanceCounts
        return CostDesign(
            name: rawValue,
            parts: design.moduleNames.map {
                CostDesign.Part(
                    module($0, top: $0, isOwnLogicOnly: true), weight: Double(counts[$0] ?? 0))
            })
    }
}
