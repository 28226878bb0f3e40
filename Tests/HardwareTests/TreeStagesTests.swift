import Configuration
import Testing

@testable import Hardware

/// A register inside the carry-save tree delays what goes on, and does nothing else: with it replaced by wires, the element is
/// equal to that of one stage, by Yosys's induction over all registers: equal once, equal ever after.
@Suite struct TreeStagesTests {
    @Test(arguments: DigitRadix.allCases, ArrayConfiguration.laneCounts)
    func theRegisterOnlyDelays(_ radix: DigitRadix, _ lanes: Int) throws {
        let (status, text) = try comparison(radix, lanes)
        #expect(status == 0, "\(text.suffix(400))")
    }

    @Test func aFaultBehindTheRegisterIsFound() throws {
        let (status, text) = try comparison(.eight, 8) { element in
            #expect(element.contains("carry_in <= tree_carry_ins[2]"))
            return element.replacingOccurrences(
                of: "carry_in <= tree_carry_ins[2]", with: "carry_in <= tree_carry_ins[1]")
        }
        #expect(status != 0 && text.contains("unproven $equiv"), "\(text.suffix(400))")
    }

    /// - Parameter change: what is done to the Verilog of the element with two stages first.
    private func comparison(
        _ radix: DigitRadix, _ lanes: Int, _ change: (String) -> String = { $0 }
    ) throws -> (status: Int32, text: String) {
        let folder = try GeneratedFolder(GeneratedDesign(ArrayConfiguration(rows: 1, columns: 1)))
        try folder.write(element(radix, lanes, treeStages: 1), "one.v")
        try folder.write(wired(change(element(radix, lanes, treeStages: 2))), "two.v")
        try folder.write(
            """
            read_verilog one.v
            read_verilog two.v
            proc
            equiv_make shared_exponent_element wired equivalence
            hierarchy -top equivalence
            techmap
            opt -full
            opt_clean -purge
            equiv_struct
            equiv_simple
            equiv_induct
            equiv_status -assert
            """, "script.ys")
        let result = try folder.run("yosys", ["-QT", "-s", "script.ys"])
        return (result.status, result.text)
    }

    /// The element with the registers in its tree as wires.
    private func wired(_ element: String) throws -> String {
        var lines = element.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let registers = lines.filter {
            $0.hasPrefix("        tree_") && $0.contains(" <= ") && $0.hasSuffix(";")
        }
        try #require(registers.count >= 3)
        lines.removeAll { registers.contains($0) }
        let end = try #require(lines.lastIndex(of: "endmodule"))
        lines.insert(contentsOf: registers.map { "    always @*" + $0 }, at: end)
        return lines.joined(separator: "\n")
            .replacingOccurrences(of: "module shared_exponent_element", with: "module wired")
    }

    private func element(_ radix: DigitRadix, _ lanes: Int, treeStages: Int) throws -> String {
        let configuration = try ArrayConfiguration(lanes: lanes, radix: radix, treeStages: treeStages)
        return try HardwareDesign.processingElement.elaborate(configuration).verilog().map(\.text).joined()
    }
}
