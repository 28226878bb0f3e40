// Partial sum times channel scale, rounded once to binary16, to nearest even; seven cycles.
`default_nettype none

module bitmod_result_scaler (
    input  wire        clock,
    input  wire [31:0] partial_sum,  // binary32, zero or normal
    input  wire        is_nonzero,  // the partial sum's hidden bit
    input  wire [31:0] channel_scale,  // binary32
    input  wire        is_normal_scale,  // the scale's hidden bit
    input  wire        special,  // an activation was infinite or NaN; six cycles later
    output wire [15:0] result,
    output wire        invalid,  // the result is NaN
    output wire        overflow  // a finite product became infinite
);
    reg [23:0] upper_product;
    reg [23:0] cross_product;
    reg [23:0] other_cross_product;
    reg [23:0] lower_product;
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
    reg placed_nonzero;
    reg [15:0] scaled;
    reg scaled_invalid;
    reg scaled_overflow;

    // Multiply halves of the significands, add exponents.
    wire [11:0] is_nonzero_joined = {is_nonzero, partial_sum[22:12]};
    wire [11:0] is_normal_scale_joined = {is_normal_scale, channel_scale[22:12]};

    always @(posedge clock) begin
        upper_product <= {12'd0, is_nonzero_joined} * {12'd0, is_normal_scale_joined};
        cross_product <= {12'd0, is_nonzero_joined} * {12'd0, channel_scale[11:0]};
        other_cross_product <= {12'd0, partial_sum[11:0]} * {12'd0, is_normal_scale_joined};
        lower_product <= {12'd0, partial_sum[11:0]} * {12'd0, channel_scale[11:0]};
        halves_exponent <= {3'd0, partial_sum[30:23]} +
            {3'd0, channel_scale[30:24], channel_scale[23] | ~is_normal_scale};
        product_exponent <= halves_exponent - 11'd238;
    end

    wire [35:0] middle = {12'd0, cross_product} + {12'd0, other_cross_product};
    wire [35:0] upper = {upper_product, lower_product[23:12]} + middle;

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

    wire normalize_coarse_47_40_is_0 = normalize_coarse[47:40] == 8'd0;
    wire normalize_coarse_39_36_is_0 = normalize_coarse[39:36] == 4'd0;
    wire normalize_coarse_35_34_is_0 = normalize_coarse[35:34] == 2'd0;
    wire normalize_coarse_39_38_is_0 = normalize_coarse[39:38] == 2'd0;
    wire normalize_coarse_47_44_is_0 = normalize_coarse[47:44] == 4'd0;
    wire normalize_coarse_43_42_is_0 = normalize_coarse[43:42] == 2'd0;
    wire normalize_coarse_47_46_is_0 = normalize_coarse[47:46] == 2'd0;
    wire [3:0] normalize_zeros =
        (normalize_coarse[47:33] == 15'd0) ? 4'd15 :
        {normalize_coarse_47_40_is_0,
            normalize_coarse_47_40_is_0 ? {normalize_coarse_39_36_is_0,
                normalize_coarse_39_36_is_0 ? {normalize_coarse_35_34_is_0,
                    normalize_coarse_35_34_is_0 ? 1'b0 : (normalize_coarse[35] == 1'b0)} :
                {normalize_coarse_39_38_is_0,
                    normalize_coarse_39_38_is_0 ? (normalize_coarse[37] == 1'b0) :
                    (normalize_coarse[39] == 1'b0)}} :
            {normalize_coarse_47_44_is_0,
                normalize_coarse_47_44_is_0 ? {normalize_coarse_43_42_is_0,
                    normalize_coarse_43_42_is_0 ? (normalize_coarse[41] == 1'b0) :
                    (normalize_coarse[43] == 1'b0)} :
                {normalize_coarse_47_46_is_0,
                    normalize_coarse_47_46_is_0 ? (normalize_coarse[45] == 1'b0) :
                    (normalize_coarse[47] == 1'b0)}}};
    wire [47:0] normalize_shifted = normalize_coarse << normalize_zeros;
    wire [5:0] normalize_leading_zeros = {normalize_coarse_moves, normalize_zeros};

    always @(posedge clock) begin
        normal <= normalize_shifted;
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
        placed_nonzero <= value[47];
    end

    // Round to nearest even; a carry out of the fraction raises the field by itself.
    wire round_up = placed[36] & ((|placed[35:0]) | placed[37]);
    wire [14:0] rounded = {placed_field, placed[46:37]} + {14'd0, round_up};
    wire [14:0] magnitude = placed_nonzero ? (placed_beyond ? 15'h7c00 : rounded) : 15'd0;
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
