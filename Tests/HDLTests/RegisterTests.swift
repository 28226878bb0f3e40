import HDL
import Testing

/// Registers, memories and instances, cycle by cycle against plain Swift.
struct RegisterTests {
    private final class Registers: Module {
        let enable = Input()
        let clear = Input()
        let value = Input(.signed(4))
        let held = Output(.signed(4))
        let sum = Output(.signed(6))
        let phase = Output(3)
        let shifted = Output(.signed(4))
        let delayed = Output(2)
        let half = Output(4)
        private let total = Register(.signed(6), reset: -3)
        private let state = Register(reset: Phase.load)
        private let last = Register(.signed(4), reset: 0)
        private let parts = Register(4, reset: 15)

        func describe() {
            When(enable) { last <- value }
            held <- last
            When(clear) {
                total <- 0
            }.elseWhen(enable) {
                total <- total &+ value.extended(to: 6)
            }
            sum <- total
            Switch(state) {
                Case(Phase.idle) { When(enable) { state <- Phase.load } }
                Case(Phase.load) { state <- Phase.run }
                Case(Phase.run) { When(clear) { state <- Phase.drain } }
                Case(Phase.drain) { state <- Phase.idle }
            }
            phase <- state
            shifted <- last.shiftedRight(by: value.asUnsigned[1, 0])
            let stage = register("stage", next: cat(enable, clear))
            delayed <- register("stage_2", next: stage, enable: enable)
            parts[1, 0] <- value.asUnsigned[1, 0]
            When(enable) { parts[3, 2] <- value.asUnsigned[3, 2] }
            half <- parts
        }
    }

    private struct Model {
        var last = 0
        var total = -3
        var state = 1
        var parts = 15
        var stage: Int?
        var stage2: Int?

        mutating func reset() { (last, total, state, parts) = (0, -3, 1, 15) }

        /// Nil for what is undefined until the registers without reset have been loaded.
        func outputs(_ value: Int) -> [Int?] {
            [last & 15, total & 63, state, (last >> (value & 3)) & 15, stage2, parts]
        }

        mutating func step(enable: Bool, clear: Bool, value: Int, reset isReset: Bool) {
            let old = self
            if clear { total = 0 } else if enable { total = Number(bits: total + value, .signed(6)).value }
            if enable { last = value }
            switch old.state {
            case 0: state = enable ? 1 : 0
            case 1: state = 2
            case 2: state = clear ? 4 : 2
            default: state = 0
            }
            parts = parts & 12 | value & 3
            if enable { parts = parts & 3 | value & 12 }
            stage = (enable ? 2 : 0) + (clear ? 1 : 0)
            if enable { stage2 = old.stage }
            if isReset { reset() }
        }
    }

    struct ResetStyle: CustomStringConvertible, Sendable {
        let kind: ResetKind
        let isActiveLow: Bool
        var description: String { "\(kind), active \(isActiveLow ? "low" : "high")" }
        static let all = ResetKind.allCases.flatMap { kind in
            [false, true].map { ResetStyle(kind: kind, isActiveLow: $0) }
        }
    }

    @Test(arguments: ResetStyle.all) func holdEnableAndReset(style: ResetStyle) throws {
        var options = VerilogOptions()
        options.resetKind = style.kind
        options.resetIsActiveLow = style.isActiveLow
        options.clockName = "clk"
        options.resetName = style.isActiveLow ? "rst_n" : "rst"
        options.modulePrefix = "test_"
        let design = try Design { Registers() }
        try design.check(options)
        var generator = SeededGenerator(seed: 7)
        var rows: [[UInt64]] = []
        var resets: [Bool] = []
        for cycle in 0..<300 {
            rows.append([generator.next() & 1, generator.next() & 1, generator.next() & 15])
            resets.append(cycle < 2 || generator.next() % 16 == 0)
        }
        let outputs = try Simulation.run(design, options, rows: rows, reset: resets)
        var model = Model()
        var mismatches: [String] = []
        for (cycle, row) in rows.enumerated() {
            let value = Number(bits: Int(row[2]), .signed(4)).value
            if style.kind == .asynchronous && resets[cycle] { model.reset() }
            // Before its first edge a synchronous reset has done nothing.
            let isDefined = cycle > 0 || style.kind == .asynchronous
            for (expected, bits) in zip(model.outputs(value), outputs[cycle]) where isDefined {
                if let expected, Int(bits, radix: 2) != expected {
                    mismatches.append("\(cycle): \(bits), not \(expected)")
                }
            }
            model.step(enable: row[0] == 1, clear: row[1] == 1, value: value, reset: resets[cycle])
        }
        #expect(mismatches.isEmpty, "\(style): \(mismatches.prefix(5))")
        try lint(design, options)
    }

