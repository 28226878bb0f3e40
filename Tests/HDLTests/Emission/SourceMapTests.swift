import Foundation
import HDL
import Testing

/// Each line of Verilog comes from the Swift line that says it.
struct SourceMapTests {
    private final class Leaf: Module {
        let a = Input(4)  // <- leaf a
        let out = Output(4)  // <- leaf out
        private let held = Register(4, reset: 3)  // <- held
        func describe() {
            held <- a  // <- held drive
            out <- ~held  // <- leaf drive
        }
    }

    private final class Top: Module {
        let a = Input(4, "the operand")  // <- a
        let select = Input(2)  // <- select
        let out = Output(4)  // <- out
        let choice = Output(4)  // <- choice
        private let count = Register(4)  // <- count
        private let leaves = [Leaf(), Leaf()]
        func describe() {
            leaves[0].a <- a  // <- first leaf
            leaves[1].a <- leaves[0].out  // <- second leaf
            Comment("Counts.")  // <- comment
            When(select[0]) {  // <- when
                count <- count &+ 1  // <- up
            }.elseWhen(select[1]) {  // <- else when
                count <- a  // <- load
            }.otherwise {  // <- otherwise
                count <- 0  // <- clear
            }
            let both = (leaves[1].out * count)
            out <- both[3, 0] ^ both[7, 4]  // <- uses product
            Switch(select) {  // <- switch
                Case(0) { choice <- a }  // <- case 0
                Case(1) {  // <- case 1
                    When(a[0]) { choice <- 0 }.otherwise { choice <- 1 }  // <- inner
                }
                Default { choice <- count }  // <- default
            }
            let probe = instance("probe", Leaf())  // <- probe
            probe.a <- count
            Discard(probe.out)  // <- discard
        }
    }

    private let lines = MarkedLines()

