import Testing

@testable import HDL

/// Modules that differ in names of modules only are checked and printed once; nothing but time may tell.
struct RenamedModuleTests {
    @Test func eachPrintsWhatItWouldPrintAlone() throws {
        var options = VerilogOptions()
        for prefix in ["", "acme_"] {
            options.modulePrefix = prefix
            let design = try Design { Grid(size: 4) }
            // Below each of 16 cells stands one of 4 adders, one to a row, and in odd columns another.
            #expect(design.modules.count == 16 + 8 + 1)
            #expect(design.modules.count { $0.structure === $0 } == 4)
            var differing: [String] = []
            for (module, file) in zip(design.modules, design.verilog(options)) {
                let printed = VerilogPrinter.print(
                    ModuleLegaliser(module, ClockVariant(module, options), options).legalise(),
                    as: options.dialect
                ).text
                if printed != file.text || file.moduleName != prefix + module.name {
                    differing.append(file.moduleName)
                }
            }
            #expect(differing == [])
            let files = Dictionary(
                uniqueKeysWithValues: design.verilog(options).map { ($0.moduleName, $0.text) })
            for row in 0..<4 {
                for column in 0..<4 {
                    let alone = try Design { Cell(row: row, column: column) }.verilog(options)
                    for file in alone where files[file.moduleName] != file.text {
                        differing.append(file.moduleName)
                    }
                }
            }
            #expect(differing == [])
        }
    }

    @Test func toolsTakeTheRenamedModules() throws { try lint(try Design { Grid(size: 3) }) }

    @Test func filesComeOneByOneInOrder() throws {
        let design = try Design { Grid(size: 2) }
        var files: [VerilogFile] = []
        design.forEachFile { files.append($0) }
        #expect(files == design.verilog())
    }

    @Test func everyNameIsChecked() {
        let error = #expect(throws: ElaborationError.self) {
            try Design { Pair(Leaf(name: "fine"), Leaf(name: "endmodule")) }
        }
        #expect(error?.diagnostics.map(\.code) == [.invalidName])
        #expect(error?.diagnostics.first?.message.contains("'endmodule' can't name a module") == true)
        #expect(error?.diagnostics.first?.instancePath == "pair.second")
    }

    @Test func findingsOfOneAreFindingsOfAll() {
        let error = #expect(throws: ElaborationError.self) {
            try Design { Pair(Leaf(name: "first", isRead: false), Leaf(name: "second", isRead: false)) }
        }
        // One line of Swift, one message: told once, as for instances of one module.
        #expect(error?.diagnostics.map(\.code) == [.unused])
        #expect(error?.diagnostics.first?.instancePath == "pair.first")
    }

    @Test func twoStructuresOfOneNameStillClash() {
        let error = #expect(throws: ElaborationError.self) {
            try Design { Pair(Leaf(name: "leaf"), Leaf(name: "leaf", increment: 2)) }
        }
        #expect(error?.diagnostics.map(\.code) == [.moduleClash])
    }

    @Test func anotherPlaceIsAnotherStructure() throws {
        let design = try Design { Pair(Leaf(name: "leaf"), Twin()) }
        #expect(design.modules.allSatisfy { $0.structure === $0 })
        let texts = design.verilog().map(\.text)
        #expect(texts[0].replacingName("leaf", by: "twin") == texts[1])
    }
}

extension String {
    fileprivate func replacingName(_ name: String, by other: String) -> String {
        split(separator: "module \(name) (", omittingEmptySubsequences: false).joined(
            separator: "module \(other) (")
    }
}

/// Named after its row only: cells of a row share it.
private final class Adder: Module {
    let a = Input(8)
    let b = Input(8)
    let result = Output(8)
    private let name: String

    init(name: String) { self.name = name }

    override var moduleName: String { name }

    func describe() { result <- (a &+ b) }
}

/// Two adders: one module in even columns, two in odd ones.
private final class Cell: Module {
    let source = Input(8)
    let result = Output(8, "the sum so far")
    private let first: Adder
    private let second: Adder
    private let held = Register(8, reset: 1)
    private let name: String

    init(row: Int, column: Int) {
        first = Adder(name: "adder_\(row)")
        second = Adder(name: column % 2 == 0 ? "adder_\(row)" : "other_adder_of_a_longer_name_\(row)")
        name = "cell_\(row)_\(column)"
    }

    override var moduleName: String { name }

    func describe() {
        first.a <- source
        first.b <- held
        second.a <- first.result
        second.b <- held
        held <- second.result ^ (source &+ held)
        result <- held
    }
}

private final class Grid: Module {
    let source = Input(8)
    let result: [Signal]
    private let cell: [[Cell]]

    init(size: Int) {
        result = (0..<size).map { _ in Output(8) }
        cell = (0..<size).map { row in (0..<size).map { column in Cell(row: row, column: column) } }
    }

    func describe() {
        for (row, result) in zip(cell, result) {
            var value = source
            for cell in row {
                cell.source <- value
                value = cell.result
            }
            result <- value
        }
    }
}

private class LeafBase: ModuleBase {
    let source = Input(8)
    let result = Output(8)
}

private final class Leaf: LeafBase, ModuleDescription {
    private let extra: Signal?
    private let name: String
    private let increment: Int

    init(name: String, increment: Int = 1, isRead: Bool = true) {
        self.name = name
        self.increment = increment
        extra = isRead ? nil : Wire(8)
    }

    override var moduleName: String { name }

    func describe() {
        result <- (source &+ increment)
        if let extra { extra <- source }
    }
}

private final class Twin: LeafBase, ModuleDescription {
    func describe() { result <- (source &+ 1) }
}

private final class Pair<Second: LeafBase & ModuleDescription>: Module {
    let source = Input(8)
    let result = Output(8)
    private let first: Leaf
    private let second: Second

    init(_ first: Leaf, _ second: Second) {
        self.first = first
        self.second = second
    }

    override var moduleName: String { "pair" }

    func describe() {
        first.source <- source
        second.source <- first.result
        result <- second.result
    }
}
