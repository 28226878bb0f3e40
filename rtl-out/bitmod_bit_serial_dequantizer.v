// Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact.
// It serves 4 rows in turn.
`default_nettype none

module bitmod_bit_serial_dequantizer (
    input  wire        clock,
    input  wire        capture,  // take the group sums
    input  wire [27:0] accumulator_0,
    input  wire [27:0] accumulator_1,
    input  wire [27:0] accumulator_2,
    input  wire [27:0] accumulator_3,
    input  wire        advance,
    input  wire        proceed,  // the bit isn't the first of its row
    input  wire        scale_bit,  // least significant first
    output wire [35:0] product  // complete in the cycle after a row's last bit
);
    reg [27:0] held_0;
    reg [27:0] held_1;
    reg [27:0] held_2;
    reg [27:0] held_3;
    reg [27:0] upper;
    reg [7:0] lower;

    // Captured sums move up: with a row's last bit, the next one comes first.
    always @(posedge clock) begin
        if (capture) begin
            held_0 <= accumulator_0;
            held_1 <= accumulator_1;
            held_2 <= accumulator_2;
            held_3 <= accumulator_3;
        end else if (advance) begin
            held_0 <= held_1;
            held_1 <= held_2;
            held_2 <= held_3;
        end
    end

    // The first sum, times a scale bit, is added to what is done; the lowest bit is final.
    wire [27:0] addend = held_0 & {28{scale_bit}};
    wire [28:0] base = proceed ? {upper[27], upper} : 29'd0;
    wire [28:0] sum = base + {addend[27], addend};

    always @(posedge clock) begin
        upper <= sum[28:1];
        lower <= {sum[0], lower[7:1]};
    end

    assign product = {upper, lower};
endmodule

`default_nettype wire
