import HDL
import HDLTesting
import Testing

/// A filter with constant coefficients: each result is the weighted sum of the newest samples.
final class FIRFilter: Module {
    let samples = Stream(.signed(8), .sink)
    let results: Stream<Signal>
    private let coefficients: [Int]
    private let history: Vector
    private let advance = Wire(1, "the result, if any, is taken")

    /// - Parameter coefficients: at least 2, each from -8 to 7; that of the newest sample first.
    init(coefficients: [Int]) {
        self.coefficients = coefficients
        history = Vector(coefficients.count - 1, of: .signed(8), .register(reset: 0), "newest first")
        results = Stream(.signed(12 + Memory.addressWidth(depth: coefficients.count)), .source)
    }

    func describe() {
        let pipeline = Pipeline(valid: samples.valid, enable: advance)
        let taps = [samples.payload] + history
        let products = zip(taps, coefficients).enumerated().map { index, factors in
            pipeline.carry("product_\(index)", factors.0 * constant(factors.1, .signed(4)))
        }
        let expected = pipeline.carry("expected", formula(taps))
        pipeline.nextStage()
        let total = pipeline.carry("total", sum(of: products.map(\.value)))
        let isHalfway = pipeline.valid
        When(isHalfway) { Assert(total.value .== expected.value, "The products make the sum") }
        pipeline.nextStage()

        advance <- results.ready | ~pipeline.valid
        samples.ready <- advance
        results.valid <- pipeline.valid
        results.payload <- total.value
        When(samples.transfer) {
            for (older, newer) in zip(history, taps) { older <- newer }
        }

        When(pipeline.valid) { Assert(results.payload .== expected.value, "A result is the formula's") }
        promises(isHalfway)
    }

    /// What the filter computes, in additions alone, for comparison.
    private func formula(_ taps: [Signal]) -> Signal {
        let width = results.payload.width
        var total = constant(0, .signed(width))
        for (tap, coefficient) in zip(taps, coefficients) {
            for _ in 0..<abs(coefficient) {
                let term = tap.extended(to: width)
                total = coefficient < 0 ? total &- term : total &+ term
            }
        }
        return total
    }

    /// The rules of a stream, and that no value is lost or made up.
    private func promises(_ isHalfway: Signal) {
        When(past(results.valid & ~results.ready)) {
            Assert(results.valid, "A result on offer stays on offer")
            Assert(stable(results.payload), "A result on offer stays the same")
        }
        let count = register("count", .unsigned(2), reset: 0)
        count <- count &+ samples.transfer.extended(to: 2) &- results.transfer.extended(to: 2)
        Assert(count .== isHalfway + results.valid, "What came in and not out is in the stages")
        Cover(results.valid & ~results.ready & (count .== 2), "The filter is full")
    }
}

struct Chapter8 {
    static let coefficients = [1, -2, 3]
    static let proof = "5 properties proven by induction over 3 cycles"

    @Test func theArticleIsRight() throws {
        try expectArticle(
            "Chapter8-Filter", shows: [Design { FIRFilter(coefficients: Self.coefficients) }],
            prints: [try Self.waves(), Self.proof])
    }

    private static func run(_ simulation: some Simulation, _ filter: FIRFilter, _ samples: [Int]) throws
        -> [Int]
    {
        var sent = 0
        var results: [Int] = []
        try simulation.reset()
        for cycle in 0..<4 * samples.count {
            simulation[filter.samples.valid] = sent < samples.count ? 1 : 0
            simulation[filter.samples.payload] = sent < samples.count ? samples[sent] : 0
            simulation[filter.results.ready] = cycle % 5 < 3 ? 1 : 0
            if simulation[filter.results.valid] == 1 && simulation[filter.results.ready] == 1 {
                results.append(simulation[filter.results.payload])
            }
            if simulation[filter.samples.ready] == 1 && sent < samples.count { sent += 1 }
            try simulation.step()
        }
        return results
    }

    @Test func resultsAreTheFormulas() throws {
        let samples = (0..<200).map { $0 * 77 % 256 - 128 }
        let expected = samples.indices.map { index in
            zip(Self.coefficients, samples[...index].reversed()).map { $0 * $1 }.reduce(0, +)
        }
        let filter = FIRFilter(coefficients: Self.coefficients)
        try onEveryBackEnd(filter) { simulation in
            let results = try Self.run(simulation, filter, samples)
            #expect(results == expected)
        }
    }

    private static func waves() throws -> String {
        let filter = FIRFilter(coefficients: coefficients)
        let simulation = try Simulator(filter)
        let signals = [
            filter.samples.valid, filter.samples.ready, filter.samples.payload,
            filter.results.valid, filter.results.ready, filter.results.payload,
        ]
        let waves = WaveRecorder(simulation, signals)
        try simulation.reset()
        simulation[filter.results.ready] = 1
        simulation[filter.samples.valid] = 1
        for (cycle, sample) in [10, 0, 0, 0, 0, 0].enumerated() {
            simulation[filter.samples.payload] = sample
            simulation[filter.results.ready] = cycle == 3 ? 0 : 1
            try waves.step()
        }
        return waves.picture
    }

    @Test func holdsForEverySample() throws {
        let result = try prove(.induction(depth: 3)) { FIRFilter(coefficients: Chapter8.coefficients) }
        #expect(result.isProven, "\(result)")
        #expect("\(result)" == Self.proof)
    }
}
