import HDL
import HDLComponents
import HDLTesting
import Testing

/// Anything between two streams that gives what it took, in order.
private protocol Queue: ModuleBase, ModuleDescription {
    var input: Stream<Signal> { get }
    var output: Stream<Signal> { get }
    /// Outputs beside the streams.
    var others: [Signal] { get }
}

extension Queue { var others: [Signal] { [] } }
extension StreamFIFO: Queue { var others: [Signal] { [count] } }
extension SkidBuffer: Queue {}

/// FIFOs and register slices: nothing is lost, repeated, changed or swapped; and how fast they are.
struct QueueTests {
    @Test(arguments: 1...6) func theFIFOIsProven(depth: Int) throws {
        let result = try prove(.induction(depth: 1)) { StreamFIFO(.unsigned(2), depth: depth) }
        #expect(result.isProven, "\(result)")
    }

    /// Level, flags, pointers and offers; that words go out as they came in is in `queuesKeepTheirContract`.
    @Test(arguments: [2, 3]) func theControlOfTheFIFOInAMemoryIsProven(depth: Int) throws {
        let result = try prove(.induction(depth: 3)) {
            StreamFIFO(.unsigned(2), depth: depth, storage: .memory)
        }
        #expect(result.isProven, "\(result)")
    }

    @Test func theSkidBufferIsProven() throws {
        var options = ProofOptions()
        for reset in [ResetAssumption.once, .anyTime] {
            options.reset = reset
            let result = try prove(.induction(depth: 1), options) { SkidBuffer(.signed(3)) }
            #expect(result.isProven, "\(result)")
        }
    }

    /// What a queue promises, told by its ports alone.
    private final class Contract<Inner: Queue>: Module {
        let input: Stream<Signal>
        let output: Stream<Signal>
        private let queue: Inner
        private let capacity: Int

        init(_ queue: Inner, capacity: Int) {
            self.queue = queue
            self.capacity = capacity
            input = Stream(queue.input.payload.shape, .sink)
            output = Stream(queue.output.payload.shape, .source)
        }

        override var moduleName: String { "contract" }

        func describe() {
            connect(input, queue.input)
            connect(queue.output, output)
            for signal in queue.others { Discard(signal) }
            checkStream(input, .assumed, "the input")
            checkStream(output, .asserted, "the output")
            _ = followWord(from: input, to: output, capacity: capacity)
            Cover(input.transfer & output.transfer, "A word comes as another goes")
        }
    }

