import Configuration
import Foundation
import HDL
import HDLTesting
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

    func generate(_ dialect: VerilogOptions.Dialect = .verilog2005) throws -> GeneratedDesign {
        var options = VerilogOptions.generated
        options.dialect = dialect
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

    /// For what takes its time.
    static let small = all.filter { $0.rows * $0.columns <= 4 }
}

extension GeneratedDesign {
    fileprivate var sources: [VerilogFile] {
        moduleFiles.map { file in
            VerilogFile(
                moduleName: String(file.name.prefix { $0 != "." }), text: file.text, dialect: options.dialect)
        }
    }
}

@Suite struct GeneratedVerilogTests {
    /// Yosys takes its time with large arrays.
    @Test(arguments: DesignCase.all) func toolsHaveNoFindings(_ design: DesignCase) throws {
        let isSmall = design.rows * design.columns <= 4
        for dialect in VerilogOptions.Dialect.allCases {
            let generated = try design.generate(dialect)
            for tool in Lint.allCases where isSmall || tool != .yosys {
                let found = try tool.findings(in: generated.sources, top: generated.top)
                #expect(found.isEmpty, "\(dialect): \(found.prefix(20))")
            }
        }
    }

    @Test func committedFilesHaveNoFindings() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("rtl-out")
        let list = try String(
            contentsOf: folder.appendingPathComponent(GeneratedDesign.fileListName), encoding: .utf8)
        let files = try list.split(separator: "\n").map { name in
            VerilogFile(
                moduleName: String(name.dropLast(2)),
                text: try String(contentsOf: folder.appendingPathComponent(String(name)), encoding: .utf8))
        }
        #expect(files.count > 10)
        for tool in Lint.allCases {
            let found = try tool.findings(in: files, top: files.last?.moduleName ?? "")
            #expect(found.isEmpty, "\(found.prefix(20))")
        }
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
