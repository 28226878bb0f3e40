import HDLTesting
import Testing

@testable import HDL

/// Mistakes in the names of signals, instances, modules and parameters.
struct NameDiagnosticTests {
    private let lines = MarkedLines()

    private final class Leaf: Module {
        let size: Int
        let a: Signal
        let out: Signal
        init(_ size: Int = 2) {
            self.size = size
            a = Input(size)
            out = Output(size)
        }
        func describe() { out <- ~a }
    }

    private final class Names: Module {
        let clock = Input()  // <- clock
        let reg = Input()  // <- keyword
        let größe = Input()  // <- letters
        let fooBar = Input()
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let foo_bar = Input()  // <- twice
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let leaf_a = Input(2)
        let out = Output()
        private let leaf = Leaf()
        func describe() {
            out <- clock ^ reg ^ größe ^ fooBar ^ foo_bar ^ leaf_a[0] ^ leaf_a[1] ^ leaf.out[0] ^ leaf.out[1]
            leaf.a <- leaf_a
            let local = wire("begin", ~out)  // <- local
            let odd = wire("a b", local)  // <- space
            let empty = wire("", odd)  // <- empty
            let out = wire("out", empty)  // <- local twice
            Discard(out)
        }
    }

    @Test func namesThatVerilogDoesNotTake() {
        let found = findings { Names() }
        let names = found.filter { $0.code == .invalidName }
        #expect(
            names.map(\.location.line) == ["keyword", "letters", "local", "space", "empty"].map(lines.line),
            "\(names)")
        let clashes = found.filter { $0.code == .nameClash }
        #expect(
            clashes.prefix(3).map(\.location.line) == ["clock", "twice", "local twice"].map(lines.line),
            "\(clashes)")
        #expect(clashes.count == 4 && clashes[3].message.contains("'leaf_a'"), "\(clashes)")
        #expect(clashes[0].message.contains("the clock") && clashes[1].message.contains("'foo_bar'"))
        #expect(
            clashes[1].message.contains(
                "declared at HDLTests/NameDiagnosticTests.swift:\(lines.line("twice") - 2)"))
    }

    private final class Words: Module {
        let set = Input()  // <- set
        let done = Output()
        private let list = Wire()
        func describe() {
            list <- set
            done <- list
        }
    }

    private final class Around: Module {
        let start = Input()
        let done = Output()
        private let words = Words()
        func describe() {
            words.set <- start
            done <- words.done
        }
    }

    @Test func portsAreNoWordsOfModels() throws {
        expect(
            findings { Words() }, .invalidName, at: lines.line("set"),
            ["'set' can't name a port of the top module: it is a word of C++"])
        #expect(findings { Around() }.isEmpty)
        // Verilator warns of each, and nothing else does.
        let words = VerilogKeywords.wordsOfModels.sorted()
        let inputs = words.map { "    input wire \($0),\n" }.joined()
        let text =
            "module words (\n\(inputs)    output wire parity\n);\n"
            + "    assign parity = \(words.joined(separator: " ^\n        "));\nendmodule\n"
        for tool in Lint.allCases where tool != .verible {
            let found = try tool.findings(in: [VerilogFile(moduleName: "words", text: text)], top: "words")
            #expect(
                found.map(\.rule) == (tool == .verilator ? words.map { _ in "SYMRSVDWORD" } : []), "\(tool)")
        }
    }

    private final class Hiding: Module {
        let x = Input(2)
        let y = Output(2)
        private let a = Leaf()
        func describe() {
            a.a <- x
            y <- a.out
        }
    }

    @Test func anInstanceNamedLikeASignalInsideIt() {
        let found = findings { Hiding() }
        #expect(found.map(\.code) == [.nameClash])
        #expect(
            found.first?.message.contains("instance 'a' and a signal inside it, 'a' (unsigned 2 bits") == true
        )
    }

    private final class Level: Module {
        let level = Input()
        let out = Output()
        func describe() { out <- level }
    }

    /// Simulators call the instance of the top module after the module.
    @Test func aTopModuleNamedLikeItsSignal() {
        let found = findings { Level() }
        #expect(found.map(\.code) == [.nameClash])
        #expect(found.first?.message.contains("top module 'level' and its signal 'level'") == true)
    }

    private final class module: Module {
        let a = Input()  // <- class name
        let out = Output()
        func describe() { out <- a }
    }

    @Test func aModuleNamedLikeAKeyword() {
        expect(
            findings { module() }, .invalidName, at: lines.line("class name"),
            ["'module' can't name a module"],
            isExact: false)
    }

    private final class Pair: Module {
        let a = Input(5)
        let out = Output(5)
        private let narrow = Leaf(2)
        private let broad = Leaf(3)
        func describe() {
            narrow.a <- a[1, 0]
            broad.a <- a[4, 2]
            out <- cat(broad.out, narrow.out)
        }
    }

    @Test func twoModulesOfOneName() {
        let found = findings { Pair() }
        #expect(found.map(\.code) == [.moduleClash])
        #expect(
            found.first?.message.contains("'leaf': that of pair.narrow and that of pair.broad") == true,
            "\(found)")
    }

    private final class Delayed: Module {
        let width: Int
        let stages: Int
        let constantAdded: Int
        let a: Signal
        let out: Signal
        private let line: [Signal]
        init(_ width: Int, stages: Int, constantAdded: Int = 1) {
            (self.width, self.stages, self.constantAdded) = (width, stages, constantAdded)
            a = Input(width)  // <- shared structure
            out = Output(width)
            line = (0..<stages).map { _ in Register(width) }
        }
        override var structuralParameters: AnyHashable? { width }
        func describe() {
            for (index, stage) in line.enumerated() { stage <- (index == 0 ? a : line[index - 1]) }
            out <- line[stages - 1] &+ constantAdded
        }
    }

    private final class Delays: Module {
        let a = Input(4)
        let out = Output(4)
        private let delays: [Delayed]
        init(_ delays: [Delayed]) { self.delays = delays }
        func describe() {
            for delay in delays { delay.a <- a }
            out <- delays.dropFirst().reduce(delays[0].out) { $0 ^ $1.out }
        }
    }

    @Test func instancesThatSayTheyAreAlike() throws {
        let alike = try Design { Delays((0..<5).map { _ in Delayed(4, stages: 2) }) }
        #expect(alike.instanceCounts == ["delayed": 5, "delays": 1])
        try lint(alike)
        // Registers tell them apart however late one differs; what only statements say is compared once.
        for unlike in [1, 4] {
            let found = findings { Delays((0..<5).map { Delayed(4, stages: $0 == unlike ? 3 : 2) }) }
            #expect(found.map(\.code) == [.moduleClash], "\(found)")
        }
        let found = findings { Delays([Delayed(4, stages: 2), Delayed(4, stages: 2, constantAdded: 3)]) }
        #expect(found.map(\.code) == [.moduleClash], "\(found)")
    }

    enum Outer {
        enum Mode: Int, HardwareEnumeration { case off, on }
    }
    enum Mode: Int, HardwareEnumeration { case off, on, both }
    enum Negative: Int, HardwareEnumeration { case below = -1, above = 1 }

    private final class Enumerations: Module {
        let a = Input()
        let b = Input(2)
        let out = Output(2)
        private let state = Register(reset: Mode.off)
        func describe() {
            state <- b
            out <- cat(a .== Outer.Mode.off, state .== Mode.off)
        }
    }

    private final class NegativeEnumeration: Module {
        let out = Output()
        private let state = Register(reset: Negative.below)  // <- negative reset
        func describe() {
            state <- Negative.below  // <- negative case
            out <- state
        }
    }

    @Test func enumerations() {
        let found = findings { Enumerations() }
        #expect(found.map(\.code) == [.nameClash], "\(found)")
        #expect(found.first?.message.contains("Two enumerations called Mode") == true, "\(found)")
        let negative = findings { NegativeEnumeration() }
        #expect(negative.map(\.code) == [.constantOutOfRange, .constantOutOfRange], "\(negative)")
        #expect(
            negative.map(\.location.line) == ["negative reset", "negative case"].map(lines.line),
            "\(negative)")
    }

    @Test func optionsThatClash() throws {
        let design = try Design { Leaf() }
        var options = VerilogOptions()
        try design.check(options)
        options.clockName = "a"
        options.resetName = "2nd"
        options.modulePrefix = "é_"
        let error = #expect(throws: ElaborationError.self) { try design.check(options) }
        #expect(
            error?.diagnostics.map(\.code) == [.invalidName, .invalidName, .nameClash],
            "\(error?.description ?? "")")
    }
}
