// Dequantised group sum to binary32, round to nearest even; four cycles.
`default_nettype none

module bitmod_group_sum_converter (
    input  wire        clock,
    input  wire [36:0] product,
    input  wire  [4:0] exponent,
    output wire [31:0] result  // binary32, four cycles later
);
    reg [36:0] magnitude;
    reg sign;
    reg [4:0] held_exponent;
    reg [36:0] normalize_coarse;
    reg [1:0] normalize_coarse_moves;
    reg [36:0] normal;
    reg [4:0] late_exponent;
    reg [7:0] normal_exponent;
    reg late_sign;
    reg normal_sign;
    reg [31:0] binary32;

    // Sign and magnitude.
    wire [36:0] negated = ~product + 37'd1;

    always @(posedge clock) begin
        magnitude <= product[36] ? negated : product;
        sign <= product[36];
        held_exponent <= exponent;
    end

    // Normalise in two cycles: the hidden bit moves to the top.
    wire normalize_top_32_zero = ~(|magnitude[36:5]);
    wire [36:0] normalize_by_32 = normalize_top_32_zero ? {magnitude[4:0], 32'd0} : magnitude;
    wire normalize_top_16_zero = ~(|normalize_by_32[36:21]);
    wire [36:0] normalize_by_16 =
        normalize_top_16_zero ? {normalize_by_32[20:0], 16'd0} : normalize_by_32;

    always @(posedge clock) begin
        normalize_coarse <= normalize_by_16;
        normalize_coarse_moves <= {normalize_top_32_zero, normalize_top_16_zero};
    end

    wire normalize_top_8_zero = ~(|normalize_coarse[36:29]);
    wire [36:0] normalize_by_8 =
        normalize_top_8_zero ? {normalize_coarse[28:0], 8'd0} : normalize_coarse;
    wire normalize_top_4_zero = ~(|normalize_by_8[36:33]);
    wire [36:0] normalize_by_4 =
        normalize_top_4_zero ? {normalize_by_8[32:0], 4'd0} : normalize_by_8;
    wire normalize_top_2_zero = ~(|normalize_by_4[36:35]);
    wire [36:0] normalize_by_2 =
        normalize_top_2_zero ? {normalize_by_4[34:0], 2'd0} : normalize_by_4;
    wire normalize_top_1_zero = ~normalize_by_2[36];
    wire [36:0] normalize_by_1 =
        normalize_top_1_zero ? {normalize_by_2[35:0], 1'b0} : normalize_by_2;
    wire [5:0] normalize_leading_zeros = {normalize_coarse_moves, normalize_top_8_zero,
        normalize_top_4_zero, normalize_top_2_zero, normalize_top_1_zero};

    always @(posedge clock) begin
        normal <= normalize_by_1;
        late_exponent <= held_exponent;
        normal_exponent <= {3'd0, late_exponent} + 8'd135 - {2'd0, normalize_leading_zeros};
        late_sign <= sign;
        normal_sign <= late_sign;
    end

    // Round to nearest even.
    wire rounding_round_up = normal[12] & ((|normal[11:0]) | normal[13]);
    wire [30:0] rounded = {normal_exponent, normal[35:13]} + {30'd0, rounding_round_up};

    always @(posedge clock) begin
        binary32 <= normal[36] ? {normal_sign, rounded} : 32'd0;
    end

    assign result = binary32;
endmodule

`default_nettype wire
