import HDL
import HDLComponents
import HDLTesting
import Testing

/// Components between clock domains, under clocks of many ratios.
struct CrossingTests {
    private static let periods = [(10, 10), (10, 7), (7, 10), (10, 3), (3, 10), (100, 97), (13, 50), (1, 1)]

    @Test func theFIFOLosesNothing() throws {
        var generator = Numbers(seed: 40)
        let words = generator.words(80, bits: 8)
        for addressWidth in 1...4 {
            let fifo = AsynchronousFIFO(.unsigned(8), addressWidth: addressWidth)
            let simulation = try Simulator(fifo)
            for (index, periods) in Self.periods.enumerated() {
                for often in [(8, 8), (3, 8), (8, 3)] {
                    let run = try CrossingRun(
                        simulation.sibling(), from: fifo.input, to: fifo.output, words: words,
                        periods: periods, often: often, seed: UInt64(index))
                    #expect(run.received == words, "\(addressWidth), \(periods), \(often), seed \(index)")
                }
            }
        }
    }

    @Test func theFIFOIsAsFastAsTheSlowerClock() throws {
        let fifo = AsynchronousFIFO(.unsigned(8), addressWidth: 3)
        let simulation = try Simulator(fifo)
        let words = Array(0..<200)
        for periods in [(10, 10), (10, 3), (10, 9)] {
            let run = try CrossingRun(
                simulation.sibling(), from: fifo.input, to: fifo.output, words: words, periods: periods)
            #expect(run.edges.source <= 208, "\(periods): \(run.edges)")
        }
        let run = try CrossingRun(
            simulation.sibling(), from: fifo.input, to: fifo.output, words: words, periods: (3, 10))
        #expect(run.edges.destination <= 208, "\(run.edges)")
    }

    @Test func theHandshakeLosesNothing() throws {
        var generator = Numbers(seed: 41)
        let words = generator.words(60, bits: 8).map { $0 - 128 }
        for stages in [2, 3] {
            let crossing = HandshakeCrossing(.signed(8), stages: stages)
            let simulation = try Simulator(crossing)
            for (index, periods) in Self.periods.enumerated() {
                for often in [(8, 8), (3, 8), (8, 3)] {
                    let run = try CrossingRun(
                        simulation.sibling(), from: crossing.input, to: crossing.output, words: words,
                        periods: periods, often: often, seed: UInt64(index))
                    #expect(run.received == words, "\(periods), \(often), seed \(index)")
                }
            }
        }
    }

    /// The same bench on Icarus, where what isn't reset is undefined.
    @Test func simulatorsAgree() throws {
        let words = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
        let fifo = AsynchronousFIFO(.unsigned(4), addressWidth: 2)
        let design = try Design { fifo }
        try onEveryBackEnd(design, backEnds: [.inProcess, .icarus]) { simulation in
            let run = try CrossingRun(
                simulation, from: fifo.input, to: fifo.output, words: words, periods: (10, 7), often: (6, 5))
            #expect(run.received == words)
        }
        let crossing = HandshakeCrossing(.unsigned(4))
        try onEveryBackEnd(try Design { crossing }, backEnds: [.inProcess, .icarus]) { simulation in
            let run = try CrossingRun(
                simulation, from: crossing.input, to: crossing.output, words: words, periods: (7, 10))
            #expect(run.received == words)
        }
    }

    /// Pulses out of the synchroniser for pulses `distance` source edges apart.
    private func pulses(_ count: Int, distance: Int, periods: (source: Int, destination: Int)) throws -> Int {
        let synchronizer = PulseSynchronizer()
        let simulation = try Simulator(synchronizer)
        try simulation.reset(cycles: 3)
        var next = (source: periods.source, destination: periods.destination / 2 + 1)
        var (edge, seen) = (0, 0)
        while edge < (count + 4) * distance + 4 * periods.destination {
            if next.source <= next.destination {
                simulation[synchronizer.pulse] = edge % distance == 0 && edge / distance < count ? 1 : 0
                try simulation.step(.source)
                simulation[synchronizer.pulse] = 0
                next.source += periods.source
                edge += 1
            } else {
                seen += simulation[synchronizer.synchronizedPulse]
                try simulation.step(.destination)
                next.destination += periods.destination
            }
        }
        return seen
    }

