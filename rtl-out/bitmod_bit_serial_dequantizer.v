// Bit-serial dequantisation (BitMoD Fig. 5): group sum times scale, one scale bit a cycle, exact.
`default_nettype none

module bitmod_bit_serial_dequantizer (
    input  wire        clock,
    input  wire        capture,  // take the group sum
    input  wire [23:0] accumulator,
    input  wire  [5:0] exponent,
    input  wire        dequantize,  // eight cycles, from the cycle after capture
    input  wire        scale_bit,
    output wire [31:0] product,
    output wire  [5:0] product_exponent
);
    reg [23:0] multiplicand;
    reg [31:0] partial_product;
    reg [5:0] held_exponent;

    wire [23:0] addend = scale_bit ? multiplicand : 24'd0;

    always @(posedge clock) begin
        if (capture) begin
            multiplicand <= accumulator;
            held_exponent <= exponent;
            partial_product <= 32'd0;
        end else if (dequantize) begin
            partial_product <= {partial_product[30:0], 1'b0} + {{8{addend[23]}}, addend};
        end
    end

    assign product = partial_product;
    assign product_exponent = held_exponent;
endmodule

`default_nettype wire
