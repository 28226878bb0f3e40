import HDL
import Testing

/// A FIR filter behind ready/valid: products in one stage, their sum in the next.
private final class Filter: Module {
    let samples = Stream(.signed(8), .sink)
    let results: Stream<Signal>
    private let coefficients: [Int]
    private let history: Vector
    private let advance = Wire(1, "the result, if any, is taken")

    init(coefficients: [Int]) {
        self.coefficients = coefficients
        history = Vector(coefficients.count - 1, of: .signed(8), .register(reset: 0), "earlier samples")
        results = Stream(.signed(10), .source)
    }

    func describe() {
        let pipeline = Pipeline(valid: samples.valid, enable: advance)
        let taps = [samples.payload] + history
        let products = zip(taps, coefficients).enumerated().map { index, factors in
            pipeline.carry("product_\(index)", factors.0 * constant(factors.1, .signed(4)))
        }
        pipeline.nextStage()
        let total = pipeline.carry("total", sum(of: products.map(\.value)))
        pipeline.nextStage()

        When(samples.transfer) {
            for (later, earlier) in zip(history, taps) { later <- earlier }
        }
        samples.ready <- advance
        results.valid <- pipeline.valid
        results.payload <- total.value.saturated(to: 10)
        advance <- results.ready | ~pipeline.valid
    }
}

struct FilterTests {
    @Test func resultsAreThoseOfTheFormulaHoweverTheSinkStalls() throws {
        let coefficients = [1, -7, 3]
        let design = try Design { Filter(coefficients: coefficients) }
        try lint(design)
        let seed: UInt64 = 8
        var generator = SeededGenerator(seed: seed)
        let samples = (0..<100).map { _ in Int.random(in: -128..<128, using: &generator) }
        let expected = samples.indices.map { index in
            let sum = coefficients.indices.filter { $0 <= index }.reduce(0) {
                $0 + coefficients[$1] * samples[index - $1]
            }
            return min(max(sum, -512), 511)
        }
        // A model of the pipeline's occupancy alone says when the next sample is due.
        var occupied = [false, false]
        var next = 0
        var rows: [[UInt64]] = [[0, 0, 0]]
        while next < samples.count || occupied.contains(true) {
            let offers = next < samples.count && Int.random(in: 0..<4, using: &generator) > 0
            let takes = Bool.random(using: &generator)
            let sample = UInt64(bitPattern: Int64(next < samples.count ? samples[next] : 0)) & 0xff
            rows.append([offers ? 1 : 0, sample, takes ? 1 : 0])
            if takes || !occupied[1] {
                occupied = [offers, occupied[0]]
                if offers { next += 1 }
            }
        }
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        let results = zip(rows, outputs).dropFirst().filter { $0[2] == 1 && $1[1] == "1" }.map {
            Number(bits: Int($1[2], radix: 2) ?? 0, .signed(10)).value
        }
        #expect(results == expected, "seed \(seed)")
        #expect(expected.contains(511) && expected.contains(-512))
    }
}
