// Bit-serial processing element (BitMoD Fig. 5): exponent match, multiply and align, accumulate.
// Group sum = accumulator * 2^(exponent - 28).
`default_nettype none

module bitmod_processing_element (
    input  wire        clock,
    input  wire [19:0] activation_exponents,  // stage 1: exponent match
    input  wire  [3:0] activation_nonzero,
    input  wire  [7:0] weight_exponents,
    input  wire  [3:0] weight_mantissas,
    input  wire [43:0] activation_significands,  // stage 2: multiply and align, one cycle later
    input  wire  [3:0] activation_signs,
    input  wire  [3:0] weight_signs,
    input  wire  [3:0] product_mantissas,  // weight_mantissas one cycle later
    input  wire  [2:0] bit_significance,  // with the significands
    input  wire        accumulate,  // a product sum is there
    input  wire        first,  // it is the first of its group
    output wire [23:0] accumulator,
    output wire  [5:0] exponent
);
    reg [3:0] distance_0;
    reg [3:0] distance_1;
    reg [3:0] distance_2;
    reg [3:0] distance_3;
    reg [5:0] matched_exponent;
    reg [16:0] product_sum;
    reg [5:0] product_sum_exponent;
    reg [23:0] held;
    reg [5:0] held_exponent;

    // Exponent match: a zero weight term or activation takes no part in the maximum.
    wire [5:0] product_exponent_0 =
        (weight_mantissas[0] & activation_nonzero[0]) ?
            ({1'b0, activation_exponents[4:0]} + {4'd0, weight_exponents[1:0]}) :
        6'd0;
    wire [5:0] product_exponent_1 =
        (weight_mantissas[1] & activation_nonzero[1]) ?
            ({1'b0, activation_exponents[9:5]} + {4'd0, weight_exponents[3:2]}) :
        6'd0;
    wire [5:0] product_exponent_2 =
        (weight_mantissas[2] & activation_nonzero[2]) ?
            ({1'b0, activation_exponents[14:10]} + {4'd0, weight_exponents[5:4]}) :
        6'd0;
    wire [5:0] product_exponent_3 =
        (weight_mantissas[3] & activation_nonzero[3]) ?
            ({1'b0, activation_exponents[19:15]} + {4'd0, weight_exponents[7:6]}) :
        6'd0;
    wire [5:0] larger_1_0 =
        (product_exponent_1 < product_exponent_0) ? product_exponent_0 : product_exponent_1;
    wire [5:0] larger_1_1 =
        (product_exponent_3 < product_exponent_2) ? product_exponent_2 : product_exponent_3;
    wire [5:0] largest_exponent = (larger_1_1 < larger_1_0) ? larger_1_0 : larger_1_1;
    wire [5:0] difference_0 = largest_exponent - product_exponent_0;
    wire [5:0] difference_1 = largest_exponent - product_exponent_1;
    wire [5:0] difference_2 = largest_exponent - product_exponent_2;
    wire [5:0] difference_3 = largest_exponent - product_exponent_3;

    always @(posedge clock) begin
        distance_0 <= (|difference_0[5:4]) ? 4'd15 : difference_0[3:0];
        distance_1 <= (|difference_1[5:4]) ? 4'd15 : difference_1[3:0];
        distance_2 <= (|difference_2[5:4]) ? 4'd15 : difference_2[3:0];
        distance_3 <= (|difference_3[5:4]) ? 4'd15 : difference_3[3:0];
        matched_exponent <= largest_exponent;
    end

    // Bit-serial multiply: significand AND mantissa, aligned into 11 + 3 bits, then the adder tree.
    wire [13:0] product_0 = {activation_significands[10:0] & {11{product_mantissas[0]}}, 3'd0};
    wire [13:0] aligned_0_kept = 14'h3fff << distance_0;
    wire [13:0] aligned_0_lost = product_0 & ~aligned_0_kept;
    wire [13:0] aligned_0_shifted = product_0 >> distance_0;
    wire [13:0] aligned_0_rounded =
        {aligned_0_shifted[13:1], aligned_0_shifted[0] | (|aligned_0_lost)};
    wire negative_0 = activation_signs[0] ^ weight_signs[0];
    wire [14:0] addend_0 = {1'b0, aligned_0_rounded} ^ {15{negative_0}};
    wire [13:0] product_1 = {activation_significands[21:11] & {11{product_mantissas[1]}}, 3'd0};
    wire [13:0] aligned_1_kept = 14'h3fff << distance_1;
    wire [13:0] aligned_1_lost = product_1 & ~aligned_1_kept;
    wire [13:0] aligned_1_shifted = product_1 >> distance_1;
    wire [13:0] aligned_1_rounded =
        {aligned_1_shifted[13:1], aligned_1_shifted[0] | (|aligned_1_lost)};
    wire negative_1 = activation_signs[1] ^ weight_signs[1];
    wire [14:0] addend_1 = {1'b0, aligned_1_rounded} ^ {15{negative_1}};
    wire [13:0] product_2 = {activation_significands[32:22] & {11{product_mantissas[2]}}, 3'd0};
    wire [13:0] aligned_2_kept = 14'h3fff << distance_2;
    wire [13:0] aligned_2_lost = product_2 & ~aligned_2_kept;
    wire [13:0] aligned_2_shifted = product_2 >> distance_2;
    wire [13:0] aligned_2_rounded =
        {aligned_2_shifted[13:1], aligned_2_shifted[0] | (|aligned_2_lost)};
    wire negative_2 = activation_signs[2] ^ weight_signs[2];
    wire [14:0] addend_2 = {1'b0, aligned_2_rounded} ^ {15{negative_2}};
    wire [13:0] product_3 = {activation_significands[43:33] & {11{product_mantissas[3]}}, 3'd0};
    wire [13:0] aligned_3_kept = 14'h3fff << distance_3;
    wire [13:0] aligned_3_lost = product_3 & ~aligned_3_kept;
    wire [13:0] aligned_3_shifted = product_3 >> distance_3;
    wire [13:0] aligned_3_rounded =
        {aligned_3_shifted[13:1], aligned_3_shifted[0] | (|aligned_3_lost)};
    wire negative_3 = activation_signs[3] ^ weight_signs[3];
    wire [14:0] addend_3 = {1'b0, aligned_3_rounded} ^ {15{negative_3}};

    // The carry-ins of the negations enter the tree as one count.
    wire [2:0] carries =
        {2'd0, negative_0} + {2'd0, negative_1} + ({2'd0, negative_2} + {2'd0, negative_3});

    always @(posedge clock) begin
        product_sum <= {{2{addend_0[14]}}, addend_0} + {{2{addend_1[14]}}, addend_1} +
            ({{2{addend_2[14]}}, addend_2} + {{2{addend_3[14]}}, addend_3}) + {14'd0, carries};
        product_sum_exponent <=
            (matched_exponent == 6'd0) ? 6'd0 : (matched_exponent + {3'd0, bit_significance});
    end

    // Group accumulation: whichever of sum and accumulator has the smaller exponent is shifted.
    wire [23:0] extended_sum = {{7{product_sum[16]}}, product_sum};
    wire raises = held_exponent < product_sum_exponent;
    wire [5:0] alignment =
        raises ? (product_sum_exponent - held_exponent) : (held_exponent - product_sum_exponent);
    wire [23:0] moving = raises ? held : extended_sum;
    wire [23:0] staying = raises ? extended_sum : held;
    wire [23:0] moved_kept = 24'hffffff << alignment;
    wire [23:0] moved_lost = moving & ~moved_kept;
    wire [23:0] moved_shifted = $signed(moving) >>> alignment;
    wire [23:0] moved_rounded = {moved_shifted[23:1], moved_shifted[0] | (|moved_lost)};

    always @(posedge clock) begin
        if (accumulate) begin
            if (first) begin
                held <= extended_sum;
                held_exponent <= product_sum_exponent;
            end else begin
                held <= staying + moved_rounded;
                if (raises) begin
                    held_exponent <= product_sum_exponent;
                end
            end
        end
    end

    assign accumulator = held;
    assign exponent = held_exponent;
endmodule

`default_nettype wire
