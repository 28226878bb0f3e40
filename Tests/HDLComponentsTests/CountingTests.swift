import HDL
import HDLComponents
import HDLTesting
import Testing

/// Counters and shift registers.
struct CountingTests {
    @Test(arguments: [2, 3, 8, 10]) func theCounterIsProven(modulus: Int) throws {
        let result = try prove(.induction(depth: 2)) { Counter(modulus: modulus) }
        #expect(result.isProven, "\(result)")
    }

    @Test(arguments: [2, 5, 8]) func theCounterFollowsItsModel(modulus: Int) throws {
        let counter = Counter(modulus: modulus)
        let simulation = try Simulator(counter)
        try simulation.reset()
        var generator = Numbers(seed: 31)
        var count = 0
        var mismatches = 0
        for _ in 0..<1000 {
            let (enable, clear) = (generator.next() % 4 != 0, generator.next() % 16 == 0)
            simulation[counter.enable] = enable ? 1 : 0
            simulation[counter.clear] = clear ? 1 : 0
            let wraps = enable && !clear && count == modulus - 1
            if simulation[counter.count] != count || simulation[counter.wraps] != (wraps ? 1 : 0) {
                mismatches += 1
            }
            count = clear ? 0 : enable ? (count + 1) % modulus : count
            try simulation.step()
        }
        #expect(mismatches == 0, "seed 31")
    }

    /// What a word is one step later, for every word, input and command.
    @Test(arguments: [ShiftRegister.BitOrder.mostSignificantFirst, .leastSignificantFirst], [2, 5])
    func bitsMoveByOnePlace(order: ShiftRegister.BitOrder, length: Int) throws {
        let register = ShiftRegister(length: length, order)
        let simulation = try Simulator(register)
        var mismatches = 0
        for start in 0..<1 << length {
            for command in 0..<8 {
                simulation[register.load] = 1
                simulation[register.parallelInput] = start
                try simulation.step()
                let (load, shift, bit) = (command & 1, command >> 1 & 1, command >> 2)
                let other = ~start & (1 << length - 1)
                simulation[register.load] = load
                simulation[register.shift] = shift
                simulation[register.serialInput] = bit
                simulation[register.parallelInput] = other
                let isUp = order == .mostSignificantFirst
                if simulation[register.serialOutput] != (isUp ? start >> (length - 1) : start & 1) {
                    mismatches += 1
                }
                try simulation.step()
                let moved = isUp ? (start << 1 | bit) & (1 << length - 1) : start >> 1 | bit << (length - 1)
                let expected = load == 1 ? other : shift == 1 ? moved : start
                if simulation[register.parallelOutput] != expected { mismatches += 1 }
            }
        }
        #expect(mismatches == 0)
    }

    @Test func theVerilogIsClean() throws {
        for modulus in [2, 8, 10] { try lint(try Design { Counter(modulus: modulus) }) }
        try lint(try Design { ShiftRegister(length: 8) })
        try lint(try Design { ShiftRegister(length: 8, .leastSignificantFirst, reset: 3) })
    }

    @Test func impossibleSizesAreReported() {
        #expect(throws: ElaborationError.self) { try Design { Counter(modulus: 1) } }
        #expect(throws: ElaborationError.self) { try Design { Counter(modulus: -4) } }
        #expect(throws: ElaborationError.self) { try Design { ShiftRegister(length: 1) } }
    }
}