    @Test func pulsesComeOnce() throws {
        for periods in Self.periods {
            let distance = periods.1 / periods.0 + 2
            #expect(try pulses(30, distance: distance, periods: periods) == 30, "\(periods)")
        }
        // Two changes of the level between two edges of the destination can't be seen.
        #expect(try pulses(30, distance: 1, periods: (3, 10)) < 30)
    }

    @Test func levelsComeAfterTheirStages() throws {
        for stages in [2, 3] {
            let synchronizer = BitSynchronizer(stages: stages, reset: 1)
            let simulation = try Simulator(synchronizer)
            simulation[synchronizer.level] = 1
            try simulation.reset()
            #expect(simulation[synchronizer.synchronizedLevel] == 1)
            simulation[synchronizer.level] = 0
            try simulation.step(.destination, cycles: 5)
            #expect(simulation[synchronizer.synchronizedLevel] == 1, "the source has no edge yet")
            try simulation.step(.source)
            try simulation.step(.destination, cycles: stages - 1)
            #expect(simulation[synchronizer.synchronizedLevel] == 1)
            try simulation.step(.destination)
            #expect(simulation[synchronizer.synchronizedLevel] == 0)
        }
    }

    // MARK: Proofs

    @Test(arguments: [1, 2, 4, 6]) func theGrayCounterIsProven(width: Int) throws {
        let result = try prove(.induction(depth: 2)) { GrayCounter(width: width) }
        #expect(result.isProven, "\(result)")
    }

    /// A crossing with both sides on one clock, which is all that a proof knows.
    private final class OneClock<Inner: Module>: Module {
        let input = Stream(2, .sink)
        let output = Stream(2, .source)
        private let crossing: Inner
        private let ends: (input: Stream<Signal>, output: Stream<Signal>)
        private let capacity: Int

        init(_ crossing: Inner, _ input: Stream<Signal>, _ output: Stream<Signal>, capacity: Int) {
            self.crossing = crossing.clocked([.source: .main, .destination: .main])
            ends = (input, output)
            self.capacity = capacity
        }

        override var moduleName: String { "one_clock" }

        func describe() {
            connect(input, ends.input)
            connect(ends.output, output)
            checkStream(input, .assumed, "the input")
            checkStream(output, .asserted, "the output")
            _ = followWord(from: input, to: output, capacity: capacity)
            Cover(output.transfer, "A word goes out")
        }
    }

    @Test func crossingsKeepTheirContractOnOneClock() throws {
        let fifo = try prove(.bounded(depth: 14)) { () -> OneClock<AsynchronousFIFO> in
            let fifo = AsynchronousFIFO(.unsigned(2), addressWidth: 1)
            return OneClock(fifo, fifo.input, fifo.output, capacity: 2)
        }
        #expect(fifo.isProven, "\(fifo)")
        let handshake = try prove(.bounded(depth: 16)) { () -> OneClock<HandshakeCrossing> in
            let crossing = HandshakeCrossing(.unsigned(2))
            return OneClock(crossing, crossing.input, crossing.output, capacity: 2)
        }
        #expect(handshake.isProven, "\(handshake)")
    }

    @Test func theVerilogIsClean() throws {
        try lint(try Design { BitSynchronizer() })
        try lint(try Design { PulseSynchronizer(stages: 3) })
        try lint(try Design { HandshakeCrossing(.signed(8)) })
        for addressWidth in [1, 4] {
            try lint(try Design { AsynchronousFIFO(.signed(8), addressWidth: addressWidth) })
        }
        for width in [1, 5] { try lint(try Design { GrayCounter(width: width) }) }
    }

    @Test func impossibleSizesAreReported() {
        for addressWidth in [-1, 0, 60] {
            #expect(throws: ElaborationError.self) {
                try Design { AsynchronousFIFO(.unsigned(8), addressWidth: addressWidth) }
            }
        }
        #expect(throws: ElaborationError.self) { try Design { PulseSynchronizer(stages: 1) } }
        #expect(throws: ElaborationError.self) { try Design { BitSynchronizer(reset: 2) } }
    }
}
