import HDL
import HDLComponents
import HDLTesting
import Testing

/// Streams that are split, joined, widened and narrowed.
struct StreamShapeTests {
    // MARK: Fork

    @Test(arguments: 1...4) func everyConsumerGetsEachWordOnce(consumers: Int) throws {
        let result = try prove(.induction(depth: 1)) { StreamFork(.unsigned(2), consumers: consumers) }
        #expect(result.isProven, "\(result)")
    }

    /// A fork, ours or one with a mistake.
    private class Fork: ModuleBase, ModuleDescription {
        let input = Stream(2, .sink)
        let outputs = [Stream(2, .source), Stream(2, .source)]
        func describe() {}
    }

    /// Takes the word when any consumer does.
    private final class Careless: Fork {
        override func describe() {
            for output in outputs {
                output.valid <- input.valid
                output.payload <- input.payload
            }
            input.ready <- (outputs[0].ready | outputs[1].ready)
        }
    }

    /// Offers a word only once all are ready, which a source mustn't.
    private final class Waiting: Fork {
        override func describe() {
            for (index, output) in outputs.enumerated() {
                output.valid <- (input.valid & outputs[1 - index].ready)
                output.payload <- input.payload
            }
            input.ready <- (outputs[0].ready & outputs[1].ready)
        }
    }

    private final class Ours: Fork {
        private let inner = StreamFork(.unsigned(2), consumers: 2)
        override func describe() {
            connect(input, inner.input)
            for (own, output) in zip(outputs, inner.outputs) { connect(output, own) }
        }
    }

    private final class OfferContract: Module {
        let input = Stream(2, .sink)
        let outputs = [Stream(2, .source), Stream(2, .source)]
        private let inner: Fork
        init(_ fork: Fork) { inner = fork }

        func describe() {
            connect(input, inner.input)
            checkStream(input, .assumed, "the input")
            for (index, output) in outputs.enumerated() {
                connect(inner.outputs[index], output)
                checkStream(output, .asserted, "output \(index)")
            }
        }
    }

    @Test func offersOfAForkAreKept() throws {
        let ours = try prove(.induction(depth: 2)) { OfferContract(Ours()) }
        #expect(ours.isProven, "\(ours)")
        for fork in [Careless(), Waiting()] {
            let result = try prove(.bounded(depth: 4)) { OfferContract(fork) }
            let found = try #require(result.counterexample, "\(result)")
            #expect(found.properties.contains { $0.message.hasPrefix("An offer of output") }, "\(result)")
        }
    }

    @Test func consumersDontWaitForEachOther() throws {
        let fork = StreamFork(.unsigned(4), consumers: 2)
        let simulation = try Simulator(fork)
        var generator = Numbers(seed: 4)
        try simulation.reset()
        let words = generator.words(200, bits: 4)
        var received: [[Int]] = [[], []]
        var sent = 0
        while sent < words.count && simulation.cycle < 3000 {
            simulation[fork.input.valid] = 1
            simulation[fork.input.payload] = words[sent]
            for (index, output) in fork.outputs.enumerated() {
                simulation[output.ready] = Int(generator.next() % 2)
                if simulation[output.valid] == 1 && simulation[output.ready] == 1 {
                    received[index].append(simulation[output.payload])
                }
            }
            if simulation[fork.input.ready] == 1 { sent += 1 }
            try simulation.step()
        }
        #expect(received == [words, words], "seed 4")
    }

    // MARK: Join

    private final class JoinContract: Module {
        let inputs = [Stream(2, .sink), Stream(3, .sink)]
        let output = Stream(5, .source)
        private let inner = StreamJoin([.unsigned(2), .unsigned(3)])

        func describe() {
            for (index, input) in inputs.enumerated() {
                connect(input, inner.inputs[index])
                checkStream(input, .assumed, "input \(index)")
                Assert(
                    input.transfer .== output.transfer, "Input \(index) gives a word for each that goes out")
            }
            connect(inner.output, output)
            checkStream(output, .asserted, "the output")
            When(output.valid) {
                Assert(output.payload .== cat(inputs.map(\.payload)), "The words stand side by side")
            }
            Cover(output.transfer, "A word goes out")
        }
    }

    @Test func joinedWordsGoOutTogether() throws {
        let result = try prove(.induction(depth: 2)) { JoinContract() }
        #expect(result.isProven, "\(result)")
    }

    // MARK: Widths

    @Test(arguments: [2, 3, 4]) func partsStayInTheirPlaces(factor: Int) throws {
        let result = try prove(.induction(depth: 1)) { StreamWidener(width: 2, factor: factor) }
        #expect(result.isProven, "\(result)")
    }

    /// Offers on the far side of a width adapter.
    private final class Offers: Module {
        let input: Stream<Signal>
        let output: Stream<Signal>
        private let widener: StreamWidener?
        private let narrower: StreamNarrower?

        init(isWider: Bool, factor: Int) {
            input = Stream(isWider ? 2 : 2 * factor, .sink)
            output = Stream(isWider ? 2 * factor : 2, .source)
            widener = isWider ? StreamWidener(width: 2, factor: factor) : nil
            narrower = isWider ? nil : StreamNarrower(width: 2, factor: factor)
        }

