import ExternalTools
import Foundation
import Testing

@testable import Cost

@Suite struct LibraryTests {
    @Test(arguments: [
        ("!(A & B)", ["A", "B"], [true, true, true, false]),
        ("(A B)'", ["A", "B"], [true, true, true, false]),
        ("A + B * C", ["A", "B", "C"], [false, true, false, true, false, true, true, true]),
        ("A ^ B C", ["A", "B", "C"], [false, false, false, false, false, true, true, false]),
        ("!A'", ["A"], [false, true]),
    ]) func functionsHaveTheirTruthTables(_ text: String, _ pins: [String], _ table: [Bool]) throws {
        let function = try #require(LibertyFunction(text))
        #expect(function.pins == pins)
        #expect(function.table == table)
    }

    @Test(arguments: ["", "A +", "(A", "A)", "!"]) func whatIsNoFunctionIsRefused(_ text: String) {
        #expect(LibertyFunction(text) == nil)
    }

    @Test func statementsKeepTheirPlaces() throws {
        let text =
            "library (\"l\") {\n /* { */ a : \"x;y\" ;\n b (1, 2);\n cell (c) { area : 2.5 }\n d : 3\n}\n"
        let file = try LibertyFile(path: "l.lib", bytes: Array(text.utf8))
        #expect(file.name == "l")
        #expect(file.header.map(\.name) == ["a", "b", "d"])
        #expect(file.header.map(\.value) == ["x;y", "1, 2", "3"])
        #expect(file.cells.map(\.value) == ["c"])
        #expect(file.scanner.text(file.cells[0].range) == "cell (c) { area : 2.5 }")
    }

