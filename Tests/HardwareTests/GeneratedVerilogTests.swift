import Configuration
import Foundation
import HDL
import Hardware
import Testing

/// One design that the tools must take without a finding.
struct DesignCase: Sendable, CustomTestStringConvertible {
    let rows: Int
    let columns: Int
    let lanes: Int
    let groupSize: Int
    var resultFormat = ResultFormat.binary16
    var resetKind = ResetKind.synchronous
    var resetIsActiveLow = false

    var testDescription: String {
        "\(rows) x \(columns), \(lanes) lanes, groups of \(groupSize), \(resultFormat), \(resetKind)"
            + (resetIsActiveLow ? ", active low" : "")
    }

    func generate() throws -> GeneratedDesign {
        var options = VerilogOptions.generated
        options.resetKind = resetKind
        options.resetIsActiveLow = resetIsActiveLow
        let configuration = try ArrayConfiguration(
            rows: rows, columns: columns, lanes: lanes, groupSize: groupSize, resultFormat: resultFormat)
        return try GeneratedDesign(configuration, options: options)
    }

    static let all = [
        DesignCase(rows: 1, columns: 1, lanes: 2, groupSize: 16),
        DesignCase(rows: 1, columns: 1, lanes: 16, groupSize: 1024, resultFormat: .binary32),
        DesignCase(rows: 1, columns: 64, lanes: 2, groupSize: 18),
        DesignCase(rows: 64, columns: 1, lanes: 2, groupSize: 1022, resultFormat: .binary32),
        DesignCase(rows: 8, columns: 8, lanes: 4, groupSize: 128),
        DesignCase(rows: 3, columns: 5, lanes: 8, groupSize: 120, resultFormat: .binary32),
        DesignCase(rows: 2, columns: 2, lanes: 16, groupSize: 16, resetKind: .asynchronous),
        DesignCase(rows: 2, columns: 3, lanes: 4, groupSize: 20, resetIsActiveLow: true),
        DesignCase(
            rows: 1, columns: 2, lanes: 8, groupSize: 1000, resultFormat: .binary32, resetKind: .asynchronous,
            resetIsActiveLow: true),
    ]

    /// Yosys takes its time: the small ones.
    static let small = all.filter { $0.rows * $0.columns <= 4 }
}

@Suite struct GeneratedVerilogTests {
    @Test(arguments: DesignCase.all) func toolsHaveNoFindings(_ design: DesignCase) throws {
        let design = try design.generate()
        let folder = try GeneratedFolder(design)
        let lint = try folder.run(
            "verilator",
            ["--lint-only", "-Wall", "--top-module", design.top, "-f", GeneratedDesign.fileListName])
        #expect(lint.status == 0 && lint.text.isEmpty, "\(lint.text.prefix(2000))")
        let compilation = try folder.run(
            "iverilog",
            [
                "-Wall", "-g2005", "-t", "null", "-s", design.top, "-c", GeneratedDesign.fileListName,
            ])
        #expect(compilation.status == 0 && compilation.text.isEmpty, "\(compilation.text.prefix(2000))")
    }

    @Test(arguments: DesignCase.small) func yosysAgrees(_ design: DesignCase) throws {
        let design = try design.generate()
        let folder = try GeneratedFolder(design)
        let names = design.moduleFiles.map(\.name).joined(separator: " ")
        let script = "read_verilog \(names); hierarchy -check -top \(design.top); proc; check -assert"
        let result = try folder.run("yosys", ["-Q", "-T", "-p", script])
        #expect(result.status == 0, "\(result.text.suffix(2000))")
        let warnings = result.text.split(separator: "\n").filter { $0.contains("Warning") }
        #expect(warnings == [])
        #expect(result.text.contains("Found and reported 0 problems."))
    }

    @Test(arguments: DesignCase.all) func filesAreWellFormed(_ design: DesignCase) throws {
        let design = try design.generate()
        let again = try GeneratedDesign(design.configuration, options: design.options)
        #expect(design.files == again.files)
        var findings: [String] = []
        for file in design.moduleFiles {
            for (index, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            where line.count > 100 || line.last == " " || line.contains("\t") {
                findings.append("\(file.name):\(index + 1): \(line)")
            }
            let name = file.name.dropLast(2)
            if !file.name.hasSuffix(".v") || !name.hasPrefix("bitmod_") {
                findings.append("\(file.name): name")
            }
            let modules = file.text.split(separator: "\n").filter { $0.hasPrefix("module ") }
            if modules != ["module \(name) ("] { findings.append("\(file.name): holds \(modules)") }
            if file.text.contains("'bx") || file.text.contains("'hx") {
                findings.append("\(file.name): X literal")
            }
        }
        #expect(findings == [])
        let list = design.files.first { $0.name == GeneratedDesign.fileListName }
        #expect(list?.text == design.moduleFiles.map { $0.name + "\n" }.joined())
        #expect(design.moduleFiles.last?.name == "\(design.top).v")
        #expect(Set(design.files.map(\.name)).count == design.files.count)
    }

    @Test func resetStylesReachTheRegisters() throws {
        func sequencer(_ kind: ResetKind, _ low: Bool) throws -> String {
            let design = try DesignCase(
                rows: 1, columns: 1, lanes: 2, groupSize: 16, resetKind: kind, resetIsActiveLow: low
            ).generate()
            return try #require(design.moduleFiles.first { $0.name == "bitmod_sequencer.v" }).text
        }
        #expect(try !sequencer(.synchronous, false).contains("edge reset"))
        #expect(try sequencer(.asynchronous, false).contains("posedge reset"))
        #expect(try sequencer(.asynchronous, true).contains("negedge reset"))
        #expect(
            try sequencer(.synchronous, true).contains("!reset")
                || sequencer(.synchronous, true).contains("~reset"))
    }

    /// A handshake that waits for nothing can't deadlock with its neighbours, and the tile's timing is its own.
    @Test(arguments: DesignCase.small) func noInputReachesAnOutputInTheSameCycle(_ design: DesignCase) throws
    {
        let configuration = try design.generate().configuration
        let tile = try HardwareDesign.tile.elaborate(configuration)
        let outputs = tile.ports().filter { $0.direction == .output }
        #expect(outputs.count >= 9)
        for output in outputs { #expect(tile.combinationalInputs(of: output.name) == [], "\(output.name)") }
        // The accessor itself: the decoder has nothing but such paths.
        let decoder = try HardwareDesign.termDecoder.elaborate(configuration)
        #expect(Set(decoder.combinationalInputs(of: "term")) == Set(decoder.ports().dropLast().map(\.name)))
    }
}
