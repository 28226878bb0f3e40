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
        expectText(design.topText(), Self.expected)
    }

    @Test func withoutThemTheTextIsThatOfTheDesignAlone() throws {
        var options = VerilogOptions()
        options.properties = .none
        let plain = try Design { Ticks(withProperties: false) }
        #expect(try Design { Ticks() }.topText(options) == plain.topText())
        #expect(plain.properties.isEmpty)
    }

    @Test func propertiesAreListedWithTheirNames() throws {
        let found = try Design { Pair() }.properties
        #expect(
            found.map(\.path) == [
                "adds_up", "adds_up_2", "first.the_limit_isnt_zero", "first.the_count_stays_below_ten",
                "first.the_count_wraps",
                "first.the_count_moves", "first.a_sum", "first.a_sum_2", "second.the_limit_isnt_zero",
                "second.the_count_stays_below_ten", "second.the_count_wraps", "second.the_count_moves",
                "second.a_sum", "second.a_sum_2",
            ])
        #expect(found.prefix(4).map(\.kind) == [.assert, .assert, .assume, .assert])
        #expect(found[3].message == "The count stays below ten")
    }

    /// Reads ports of instances in properties, in every way in which a net can be theirs or another's.
    private final class Pair: Module {
        let enable = Input()
        let count = Output(4)
        private let first = Ticks()
        private let second = Ticks()

        func describe() {
            for ticks in [first, second] {
                ticks.enable <- enable
                ticks.limit <- 5
            }
            count <- first.count
            Assert(first.count .== second.count, "Adds up")
            Assert(first.limit .== 5, "Adds up")
        }
    }

    @Test func portsOfInstancesCanBeRead() throws {
        try lint(try Design { Pair() })
    }

    /// No register, no clock of its own.
    private final class Combinational: Module {
        let a = Input(2)
        let out = Output(2)
        func describe() {
            out <- ~a
            Switch(a) {
                Case(1) { Assert(out .== 2, "Inverted") }
                Default { Assert(out .!= 2, "Nothing else") }
            }
        }
    }

    @Test func yosysReadsThemAllWhereFormalIsDefined() throws {
        try lint(try Design { Combinational() })
        for design in [try Design { Ticks() }, try Design { Pair() }, try Design { Combinational() }] {
            try withTemporaryFolder { folder in
                let files = try design.write(to: folder).joined(separator: " ")
                let script = "read_verilog -formal \(files); hierarchy -check -top \(design.topName); proc"
                let (output, status) = try Tool.yosys.run(["-q", "-p", script], in: folder)
                #expect(output.isEmpty && status == 0, "\(output)")
                // Without FORMAL there is no cell of a property, and no register for one.
                let counts =
                    "\(script.replacing("-formal ", with: "")); flatten; select -assert-none t:$assert"
                let (second, other) = try Tool.yosys.run(["-q", "-p", counts], in: folder)
                #expect(second.isEmpty && other == 0, "\(second)")
            }
        }
    }

    private static let expected = """
        `default_nettype none

        module ticks (
            input  wire       clock,
            input  wire       reset,
            input  wire       enable,
            input  wire [3:0] limit,  // for the proof only
            output wire [3:0] count
        );
            reg [3:0] value;

            always @(posedge clock) begin
                if (reset) begin
                    value <= 4'd0;
                end else if (enable) begin
                    value <= (value == 4'd9) ? 4'd0 : (value + 4'd1);
                end
            end

            assign count = value;
            wire unused = &{1'b0, limit};

        `ifdef FORMAL
            reg [3:0] value_past_1;
            reg [3:0] value_past_2;
            reg [4:0] value_plus_limit_past_1;
            reg outside_reset_for_1;
            reg outside_reset_for_2;

            wire [4:0] value_plus_limit = {1'b0, value} + {1'b0, limit};

            always @(posedge clock) begin
                value_past_1 <= value;
                value_past_2 <= value_past_1;
                value_plus_limit_past_1 <= value_plus_limit;
            end

            always @(posedge clock) begin
                if (reset) begin
                    outside_reset_for_1 <= 1'b0;
                    outside_reset_for_2 <= 1'b0;
                end else begin
                    outside_reset_for_1 <= 1'b1;
                    outside_reset_for_2 <= outside_reset_for_1;
                end
            end

            always @(posedge clock) begin
                if (~reset) begin
                    // What the surroundings promise.
                    the_limit_isnt_zero: assume (limit != 4'd0);
                    the_count_stays_below_ten: assert (value <= 4'd9);
                    if (value == 4'd9) begin
                        the_count_wraps: cover (enable);
                    end else begin
                        if (outside_reset_for_2) begin
                            the_count_moves: assert (value != value_past_2);
                        end
                        a_sum: assert (value_plus_limit != 5'd3);
                        if (outside_reset_for_1) begin
                            a_sum_2: assert (value_plus_limit == value_plus_limit_past_1);
                        end
                    end
                end
            end
        `endif
        endmodule

        `default_nettype wire
        """
}
