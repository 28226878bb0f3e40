// Partial sum times channel scale, rounded once to binary16, to nearest even; five cycles.
`default_nettype none

module bitmod_result_scaler (
    input  wire        clock,
    input  wire [31:0] partial_sum,  // binary32, zero or normal
    input  wire        is_nonzero,  // the partial sum's hidden bit
    input  wire        scale_sign,
    input  wire [23:0] scale_significand,  // the highest bit is one, or all are zero
    input  wire  [9:0] scale_exponent,  // binary32's field, below 1 for subnormal scales
    input  wire        scale_is_special,  // infinite or NaN
    input  wire        special,  // an activation was infinite or NaN; four cycles later
    output wire [15:0] result,
    output wire        invalid,  // the result is NaN
    output wire        overflow  // a finite product became infinite
);
    reg [23:0] upper_product;
    reg [23:0] cross_product;
    reg [23:0] other_cross_product;
    reg [23:0] lower_product;
    reg [9:0] exponent_sum;
    reg [47:0] product;
    reg [9:0] lower_field;
    reg [9:0] distance_to_normal;
    reg product_nonzero;
    reg product_beyond;
    reg [11:0] product_high;
    reg product_lost;
    reg [3:0] subnormal_distance;
    reg [4:0] own_field;
    reg sign_after_1;
    reg sign_after_2;
    reg sign_after_3;
    reg special_after_1;
    reg special_after_2;
    reg special_after_3;
    reg [11:0] placed;
    reg placed_inexact;
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

    always @(posedge clock) begin
        upper_product <= {12'd0, is_nonzero_joined} * {12'd0, scale_significand[23:12]};
        cross_product <= {12'd0, is_nonzero_joined} * {12'd0, scale_significand[11:0]};
        other_cross_product <= {12'd0, partial_sum[11:0]} * {12'd0, scale_significand[23:12]};
        lower_product <= {12'd0, partial_sum[11:0]} * {12'd0, scale_significand[11:0]};
        exponent_sum <= {2'd0, partial_sum[30:23]} + scale_exponent;
    end

    wire [35:0] middle = {12'd0, cross_product} + {12'd0, other_cross_product};
    wire [35:0] upper = {upper_product, lower_product[23:12]} + middle;

    always @(posedge clock) begin
        product <= {upper, lower_product[11:0]};
        lower_field <= exponent_sum - 10'd239;
        distance_to_normal <= 10'd240 - exponent_sum;
    end

    // The hidden bit is one of two; the exponent becomes the field of the result format.
    wire [47:0] normal = product[47] ? product : {product[46:0], 1'b0};
    wire [9:0] field = lower_field + {9'd0, product[47]};

    always @(posedge clock) begin
        product_nonzero <= |product[47:46];
        product_beyond <= $signed(10'd31) <= $signed(field);
        product_high <= normal[47:36];
        product_lost <= |normal[35:0];
    end

    // Below the smallest normal number the significand is to move right, into a field of zero.
    wire [9:0] missing = distance_to_normal - {9'd0, product[47]};
    wire is_subnormal = $signed(10'd0) < $signed(missing);
    wire [3:0] clamped = (|missing[9:4]) ? 4'd15 : missing[3:0];

    always @(posedge clock) begin
        subnormal_distance <= is_subnormal ? clamped : 4'd0;
        own_field <= is_subnormal ? 5'd0 : field[4:0];
    end

    // Move it.
    wire [11:0] place_kept = 12'hfff << subnormal_distance;
    wire [11:0] place_lost = product_high & ~place_kept;
    wire [11:0] place_shifted = product_high >> subnormal_distance;

    always @(posedge clock) begin
        sign_after_1 <= partial_sum[31] ^ scale_sign;
        sign_after_2 <= sign_after_1;
        sign_after_3 <= sign_after_2;
        special_after_1 <= scale_is_special;
        special_after_2 <= special_after_1;
        special_after_3 <= special_after_2;
        placed <= place_shifted;
        placed_inexact <= (|place_lost) | product_lost;
        placed_field <= own_field;
        placed_sign <= sign_after_3;
        placed_special <= special_after_3;
        placed_beyond <= product_beyond;
        placed_nonzero <= product_nonzero;
    end

    // Round to nearest even; a carry out of the fraction raises the field by itself.
    wire round_up = placed[0] & (placed_inexact | placed[1]);
    wire [14:0] rounded = {placed_field, placed[10:1]} + {14'd0, round_up};
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
    wire unused = &{1'b0, placed[11]};
endmodule

`default_nettype wire
