import HDL
import HDLComponents
import HDLTesting
import Testing

/// Whatever gives the words of several streams on one.
private protocol Merge: ModuleBase, ModuleDescription {
    var inputs: [Stream<Signal>] { get }
    var output: Stream<Signal> { get }
    /// Outputs beside the streams.
    var others: [Signal] { get }
}

extension Merge { var others: [Signal] { [] } }
extension StreamArbiter: Merge { var others: [Signal] { [grant] } }

/// Several streams on one: every word once, offers kept.
struct StreamArbiterTests {
    private final class Contract<Inner: Merge>: Module {
        let inputs: [Stream<Signal>]
        let output: Stream<Signal>
        private let merge: Inner

        init(_ merge: Inner) {
            self.merge = merge
            inputs = merge.inputs.map { Stream($0.payload.shape, .sink) }
            output = Stream(merge.output.payload.shape, .source)
        }

        override var moduleName: String { "contract" }

        func describe() {
            for (index, input) in inputs.enumerated() {
                connect(input, merge.inputs[index])
                checkStream(input, .assumed, "input \(index)")
                When(input.transfer) {
                    Assert(output.transfer, "A word that is taken from input \(index) goes out")
                    Assert(output.payload .== input.payload, "The word of input \(index) goes out as it is")
                }
            }
            connect(merge.output, output)
            for signal in merge.others { Discard(signal) }
            checkStream(output, .asserted, "the output")
            let taken = populationCount(of: inputs.map(\.transfer))
            Assert(taken .== output.transfer.extended(to: taken.width), "Each word goes out once")
            Assert(
                output.valid .== any(of: inputs.map(\.valid)), "There is an offer when there is a word")
        }
    }

    @Test(arguments: [1, 2, 3, 4]) func offersAreKept(sources: Int) throws {
        for policy in [StreamArbiter.Policy.roundRobin, .fixedPriority] {
            let result = try prove(.induction(depth: 2)) {
                Contract(StreamArbiter(.unsigned(2), sources: sources, policy: policy))
            }
            #expect(result.isProven, "\(policy): \(result)")
        }
    }

    /// Turns to a better source while a word waits.
    private final class Hasty: Module, Merge {
        let inputs = [Stream(2, .sink), Stream(2, .sink)]
        let output = Stream(2, .source)
        func describe() {
            output.valid <- (inputs[0].valid | inputs[1].valid)
            output.payload <- select(inputs[0].valid, inputs[0].payload, inputs[1].payload)
            inputs[0].ready <- output.ready
            inputs[1].ready <- (output.ready & ~inputs[0].valid)
        }
    }

    @Test func anOfferThatChangesIsFound() throws {
        let result = try prove(.induction(depth: 3)) { Contract(Hasty()) }
        #expect(
            result.counterexample?.properties.map(\.message)
                == ["The payload of the output stays until it is taken"], "\(result)")
    }

    @Test func turnsAreTaken() throws {
        let arbiter = StreamArbiter(.unsigned(4), sources: 3)
        let simulation = try Simulator(arbiter)
        try simulation.reset()
        for (index, input) in arbiter.inputs.enumerated() {
            simulation[input.valid] = 1
            simulation[input.payload] = index + 5
        }
        simulation[arbiter.output.ready] = 1
        var words: [Int] = []
        for _ in 0..<7 {
            words.append(simulation[arbiter.output.payload])
            try simulation.step()
        }
        #expect(words == [5, 6, 7, 5, 6, 7, 5])
    }

    @Test func theVerilogIsClean() throws {
        for sources in [1, 3] {
            for policy in [StreamArbiter.Policy.roundRobin, .fixedPriority] {
                try lint(
                    try Design { StreamArbiter(.signed(8), sources: sources, policy: policy) })
            }
        }
    }
}