    @Test func eachLineHasItsOrigin() throws {
        let design = try Design { Top() }
        let map = design.sourceMap()
        let file = try #require(design.verilog().last)
        let expected = [
            ("input  wire       clock,", "a"), ("input  wire [3:0] a,  // the operand", "a"),
            ("input  wire [1:0] select,", "select"), ("output wire [3:0] out,", "out"),
            ("output reg  [3:0] choice", "choice"), ("reg [3:0] count;", "count"),
            ("leaf leaves_0 (", "first leaf"), (".clock(clock),", "first leaf"), (".a(a),", "first leaf"),
            ("leaf leaves_1 (", "second leaf"), (".a(leaves_0_out),", "second leaf"),
            ("// Counts.", "comment"),
            ("always @(posedge clock) begin", "when"), ("if (select[0]) begin", "when"),
            ("count <= count + 4'd1;", "up"), ("end else if (select[1]) begin", "else when"),
            ("count <= a;", "load"), ("end else begin", "otherwise"), ("count <= 4'd0;", "clear"),
            ("assign out =", "uses product"), ("case (select)", "switch"),
            ("2'd0: choice = a;", "case 0"), ("2'd1: begin", "case 1"), ("if (a[0]) begin", "inner"),
            ("choice = 4'd1;", "inner"), ("default: choice = count;", "default"), ("endcase", "switch"),
            ("leaf probe (", "probe"), ("wire unused", "discard"), ("endmodule", "a"),
        ]
        var wrong: [String] = []
        let texts = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (start, mark) in expected {
            guard let index = texts.firstIndex(where: { $0.drop { $0 == " " }.hasPrefix(start) }) else {
                wrong.append("no line '\(start)'")
                continue
            }
            let place = map.place(ofLine: index + 1, in: "top.v")
            if place?.line != Int(lines.line(mark)) || place?.file != "HDLTests/SourceMapTests.swift" {
                wrong.append("'\(start)' is from \(String(describing: place)), not \(lines.line(mark))")
            }
        }
        #expect(wrong.isEmpty, "\(wrong)\n\(file.text)")
        let leaf = try #require(design.verilog().first)
        let reset = try #require(
            leaf.text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains("held <= 4'd3") })
        #expect(map.place(ofLine: reset + 1, in: "leaf.v")?.line == Int(lines.line("held")))
        #expect(map.place(ofLine: 0, in: "leaf.v") == nil && map.place(ofLine: 1, in: "none.v") == nil)
    }

    /// Every line but blank ones and directives has an origin, in designs of all kinds of items and both dialects.
    @Test(arguments: VerilogOptions.Dialect.allCases)
    func everyLineHasAnOrigin(_ dialect: VerilogOptions.Dialect) throws {
        var options = VerilogOptions()
        options.dialect = dialect
        options.modulePrefix = "acme_"
        for design in [try Design { Top() }, try Design { Store() }] {
            let map = design.sourceMap(options)
            #expect(map.top == "acme_" + design.topName)
            var without: [String] = []
            for (file, mapped) in zip(design.verilog(options), map.files) {
                let texts = file.text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
                #expect(texts.count == mapped.places.count && file.fileName == mapped.name)
                for (text, place) in zip(texts, mapped.places) {
                    let isBoilerplate = text.isEmpty || text.hasPrefix("`default_nettype")
                    if isBoilerplate != (place == nil) { without.append("\(file.fileName): \(text)") }
                }
            }
            #expect(without.isEmpty, "\(without)")
        }
    }

    private final class Store: Module {
        let address = Input(3)
        let data = Input(.signed(4))
        let out = Output(.signed(4))
        private let memory = Memory(depth: 8, width: 4)
        private let single = Memory(depth: 1, width: 4)
        private let phase = Register(reset: Phase.idle, "a comment\nof two lines")
        func describe() {
            for memory in [memory, single] {
                memory.writeEnable <- address.anyBit
                memory.writeData <- data.asUnsigned
            }
            memory.writeAddress <- address
            memory.readAddress <- address &+ 1
            single.writeAddress <- address[0]
            single.readAddress <- address[1]
            When(phase .== Phase.idle) { phase <- Phase.run }
            let sum = (data * data) + single.readData.asSigned
            out <- select(phase[1, 0], from: [sum[3, 0], memory.readData, sum[7, 4]]).asSigned
        }
    }

    private final class Row: Module {
        let a = Input(4)
        let out = Output(4)
        private let leaves = (0..<40).map { _ in Leaf() }
        func describe() {
            var last = a
            for leaf in leaves {
                leaf.a <- last
                last = leaf.out
            }
            out <- last
        }
    }

    private final class Grid: Module {
        let a = Input(4)
        let out = Output(4)
        private let rows = (0..<30).map { _ in Row() }
        func describe() {
            var last = a
            for row in rows {
                row.a <- last
                last = row.out
            }
            out <- last
        }
    }

    @Test func instancePathsAreListedUpToALimit() throws {
        let map = try Design { Grid() }.sourceMap()
        #expect(map.files.map(\.moduleName) == ["leaf", "row", "grid"])
        #expect(map.files.map(\.instanceCount) == [1200, 30, 1])
        #expect(map.files.map(\.instancePaths.count) == [SourceMap.mostInstancePaths, 30, 1])
        #expect(map.files[0].instancePaths.prefix(2) == ["grid.rows_0.leaves_0", "grid.rows_0.leaves_1"])
        #expect(map.files[0].instancePaths.last == "grid.rows_1.leaves_23")
        #expect(map.files[2].instancePaths == ["grid"])
    }

    private struct Decoded: Decodable {
        struct File: Decodable {
            let name: String
            let module: String
            let instanceCount: Int
            let instances: [String]
            let lines: [[Int]]
        }
        let version: Int
        let top: String
        let sources: [String]
        let files: [File]
    }

    @Test func theJSONSaysTheSame() throws {
        let design = try Design { Top() }
        let map = design.sourceMap()
        #expect(map.json == (try Design { Top() }.sourceMap().json))
        let decoded = try JSONDecoder().decode(Decoded.self, from: Data(map.json.utf8))
        #expect(decoded.version == 1 && decoded.top == "top" && map.json.hasSuffix("}\n"))
        #expect(decoded.sources == ["HDLTests/SourceMapTests.swift"])
        var wrong = 0
        for (file, mapped) in zip(decoded.files, map.files) {
            if file.name != mapped.name || file.module != mapped.moduleName { wrong += 1 }
            if file.instances != mapped.instancePaths || file.instanceCount != mapped.instanceCount {
                wrong += 1
            }
            var places = [SourceMap.Place?](repeating: nil, count: mapped.places.count)
            for line in file.lines {
                let place = map.place(ofLine: line[0], in: file.name)
                if place?.file != decoded.sources[line[1]] || place?.line != line[2] { wrong += 1 }
                places[line[0] - 1] = place
            }
            if places != mapped.places { wrong += 1 }
        }
        #expect(wrong == 0 && decoded.files.count == 2)
    }
}
