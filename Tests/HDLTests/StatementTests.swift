import Foundation
import HDL
import Testing

enum Phase: Int, HardwareEnumeration {
    case idle = 0
    case load = 1
    case run = 2
    case drain = 4
}

/// Conditions, cases, slices and constants: every input value against plain Swift.
struct StatementTests {
    private final class Conditions: Module {
        let a = Input()
        let b = Input()
        let c = Input()
        let value = Input(4)
        let last = Output(4)
        let chained = Output(4)
        let nested = Output(4)
        let parts = Output(8)
        let defaulted = Output(4)
        private let middle = Wire(4)

        func describe() {
            last <- 0
            When(a) { last <- value }
            When(b) { last[3, 2] <- value[1, 0] }
            When(c) { last[0] <- high }

            When(a & b) {
                chained <- value
            }.elseWhen(b | c) {
                chained <- ~value
            }.elseWhen(a) {
                chained <- 9
            }.otherwise {
                chained <- value &+ 1
            }

            When(a) {
                let doubled = wire("doubled", value &+ value)
                When(b) { nested <- doubled }.otherwise { nested <- middle }
            }.otherwise {
                Switch(value[1, 0]) {
                    Case(0, 3) { nested <- value }
                    Case(1) {
                        When(c) { nested <- 1 }.otherwise { nested <- 2 }
                    }
                    Default { nested <- middle }
                }
            }
            middle <- select(value[2, 1], from: [value, ~value, value &+ 3])

            parts[3, 0] <- value
            parts[7, 6] <- cat(a, b)
            parts[5, 4] <- 0
            When(c) { parts[4] <- a }

            defaulted <- select(c, value, 5)
        }

        static func expected(_ a: Bool, _ b: Bool, _ c: Bool, _ value: Int) -> [Int] {
            var last = a ? value : 0
            if b { last = last & 3 | (value & 3) << 2 }
            if c { last |= 1 }
            let chained = a && b ? value : b || c ? ~value & 15 : a ? 9 : (value + 1) & 15
            let middle = [value, ~value & 15, (value + 3) & 15, (value + 3) & 15][value >> 1 & 3]
            let nested: Int
            if a {
                nested = b ? value * 2 & 15 : middle
            } else {
                switch value & 3 {
                case 0, 3: nested = value
                case 1: nested = c ? 1 : 2
                default: nested = middle
                }
            }
            let parts = value | (a ? 128 : 0) | (b ? 64 : 0) | (c && a ? 16 : 0)
            return [last, chained, nested, parts, c ? value : 5]
        }
    }

    @Test func conditionsAndSlices() throws {
        let design = try Design { Conditions() }
        let rows = (0..<128).map { [$0 & 1, $0 >> 1 & 1, $0 >> 2 & 1, $0 >> 3].map(UInt64.init) }
        let outputs = try Simulation.run(design, rows: rows).map { $0.compactMap { Int($0, radix: 2) } }
        let expected = rows.map { Conditions.expected($0[0] == 1, $0[1] == 1, $0[2] == 1, Int($0[3])) }
        #expect(outputs == expected)
        try lint(design)
    }

    private final class Cases: Module {
        let code = Input(3)
        let number = Input(.signed(2))
        let word = Output(8)
        let width = Output(2)
        let isRunning = Output()
        let phase = Output(3)
        let magnitude = Output(2)

        func describe() {
            Switch(code) {
                Case(Phase.idle) {
                    word <- 1
                    width <- 0
                }
                Case(Phase.load, Phase.run) {
                    word <- cat(code, code[1, 0], code)
                    width <- 1
                }
                Case(Phase.drain) {
                    word <- 7
                    width <- 3
                }
            }
            isRunning <- code .== Phase.run
            phase <- Phase.drain
            When(code .!= Phase.load) { phase <- Phase.idle }
            Switch(number) {
                Case(0) { magnitude <- 0 }
                Case(1, -1) { magnitude <- 1 }
                Case(-2) { magnitude <- 2 }
            }
        }
    }

    @Test func casesOfNumbersAndEnumerations() throws {
        let design = try Design { Cases() }
        let codes = [0, 1, 2, 4]
        let rows = codes.flatMap { code in (0..<4).map { [UInt64(code), UInt64($0)] } }
        let outputs = try Simulation.run(design, rows: rows).map { $0.compactMap { Int($0, radix: 2) } }
        let expected = rows.map { row -> [Int] in
            let code = Int(row[0])
            let word = code == 0 ? 1 : code == 4 ? 7 : code << 5 | (code & 3) << 3 | code
            let magnitude = [0, 1, 2, 1][Int(row[1])]
            return [word, code == 0 ? 0 : code == 4 ? 3 : 1, code == 2 ? 1 : 0, code == 1 ? 4 : 0, magnitude]
        }
        #expect(outputs == expected)
        try lint(design)
    }

    /// Always blocks that read no net would never run in an event-driven simulator.
    private final class Constants: Module {
        let isWide: Bool
        let a = Input(4)
        let plain = Output(4)
        let conditional = Output(4)
        let chosen = Output(4)
        let mixed = Output(4)
        let viaNet = Output(4)
        let viaChild = Output(2)
        private let mode = Wire(2)
        private let child = Chooser()

