// Partial sum times channel scale, rounded once to binary16, to nearest even; seven cycles.
`default_nettype none

module bitmod_result_scaler (
    input  wire        clock,
    input  wire [31:0] partial_sum,  // binary32, zero or normal
    input  wire [31:0] channel_scale,  // binary32
    input  wire        special,  // an activation was infinite or NaN; six cycles later
    output wire [15:0] result,
    output wire        invalid,  // the result is NaN
    output wire        overflow  // a finite product became infinite
);
    reg [35:0] upper_product;
    reg [35:0] lower_product;
    reg [10:0] halves_exponent;
    reg [10:0] product_exponent;
    reg [47:0] product;
    reg sign_after_1;
    reg sign_after_2;
    reg sign_after_3;
    reg sign_after_4;
    reg sign_after_5;
    reg special_after_1;
    reg special_after_2;
    reg special_after_3;
    reg special_after_4;
    reg special_after_5;
    reg [47:0] normalize_coarse;
    reg [1:0] normalize_coarse_moves;
    reg [47:0] normal;
    reg [10:0] late_exponent;
    reg [10:0] field;
    reg [5:0] subnormal_distance;
    reg [47:0] value;
    reg is_beyond;
    reg [4:0] own_field;
    reg [47:0] placed;
    reg [4:0] placed_field;
    reg placed_sign;
    reg placed_special;
    reg placed_beyond;
    reg is_nonzero;
    reg [15:0] scaled;
    reg scaled_invalid;
    reg scaled_overflow;

    // Multiply significands in two halves, add exponents.
    always @(posedge clock) begin
        upper_product <= {12'd0, |partial_sum[30:23], partial_sum[22:0]} *
            {24'd0, |channel_scale[30:23], channel_scale[22:12]};
        lower_product <=
            {12'd0, |partial_sum[30:23], partial_sum[22:0]} * {24'd0, channel_scale[11:0]};
        halves_exponent <= {3'd0, partial_sum[30:23]} +
            {3'd0, channel_scale[30:24], channel_scale[23] | ~(|channel_scale[30:23])};
        product_exponent <= halves_exponent - 11'd238;
    end

    wire [35:0] upper = upper_product + {12'd0, lower_product[35:12]};

    always @(posedge clock) begin
        product <= {upper, lower_product[11:0]};
        sign_after_1 <= partial_sum[31] ^ channel_scale[31];
        sign_after_2 <= sign_after_1;
        sign_after_3 <= sign_after_2;
        sign_after_4 <= sign_after_3;
        sign_after_5 <= sign_after_4;
        special_after_1 <= &channel_scale[30:23];
        special_after_2 <= special_after_1;
        special_after_3 <= special_after_2;
        special_after_4 <= special_after_3;
        special_after_5 <= special_after_4;
    end

    // Normalise in two cycles; the exponent becomes the field of the result format.
    wire normalize_top_32_zero = ~(|product[47:16]);
    wire [47:0] normalize_by_32 = normalize_top_32_zero ? {product[15:0], 32'd0} : product;
    wire normalize_top_16_zero = ~(|normalize_by_32[47:32]);
    wire [47:0] normalize_by_16 =
        normalize_top_16_zero ? {normalize_by_32[31:0], 16'd0} : normalize_by_32;

    always @(posedge clock) begin
        normalize_coarse <= normalize_by_16;
        normalize_coarse_moves <= {normalize_top_32_zero, normalize_top_16_zero};
    end

    wire normalize_top_8_zero = ~(|normalize_coarse[47:40]);
    wire [47:0] normalize_by_8 =
        normalize_top_8_zero ? {normalize_coarse[39:0], 8'd0} : normalize_coarse;
    wire normalize_top_4_zero = ~(|normalize_by_8[47:44]);
    wire [47:0] normalize_by_4 =
        normalize_top_4_zero ? {normalize_by_8[43:0], 4'd0} : normalize_by_8;
    wire normalize_top_2_zero = ~(|normalize_by_4[47:46]);
    wire [47:0] normalize_by_2 =
        normalize_top_2_zero ? {normalize_by_4[45:0], 2'd0} : normalize_by_4;
    wire normalize_top_1_zero = ~normalize_by_2[47];
    wire [47:0] normalize_by_1 =
        normalize_top_1_zero ? {normalize_by_2[46:0], 1'b0} : normalize_by_2;
    wire [5:0] normalize_leading_zeros = {normalize_coarse_moves, normalize_top_8_zero,
        normalize_top_4_zero, normalize_top_2_zero, normalize_top_1_zero};

    always @(posedge clock) begin
        normal <= normalize_by_1;
        late_exponent <= product_exponent;
        field <= late_exponent - {5'd0, normalize_leading_zeros};
    end

    // Below the smallest normal number the significand is to move right, into a field of zero.
    wire is_subnormal = $signed(field) <= $signed(11'd0);
    wire [10:0] missing = 11'd1 - field;
    wire [5:0] clamped = (|missing[10:6]) ? 6'd63 : missing[5:0];

    always @(posedge clock) begin
        subnormal_distance <= is_subnormal ? clamped : 6'd0;
        value <= normal;
        is_beyond <= $signed(11'd31) <= $signed(field);
        own_field <= is_subnormal ? 5'd0 : field[4:0];
    end

    // Move it.
    wire [47:0] place_kept = 48'hffffffffffff << subnormal_distance;
    wire [47:0] place_lost = value & ~place_kept;
    wire [47:0] place_shifted = value >> subnormal_distance;
    wire [47:0] place_rounded = {place_shifted[47:1], place_shifted[0] | (|place_lost)};

    always @(posedge clock) begin
        placed <= place_rounded;
        placed_field <= own_field;
        placed_sign <= sign_after_5;
        placed_special <= special_after_5;
        placed_beyond <= is_beyond;
        is_nonzero <= value[47];
    end

    // Round to nearest even; a carry out of the fraction raises the field by itself.
    wire round_up = placed[36] & ((|placed[35:0]) | placed[37]);
    wire [14:0] rounded = {placed_field, placed[46:37]} + {14'd0, round_up};
    wire [14:0] magnitude = is_nonzero ? (placed_beyond ? 15'h7c00 : rounded) : 15'd0;
    wire is_nan = placed_special | special;

    always @(posedge clock) begin
        scaled <= is_nan ? 16'h7e00 : {placed_sign, magnitude};
    end

    assign result = scaled;

    always @(posedge clock) begin
        scaled_invalid <= is_nan;
    end

    assign invalid = scaled_invalid;

    always @(posedge clock) begin
        scaled_overflow <= (&magnitude[14:10]) & ~is_nan;
    end

    assign overflow = scaled_overflow;
    wire unused = &{1'b0, placed[47]};
endmodule

`default_nettype wire
