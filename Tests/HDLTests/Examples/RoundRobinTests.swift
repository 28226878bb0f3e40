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
    @Test func everyStreamIsServedInTurnAndAnOfferStays() throws {
        let count = 3
        let design = try Design { RoundRobin(inputs: count, width: 8) }
        try lint(design)
        let seed: UInt64 = 21
        var generator = SeededGenerator(seed: seed)
        // Which values are taken shows only in the simulation, so every stream that has started offers always.
        let starts = [0, 40, 80]
        let readies = (0..<200).map { _ in UInt64.random(in: 0...1, using: &generator) }
        let rows: [[UInt64]] = readies.enumerated().map { cycle, ready in
            (0..<count).flatMap { [cycle >= starts[$0] ? 1 : 0, UInt64($0 + 1)] } + [ready]
        }
        let outputs = try Simulation.run(design, rows: [Array(repeating: 0, count: 7)] + rows, reset: [true])
        var waiting: String?
        var served: [Int] = []
        var changed = 0
        for (ready, output) in zip(readies, outputs.dropFirst()) {
            #expect(output[3] == "1")
            if let waiting, waiting != output[4] { changed += 1 }
            waiting = ready == 1 ? nil : output[4]
            if ready == 1 { served.append(Int(output[4], radix: 2) ?? 0) }
            let answers = output[0..<3].joined()
            let expected = (1...3).map { ready == 1 && served.last == $0 ? "1" : "0" }.joined()
            if answers != expected { changed += 1 }
        }
        #expect(changed == 0, "seed \(seed)")
        let all = served.suffix(readies[90...].filter { $0 == 1 }.count)
        let steps = zip(all, all.dropFirst()).filter { $1 != $0 % count + 1 }
        #expect(steps.isEmpty, "seed \(seed)")
    }
}
