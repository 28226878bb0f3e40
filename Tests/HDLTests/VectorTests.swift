import HDL
import Testing

/// Vectors and bits that an index chooses, read and driven.
struct VectorTests {
    /// The example of `Vector`.
    private final class RegisterFile: Module {
        let address = Input(3)
        let write = Input()
        let data = Input(8)
        let value = Output(8)
        private let words = Vector(8, of: .unsigned(8), .register(reset: 0))

        func describe() {
            When(write) { words[address] <- data }
            value <- words[address]
        }
    }

    @Test func registersByAddress() throws {
        let design = try Design { RegisterFile() }
        try lint(design)
        #expect(design.topText().contains("3'd5: words_5 <= data;"))
        #expect(design.topText().contains("3'd5: value = words_5;"))
        let seed: UInt64 = 5
        var generator = SeededGenerator(seed: seed)
        var model = [UInt64](repeating: 0, count: 8)
        var expected: [String] = []
        let rows: [[UInt64]] = (0..<300).map { index in
            let (address, write) = (Int.random(in: 0..<8, using: &generator), Bool.random(using: &generator))
            let data = UInt64.random(in: 0..<256, using: &generator)
            expected.append(Simulation.binary(model[address], width: 8))
            if write && index > 0 { model[address] = data }
            return [UInt64(address), write ? 1 : 0, data]
        }
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        #expect(outputs.dropFirst().map { $0[0] } == Array(expected.dropFirst()), "seed \(seed)")
    }

    /// Five elements: indices 5 to 7 are beyond the last.
    private final class Five: Module {
        let index = Input(3)
        let inputs = Vector(5, of: .signed(4), .input)
        let chosen = Output(.signed(4))
        let decoded = Vector(5, of: 2, .output)
        let sum = Output(.signed(8))
        private let scratch = Vector(5, of: 1, .wire)

        func describe() {
            chosen <- inputs[index]
            for output in decoded { output <- 1 }
            decoded[index] <- constant(2, width: 2)
            for wire in scratch { wire <- 0 }
            scratch[index] <- high
            let populated = cat(scratch[1], scratch[0], scratch[3], scratch[2], scratch[4])
            sum <- HDL.sum(of: inputs.elements).extended(to: 8) &+ populated.extended(to: 8).asSigned
        }
    }

    @Test func indicesBeyondTheLastReadTheLastAndWriteNothing() throws {
        let design = try Design { Five() }
        try lint(design, allowing: ["UNUSEDSIGNAL"])
        let values: [UInt64] = [1, 2, 3, 12, 13]
        let rows = (0..<8).map { [UInt64($0)] + values }
        let outputs = try Simulation.run(design, rows: rows)
        var expected: [[String]] = []
        for index in 0..<8 {
            let decoded = (0..<5).map { $0 == index ? "10" : "01" }
            let sum = 1 + 2 + 3 - 4 - 3 + [8, 16, 2, 4, 1, 0, 0, 0][index]
            expected.append(
                [Simulation.binary(values[min(index, 4)], width: 4)] + decoded
                    + [Simulation.binary(UInt64(bitPattern: Int64(sum)), width: 8)])
        }
        #expect(outputs == expected)
    }

    private final class Flags: Module {
        let channel = Input(3)
        let raise = Input()
        let clear = Input()
        let isPending = Output()
        let isOther = Output()
        let all = Output(8)
        private let pending = Register(8, reset: 0)

        func describe() {
            When(clear) { pending.bit(at: channel) <- 0 }
            When(raise) { pending.bit(at: channel) <- 1 }
            isPending <- pending.bit(at: channel)
            isOther <- (pending & ~channel.oneHotEncoded()).anyBit
            all <- pending
        }
    }

    @Test func bitsByNumber() throws {
        let design = try Design { Flags() }
        try lint(design)
        #expect(design.topText().contains("assign is_pending = pending[channel];"))
        #expect(design.topText().contains("pending[channel] <= 1'b1;"))
        let seed: UInt64 = 6
        var generator = SeededGenerator(seed: seed)
        var model: UInt64 = 0
        var expected: [[String]] = []
        let rows: [[UInt64]] = (0..<300).map { index in
            let channel = UInt64.random(in: 0..<8, using: &generator)
            let (set, clear) = (
                UInt64.random(in: 0...1, using: &generator), UInt64.random(in: 0...1, using: &generator)
            )
            let bit = UInt64(1) << channel
            expected.append([
                model & bit != 0 ? "1" : "0", model & ~bit != 0 ? "1" : "0",
                Simulation.binary(model, width: 8),
            ])
            if index > 0 {
                if clear == 1 { model &= ~bit }
                if set == 1 { model |= bit }
            }
            return [channel, set, clear]
        }
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        #expect(Array(outputs.dropFirst()) == Array(expected.dropFirst()), "seed \(seed)")
    }

    private final class Lanes: Module {
        let index = Input(2)
        let word = Input(12)
        let lane = Output(3)
        let changed = Output(12)
        func describe() {
            lane <- word.part(at: index, width: 3)
            changed <- word
            When(high) { changed.part(at: index, width: 3) <- 5 }
        }
    }

    @Test func partsByNumber() throws {
        let design = try Design { Lanes() }
        try lint(design)
        let outputs = try Simulation.run(design, rows: (0..<4).map { [$0, 0b111_010_001_100] })
        #expect(
            outputs == [
                ["100", "111010001101"], ["001", "111010101100"], ["010", "111101001100"],
                ["111", "101010001100"],
            ])
    }
}
