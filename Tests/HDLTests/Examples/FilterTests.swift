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
    @Test func x() throws {
        let design = try Design { Filter(coefficients: [1, -2, 3]) }
        print(design.topText())
        try lint(design)
    }
}