        func describe() {
            if let widener {
                connect(input, widener.input)
                connect(widener.output, output)
            }
            if let narrower {
                connect(input, narrower.input)
                connect(narrower.output, output)
            }
            checkStream(input, .assumed, "the input")
            checkStream(output, .asserted, "the output")
        }
    }

    @Test(arguments: [true, false], [2, 3]) func offersOfAdaptersAreKept(isWider: Bool, factor: Int) throws {
        let result = try prove(.induction(depth: 2)) { Offers(isWider: isWider, factor: factor) }
        #expect(result.isProven, "\(result)")
    }

    /// Parts of a word and back.
    private final class RoundTrip: Module {
        let input: Stream<Signal>
        let output: Stream<Signal>
        private let narrower: StreamNarrower
        private let widener: StreamWidener

        init(width: Int, factor: Int) {
            input = Stream(width * factor, .sink)
            output = Stream(width * factor, .source)
            narrower = StreamNarrower(width: width, factor: factor)
            widener = StreamWidener(width: width, factor: factor)
        }

        func describe() {
            connect(input, narrower.input)
            connect(narrower.output, widener.input)
            connect(widener.output, output)
            checkStream(input, .assumed, "the input")
            checkStream(narrower.output, .asserted, "the parts")
            checkStream(output, .asserted, "the output")
            Assert(input.transfer .== output.transfer, "The last part completes the word")
            When(output.valid) { Assert(output.payload .== input.payload, "The word is that of the parts") }
        }
    }

    @Test(arguments: [2, 3]) func wordsSurviveTheirParts(factor: Int) throws {
        let result = try prove(.bounded(depth: 3 * factor + 1)) { RoundTrip(width: 2, factor: factor) }
        #expect(result.isProven, "\(result)")
    }

    @Test(arguments: [2, 3, 4, 7]) func widthsChangeAtFullSpeed(factor: Int) throws {
        var generator = Numbers(seed: 8)
        let parts = generator.words(60 * factor, bits: 4)
        let whole = (0..<60).map { word in
            (0..<factor).reduce(0) { $0 | parts[word * factor + $1] << (4 * $1) }
        }
        for often in [(8, 8), (5, 3), (3, 5)] {
            let widener = StreamWidener(width: 4, factor: factor)
            let wide = try StreamRun(
                Simulator(widener), from: widener.input, to: widener.output, words: parts, often: often)
            #expect(wide.received == whole, "\(often), seeds 1 and 8")
            let narrower = StreamNarrower(width: 4, factor: factor)
            let narrow = try StreamRun(
                Simulator(narrower), from: narrower.input, to: narrower.output, words: whole, often: often)
            #expect(narrow.received == parts, "\(often), seeds 1 and 8")
            guard often == (8, 8) else { continue }
            #expect(wide.cycles.last == 60 * factor - 1)
            #expect(narrow.cycles.last == 60 * factor - 1)
        }
    }

    // MARK: Bundles

    private struct Sample: Interface {
        let value: Signal
        let isLast: Signal
        init(_ side: Side) {
            value = side.output(.signed(6))
            isLast = side.output()
        }
    }

    private final class SampleQueue: Module {
        let input = Stream(Sample.init, .sink)
        let output = Stream(Sample.init, .source)
        private let queue = StreamFIFO(.unsigned(7), depth: 2)

        func describe() {
            connect(input.map { packed($0) }, queue.input)
            unpack(queue.output, into: output)
            Discard(queue.count)
        }
    }

    @Test func bundlesPassThroughPacked() throws {
        let queue = SampleQueue()
        let simulation = try Simulator(queue)
        try simulation.reset()
        simulation[queue.input.valid] = 1
        simulation[queue.input.payload.value] = -20
        simulation[queue.input.payload.isLast] = 1
        try simulation.step()
        #expect(simulation[queue.output.valid] == 1)
        #expect(simulation[queue.output.payload.value] == -20)
        #expect(simulation[queue.output.payload.isLast] == 1)
        try lint(try Design { SampleQueue() })
    }

    @Test func theVerilogIsClean() throws {
        try lint(try Design { StreamFork(.unsigned(8), consumers: 3) })
        try lint(try Design { StreamJoin([.unsigned(8), .signed(3), .bit]) })
        for factor in [2, 3, 4] {
            try lint(try Design { StreamWidener(width: 8, factor: factor) })
            try lint(try Design { StreamNarrower(width: 8, factor: factor) })
        }
    }

    @Test func impossibleSizesAreReported() throws {
        #expect(throws: ElaborationError.self) { try Design { StreamFork(.bit, consumers: 0) } }
        #expect(throws: ElaborationError.self) { try Design { StreamJoin([]) } }
        #expect(throws: ElaborationError.self) { try Design { StreamWidener(width: 8, factor: 1) } }
        #expect(throws: ElaborationError.self) { try Design { StreamNarrower(width: -1, factor: 3) } }
        #expect(throws: ElaborationError.self) { try Design { StreamNarrower(width: Int.max, factor: 3) } }
        #expect(throws: ElaborationError.self) { try Design { StreamArbiter(.bit, sources: 0) } }
    }
}
