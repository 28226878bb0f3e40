import HDL
import Testing

/// Gives its output to one of several streams at a time, the one after the last served first.
private final class RoundRobin: Module {
    let inputs: [Stream<Signal>]
    let output: Stream<Signal>
    private let served: Signal
    private let isWaiting = Register(reset: 0, "a value was offered and not taken: its stream stays chosen")

    init(inputs count: Int, width: Int) {
        inputs = (0..<count).map { _ in Stream(width, .sink) }
        output = Stream(width, .source)
        served = Register(count, reset: 1, "one-hot: whose turn it was last")
    }

    func describe() {
        let requests = wire("requests", cat(inputs.map(\.valid).reversed()))
        let later = wire("later", requests & ~(served | (served &- 1)), "of those behind the last one served")
        let next = priority(
            [(isWaiting, served), (later.anyBit, later.lowestOne)], otherwise: requests.lowestOne)
        let grant = wire("grant", next, "one-hot")

        output.valid <- requests.anyBit
        output.payload <- oneHot(zip(grant.bits, inputs.map(\.payload)).map { ($0, $1) })
        for (input, isGranted) in zip(inputs, grant.bits) { input.ready <- output.ready & isGranted }

        isWaiting <- output.valid & ~output.ready
        When(output.valid) { served <- grant }
    }
}

struct RoundRobinTests {
    @Test func x() throws {
        let design = try Design { RoundRobin(inputs: 3, width: 8) }
        print(design.topText())
        try lint(design)
    }
}
