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

    wire normalize_coarse_36_29_is_0 = normalize_coarse[36:29] == 8'd0;
    wire normalize_coarse_28_25_is_0 = normalize_coarse[28:25] == 4'd0;
    wire normalize_coarse_24_23_is_0 = normalize_coarse[24:23] == 2'd0;
    wire normalize_coarse_28_27_is_0 = normalize_coarse[28:27] == 2'd0;
    wire normalize_coarse_36_33_is_0 = normalize_coarse[36:33] == 4'd0;
    wire normalize_coarse_32_31_is_0 = normalize_coarse[32:31] == 2'd0;
    wire normalize_coarse_36_35_is_0 = normalize_coarse[36:35] == 2'd0;
    wire [3:0] normalize_zeros =
        (normalize_coarse[36:22] == 15'd0) ? 4'd15 :
        {normalize_coarse_36_29_is_0,
            normalize_coarse_36_29_is_0 ? {normalize_coarse_28_25_is_0,
                normalize_coarse_28_25_is_0 ? {normalize_coarse_24_23_is_0,
                    normalize_coarse_24_23_is_0 ? 1'b0 : (normalize_coarse[24] == 1'b0)} :
                {normalize_coarse_28_27_is_0,
                    normalize_coarse_28_27_is_0 ? (normalize_coarse[26] == 1'b0) :
                    (normalize_coarse[28] == 1'b0)}} :
            {normalize_coarse_36_33_is_0,
                normalize_coarse_36_33_is_0 ? {normalize_coarse_32_31_is_0,
                    normalize_coarse_32_31_is_0 ? (normalize_coarse[30] == 1'b0) :
                    (normalize_coarse[32] == 1'b0)} :
                {normalize_coarse_36_35_is_0,
                    normalize_coarse_36_35_is_0 ? (normalize_coarse[34] == 1'b0) :
                    (normalize_coarse[36] == 1'b0)}}};
    wire [36:0] normalize_shifted = normalize_coarse << normalize_zeros;
    wire [5:0] normalize_leading_zeros = {normalize_coarse_moves, normalize_zeros};

    always @(posedge clock) begin
        normal <= normalize_shifted;
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