    @Test func brokenFilesAreNamedWithTheirLine() {
        let text = "library (l) {\n  a : 1;\n  cell (c) {\n    area : 1;\n"
        let error = #expect(throws: CostError.self) {
            try LibertyFile(path: "broken.lib", bytes: Array(text.utf8))
        }
        #expect(error?.kind == .library)
        #expect(error?.problem == "broken.lib, line 1: a { without its }")
    }

    /// A cell of a cell library in text, its flip-flop given by its `ff` group.
    private func cell(_ body: String) throws -> LibertyCell {
        let scanner = LibertyScanner(bytes: Array(body.utf8))
        return try LibertyCell("c", 0..<scanner.bytes.count, in: scanner)
    }

    @Test func flipFlopsAreUnderstood() throws {
        let pins = "pin (D) { direction : input; } pin (C) { direction : input; clock : true; }"
        func flipFlop(_ next: String, _ output: String, _ more: String = "") throws -> LibertyCell {
            try cell(
                "area : 2; ff (IQ, IQN) { next_state : \"\(next)\"; clocked_on : \"C\"; \(more) } \(pins)"
                    + " pin (Q) { direction : output; function : \"\(output)\"; }")
        }
        let plain = try flipFlop("D", "IQ")
        let inverting = try flipFlop("!D", "IQ")
        let twice = try flipFlop("!D", "IQN")
        #expect(plain.kind == .flipFlop && !plain.isInverting)
        #expect(inverting.isInverting && inverting.behaviour == plain.behaviour)
        #expect(!twice.isInverting)
        // The stored value is the inverse, so clearing the state sets what was stored.
        #expect(try flipFlop("!D", "IQ", "clear : \"!R\";").behaviour == "rising, set when low")
        #expect(try flipFlop("D", "IQ", "clear : \"!R\";").behaviour == "clear when low, rising")
        #expect(try flipFlop("D & E", "IQ").kind == .other)
        #expect(try flipFlop("D", "IQ", "").kind == .flipFlop)
        #expect(try cell("area : 0; pin (Y) { direction : output; function : \"A\"; }").kind == .other)
    }

    @Test func clockGatesAreUnderstood() throws {
        func gate(_ kind: String, _ more: String = "") throws -> LibertyCell {
            try cell(
                "area : 2; clock_gating_integrated_cell : \(kind); statetable (\"C E\", \"Q\") { table : \"\"; } \(more)"
                    + " pin (C) { direction : input; clock_gate_clock_pin : true; }"
                    + " pin (E) { direction : input; clock_gate_enable_pin : \"true\"; }"
                    + " pin (G) { direction : output; clock_gate_out_pin : true; state_function : \"C & Q\"; }"
            )
        }
        let plain = ClockGate(cell: "c", clock: "C", enable: "E", test: nil, output: "G")
        #expect(try gate("latch_posedge").clockGate == plain)
        #expect(try gate("\"latch_posedge\"").kind == .clockGate)
        let test = "pin (T) { direction : input; clock_gate_test_pin : true; }"
        #expect(try gate("latch_posedge_precontrol", test).clockGate?.test == "T")
        #expect(try gate("latch_negedge").kind == .other)
        #expect(try gate("latch_posedge", "dont_use : true;").kind == .other)
        #expect(
            try gate("latch_posedge", "pin (O) { direction : output; clock_gate_obs_pin : true; }").kind
                == .other)
    }

    @Test(.enabled(if: Fixture.hasLibrary)) func theDefaultLibraryIsPrepared() throws {
        try Fixture.withCache { cache in
            let library = try CellLibrary(cache: cache)
            #expect(library.nand2 == "NAND2X1")
            #expect(library.buffer == "BUFX2")
            let flipFlops = try String(contentsOfFile: library.flipFlopPath, encoding: .utf8)
            #expect(flipFlops.contains("DFFPOSX1") && flipFlops.contains("DFFSR"))
            let combinational = try String(contentsOfFile: library.combinationalPath, encoding: .utf8)
            for name in ["TBUFX1", "FAX1", "DFFPOSX1", "LATCH", "internal_power"] {
                #expect(!combinational.contains(name), "\(name)")
            }
            #expect(combinational.contains("NAND2X1"))
            let without = try CellLibrary(excluding: ["AOI*"], cache: cache)
            #expect(without.identity != library.identity)
            #expect(throws: CostError.self) { try CellLibrary(excluding: ["*X1"], cache: cache) }
        }
    }

    /// Splits the library in two files with all of its header in both.
    @Test(.enabled(if: Fixture.hasLibrary)) func aLibraryOfTwoFilesIsThatOfOne() throws {
        try Fixture.withCache { cache in
            try Workspace.with { folder in
                let whole = try LibertyFile(
                    path: CellLibrary.defaultPath, bytes: LibertyFile.contents(CellLibrary.defaultPath))
                let header = whole.header.map { whole.scanner.text($0.range) }.joined(separator: "\n")
                for (name, cells) in [("a", whole.cells.prefix(20)), ("b", whole.cells.dropFirst(20))] {
                    let text = cells.map { whole.scanner.text($0.range) }.joined(separator: "\n")
                    try folder.write("library (\(whole.name)) {\n\(header)\n\(text)\n}\n", to: name + ".lib")
                }
                let one = try CellLibrary(cache: cache)
                let two = try CellLibrary(paths: [folder.path("a.lib"), folder.path("b.lib")], cache: cache)
                #expect(one.identity != two.identity)
                for (first, second) in [
                    (one.path, two.path), (one.combinationalPath, two.combinationalPath),
                    (one.flipFlopPath, two.flipFlopPath),
                ] {
                    #expect(
                        FileManager.default.contents(atPath: first)
                            == FileManager.default.contents(atPath: second))
                }
                let packed = try ExternalTool("gzip", purpose: .cost).run(["-k", "a.lib"], in: folder.url)
                try #require(packed.status == 0)
                let unpacked = try CellLibrary(
                    paths: [folder.path("a.lib.gz"), folder.path("b.lib")], cache: cache)
                #expect(
                    FileManager.default.contents(atPath: unpacked.path)
                        == FileManager.default.contents(atPath: one.path))
            }
        }
    }

    @Test func contradictionsAndGapsAreTold() throws {
        let nand =
            "cell (N) { area : 1; pin (A) { direction : input; } pin (B) { direction : input; }"
            + " pin (Y) { direction : output; function : \"!(A B)\"; } }"
        func gate(_ name: String, _ function: String) -> String {
            "cell (\(name)) { area : 1; pin (A) { direction : input; } pin (Y) { direction : output; function : \"\(function)\"; } }"
        }
        let gates = [nand, gate("BUF", "A"), gate("INV", "!A")].joined(separator: "\n")
        func library(_ header: String, _ cells: String) -> String {
            "library (l) {\n\(header)\n\(cells)\n}\n"
        }
        func problem(_ texts: [String]) throws -> String {
            try Fixture.withCache { cache in
                try Workspace.with { folder in
                    for (index, text) in texts.enumerated() { try folder.write(text, to: "\(index).lib") }
                    let error = #expect(throws: CostError.self) {
                        try CellLibrary(paths: texts.indices.map { folder.path("\($0).lib") }, cache: cache)
                    }
                    return error?.problem ?? ""
                }
            }
        }
        #expect(try problem([library("", gates)]).contains("no flip-flop"))
        #expect(try problem([library("", nand)]).contains("no buffer"))
        #expect(
            try problem([library("time_unit : \"1ns\";", gates), library("time_unit : \"1ps\";", nand)])
                .contains("time_unit"))
        #expect(try problem([library("", gates), library("", gate("INV", "A"))]).contains("the cell INV"))
        #expect(try problem(["no library at all;"]).contains("no library group"))
        let missing = #expect(throws: CostError.self) { try CellLibrary(paths: ["/nowhere/x.lib"]) }
        #expect(missing?.problem.contains("/nowhere/x.lib can't be read") == true)
    }
}