        init(isWide: Bool) { self.isWide = isWide }

        func describe() {
            let wide = constant(isWide ? 1 : 0, width: 1)
            plain <- 3
            conditional <- 1
            When(wide) { conditional[3, 1] <- 5 }.elseWhen(~wide) { conditional[0] <- low }
            Switch(constant(2, width: 2)) {
                Case(2) { chosen <- 6 }
                Default { chosen <- 7 }
            }
            mode <- 2
            When(wide) {
                mixed <- a
            }.elseWhen(mode .== 2) {
                mixed <- ~a
            }.otherwise {
                mixed <- 0
            }
            // Blocks that read only nets which never change.
            When(mode .== 2) { viaNet <- 3 }.otherwise { viaNet <- 4 }
            child.index <- mode
            viaChild <- child.result
        }
    }

    private final class Chooser: Module {
        let index = Input(2)
        let result = Output(2)
        func describe() {
            result
                <- select(index, from: [constant(3, width: 2), constant(2, width: 2), constant(1, width: 2)])
        }
    }

    @Test(arguments: [false, true]) func constantConditions(isWide: Bool) throws {
        let design = try Design { Constants(isWide: isWide) }
        let rows = (0..<16).map { [UInt64($0)] }
        let outputs = try Simulation.run(design, rows: rows).map { $0.compactMap { Int($0, radix: 2) } }
        #expect(outputs == (0..<16).map { [3, isWide ? 11 : 0, 6, isWide ? $0 : ~$0 & 15, 3, 1] })
        try lint(design)
    }

    /// Comparisons that always come out one way make tools warn.
    private final class Bounds: Module {
        let a = Input(3)
        let b = Input(.signed(3))
        let results = Output(8)

        func describe() {
            results
                <- cat([
                    a .< 0, a .>= 0, a .<= 7, a .> 7, b .< -4, b .>= -4, b .<= 3, b .> 3,
                ])
        }
    }

    @Test func comparisonsWithTheirBounds() throws {
        let design = try Design { Bounds() }
        let rows = (0..<8).map { [UInt64($0), UInt64($0)] }
        #expect(try Simulation.run(design, rows: rows).allSatisfy { $0 == ["01100110"] })
        try lint(design)
    }

    private final class Empty: Module { func describe() {} }

    private final class NoPorts: Module {
        private let inner = Empty()
        private let counter = Register(3, reset: 1)
        func describe() {
            counter <- counter &+ 1
        }
    }

    @Test func modulesWithoutPorts() throws {
        try lint(try Design { Empty() })
        try lint(try Design { NoPorts() })
    }

    private final class WideBits: Module {
        let bits = (0..<40).map { _ in Input() }
        let some = Output()
        let every = Output()
        let count = Output(6)
        let value = Output(600)
        let nothing = Output(2)
        func describe() {
            some <- any(of: bits)
            every <- all(of: bits)
            count <- populationCount(of: bits)
            value
                <- constant(
                    BitPattern(words: (1...10).map { UInt64($0) * 0x1234_5678_9abc_def1 }, width: 600))
            nothing <- cat(any(of: []), all(of: []))
        }
    }

    @Test func manyBitsAndWideConstants() throws {
        let design = try Design { WideBits() }
        var generator = SeededGenerator(seed: 1)
        var rows = (0..<20).map { _ in (0..<40).map { _ in generator.next() & 1 } }
        rows[0] = Array(repeating: 0, count: 40)
        rows[1] = Array(repeating: 1, count: 40)
        let words = (1...10).map { UInt64($0) &* 0x1234_5678_9abc_def1 }
        let value = words.reversed().map { Simulation.binary($0, width: 64) }.joined().suffix(600)
        let expected = rows.map { row -> [String] in
            let ones = row.reduce(0, +)
            return [
                ones > 0 ? "1" : "0", ones == 40 ? "1" : "0", Simulation.binary(ones, width: 6),
                String(value), "01",
            ]
        }
        #expect(try Simulation.run(design, rows: rows) == expected)
        try lint(design)
    }

    /// Wires that meet in a condition share an always block, unless one depends on another.
    private final class Blocks: Module {
        let a = Input()
        let b = Input(4)
        let first = Output(4)
        let second = Output(4)
        let third = Output(4)
        let fourth = Output(4)
        private let between = Wire(4)
        func describe() {
            When(a) {
                first <- b
                second <- ~b
            }.otherwise {
                first <- 1
                second <- 2
            }
            between <- third &+ 1
            When(a) {
                third <- b
                fourth <- between
            }.otherwise {
                third <- 3
                fourth <- ~between
            }
        }
    }

    @Test func alwaysBlocks() throws {
        let design = try Design { Blocks() }
        try lint(design)
        #expect(design.topText().components(separatedBy: "always @(*)").count - 1 == 3)
        let rows = (0..<32).map { [UInt64($0 & 1), UInt64($0 >> 1)] }
        let outputs = try Simulation.run(design, rows: rows).map { $0.compactMap { Int($0, radix: 2) } }
        #expect(
            outputs
                == rows.map { row in
                    let b = Int(row[1])
                    return row[0] == 1 ? [b, ~b & 15, b, (b + 1) & 15] : [1, 2, 3, ~4 & 15]
                })
    }
}
