/// A library's cell that stops the clock of registers while their enable is low: a latch that is open while the clock is
/// low, and an AND with the clock.
struct ClockGate: Codable, Equatable, Sendable {
    let cell: String
    let clock: String
    let enable: String
    /// Opens the gate for tests; tied low.
    let test: String?
    let output: String

    /// What the cell does, for simulation: Yosys has no words for Liberty's state tables.
    var verilog: String {
        let enables = [enable] + (test.map { [$0] } ?? [])
        let ports = ([clock, output] + enables).map { "\\\($0) " }.joined(separator: ", ")
        let inputs = ([clock] + enables).map { "  input \\\($0) ;\n" }.joined()
        let opens = enables.map { "\\\($0) " }.joined(separator: "| ")
        return """
            module \\\(cell) (\(ports));
            \(inputs)  output \\\(output) ;
              reg is_open = 1'h0;
              always @* if (!\\\(clock) ) is_open = \(opens);
              assign \\\(output) = \\\(clock) & is_open;
            endmodule

            """
    }
}