    @Test func queuesKeepTheirContract() throws {
        let results = [
            try prove(.bounded(depth: 9)) { Contract(StreamFIFO(.unsigned(2), depth: 3), capacity: 3) },
            try prove(.bounded(depth: 9)) {
                Contract(StreamFIFO(.unsigned(2), depth: 3, storage: .memory), capacity: 3)
            },
            try prove(.bounded(depth: 9)) { Contract(SkidBuffer(.unsigned(2)), capacity: 2) },
        ]
        for result in results { #expect(result.isProven, "\(result)") }
    }

    /// A register slice with a mistake.
    private final class Slice: Module, Queue {
        enum Mistake: CaseIterable { case loses, repeats, changes, withdraws }

        let input = Stream(2, .sink)
        let output = Stream(2, .source)
        private let hasWord = Register(reset: 0)
        private let word = Register(2)
        private let mistake: Mistake

        init(_ mistake: Mistake) { self.mistake = mistake }

        func describe() {
            input.ready <- (mistake == .loses ? high : ~hasWord | output.ready)
            output.valid <- hasWord
            output.payload <- (mistake == .changes ? word &+ (~input.valid).extended(to: 2) : word)
            When(input.transfer) {
                hasWord <- 1
                word <- input.payload
            }
            .elseWhen(mistake == .withdraws ? high : output.ready & (mistake == .repeats ? word[0] : high)) {
                hasWord <- 0
            }
        }
    }

    @Test(arguments: Slice.Mistake.allCases) private func mistakesAreFound(mistake: Slice.Mistake) throws {
        let result = try prove(.bounded(depth: 8)) { Contract(Slice(mistake), capacity: 1) }
        let found = try #require(result.counterexample, "\(result)")
        let messages = Set(found.properties.map(\.message))
        let expected: Set<String> =
            switch mistake {
            case .loses, .repeats, .withdraws:
                [
                    "Only a word that came in goes out", "Words go out as they came in, in order",
                    "An offer of the output stays until it is taken",
                    "The payload of the output stays until it is taken",
                ]
            case .changes:
                [
                    "Words go out as they came in, in order",
                    "The payload of the output stays until it is taken",
                ]
            }
        #expect(!messages.isEmpty && messages.isSubset(of: expected), "\(mistake): \(messages)")
    }

    @Test(arguments: [1, 2, 3, 4, 5, 8, 13, 16])
    func theFIFOKeepsOrderAndSpeed(depth: Int) throws {
        for storage in [StreamFIFO.Storage.registers, .memory] {
            let fifo = StreamFIFO(.unsigned(8), depth: depth, storage: storage)
            let simulation = try Simulator(fifo)
            var generator = Numbers(seed: 5)
            let words = generator.words(200, bits: 8)
            for often in [(8, 8), (8, 3), (3, 8), (5, 5)] {
                let run = try StreamRun(
                    simulation.sibling(), from: fifo.input, to: fifo.output, words: words, often: often,
                    seed: UInt64(depth))
                #expect(run.received == words, "depth \(depth), \(storage), \(often), seed \(depth)")
                if often == (8, 8) {
                    #expect(run.cycles[0] == 1, "latency, depth \(depth)")
                    #expect(run.cycles[199] == (depth == 1 ? 399 : 200), "speed, depth \(depth)")
                }
            }
        }
    }

    @Test func theFIFOCounts() throws {
        let fifo = StreamFIFO(.unsigned(4), depth: 3)
        let simulation = try Simulator(fifo)
        try simulation.reset()
        simulation[fifo.input.valid] = 1
        var counts: [Int] = []
        for _ in 0..<5 {
            counts.append(simulation[fifo.count])
            try simulation.step()
        }
        simulation[fifo.input.valid] = 0
        simulation[fifo.output.ready] = 1
        for _ in 0..<5 {
            counts.append(simulation[fifo.count])
            try simulation.step()
        }
        #expect(counts == [0, 1, 2, 3, 3, 3, 2, 1, 0, 0])
    }

    @Test func theSkidBufferKeepsOrderAndSpeed() throws {
        let buffer = SkidBuffer(.signed(8))
        let simulation = try Simulator(buffer)
        var generator = Numbers(seed: 9)
        let words = generator.words(300, bits: 8).map { $0 - 128 }
        for often in [(8, 8), (8, 3), (3, 8), (5, 5)] {
            let run = try StreamRun(
                simulation.sibling(), from: buffer.input, to: buffer.output, words: words, often: often)
            #expect(run.received == words, "\(often), seed 1")
            if often == (8, 8) { #expect(run.cycles.first == 1 && run.cycles.last == 300) }
        }
    }

    /// Reads an output, then changes the inputs of the other side: nothing may move before the edge.
    @Test func noPathLeadsThrough() throws {
        let queues: [any Queue] = [
            SkidBuffer(.unsigned(3)), StreamFIFO(.unsigned(3), depth: 2),
            StreamFIFO(.unsigned(3), depth: 5, storage: .memory),
        ]
        for queue in queues { try expectNoPath(through: queue) }
    }

    private func expectNoPath(through queue: some Queue) throws {
        let simulation = try Simulator(queue)
        var generator = Numbers(seed: 3)
        try simulation.reset()
        var moves = 0
        for _ in 0..<300 {
            let before = [queue.input.ready, queue.output.valid, queue.output.payload].map { simulation[$0] }
            simulation[queue.input.valid] = Int(generator.next() % 2)
            simulation[queue.input.payload] = Int(generator.next() % 8)
            simulation[queue.output.ready] = Int(generator.next() % 2)
            let after = [queue.input.ready, queue.output.valid, queue.output.payload].map { simulation[$0] }
            if before != after { moves += 1 }
            // The bench breaks the rule of streams here, which these components bear.
            try simulation.step()
        }
        #expect(moves == 0, "\(type(of: queue)), seed 3")
    }

    @Test func theVerilogIsClean() throws {
        for depth in [1, 2, 5, 8] {
            try lint(try Design { StreamFIFO(.signed(8), depth: depth) })
            try lint(try Design { StreamFIFO(.unsigned(8), depth: depth, storage: .memory) })
        }
        try lint(try Design { SkidBuffer(.unsigned(8)) })
    }

    @Test func depthZeroIsReported() throws {
        let line: UInt = #line + 1
        #expect { try Design { StreamFIFO(.unsigned(8), depth: 0) } } throws: { error in
            guard let error = error as? ElaborationError else { return false }
            return error.diagnostics.first?.code == .invalidShape
                && error.diagnostics.first?.location.line == line
        }
    }
}
