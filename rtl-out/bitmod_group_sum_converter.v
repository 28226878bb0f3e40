// Dequantised group sum to binary32, round to nearest even; four cycles.
`default_nettype none

module bitmod_group_sum_converter (
    input  wire        clock,
    input  wire [35:0] product,
    input  wire  [4:0] exponent,
    output wire [31:0] result  // binary32, four cycles later
);
    reg [35:0] magnitude;
    reg sign;
    reg [4:0] held_exponent;
    reg [35:0] normalize_coarse;
    reg [2:0] normalize_coarse_bytes;
    reg [35:0] normal;
    reg [4:0] late_exponent;
    reg [7:0] normal_exponent;
    reg late_sign;
    reg normal_sign;
    reg [31:0] binary32;

    // Sign and magnitude.
    wire [35:0] negated = ~product + 36'd1;

    always @(posedge clock) begin
        magnitude <= product[35] ? negated : product;
        sign <= product[35];
        held_exponent <= exponent;
    end

    // Normalise in two cycles: the hidden bit moves to the top.
    wire [3:0] normalize_occupied_bytes =
        {|magnitude[35:28], |magnitude[27:20], |magnitude[19:12], |magnitude[11:4]};
    wire normalize_occupied_bytes_3_2_is_0 = normalize_occupied_bytes[3:2] == 2'd0;
    wire [2:0] normalize_zero_bytes =
        (normalize_occupied_bytes == 4'd0) ? 3'd4 :
        {1'b0, normalize_occupied_bytes_3_2_is_0,
            normalize_occupied_bytes_3_2_is_0 ? (normalize_occupied_bytes[1] == 1'b0) :
            (normalize_occupied_bytes[3] == 1'b0)};

    always @(posedge clock) begin
        normalize_coarse <= magnitude << {normalize_zero_bytes, 3'd0};
        normalize_coarse_bytes <= normalize_zero_bytes;
    end

    wire normalize_coarse_35_32_is_0 = normalize_coarse[35:32] == 4'd0;
    wire normalize_coarse_31_30_is_0 = normalize_coarse[31:30] == 2'd0;
    wire normalize_coarse_35_34_is_0 = normalize_coarse[35:34] == 2'd0;
    wire [2:0] normalize_zeros =
        (normalize_coarse[35:29] == 7'd0) ? 3'd7 :
        {normalize_coarse_35_32_is_0,
            normalize_coarse_35_32_is_0 ? {normalize_coarse_31_30_is_0,
                normalize_coarse_31_30_is_0 ? 1'b0 : (normalize_coarse[31] == 1'b0)} :
            {normalize_coarse_35_34_is_0,
                normalize_coarse_35_34_is_0 ? (normalize_coarse[33] == 1'b0) :
                (normalize_coarse[35] == 1'b0)}};
    wire [35:0] normalize_shifted = normalize_coarse << normalize_zeros;
    wire [5:0] normalize_leading_zeros = {normalize_coarse_bytes, normalize_zeros};

    always @(posedge clock) begin
        normal <= normalize_shifted;
        late_exponent <= held_exponent;
        normal_exponent <= {3'd0, late_exponent} + 8'd135 - {2'd0, normalize_leading_zeros};
        late_sign <= sign;
        normal_sign <= late_sign;
    end

    // Round to nearest even.
    wire rounding_round_up = normal[11] & ((|normal[10:0]) | normal[12]);
    wire [30:0] rounded = {normal_exponent, normal[34:12]} + {30'd0, rounding_round_up};

    always @(posedge clock) begin
        binary32 <= normal[35] ? {normal_sign, rounded} : 32'd0;
    end

    assign result = binary32;
endmodule

`default_nettype wire
