// Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact.
// It serves 4 rows in turn and adds a cycle after it has read a sum.
`default_nettype none

module bitmod_late_bit_serial_dequantizer (
    input  wire        clock,
    input  wire        capture,  // take the group sums
    input  wire [28:0] accumulator_0,
    input  wire [28:0] accumulator_1,
    input  wire [28:0] accumulator_2,
    input  wire [28:0] accumulator_3,
    input  wire  [3:0] turn,  // one-hot: whose bit it is
    input  wire        proceed,  // the bit isn't the first of its row
    input  wire        scale_bit,  // least significant first, from the cycle after capture on
    output wire [36:0] product  // complete two cycles after a row's last bit
);
    reg [28:0] held_0;
    reg [28:0] held_1;
    reg [28:0] held_2;
    reg [28:0] held_3;
    reg [28:0] upper;
    reg [7:0] lower;
    reg [28:0] selected_after_1;
    reg proceed_after_1;

    always @(posedge clock) begin
        if (capture) begin
            held_0 <= accumulator_0;
            held_1 <= accumulator_1;
            held_2 <= accumulator_2;
            held_3 <= accumulator_3;
        end
    end

    // The sum in turn, times a scale bit, is added to what is done; the lowest bit is final.
    wire [28:0] selected =
        ({29{turn[0] & scale_bit}} & held_0) | ({29{turn[1] & scale_bit}} & held_1) |
        (({29{turn[2] & scale_bit}} & held_2) | ({29{turn[3] & scale_bit}} & held_3));

    always @(posedge clock) begin
        selected_after_1 <= selected;
        proceed_after_1 <= proceed;
    end

    wire [29:0] base = proceed_after_1 ? {upper[28], upper} : 30'd0;
    wire [29:0] sum = base + {selected_after_1[28], selected_after_1};

    always @(posedge clock) begin
        upper <= sum[29:1];
        lower <= {sum[0], lower[7:1]};
    end

    assign product = {upper, lower};
endmodule

`default_nettype wire
