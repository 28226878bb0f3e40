import HDL
import Testing

/// What properties become in the Verilog, and that they change nothing else of it.
struct PropertyEmissionTests {
    private final class Ticks: Module {
        let enable = Input()
        let limit = Input(4, "for the proof only")
        let count = Output(4)
        private let value = Register(4, reset: 0)
        private let withProperties: Bool

        init(withProperties: Bool = true) { self.withProperties = withProperties }

        func describe() {
            When(enable) { value <- select(value .== 9, 0, value &+ 1) }
            count <- value
            if withProperties {
                Comment("What the surroundings promise.")
                Assume(limit .!= 0, "The limit isn't zero")
                Assert(value .<= 9, "The count stays below ten")
                When(value .== 9) {
                    Cover(enable, "The count wraps")
                }
                .otherwise {
                    Assert(value .!= past(value, 2), "The count moves!")
                    let sum = value + limit
                    Assert(sum .!= 3, "A sum")
                    Assert(stable(sum), "A sum")
                }
            } else {
                Discard(limit)
            }
        }
    }

    @Test func propertiesStandApart() throws {
        let design = try Design { Ticks() }
        try lint(design)
        expectText(design.topText(), "")
    }
}
