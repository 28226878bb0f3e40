/// Somebody else's Verilog module: its ports are known, its insides aren't.
///
/// ```swift
/// final class Multiplier: BlackBox {
///     let left = Input(18)
///     let right = Input(18)
///     let product = Output(36)
///
///     override var moduleName: String { "MULT18X18" }
///     override var parameters: KeyValuePairs<String, VerilogParameter> { ["REGISTERS": 1] }
///     override var portNames: [String: String] { ["left": "A", "right": "B", "product": "P"] }
///     override var pins: [DomainPin] { [.clock("CLK")] }
///     override var combinationalPaths: CombinationalPaths { .none }
/// }
/// ```
///
/// It is instantiated like any module, under the very name that ``ModuleBase/moduleName`` gives: no prefix, no change of
/// case. Its stored properties are ports and nothing else.
open class BlackBox: ModuleBase, ModuleDescription {
    /// Parameters that the instance sets, in the order in which they are printed.
    open var parameters: KeyValuePairs<String, VerilogParameter> { [:] }

    /// Inputs that take clocks and resets; they are no properties.
    open var pins: [DomainPin] { [] }

    /// Verilog names of ports that aren't called as their properties are in snake case, by that name.
    open var portNames: [String: String] { [:] }

    /// Sources that go with it; none for a vendor's primitive.
    open var files: [SupportFile] { [] }

    /// Default: ``CombinationalPaths/all``. That is safe, but finds a loop wherever an output comes back to an input.
    open var combinationalPaths: CombinationalPaths { .all }

    /// A new module with the same ports that behaves alike, for simulation without the Verilog; default: none.
    open func simulationModel() -> (any Module)? { nil }

    public final func describe() {}

    /// Set once the design has read the files and described the model.
    var described: BlackBoxDescription?
    override var primitive: Primitive? { described.map(Primitive.blackBox) }
    override func emittedName(in elaboration: Elaboration) -> String { moduleName }
}
