/// All that is known of a black box beside its ports.
struct BlackBoxDescription {
    /// Parameters that an instance sets, in order.
    let parameters: [(name: String, value: VerilogParameter)]
    /// Pins that take the clock or the reset of a domain, in order.
    let pins: [DomainPin]
    /// Verilog names of ports, by the name in the design, where they differ.
    let portNames: [String: String]
    /// Sources that go with it, read.
    let files: [SupportFile]
    /// For each output's index the indices of the inputs that reach it without a register between.
    let combinationalInputs: [Int: [Int]]
    /// A module with the same ports that behaves alike, checked like any other; its ports are found by name.
    let model: ModuleDefinition?

    /// The name that an instance connects for a port.
    func verilogName(of port: String) -> String { portNames[port] ?? port }
}