    private final class Store: Module {
        let writeEnable = Input()
        let writeAddress: Signal
        let writeData = Input(5)
        let readAddress: Signal
        let readData = Output(5)
        private let words: Memory

        init(depth: Int) {
            words = Memory(depth: depth, width: 5)
            writeAddress = Input(Memory.addressWidth(depth: depth))
            readAddress = Input(Memory.addressWidth(depth: depth))
        }

        override var moduleName: String { "store_\(words.depth)" }

        func describe() {
            words.writeEnable <- writeEnable
            words.writeAddress <- writeAddress
            words.writeData <- writeData
            words.readAddress <- readAddress
            readData <- words.readData
        }
    }

    @Test(arguments: [1, 2, 5, 8]) func memory(depth: Int) throws {
        let design = try Design { Store(depth: depth) }
        var generator = SeededGenerator(seed: UInt64(depth))
        let rows = (0..<200).map { _ in
            [
                generator.next() & 1, generator.next() % UInt64(depth), generator.next() & 31,
                generator.next() % UInt64(depth),
            ]
        }
        let outputs = try Simulation.run(design, rows: rows)
        var words = [UInt64?](repeating: nil, count: depth)
        var mismatches = 0
        for (row, output) in zip(rows, outputs) {
            if let word = words[Int(row[3])], UInt64(output[0], radix: 2) != word { mismatches += 1 }
            if row[0] == 1 { words[Int(row[1])] = row[2] }
        }
        #expect(mismatches == 0 && !words.contains(nil))
        try lint(design)
    }

    private final class Adder: Module {
        let left = Input(4)
        let right = Input(4)
        let total = Output(5)
        let carry = Output()
        func describe() {
            total <- left + right
            carry <- total[4]
        }
    }

    private final class Instances: Module {
        let a = Input(4)
        let b = Input(4)
        let choose = Input()
        let plain = Output(5)
        let viaWire = Output(5)
        let carry = Output()
        let echoed = Output(4)
        let pieces = Output(5)
        let chain = Output(5)
        private let first = Adder()
        private let second = Adder()
        private let third = Adder()
        private let row = (0..<3).map { _ in Adder() }
        private let middle = Wire(5)

        func describe() {
            first.left <- a
            first.right <- b &+ 1
            plain <- first.total
            carry <- first.carry

            // Read above its driver, an input under a condition, and an input that is read back.
            viaWire <- middle
            When(choose) { second.left <- a }.otherwise { second.left <- ~a }
            second.right <- b
            middle <- second.total
            echoed <- second.right & second.left
            Discard(second.carry)

            third.left[3, 2] <- a[1, 0]
            third.left[1, 0] <- b[1, 0]
            third.right <- 3
            pieces <- third.total
            Discard(third.carry)

            for (index, adder) in row.enumerated() {
                adder.left <- (index == 0 ? a : row[index - 1].total[3, 0])
                adder.right <- b
                if index < 2 { Discard(adder.carry, adder.total[4]) }
            }
            let last = instance("last", Adder())
            last.left <- row[2].total.truncated(to: 4)
            last.right <- cat(low, low, low, row[2].carry)
            chain <- last.total
            Discard(last.carry)
        }
    }

    @Test func instancesAndTheirPorts() throws {
        let design = try Design { Instances() }
        #expect(design.moduleNames == ["adder", "instances"])
        #expect(design.instanceCounts == ["adder": 7, "instances": 1])
        #expect(design.combinationalInputs(of: "carry") == ["a", "b"])
        #expect(design.combinationalInputs(of: "via_wire") == ["a", "b", "choose"])
        #expect(design.combinationalInputs(of: "nothing") == [])
        let rows = (0..<512).map { [UInt64($0 & 15), UInt64($0 >> 4 & 15), UInt64($0 >> 8)] }
        let outputs = try Simulation.run(design, rows: rows).map { $0.compactMap { Int($0, radix: 2) } }
        let expected = rows.map { row -> [Int] in
            let (a, b) = (Int(row[0]), Int(row[1]))
            let plain = a + ((b + 1) & 15)
            let left = row[2] == 1 ? a : ~a & 15
            let pieces = (a & 3) << 2 | b & 3
            let second = (a + b) & 15
            let third = (second + b) & 15
            let total = third + b
            return [plain, left + b, plain >> 4, b & left, pieces + 3, (total & 15) + (total >> 4)]
        }
        #expect(outputs == expected)
        try lint(design)
    }
}
