import HDL
import Testing

/// Values meet at one age, hold while stalled, and are called the same whatever else there is.
struct PipelineTests {
    /// The example of `Pipeline`.
    private final class MultiplyAdd: Module {
        let isValid = Input()
        let a = Input(8), b = Input(8), c = Input(16)
        let result = Output(17)
        let isResult = Output()

        func describe() {
            let pipeline = Pipeline(valid: isValid)
            let product = pipeline.carry("product", a * b)
            let addend = pipeline.carry("addend", c)
            pipeline.nextStage()
            let sum = pipeline.carry("sum", product.value + addend.value)
            pipeline.nextStage()
            result <- sum.value
            isResult <- pipeline.valid
        }
    }

    @Test func readsLikeAHandWrittenPipeline() throws {
        let design = try Design { MultiplyAdd() }
        try lint(design)
        expectText(
            design.topText(),
            """
            `default_nettype none

            module multiply_add (
                input  wire        clock,
                input  wire        reset,
                input  wire        is_valid,
                input  wire  [7:0] a,
                input  wire  [7:0] b,
                input  wire [15:0] c,
                output wire [16:0] result,
                output wire        is_result
            );
                reg [15:0] product_stage_1;
                reg [15:0] addend_stage_1;
                reg [16:0] sum_stage_2;
                reg valid_stage_1;
                reg valid_stage_2;

                always @(posedge clock) begin
                    product_stage_1 <= {8'd0, a} * {8'd0, b};
                    addend_stage_1 <= c;
                    sum_stage_2 <= {1'b0, product_stage_1} + {1'b0, addend_stage_1};
                end

                assign result = sum_stage_2;

                always @(posedge clock) begin
                    if (reset) begin
                        valid_stage_1 <= 1'b0;
                        valid_stage_2 <= 1'b0;
                    end else begin
                        valid_stage_1 <= is_valid;
                        valid_stage_2 <= valid_stage_1;
                    end
                end

                assign is_result = valid_stage_2;
            endmodule

            `default_nettype wire
            """)
    }

    /// The same computation behind an enable, with or without something unrelated beside it.
    private final class Stallable: Module {
        let isValid = Input()
        let advance = Input()
        let a = Input(4)
        let b = Input(4)
        let result = Output(9)
        let isResult = Output()
        let early = Output(4)
        let other: Signal?
        private let hasMore: Bool

        init(hasMore: Bool = false) {
            self.hasMore = hasMore
            other = hasMore ? Output(4) : nil
        }

        func describe() {
            let pipeline = Pipeline(valid: isValid, name: "sum", enable: advance)
            let left = pipeline.carry("left", a)
            if let other {
                let unrelated = Pipeline(valid: isValid, name: "other", enable: advance)
                let value = unrelated.carry("unrelated", a ^ b)
                unrelated.nextStage()
                other <- select(unrelated.valid, value.value, 0)
            }
            pipeline.nextStage()
            early <- left.value
            pipeline.nextStage()
            // Three stages late, so it has come as far as the others.
            let total = pipeline.carry("total", left.value + delayed("late", b, by: 2, enable: advance))
            pipeline.nextStage()
            When(pipeline.valid) { result <- total.value.extended(to: 9) }.otherwise { result <- 0 }
            isResult <- pipeline.valid
        }
    }

    @Test func stallsHoldEveryStage() throws {
        let design = try Design { Stallable() }
        try lint(design)
        let seed: UInt64 = 3
        var generator = SeededGenerator(seed: seed)
        var stages: [(valid: UInt64, sum: UInt64)] = [(0, 0), (0, 0), (0, 0)]
        var expected: [[String]] = []
        let rows: [[UInt64]] = (0..<400).map { index in
            let row = [1, 1, 15, 15].map { UInt64.random(in: 0...$0, using: &generator) }
            let last = stages[2]
            expected.append([
                Simulation.binary(last.valid == 1 ? last.sum : 0, width: 9), last.valid == 1 ? "1" : "0",
            ])
            if row[1] == 1 && index > 0 { stages = [(row[0], row[2] + row[3])] + stages.dropLast() }
            return row
        }
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        #expect(
            outputs.dropFirst().map { Array($0.prefix(2)) } == Array(expected.dropFirst()), "seed \(seed)")
    }

    @Test func somethingUnrelatedChangesNoOtherLine() throws {
        let plain = try Design { Stallable() }.topText().split(separator: "\n")
        let more = try Design { Stallable(hasMore: true) }.topText().split(separator: "\n")
        let kept = more.filter { !$0.contains("other") && !$0.contains("unrelated") }
        let missing = plain.filter { !more.contains($0) }
        // The port before the last gets a comma.
        #expect(missing == ["    output wire [3:0] early"], "\(missing)")
        #expect(kept.count >= plain.count)
    }

    private final class Delays: Module {
        let isValid = Input()
        let sample = Input(.signed(4))
        let late = Output(.signed(4))
        let isLate = Output()
        let now = Output(.signed(4))
        func describe() {
            let both = delayed("sample", sample, valid: isValid, by: 2)
            late <- both.value
            isLate <- both.valid
            now <- delayed("now", sample, by: 0)
        }
    }

    @Test func delaysResetTheValidBitsOnly() throws {
        let design = try Design { Delays() }
        try lint(design)
        let text = design.topText()
        #expect(text.contains("sample_valid_stage_2 <= 1'b0;"))
        #expect(!text.contains("sample_stage_2 <= 4'd0;"))
        let rows: [[UInt64]] = (0..<8).map { [$0 & 1, $0] }
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        for index in 3..<8 {
            let expected = [
                Simulation.binary(UInt64(index - 2), width: 4), index & 1 == 1 ? "1" : "0",
                Simulation.binary(UInt64(index), width: 4),
            ]
            #expect(outputs[index] == expected)
        }
    }
}
