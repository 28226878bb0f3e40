// Dequantised group sum to binary32, round to nearest even; three cycles.
`default_nettype none

module bitmod_group_sum_converter (
    input  wire        clock,
    input  wire [31:0] product,
    input  wire  [5:0] exponent,
    output wire [31:0] result  // binary32, three cycles later
);
    reg [31:0] magnitude;
    reg sign;
    reg [5:0] held_exponent;
    reg [31:0] normal;
    reg [7:0] normal_exponent;
    reg normal_sign;
    reg [31:0] binary32;

    // Sign and magnitude.
    wire [31:0] negated = ~product + 32'd1;

    always @(posedge clock) begin
        magnitude <= product[31] ? negated : product;
        sign <= product[31];
        held_exponent <= exponent;
    end

    // Normalise: the hidden bit moves to the top.
    wire normalize_top_16_zero = ~(|magnitude[31:16]);
    wire [31:0] normalize_by_16 = normalize_top_16_zero ? {magnitude[15:0], 16'd0} : magnitude;
    wire normalize_top_8_zero = ~(|normalize_by_16[31:24]);
    wire [31:0] normalize_by_8 =
        normalize_top_8_zero ? {normalize_by_16[23:0], 8'd0} : normalize_by_16;
    wire normalize_top_4_zero = ~(|normalize_by_8[31:28]);
    wire [31:0] normalize_by_4 =
        normalize_top_4_zero ? {normalize_by_8[27:0], 4'd0} : normalize_by_8;
    wire normalize_top_2_zero = ~(|normalize_by_4[31:30]);
    wire [31:0] normalize_by_2 =
        normalize_top_2_zero ? {normalize_by_4[29:0], 2'd0} : normalize_by_4;
    wire normalize_top_1_zero = ~normalize_by_2[31];
    wire [31:0] normalize_by_1 =
        normalize_top_1_zero ? {normalize_by_2[30:0], 1'b0} : normalize_by_2;
    wire [4:0] normalize_leading_zeros = {normalize_top_16_zero, normalize_top_8_zero,
        normalize_top_4_zero, normalize_top_2_zero, normalize_top_1_zero};

    always @(posedge clock) begin
        normal <= normalize_by_1;
        normal_exponent <= {2'd0, held_exponent} + 8'd130 - {3'd0, normalize_leading_zeros};
        normal_sign <= sign;
    end

    // Round to nearest even.
    wire rounding_round_up = normal[7] & ((|normal[6:0]) | normal[8]);
    wire [30:0] rounded = {normal_exponent, normal[30:8]} + {30'd0, rounding_round_up};

    always @(posedge clock) begin
        binary32 <= normal[31] ? {normal_sign, rounded} : 32'd0;
    end

    assign result = binary32;
endmodule

`default_nettype wire
